"""Groups rulings that touch one another, and finds the positions they lie at."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from gouji.ocr.ruled.rulings import Ruling

SHORT_RULING_PT = 60.0
"""A ruling shorter than this must meet another one at one end at least. Strokes of characters do not."""

MAX_MEETING_GAP_PT = 2.0
"""Maximum distance between the end of a short ruling and the ruling that it meets."""

RulingGroup = tuple[list[Ruling], list[Ruling]]
"""Horizontal and vertical rulings."""


def connected_rulings(
    level: Sequence[Ruling], upright: Sequence[Ruling], slack: float, scale: float
) -> list[RulingGroup]:
    """Returns the groups of horizontal and vertical rulings that touch one another within `slack` pixels.

    `scale` is in pixels per point.
    """
    horizontal, vertical = _without_loose_ends(level, upright, scale), _without_loose_ends(upright, level, scale)
    parent = list(range(len(horizontal) + len(vertical)))
    for i, a in enumerate(horizontal):
        for j, b in enumerate(vertical):
            if a.low - slack <= b.at <= a.high + slack and b.low - slack <= a.at <= b.high + slack:
                parent[_root(parent, i)] = _root(parent, len(horizontal) + j)
    members: dict[int, RulingGroup] = {}
    for k, ruling in enumerate([*horizontal, *vertical]):
        group = members.setdefault(_root(parent, k), ([], []))
        group[0 if k < len(horizontal) else 1].append(ruling)
    return [group for group in members.values() if group[0] and group[1]]


def _without_loose_ends(rulings: Sequence[Ruling], others: Sequence[Ruling], scale: float) -> list[Ruling]:
    """Drops short rulings that end in the open on both sides."""
    slack = MAX_MEETING_GAP_PT * scale
    at, low, high = (np.array([getattr(o, name) for o in others]) for name in ("at", "low", "high"))

    def meets(ruling: Ruling, end: float) -> bool:
        return bool(((np.abs(at - end) <= slack) & (low - slack <= ruling.at) & (ruling.at <= high + slack)).any())

    return [r for r in rulings if r.length > SHORT_RULING_PT * scale or meets(r, r.low) or meets(r, r.high)]


def _root(parent: list[int], k: int) -> int:
    while parent[k] != k:
        k = parent[k]
    return k


def distinct_positions(rulings: Sequence[Ruling], tolerance: float) -> list[float]:
    """Returns the positions of rulings. Rulings within `tolerance` pixels of one another share a position."""
    groups: list[list[Ruling]] = []
    for ruling in sorted(rulings, key=lambda r: r.at):
        if groups and ruling.at - _mean(groups[-1]) <= tolerance:
            groups[-1].append(ruling)
        else:
            groups.append([ruling])
    return [_mean(g) for g in groups]


def _mean(group: Sequence[Ruling]) -> float:
    return sum(r.at * r.length for r in group) / sum(r.length for r in group)
