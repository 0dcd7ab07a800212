"""The rules on a flat page: marks that are straight, and that are no strokes of characters in a row."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from gouji.ocr.engine.protocol import Image, Mask
from gouji.ocr.image.grayscale import grayscale
from gouji.ocr.ruled.line_segments import (
    BREAK,
    RUN,
    THICKEST,
    DarkMarks,
    Streak,
    dark_marks,
    labelled,
    long_marks,
    rule_marks,
    streaks,
)

BOW, SHORT = 0.5, 60.0
"""Points. A mark shorter than the second that bows by more than the first is part of a seal's rim."""

NEAR, FAR = 1.6, 3.8
"""Points beside a rule where print may stand on one side, but hardly on both."""

CLOSE = 1.3, 2.6
"""Points beside a rule where print hardly ever stands on both sides at once."""

REACH = 1.0
"""Points by which a rule may wander about its place."""

CROWDED = 0.4
"""Between strokes of characters print stands on both sides along this part of the way."""


DASHED, LONELY = (36.0, 3.2), 0.2
"""Points: how long a dashed or broken rule is, and its gaps. Hardly anything may stand beside one, for so do characters in a row."""

PIECE, PIECED, MOSTLY = 22.0, 150.0, 0.4
"""Points: how long each piece is of a rule that a fax has broken, longer than a stroke of large print, and how long it is in all; the part
of it that the pieces cover."""

DOTS, HALF, QUIET, GAP = 0.35, 0.5, 0.1, 12.0
"""Of a dotted rule so much is left, at least half as dark as where it is whole, print stands beside it on hardly any of the way, and its gaps
are no longer than so many points: strokes of characters in columns leave longer ones."""

SOLID = 0.93
"""A rule between lines of print is dark along this part of its way."""

COVERED = 0.8
"""A way of which a seal covers this much lies under it."""

LOWEST = 18.0
"""Points. Rows of a table are as high, the strokes of all but large headings are not."""

HIDDEN = 0.7
"""A way of which a seal covers more tells nothing by what is open."""

Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Rule:
    """One straight rule: its place across (pixels), and from where to where it runs."""

    at: float
    low: float
    high: float

    @property
    def length(self) -> float:
        """Pixels."""
        return self.high - self.low


@dataclass(slots=True)
class Direction:
    """All about rules of one direction, as if they were level: upright ones lie in pictures turned over the diagonal.

    `mask` is 255 where a rule may run, `dark` tells how much darker a place is than what lies across of it, `ink` is all print,
    `sealed` what a seal covers. `scale` in pixels a point.
    """

    rules: list[Rule]
    mask: Mask
    dark: Mask
    ink: Mask
    sealed: Mask | None
    scale: float


@dataclass(slots=True)
class PageRules:
    """The level and the upright rules of a page."""

    level: Direction
    upright: Direction


def page_rules(image: Image, ink: Mask, sealed: Mask | None, scale: float, dark: DarkMarks | None = None) -> PageRules:
    """The rules of a flat page; `ink` is where its print is, `scale` in pixels a point, `dark` its dark marks where they are known."""
    dark = dark or dark_marks(image, scale)
    marks, dashed = rule_marks(dark, scale), rule_marks(dark, scale, *DASHED)
    grey = grayscale(image)
    level = _direction(grey, (marks.level, dashed.level), ink, sealed, scale)
    upright = _direction(
        _turned(grey), (marks.upright, dashed.upright), _turned(ink), None if sealed is None else _turned(sealed), scale
    )
    return PageRules(level, upright)


def may_hold_rules(dark: DarkMarks, scale: float) -> bool:
    """Whether two upright marks are long enough for the rules of a table, dashed ones too; `dark` as from `dark_marks`.

    Text hardly has such marks: its lines run level, and its strokes are as high as its characters.
    """
    long = _count(long_marks(dark.upright, scale, RUN, BREAK), LOWEST * scale)
    return long + _count(long_marks(dark.upright, scale, *DASHED), 0.0) >= 2


def _count(mask: Mask, least: float) -> int:
    """How many marks are as long as that, in pixels."""
    return sum(w >= least for _, _, w, _ in labelled(mask)[1])


def _turned(picture: Mask) -> Mask:
    return cv2.transpose(picture).astype(np.uint8, copy=False)


