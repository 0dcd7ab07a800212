"""The level rulings of each table that has no others: those that run from side to side, and shorter ones between them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from gouji.ocr.ruled.rulings import Ruling

MIN_LENGTH_PT = 120.0
"""An underline is shorter, or stands alone."""

MIN_RULINGS = 5
"""Fewer rulings of one length are a head, a foot, or the three of a table whose columns tell its rows."""

MIN_BESIDE, MIN_BESIDE_RATIO = 2, 0.5
"""So many rulings beside cells that reach over several rows begin together, and each has this share of the table's width."""

SAME_END_PT = 6.0
"""Rulings of one table end this near to one another."""

SAME_RULING_PT = 3.0

MAX_GAP_PT, MIN_PIECES_RATIO = 40.0, 0.8
"""A ruling broken by a seal or by lost toner has no longer gap, and so much of it is left."""

MAX_BAND_PT = 200.0
"""Two rulings farther apart bound no row."""


def mended_rulings(level: Sequence[Ruling]) -> list[Ruling]:
    """Returns the rulings of which only pieces are left, as wholes.

    Rulings of two columns side by side are none of one table: its other rulings do not end where these do.
    """
    rows: list[list[Ruling]] = []
    for ruling in sorted(level, key=lambda r: r.at):
        if rows and ruling.at - rows[-1][-1].at <= SAME_RULING_PT:
            rows[-1].append(ruling)
        else:
            rows.append([ruling])
    out = []
    for pieces in (sorted(row, key=lambda r: r.low) for row in rows if len(row) > 1):
        gaps = [max(0.0, b.low - max(a.high for a in pieces[: k + 1])) for k, b in enumerate(pieces[1:])]
        low, high = pieces[0].low, max(r.high for r in pieces)
        if max(gaps) <= MAX_GAP_PT and sum(gaps) <= (1 - MIN_PIECES_RATIO) * (high - low):
            out.append(Ruling(sum(r.at * r.length for r in pieces) / sum(r.length for r in pieces), low, high))
    return out


def ruling_groups(level: Sequence[Ruling]) -> list[list[Ruling]]:
    """Returns the rulings of each table from top to bottom: at least five that run from side to side, and shorter ones
    between them."""
    long = sorted((r for r in level if r.length >= MIN_LENGTH_PT), key=lambda r: r.at)
    groups: list[list[Ruling]] = []
    for ruling in long:
        group = next((g for g in groups if _belongs(ruling, g, level)), None)
        if group is None:
            groups.append([ruling])
        else:
            group.append(ruling)
    found = [_with_shorter(group, level) for group in groups if _is_long_enough(group, level)]
    return sorted(found, key=lambda group: group[0].low - group[0].high)


def _is_long_enough(group: Sequence[Ruling], level: Sequence[Ruling]) -> bool:
    """Tells whether the rulings bound rows: where cells reach over several rows, the rulings beside them end with the others
    on the right alone."""
    first, last = group[0], group[-1]
    beside = [
        r
        for r in level
        if first.at < r.at < last.at
        and abs(r.high - first.high) <= SAME_END_PT
        and r.low >= first.low - SAME_END_PT
        and r.length >= MIN_BESIDE_RATIO * first.length
    ]
    alike = [r for r in beside if sum(abs(r.low - other.low) <= SAME_END_PT for other in beside) >= MIN_BESIDE]
    return len(ruling_positions(group)) >= MIN_RULINGS or (
        len(ruling_positions(group)) > 1 and len(ruling_positions([*group, *alike])) >= MIN_RULINGS
    )


def _belongs(ruling: Ruling, group: Sequence[Ruling], level: Sequence[Ruling]) -> bool:
    """Tells whether a ruling runs from side to side of a group's table; shorter rulings may bound the rows between."""
    low, high, last = group[0].low, group[0].high, group[-1].at
    if abs(ruling.low - low) > SAME_END_PT or abs(ruling.high - high) > SAME_END_PT:
        return False
    between = [
        r.at for r in level if last < r.at < ruling.at and low <= r.low + SAME_END_PT and r.high <= high + SAME_END_PT
    ]
    return all(b - a <= MAX_BAND_PT for a, b in pairwise([last, *sorted(between), ruling.at]))


def _with_shorter(group: list[Ruling], level: Sequence[Ruling]) -> list[Ruling]:
    first, last = group[0], group[-1]
    return [
        r
        for r in level
        if first.at - SAME_RULING_PT <= r.at <= last.at + SAME_RULING_PT
        and first.low - SAME_END_PT <= r.low
        and r.high <= first.high + SAME_END_PT
    ]


def ruling_positions(rulings: Sequence[Ruling]) -> list[float]:
    out: list[float] = []
    for at in sorted(r.at for r in rulings):
        if not out or at - out[-1] > SAME_RULING_PT:
            out.append(at)
    return out
