"""The readings of a report's figures, each weighed once, by all looks at it and by what else the document prints."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import Any

from gouji.check.pointers import leaves
from gouji.check.readings.calibrated_odds import chosen, lost_sign, unnamed
from gouji.check.readings.candidates import Reading, Readings, readings
from gouji.check.readings.legibility import dimness
from gouji.check.readings.observations import Looks, looks, no_looks
from gouji.check.readings.reparse import reparsed
from gouji.schemas.evidence import FieldEvidence, FieldReading, LookSeen
from gouji.schemas.leaf import Leaf
from gouji.schemas.pages import Document
from gouji.schemas.quantity import Quantity
from gouji.schemas.record import Report

LONG = 4
"""Digits that a figure must have for its being printed twice to mean anything."""
TWICE = 2.0
"""How much likelier a reading is for standing elsewhere in the document, and a rival for not standing there."""
LEAST = 1e-5
"""Readings that no look names and that are less likely than this against the one taken are not weighed."""
SHOWN = 4
"""Readings of a figure that the record keeps."""


@dataclass(slots=True)
class Weigher:
    """Gives the readings of a leaf; the same leaf is looked at once. `dim` tells how hardly legible each page is, `signed` are the ids of
    leaves that are as often printed with a minus as without one: adjustments."""

    looks: Looks = no_looks
    printed: Counter[tuple[str, str]] = field(default_factory=Counter)
    known: dict[int, Readings] = field(default_factory=dict)
    dim: dict[int, float] = field(default_factory=dict)
    signed: frozenset[int] = frozenset()

    def __call__(self, leaf: Leaf[Any]) -> Readings:
        """The leaf's readings, likeliest first; of a figure that was corrected since only what it says now."""
        found = self.known.get(id(leaf))
        if found is None:
            found = readings(leaf, self.looks)
            found.others = [self._elsewhere(leaf, other) for other in found.others]
            self.known[id(leaf)] = found
        return found if found.text == leaf.text else readings(leaf)

    def kept(self, leaf: Leaf[Any]) -> Readings:
        """What was weighed of a leaf; of one that was corrected what spoke for and against it, as the looks told it."""
        found = self.known[id(leaf)]
        return self.measured(leaf) if found.text == leaf.text else found

    def measured(self, leaf: Leaf[Any]) -> Readings:
        """The leaf's readings, as likely as such readings were measured to be right or wrong on such a page.

        Not measured, and left as told: what lies under a seal, and what correction made of the page's signs.
        """
        found = self(leaf)
        if leaf.sealed or "".join(leaf.raw.split()) != leaf.text:
            return found
        return self._reckoned(leaf, self.chosen(leaf))

    def chosen(self, leaf: Leaf[Any]) -> Readings:
        """The leaf's readings as likely as measured, whatever lies on it."""
        return chosen(self(leaf), self.dim.get(leaf.page or 0, 0.0))

    def _reckoned(self, leaf: Leaf[Any], found: Readings) -> Readings:
        """With the likeliest readings that no look names, where the place was looked at again."""
        if len(found.seen) <= 1 or len(leaf.trace.probs) != len(found.text):
            return found
        parse = reparsed(leaf)
        dim = self.dim.get(leaf.page or 0, 0.0)
        minus = lost_sign(found, dim, LEAST) if id(leaf) in self.signed else ()
        told = [(text, odds, parse(text)) for text, odds in (*unnamed(found, leaf.trace.probs, LEAST), *minus)]
        return replace(
            found,
            unnamed=[Reading(value, text, odds, 0.0, by_form=True) for text, odds, value in told if value is not None],
        )

    def _elsewhere(self, leaf: Leaf[Any], other: Reading) -> Reading:
        """The reading with its odds moved by the same figure printed in another place of the document. It never wins by that."""
        mine, rival = self._count(leaf.value) - 1, self._count(other.value)
        factor = TWICE if rival > 0 >= mine else 1 / TWICE if mine > 0 >= rival else 1.0
        return replace(other, odds=other.odds * factor)

    def _count(self, value: Any) -> int:
        return self.printed[_key(value)] if isinstance(value, Quantity) else 0


def weigher(report: Report, document: Document | None) -> Weigher:
    """A weigher that looks at the document's pages and knows which long figures the report prints more than once."""
    seen: dict[int, Leaf[Any]] = {}
    for pointer, leaf in leaves(report):
        if not pointer.startswith("/tables/") and isinstance(leaf.value, Quantity):
            seen.setdefault(id(leaf), leaf)
    figures = [(leaf, leaf.value) for leaf in seen.values() if isinstance(leaf.value, Quantity)]
    places = {(leaf.page, leaf.bbox or leaf.line, _key(value)) for leaf, value in figures}
    signed = frozenset(id(row.adjustment) for row in report.budget if row.adjustment is not None)
    return Weigher(
        looks(document),
        Counter(key for _, _, key in places if len(key[0]) >= LONG),
        dim=dimness(document),
        signed=signed,
    )


def _key(value: Quantity) -> tuple[str, str]:
    return value.number.lstrip("-"), value.unit


def shares(found: Readings, pointer: str) -> list[FieldReading]:
    """The readings with their probabilities, the one taken among them."""
    rows = [FieldReading(field=pointer, text=found.text, value=_told(found.value), probability=round(found.taken, 4))]
    rows += [
        FieldReading(
            field=pointer, text=r.text, value=_told(r.value), probability=round(min(1.0, found.taken * r.odds), 4)
        )
        for r in found.others
    ]
    return sorted(rows, key=lambda row: -row.probability)[:SHOWN]


def evidence(found: Readings, pointer: str) -> FieldEvidence:
    """What the record keeps of a doubtful figure."""
    looked = [LookSeen(source=s.source, text=s.text, probability=s.probability) for s in found.seen]
    return FieldEvidence(field=pointer, readings=shares(found, pointer), looks=looked, unknown=round(found.unknown, 4))


def _told(value: Quantity | str | None) -> str:
    return value.canonical if isinstance(value, Quantity) else value or ""