def _direction(grey: Image, masks: tuple[Mask, Mask], ink: Mask, sealed: Mask | None, scale: float) -> Direction:
    dark = cv2.morphologyEx(grey, cv2.MORPH_BLACKHAT, np.ones((max(3, round(THICKEST * scale)), 1), np.uint8))
    mask, dashed = masks
    out = Direction([], mask.copy(), dark.astype(np.uint8, copy=False), ink, sealed, scale)
    for streak in streaks(mask, 1.0):
        rule = _rule(streak)
        bowed = rule.length <= SHORT * scale and _bows(streak, scale)
        if not bowed and (crowding(out, rule)[0] <= CROWDED or solidity(out, rule, scale)[0] >= SOLID):
            out.rules.append(rule)
    for streak in streaks(dashed, 1.0):
        rule = _rule(streak)
        if crowding(out, rule)[1] < LONELY:
            out.rules.append(rule)
            out.mask[np.round(streak.across).astype(int), streak.along.astype(int)] = 255
    _join_pieces(out)
    return out


def _join_pieces(direction: Direction) -> None:
    """Adds the rules of which a fax has left pieces in one line, with nothing beside them; their shorter gaps count as rule."""
    scale = direction.scale
    pieces = sorted((r for r in direction.rules if r.length >= PIECE * scale), key=lambda r: r.at)
    groups: list[list[Rule]] = []
    for piece in pieces:
        if groups and piece.at - groups[-1][0].at <= REACH * scale:
            groups[-1].append(piece)
        else:
            groups.append([piece])
    for group in groups:
        low, high = min(r.low for r in group), max(r.high for r in group)
        seen = np.zeros(max(1, round(high) - round(low)), bool)
        for piece in group:
            seen[round(piece.low - low) : round(piece.high - low)] = True
        whole = Rule(sum(r.at * r.length for r in group) / sum(r.length for r in group), low, high)
        long = max(r.length for r in group) >= high - low - scale
        if (
            long
            or whole.length < PIECED * scale
            or float(seen.mean()) < MOSTLY
            or crowding(direction, whole)[1] >= LONELY
        ):
            continue
        direction.rules.append(whole)
        _fill(direction, whole, seen)


def _fill(direction: Direction, whole: Rule, seen: Flags) -> None:
    """Marks the gaps of a pieced rule that are lower than any row of a table: a longer one may be a merged cell."""
    starts = np.flatnonzero(np.diff(np.concatenate(([False], ~seen, [False])).astype(np.int8)) == 1)
    ends = np.flatnonzero(np.diff(np.concatenate(([False], ~seen, [False])).astype(np.int8)) == -1)
    for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
        if end - start < LOWEST * direction.scale:
            direction.mask[round(whole.at), round(whole.low) + start : round(whole.low) + end] = 255


def _rule(streak: Streak) -> Rule:
    return Rule(float(streak.across.mean()), float(streak.along[0]), float(streak.along[-1]) + 1)


