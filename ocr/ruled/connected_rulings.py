"""Rules that hang together, and the places they stand at."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from gouji.ocr.ruled.rulings import Direction, PageRules, Rule

SHORT, MEETS = 60.0, 2.0
"""Points. A rule shorter than the first ends no farther than the second from another, at one end at least: strokes of characters do not."""

Net = tuple[list[Rule], list[Rule]]
"""Level and upright rules."""


def nets(rules: PageRules, slack: float) -> list[Net]:
    """Level and upright rules that touch one another (within `slack` pixels), net by net."""
    level, upright = _meeting(rules.level.rules, rules.upright), _meeting(rules.upright.rules, rules.level)
    home = list(range(len(level) + len(upright)))
    for i, a in enumerate(level):
        for j, b in enumerate(upright):
            if a.low - slack <= b.at <= a.high + slack and b.low - slack <= a.at <= b.high + slack:
                home[_root(home, i)] = _root(home, len(level) + j)
    members: dict[int, Net] = {}
    for k, rule in enumerate([*level, *upright]):
        net = members.setdefault(_root(home, k), ([], []))
        net[0 if k < len(level) else 1].append(rule)
    return [net for net in members.values() if net[0] and net[1]]


def _meeting(rules: Sequence[Rule], others: Direction) -> list[Rule]:
    """Without short rules that end in the open on both sides."""
    slack = MEETS * others.scale
    at, low, high = (np.array([getattr(o, name) for o in others.rules]) for name in ("at", "low", "high"))

    def meets(rule: Rule, end: float) -> bool:
        return bool(((np.abs(at - end) <= slack) & (low - slack <= rule.at) & (rule.at <= high + slack)).any())

    return [r for r in rules if r.length > SHORT * others.scale or meets(r, r.low) or meets(r, r.high)]


def _root(home: list[int], k: int) -> int:
    while home[k] != k:
        k = home[k]
    return k


def places(rules: Sequence[Rule], reach: float) -> list[float]:
    """Where rules stand: those within `reach` pixels of one another stand at one place."""
    groups: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda r: r.at):
        if groups and rule.at - _mean(groups[-1]) <= reach:
            groups[-1].append(rule)
        else:
            groups.append([rule])
    return [_mean(g) for g in groups]


def _mean(group: Sequence[Rule]) -> float:
    return sum(r.at * r.length for r in group) / sum(r.length for r in group)
