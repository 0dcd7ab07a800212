"""Tables that the edge of the page cuts through: the rules between their columns run on, and no rule closes the last row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from gouji.ocr.ruled.rulings import Rule

BEYOND = 8.0
"""Points by which rules run on beyond the last one across: less is no row of print."""

LEAST, MOST_OF = 3, 0.6
"""So many rules must run on, and this part of those that reach the last one across."""

NEAR = 3.0
"""Points. Rules that lie, or end, so near to one another are one, or meet."""


def open_ends(
    at: Sequence[float], across: Sequence[float], rules: Sequence[Rule], scale: float
) -> tuple[float | None, float | None]:
    """Where rules at the places `at` end before the first and beyond the last of the places `across` (flat pixels): the edge of a row
    that has no rule of its own there; None where they end at it, as they should. `scale` in pixels a point."""
    own = [[r for r in rules if abs(r.at - place) <= NEAR * scale] for place in at]
    turned = [[replace(r, low=-r.high, high=-r.low) for r in each] for each in own]
    before, after = _end(turned, -across[0], scale), _end(own, across[-1], scale)
    return None if before is None else -before, after


def _end(columns: Sequence[Sequence[Rule]], last: float, scale: float) -> float | None:
    ends = [end for rules in columns if (end := _run(rules, last, NEAR * scale)) is not None]
    beyond = [end for end in ends if end > last + BEYOND * scale]
    return median(beyond) if len(beyond) >= max(LEAST, MOST_OF * len(ends)) else None


def _run(rules: Sequence[Rule], last: float, slack: float) -> float | None:
    """How far the pieces of one rule that reach `last` run on from there; None where none reaches it."""
    end = None
    for rule in sorted(rules, key=lambda r: r.low):
        if end is None and rule.low < last - slack <= rule.high:
            end = rule.high
        elif end is not None and rule.low <= end + slack:
            end = max(end, rule.high)
    return end
