"""The rulings of a page in each direction, and what its image shows along and beside a path."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from gouji.ocr.engine.protocol import Mask

SIDE_BAND_PT = (1.6, 3.8)
"""Distance range beside a ruling where print may stand on one side, but hardly on both."""

CLOSE_BAND_PT = (1.3, 2.6)
"""Distance range beside a ruling where print hardly ever stands on both sides at once."""

MAX_WANDER_PT = 1.0
"""Distance by which a ruling may wander from its position."""

MIN_PIECES_RATIO = 0.4
"""Minimum share of it that the pieces cover."""

MIN_DOTS_RATIO = 0.35
"""Minimum share that is left of a dotted ruling."""

MIN_DOT_DARKNESS_RATIO = 0.5
"""Minimum darkness of its dots relative to where the ruling is whole."""

MAX_PRINT_BESIDE_DOTS = 0.1
"""Maximum share of its path with print beside it."""

MAX_DOT_GAP_PT = 12.0
"""Maximum gap between dots: strokes of characters in columns leave longer ones."""

MIN_FREE_PT, MAX_STROKE_GAP_PT = 2.0, 0.7
"""A stroke of print keeps so far from the rulings above and below it, and has no larger gap."""

SEALED_RATIO = 0.8
"""A path of which a seal covers this share counts as under the seal."""

MAX_HIDDEN_RATIO = 0.7
"""If a seal covers a larger share of a path, the open part is not enough to judge it."""

Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Ruling:
    """One straight ruling: its position across, and its start and end along (pixels)."""

    at: float
    low: float
    high: float

    @property
    def length(self) -> float:
        """Length in pixels."""
        return self.high - self.low


@dataclass(slots=True)
class Direction:
    """Everything about the rulings of one direction, as if they were horizontal: images for vertical ones are
    transposed.

    `mask` is 255 where a ruling may run. `dark` says how much darker a pixel is than its surroundings across the
    ruling. `ink` is all print, `sealed` what a seal covers. `scale` is in pixels per point.
    """

    rulings: list[Ruling]
    mask: Mask
    dark: Mask
    ink: Mask
    sealed: Mask | None
    scale: float


@dataclass(slots=True)
class PageRulings:
    """The horizontal and the vertical rulings of a page."""

    horizontal: Direction
    vertical: Direction


def crowding(direction: Direction, path: Ruling) -> tuple[float, float]:
    """Returns the shares of the path along which print stands beside it: on the side with less print, and on the
    other."""
    near, far = max(1, round(SIDE_BAND_PT[0] * direction.scale)), round(SIDE_BAND_PT[1] * direction.scale)
    band, start = _band(direction.dark, path, near)
    if not band.size:
        return 0.0, 0.0
    middle = start + _darkest(band)
    columns = slice(max(0, round(path.low)), max(0, round(path.high)))
    sides = (slice(max(0, middle - far), max(0, middle - near + 1)), slice(middle + near, middle + far + 1))
    less, more = sorted(_print_share(direction.ink[side, columns]) for side in sides)
    return less, more


def straddled_ratio(direction: Direction, path: Ruling) -> float:
    """Returns the share of the path along which print stands close on both sides at once, as along strokes of
    characters in a row."""
    near, far = max(1, round(CLOSE_BAND_PT[0] * direction.scale)), round(CLOSE_BAND_PT[1] * direction.scale)
    band, start = _band(direction.dark, path, near)
    if not band.size:
        return 0.0
    middle = start + _darkest(band)
    columns = slice(max(0, round(path.low)), max(0, round(path.high)))
    over = direction.ink[max(0, middle - far) : max(0, middle - near + 1), columns]
    under = direction.ink[middle + near : middle + far + 1, columns]
    return float(((over > 0).any(axis=0) & (under > 0).any(axis=0)).mean()) if over.size and under.size else 0.0


def solidity(direction: Direction, path: Ruling, end: float) -> tuple[float, float]:
    """Returns the share of the path that is as dark as a ruling must be, and the same share of its worse end (`end`
    pixels long).

    Characters in a row leave gaps, and do not touch the rulings to their left and right.
    """
    band, _ = _band(direction.dark, path, max(1, round(MAX_WANDER_PT * direction.scale)))
    if not band.size:
        return 0.0, 0.0
    profile = band.max(axis=0)
    dark = profile > max(8.0, 0.35 * _median(profile))
    hidden = _hidden(direction, path)
    if hidden is not None:
        dark |= hidden
    size = max(1, round(end))
    return _share(dark), min(_share(dark[:size]), _share(dark[-size:]))


def coverage(direction: Direction, path: Ruling, reach: float) -> float:
    """Returns the share of the path along which a segment runs within `reach` pixels.

    What a seal covers may be left out.
    """
    band, _ = _band(direction.mask, path, max(1, round(reach)))
    if not band.size:
        return 0.0
    seen: Flags = np.any(band, axis=0)
    share = _share(seen)
    hidden = _hidden(direction, path)
    return share if hidden is None else max(share, _share(seen[~hidden]))


def ruling_darkness(direction: Direction, whole: Ruling) -> float | None:
    """Returns how dark a ruling is where its segments are; None if they cover too little of the path to judge the
    rest."""
    reach = max(1, round(MAX_WANDER_PT * direction.scale))
    seen: Flags = np.any(_band(direction.mask, whole, reach)[0], axis=0)
    if not seen.size or _share(seen) < MIN_PIECES_RATIO:
        return None
    return _median(_band(direction.dark, whole, reach)[0].max(axis=0)[seen])


def is_dotted(direction: Direction, path: Ruling, darkness: float) -> bool:
    """Tells whether a path continues as the dots a fax left of a ruling: partly as dark as the ruling, with nothing
    beside them."""
    band, _ = _band(direction.dark, path, max(1, round(MAX_WANDER_PT * direction.scale)))
    dark = band.max(axis=0) > MIN_DOT_DARKNESS_RATIO * darkness if band.size else np.zeros(0, bool)
    if (
        not dark.size
        or _share(dark) < MIN_DOTS_RATIO
        or np.diff(np.flatnonzero(np.concatenate(([True], dark, [True])))).max() > MAX_DOT_GAP_PT * direction.scale
        or _is_one_stroke(dark, direction.scale)
    ):
        return False
    return crowding(direction, path)[1] < MAX_PRINT_BESIDE_DOTS


def _is_one_stroke(dark: Flags, scale: float) -> bool:
    """Whether all that is dark on a path is one stroke that stands free of both its ends: an upright of a character (the first 1 of
    11,000) and no row of dots."""
    places = np.flatnonzero(dark)
    free = min(places[0], len(dark) - 1 - places[-1]) >= MIN_FREE_PT * scale
    return bool(free and np.diff(places).max(initial=1) <= MAX_STROKE_GAP_PT * scale)


def is_under_seal(direction: Direction, path: Ruling) -> bool:
    """Tells whether a seal covers nearly all of a path: an apparent ruling there may be a stroke of the seal."""
    if direction.sealed is None:
        return False
    band, _ = _band(direction.sealed, path, 0)
    return bool(band.size) and float(np.any(band > 0, axis=0).mean()) >= SEALED_RATIO


def _hidden(direction: Direction, path: Ruling) -> Flags | None:
    """Returns where a seal covers the path; None without seals, or if it covers so much that the visible part must
    do."""
    if direction.sealed is None:
        return None
    hidden: Flags = np.any(_band(direction.sealed, path, 0)[0] > 0, axis=0)
    return hidden if hidden.size and _share(hidden) < MAX_HIDDEN_RATIO else None


def _print_share(part: Mask) -> float:
    return cv2.countNonZero(cv2.reduce(part, 0, cv2.REDUCE_MAX)) / part.shape[1] if part.size else 0.0


def _share(flags: Flags) -> float:
    """Returns the share that is true.

    There are thousands of short rows per page: counting takes a tenth of the time of a mean.
    """
    return int(np.count_nonzero(flags)) / len(flags)


def _darkest(band: Mask) -> int:
    """Returns the row with most darkness, the first of several."""
    return int(cv2.reduce(band, 1, cv2.REDUCE_SUM, dtype=cv2.CV_32S).argmax())


def _median(values: Mask) -> float:
    ordered = np.sort(values).astype(np.float64)  # numpy sorts bytes by counting
    middle = len(ordered) // 2
    return float(ordered[middle]) if len(ordered) % 2 else float(ordered[middle - 1] + ordered[middle]) / 2


def _band(picture: Mask, path: Ruling, reach: int) -> tuple[Mask, int]:
    start = max(0, round(path.at) - reach)
    return picture[start : round(path.at) + reach + 1, max(0, round(path.low)) : max(0, round(path.high))], start
