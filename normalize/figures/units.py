"""Recognises the unit that begins at a position of a text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

import regex

from gouji.schemas.spans import FigureKind
from gouji.schemas.wordlists import read_records


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as printed (万人次): one of it is `factor` times `base`.

    `length` is its length in the text, spaces and 余 included.
    """

    printed: str
    kind: FigureKind
    base: str
    factor: Decimal
    length: int
    hanzi: bool = False
    approximate: bool = False


COMPARISON_SIGNS = "≥≧≤≦><＞＜=＝"
BRACKETS = regex.compile(r"[（(）)]")
"""Signs that may stand before a figure."""
UNIT_ROWS = {row["unit"]: row for row in read_records(__package__, "units")}
COUNTABLE = [u for u, row in UNIT_ROWS.items() if row["kind"] not in {"multiplier", "per"}]
MULTIPLIERS = {u: Decimal(row["factor"]) for u, row in UNIT_ROWS.items() if row["kind"] == "multiplier"}
# 万% and 万分 are OCR errors, not units.
KINDS_WITHOUT_MULTIPLIER = {"rate", "score", "multiple"}


def unit_pattern(units: Iterable[str]) -> str:
    """Returns an alternation of the units, longest first.

    Each is blocked where the next character makes another word of it.
    """
    return "|".join(regex.escape(u) + _barrier(u) for u in sorted(units, key=len, reverse=True))


def _barrier(unit: str) -> str:
    barred = regex.escape(UNIT_ROWS[unit]["not_before"]) + (
        "A-Za-z" if unit[-1].isascii() and unit[-1].isalpha() else ""
    )
    return f"(?![{barred}])" if barred else ""


_MULTIPLIER = "|".join(sorted(MULTIPLIERS, key=len, reverse=True))
_DIRECT = regex.compile(unit_pattern(COUNTABLE))
_MULTIPLIABLE = unit_pattern(u for u in COUNTABLE if UNIT_ROWS[u]["kind"] not in KINDS_WITHOUT_MULTIPLIER)
_MULTIPLIED = regex.compile(rf"(?P<times>{_MULTIPLIER})(?P<about>[余多来])?\s?(?P<base>{_MULTIPLIABLE})")
_ALONE = regex.compile(rf"(?P<times>{_MULTIPLIER})(?P<about>[余多])?{_barrier('万')}")
# 10元/生, 5次/10万公顷: the denominator may be any countable thing; 45万元/40万元 are two figures.
_UNDER = unit_pattern(
    u for u, row in UNIT_ROWS.items() if u not in MULTIPLIERS and row["kind"] not in ("rate", "score")
)
_PER = regex.compile(rf"(?:/|／)\s?(?:10*)?(?:{_MULTIPLIER})?(?:{_UNDER})(?:[/·.*•∙‧×／](?:{_UNDER}))*")


def unit_at(text: str, start: int) -> Unit | None:
    """Returns the longest unit of `text` that begins at `start`; None if no known unit stands there.

    It is a unit of the table, one after a multiplier (万人次), or a multiplier alone (15万), and includes what it is
    measured per (元/人·月).
    """
    direct, times = _DIRECT.match(text, start), _MULTIPLIED.match(text, start)
    if direct and (not times or direct.end() >= times.end()):
        unit = _unit(direct[0], direct[0], "", direct.end() - start)
    elif times:
        unit = _unit(
            times["times"] + times["base"], times["base"], times["times"], times.end() - start, bool(times["about"])
        )
    elif alone := _ALONE.match(text, start):
        about = bool(alone["about"])
        return Unit(alone["times"], "count", "", MULTIPLIERS[alone["times"]], alone.end() - start, approximate=about)
    else:
        return None
    per = _PER.match(text, start + unit.length) if unit.kind in {"money", "count"} else None
    return _per(unit, per[0]) if per else unit


def is_unit(words: str) -> bool:
    """Tells whether the words are a known unit and nothing else."""
    found = unit_at(words, 0) if words else None
    return found is not None and found.length == len(words)


def lacks_digits(words: str) -> bool:
    """Tells whether the words are a unit, one in brackets, a comparison sign or several of them, without a figure
    (≥场, ≤, 台（套）, （套）)."""
    bare = words.lstrip(COMPARISON_SIGNS)
    units = [part for part in BRACKETS.split(bare) if part]
    return bool(words) and (is_unit(bare) or all(is_unit(part) for part in units))


def _unit(printed: str, name: str, times: str, length: int, approximate: bool = False) -> Unit:
    row = UNIT_ROWS[name]
    factor = Decimal(row["factor"]) * MULTIPLIERS.get(times, Decimal(1))
    kind: FigureKind = row["kind"]  # type: ignore[assignment]  # a test holds every row to the kinds
    return Unit(printed, kind, row["base"], factor, length, row["hanzi"] == "yes", approximate or "多" in name)


def _per(unit: Unit, per: str) -> Unit:
    """Returns a price or a density: it is no sum of money, so it counts as a count of its own unit."""
    return Unit(
        unit.printed + per, "count", unit.base + per, unit.factor, unit.length + len(per), unit.hanzi, unit.approximate
    )