def _bows(streak: Streak, scale: float) -> bool:
    """Whether a mark leaves the straight line between its ends."""
    fifth = max(1, len(streak.across) // 5)
    ends = (float(streak.across[:fifth].mean()) + float(streak.across[-fifth:].mean())) / 2
    middle = float(streak.across[2 * fifth : 3 * fifth].mean()) if len(streak.across) >= 5 else ends
    return abs(middle - ends) > BOW * scale


def crowding(direction: Direction, way: Rule) -> tuple[float, float]:
    """The parts of the way along which print stands beside it: on the side that has less of it, and on the other."""
    near, far = max(1, round(NEAR * direction.scale)), round(FAR * direction.scale)
    band, start = _band(direction.dark, way, near)
    if not band.size:
        return 0.0, 0.0
    middle = start + _darkest(band)
    columns = slice(max(0, round(way.low)), max(0, round(way.high)))
    sides = (slice(max(0, middle - far), max(0, middle - near + 1)), slice(middle + near, middle + far + 1))
    less, more = sorted(_print_share(direction.ink[side, columns]) for side in sides)
    return less, more


def straddled(direction: Direction, way: Rule) -> float:
    """The part of the way along which print stands close on both sides at once, as it does along strokes of characters in a row."""
    near, far = max(1, round(CLOSE[0] * direction.scale)), round(CLOSE[1] * direction.scale)
    band, start = _band(direction.dark, way, near)
    if not band.size:
        return 0.0
    middle = start + _darkest(band)
    columns = slice(max(0, round(way.low)), max(0, round(way.high)))
    over = direction.ink[max(0, middle - far) : max(0, middle - near + 1), columns]
    under = direction.ink[middle + near : middle + far + 1, columns]
    return float(((over > 0).any(axis=0) & (under > 0).any(axis=0)).mean()) if over.size and under.size else 0.0


def solidity(direction: Direction, way: Rule, end: float) -> tuple[float, float]:
    """The part of the way that is as dark as a rule must be, and the same of its worse end (`end` pixels long).

    Characters in a row leave gaps, and do not touch the rules to their left and right.
    """
    band, _ = _band(direction.dark, way, max(1, round(REACH * direction.scale)))
    if not band.size:
        return 0.0, 0.0
    path = band.max(axis=0)
    dark = path > max(8.0, 0.35 * _median(path))
    hidden = _hidden(direction, way)
    if hidden is not None:
        dark |= hidden
    size = max(1, round(end))
    return _share(dark), min(_share(dark[:size]), _share(dark[-size:]))


def coverage(direction: Direction, way: Rule, reach: float) -> float:
    """The part of the way along which a mark runs within `reach` pixels; what a seal covers need not count."""
    band, _ = _band(direction.mask, way, max(1, round(reach)))
    if not band.size:
        return 0.0
    seen: Flags = np.any(band, axis=0)
    share = _share(seen)
    hidden = _hidden(direction, way)
    return share if hidden is None else max(share, _share(seen[~hidden]))


def rule_darkness(direction: Direction, whole: Rule) -> float | None:
    """How dark a rule is where its marks are; None where they are on too little of the way for anything to be said of the rest."""
    reach = max(1, round(REACH * direction.scale))
    seen: Flags = np.any(_band(direction.mask, whole, reach)[0], axis=0)
    if not seen.size or _share(seen) < MOSTLY:
        return None
    return _median(_band(direction.dark, whole, reach)[0].max(axis=0)[seen])


def dotted(direction: Direction, way: Rule, darkness: float) -> bool:
    """Whether a way goes on as the dots that a fax has left of a rule: as dark as the rule on a part of it, and nothing beside them."""
    band, _ = _band(direction.dark, way, max(1, round(REACH * direction.scale)))
    dark = band.max(axis=0) > HALF * darkness if band.size else np.zeros(0, bool)
    if (
        not dark.size
        or _share(dark) < DOTS
        or np.diff(np.flatnonzero(np.concatenate(([True], dark, [True])))).max() > GAP * direction.scale
    ):
        return False
    return crowding(direction, way)[1] < QUIET


def under_seal(direction: Direction, way: Rule) -> bool:
    """Whether a seal covers as good as all of a way: what looks like a rule there may be a stroke of the seal."""
    if direction.sealed is None:
        return False
    band, _ = _band(direction.sealed, way, 0)
    return bool(band.size) and float(np.any(band > 0, axis=0).mean()) >= COVERED


def _hidden(direction: Direction, way: Rule) -> Flags | None:
    """Where a seal lies on the way; None where it lies on too much of it, so that what is seen must do."""
    if direction.sealed is None:
        return None
    hidden: Flags = np.any(_band(direction.sealed, way, 0)[0] > 0, axis=0)
    return hidden if hidden.size and _share(hidden) < HIDDEN else None


def _print_share(part: Mask) -> float:
    return cv2.countNonZero(cv2.reduce(part, 0, cv2.REDUCE_MAX)) / part.shape[1] if part.size else 0.0


def _share(flags: Flags) -> float:
    """The part that is true. Thousands of short rows a page: counting takes a tenth of the time of a mean."""
    return int(np.count_nonzero(flags)) / len(flags)


def _darkest(band: Mask) -> int:
    """The row with most darkness, the first of several."""
    return int(cv2.reduce(band, 1, cv2.REDUCE_SUM, dtype=cv2.CV_32S).argmax())


def _median(grayscale: Mask) -> float:
    ordered = np.sort(grayscale).astype(np.float64)  # bytes are sorted by counting
    middle = len(ordered) // 2
    return float(ordered[middle]) if len(ordered) % 2 else float(ordered[middle - 1] + ordered[middle]) / 2


def _band(picture: Mask, way: Rule, reach: int) -> tuple[Mask, int]:
    start = max(0, round(way.at) - reach)
    return picture[start : round(way.at) + reach + 1, max(0, round(way.low)) : max(0, round(way.high))], start
