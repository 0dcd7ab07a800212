"""The candidates of a report's figures, computed once for each figure from all looks and from the rest of the document."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import Any

from gouji.check.pointers import leaves
from gouji.check.readings.calibrated_odds import calibrated_candidates, lost_minus_candidates, unlisted_candidates
from gouji.check.readings.candidates import Candidate, CandidateSet, candidates
from gouji.check.readings.legibility import dimness
from gouji.check.readings.observations import Looks, looks, no_looks
from gouji.check.readings.reparse import parser_for
from gouji.check.readings.unmeasured_pages import unmeasured_pages
from gouji.schemas.evidence import FieldEvidence, FieldReading, LookSeen
from gouji.schemas.leaf import Leaf
from gouji.schemas.pages import Document
from gouji.schemas.quantity import Quantity
from gouji.schemas.record import Report

MIN_DIGITS = 4
"""A figure with fewer digits may be printed twice by chance."""
ELSEWHERE_FACTOR = 2.0
"""Factor on the odds of a candidate that is printed elsewhere in the document, and divisor if the accepted reading is.
"""
MIN_UNLISTED_ODDS = 1e-5
"""Unlisted candidates with lower odds than this against the accepted reading are dropped."""
MAX_SHOWN = 4
"""Candidates of a figure that the record keeps."""


@dataclass(slots=True)
class Posteriors:
    """Returns the candidates of a leaf; each leaf is examined only once.

    `dimness` is that of each page by its number. `signed_leaves` are the ids of leaves that are as often printed with a
    minus as without one: adjustments. `unmeasured`: pages that were
    read by models on which no table was measured.
    """

    looks: Looks = no_looks
    occurrences: Counter[tuple[str, str]] = field(default_factory=Counter)
    examined: dict[int, CandidateSet] = field(default_factory=dict)
    dimness: dict[int, float] = field(default_factory=dict)
    signed_leaves: frozenset[int] = frozenset()
    unmeasured: frozenset[int] = frozenset()

    def __call__(self, leaf: Leaf[Any]) -> CandidateSet:
        """The leaf's candidates, the likeliest first; for a figure that was corrected since, only its present text."""
        found = self.examined.get(id(leaf))
        if found is None:
            found = candidates(leaf, self.looks)
            found.others = [self._scaled_by_occurrences(leaf, other) for other in found.others]
            self.examined[id(leaf)] = found
        return found if found.text == leaf.text else candidates(leaf)

    def for_record(self, leaf: Leaf[Any]) -> CandidateSet:
        """The calibrated candidates of a leaf that was examined; for a corrected one, the candidates before the
        correction, as the looks gave them.
        """
        found = self.examined[id(leaf)]
        return self.calibrated(leaf) if found.text == leaf.text else found

    def calibrated(self, leaf: Leaf[Any]) -> CandidateSet:
        """The leaf's candidates with calibrated probabilities.

        Returned uncalibrated, because no measurements exist: figures under a seal, and figures whose characters were
        corrected.
        """
        found = self(leaf)
        if leaf.sealed or "".join(leaf.raw.split()) != leaf.text:
            return found
        return self._with_unlisted(leaf, self.calibrated_even_if_sealed(leaf))

    def calibrated_even_if_sealed(self, leaf: Leaf[Any]) -> CandidateSet:
        """The leaf's candidates with calibrated probabilities, even under a seal."""
        measured = leaf.page not in self.unmeasured
        return calibrated_candidates(self(leaf), self.dimness.get(leaf.page or 0, 0.0), measured=measured)

    def _with_unlisted(self, leaf: Leaf[Any], found: CandidateSet) -> CandidateSet:
        """Adds the likeliest candidates that no look lists, if the place was looked at again."""
        if len(found.seen) <= 1 or len(leaf.trace.probs) != len(found.text):
            return found
        parse = parser_for(leaf)
        dim = self.dimness.get(leaf.page or 0, 0.0)
        minus = lost_minus_candidates(found, dim, MIN_UNLISTED_ODDS) if id(leaf) in self.signed_leaves else ()
        unlisted = [
            (text, odds, parse(text))
            for text, odds in (*unlisted_candidates(found, leaf.trace.probs, MIN_UNLISTED_ODDS), *minus)
        ]
        return replace(
            found,
            unnamed=[
                Candidate(value, text, odds, 0.0, by_form=True) for text, odds, value in unlisted if value is not None
            ],
        )

    def _scaled_by_occurrences(self, leaf: Leaf[Any], other: Candidate) -> Candidate:
        """Scales a candidate's odds by whether the same figure is printed elsewhere in the document. That alone never
        lets it win.
        """
        mine, rival = self._occurrences(leaf.value) - 1, self._occurrences(other.value)
        factor = ELSEWHERE_FACTOR if rival > 0 >= mine else 1 / ELSEWHERE_FACTOR if mine > 0 >= rival else 1.0
        return replace(other, odds=other.odds * factor)

    def _occurrences(self, value: Any) -> int:
        return self.occurrences[_key(value)] if isinstance(value, Quantity) else 0


def posteriors(report: Report, document: Document | None) -> Posteriors:
    """Builds the posteriors of a report: it looks at the document's pages and knows which long figures the report
    prints more than once.
    """
    seen: dict[int, Leaf[Any]] = {}
    for pointer, leaf in leaves(report):
        if not pointer.startswith("/tables/") and isinstance(leaf.value, Quantity):
            seen.setdefault(id(leaf), leaf)
    figures = [(leaf, leaf.value) for leaf in seen.values() if isinstance(leaf.value, Quantity)]
    places = {(leaf.page, leaf.bbox or leaf.line, _key(value)) for leaf, value in figures}
    signed = frozenset(id(row.adjustment) for row in report.budget if row.adjustment is not None)
    return Posteriors(
        looks(document),
        Counter(key for _, _, key in places if len(key[0]) >= MIN_DIGITS),
        dimness=dimness(document),
        signed_leaves=signed,
        unmeasured=unmeasured_pages(report),
    )


def _key(value: Quantity) -> tuple[str, str]:
    return value.number.lstrip("-"), value.unit


def field_readings(found: CandidateSet, pointer: str) -> list[FieldReading]:
    """The accepted reading and the other candidates with their probabilities, the likeliest first."""
    rows = [
        FieldReading(field=pointer, text=found.text, value=_canonical(found.value), probability=round(found.taken, 4))
    ]
    rows += [
        FieldReading(
            field=pointer, text=r.text, value=_canonical(r.value), probability=round(min(1.0, found.taken * r.odds), 4)
        )
        for r in found.others
    ]
    return sorted(rows, key=lambda row: -row.probability)[:MAX_SHOWN]


def field_evidence(found: CandidateSet, pointer: str) -> FieldEvidence:
    """The evidence that the record keeps of a doubtful figure."""
    looked = [LookSeen(source=s.source, text=s.text, probability=s.probability) for s in found.seen]
    return FieldEvidence(
        field=pointer, readings=field_readings(found, pointer), looks=looked, unknown=round(found.unknown, 4)
    )


def _canonical(value: Quantity | str | None) -> str:
    return value.canonical if isinstance(value, Quantity) else value or ""
