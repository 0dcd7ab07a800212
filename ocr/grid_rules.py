"""The rules on a flat page: marks that are straight, and that are no strokes of characters in a row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from ocr.engine import Image, Mask
from ocr.grid_marks import THICKEST, Streak, rule_marks, streaks

BOW, SHORT = 0.5, 60.0
"""Points. A mark shorter than the second that bows by more than the first is part of a seal's rim."""

NEAR, FAR = 1.6, 3.8
"""Points beside a rule where print may stand on one side, but hardly on both."""

CROWDED = 0.4
"""Between strokes of characters print stands on both sides along this part of the way."""

SOLID = 0.93
"""A rule is dark along this part of its way; characters leave gaps."""

Values = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Rule:
    """One straight rule: its place across (pixels), and from where to where it runs."""

    at: float
    low: float
    high: float


@dataclass(slots=True)
class Direction:
    """Everything about rules of one direction, as if they were level: upright ones lie in pictures turned over the diagonal."""

    rules: list[Rule]
    mask: Mask
    dark: Mask
    ink: Mask
    scale: float

    def is_rule(self, at: float, low: float, high: float) -> bool:
        """Whether the marks along a way (pixels) make a rule and no row of characters."""
        near, far = max(1, round(NEAR * self.scale)), round(FAR * self.scale)
        band, start = _band(self.dark, at, low, high, near)
        if not band.size:
            return False
        path = band.max(axis=0).astype(np.float64)
        if float((path > max(8.0, 0.35 * float(np.median(path)))).mean()) >= SOLID:
            return True
        middle = start + int(band.astype(np.float64).mean(axis=1).argmax())
        beside = (self.ink[_slice(middle - far, middle - near + 1), round(low) : round(high)], self.ink[_slice(middle + near, middle + far + 1), round(low) : round(high)])
        return min(float((part > 0).any(axis=0).mean()) if part.size else 0.0 for part in beside) < CROWDED


@dataclass(slots=True)
class PageRules:
    """The level and the upright rules of a page."""

    level: Direction
    upright: Direction


def page_rules(image: Image, ink: Mask, scale: float) -> PageRules:
    """The rules of a flat page; `ink` is where its print is, `scale` in pixels a point."""
    marks = rule_marks(image, scale)
    grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    level = _direction(grey, marks.level, ink, scale)
    upright = _direction(*(np.ascontiguousarray(x.T) for x in (grey, marks.upright, ink)), scale)
    return PageRules(level, upright)


def _direction(grey: Image, mask: Mask, ink: Mask, scale: float) -> Direction:
    dark = cv2.morphologyEx(grey, cv2.MORPH_BLACKHAT, np.ones((max(3, round(THICKEST * scale)), 1), np.uint8))
    out = Direction([], mask, dark.astype(np.uint8, copy=False), ink, scale)
    for streak in streaks(mask, 1.0):
        rule = Rule(float(streak.across.mean()), float(streak.along[0]), float(streak.along[-1]) + 1)
        if not _bows(streak, scale) and out.is_rule(rule.at, rule.low, rule.high):
            out.rules.append(rule)
    return out


def _bows(streak: Streak, scale: float) -> bool:
    """Whether a short mark leaves the straight line between its ends."""
    if streak.length > SHORT * scale:
        return False
    third = max(1, len(streak.across) // 5)
    ends = (float(streak.across[:third].mean()) + float(streak.across[-third:].mean())) / 2
    middle = float(streak.across[2 * third : 3 * third].mean()) if len(streak.across) >= 5 else ends
    return abs(middle - ends) > BOW * scale


def _band(picture: Mask, at: float, low: float, high: float, reach: int) -> tuple[Mask, int]:
    start = max(0, round(at) - reach)
    return picture[start : round(at) + reach + 1, max(0, round(low)) : max(0, round(high))], start


def _slice(start: int, end: int) -> slice:
    return slice(max(0, start), max(0, end))


def coverage(direction: Direction, at: float, low: float, high: float, reach: float) -> float:
    """The part of the way from `low` to `high` along which a mark runs within `reach` of `at` (pixels)."""
    band, _ = _band(direction.mask, at, low, high, max(1, round(reach)))
    return float((band > 0).any(axis=0).mean()) if band.size else 0.0


def nets(rules: PageRules, slack: float) -> list[tuple[list[Rule], list[Rule]]]:
    """Level and upright rules that touch one another (within `slack` pixels), net by net."""
    level, upright = rules.level.rules, rules.upright.rules
    home = list(range(len(level) + len(upright)))
    for i, a in enumerate(level):
        for j, b in enumerate(upright):
            if a.low - slack <= b.at <= a.high + slack and b.low - slack <= a.at <= b.high + slack:
                home[_root(home, i)] = _root(home, len(level) + j)
    members: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for k in range(len(home)):
        net = members.setdefault(_root(home, k), ([], []))
        (net[0] if k < len(level) else net[1]).append(level[k] if k < len(level) else upright[k - len(level)])
    return [net for net in members.values() if net[0] and net[1]]


def _root(home: list[int], k: int) -> int:
    while home[k] != k:
        k = home[k]
    return k


def clusters(rules: Sequence[Rule], reach: float) -> list[float]:
    """The places at which rules lie: those within `reach` pixels of one another are one."""
    groups: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda r: r.at):
        if groups and rule.at - _mean(groups[-1]) <= reach:
            groups[-1].append(rule)
        else:
            groups.append([rule])
    return [_mean(g) for g in groups]


def _mean(group: Sequence[Rule]) -> float:
    weight = sum(r.high - r.low for r in group)
    return sum(r.at * (r.high - r.low) for r in group) / weight
