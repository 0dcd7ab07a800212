"""Finds the rulings on a dewarped page: segments that are straight and are not strokes of characters in a row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from gouji.ocr.engine.protocol import Image, Mask
from gouji.ocr.image.grayscale import grayscale
from gouji.ocr.ruled.line_segments import (
    MAX_BREAK_PT,
    MAX_THICKNESS_PT,
    MIN_RUN_PT,
    LineSegment,
    ThinDarkMasks,
    label_segments,
    line_segments,
    long_segments,
    segment_masks,
    thin_dark_masks,
)

MAX_BOW_PT = 0.5
"""A short segment that bows by more than this is part of a seal's rim."""

SHORT_SEGMENT_PT = 60.0
"""A segment no longer than this is tested for a bow."""

SIDE_BAND_PT = (1.6, 3.8)
"""Distance range beside a ruling where print may stand on one side, but hardly on both."""

CLOSE_BAND_PT = (1.3, 2.6)
"""Distance range beside a ruling where print hardly ever stands on both sides at once."""

MAX_WANDER_PT = 1.0
"""Distance by which a ruling may wander from its position."""

MAX_CROWDING = 0.4
"""Between strokes of characters, print stands on both sides along this share of the path."""


DASHED_RUN_AND_GAP_PT = (36.0, 3.2)
"""Minimum length of a dashed or broken ruling, and its maximum gap."""

MAX_PRINT_BESIDE_DASHED = 0.2
"""Maximum share of print beside a dashed ruling: characters in a row look dashed too."""

MIN_PIECE_LENGTH_PT = 22.0
"""Minimum length of each piece of a ruling that a fax has broken: longer than a stroke of large print."""

MIN_PIECED_LENGTH_PT = 150.0
"""Minimum total length of such a ruling."""

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

MIN_SOLIDITY = 0.93
"""A ruling between lines of print is dark along this share of its path."""

SEALED_RATIO = 0.8
"""A path of which a seal covers this share counts as under the seal."""

MIN_ROW_HEIGHT_PT = 18.0
"""Rows of a table are at least this high; strokes of all but large headings are not."""

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


def page_rulings(
    image: Image, ink: Mask, sealed: Mask | None, scale: float, dark: ThinDarkMasks | None = None
) -> PageRulings:
    """Returns the rulings of a dewarped page.

    `ink` masks its print, `scale` is in pixels per point, `dark` its thin dark pixels if they are already known.
    """
    dark = dark or thin_dark_masks(image, scale)
    solid, dashed = segment_masks(dark, scale), segment_masks(dark, scale, *DASHED_RUN_AND_GAP_PT)
    grey = grayscale(image)
    horizontal = _direction(grey, (solid.horizontal, dashed.horizontal), ink, sealed, scale)
    vertical = _direction(
        _transposed(grey),
        (solid.vertical, dashed.vertical),
        _transposed(ink),
        None if sealed is None else _transposed(sealed),
        scale,
    )
    return PageRulings(horizontal, vertical)


def may_hold_rulings(dark: ThinDarkMasks, scale: float) -> bool:
    """Tells whether two vertical segments are long enough for the rulings of a table, dashed ones included.

    `dark` comes from `thin_dark_masks`. Text rarely has such segments: its lines run horizontally, and its strokes are
    no higher than its characters.
    """
    long = _count(long_segments(dark.vertical, scale, MIN_RUN_PT, MAX_BREAK_PT), MIN_ROW_HEIGHT_PT * scale)
    return long + _count(long_segments(dark.vertical, scale, *DASHED_RUN_AND_GAP_PT), 0.0) >= 2


def _count(mask: Mask, min_length: float) -> int:
    """Returns how many segments are at least `min_length` pixels long."""
    return sum(w >= min_length for _, _, w, _ in label_segments(mask)[1])


def _transposed(picture: Mask) -> Mask:
    return cv2.transpose(picture).astype(np.uint8, copy=False)


def _direction(grey: Image, masks: tuple[Mask, Mask], ink: Mask, sealed: Mask | None, scale: float) -> Direction:
    dark = cv2.morphologyEx(grey, cv2.MORPH_BLACKHAT, np.ones((max(3, round(MAX_THICKNESS_PT * scale)), 1), np.uint8))
    mask, dashed = masks
    out = Direction([], mask.copy(), dark.astype(np.uint8, copy=False), ink, sealed, scale)
    for segment in line_segments(mask, 1.0):
        ruling = _ruling(segment)
        bowed = ruling.length <= SHORT_SEGMENT_PT * scale and _is_bowed(segment, scale)
        if not bowed and (crowding(out, ruling)[0] <= MAX_CROWDING or solidity(out, ruling, scale)[0] >= MIN_SOLIDITY):
            out.rulings.append(ruling)
    for segment in line_segments(dashed, 1.0):
        ruling = _ruling(segment)
        if crowding(out, ruling)[1] < MAX_PRINT_BESIDE_DASHED:
            out.rulings.append(ruling)
            out.mask[np.round(segment.across).astype(int), segment.along.astype(int)] = 255
    _join_pieces(out)
    return out


def _join_pieces(direction: Direction) -> None:
    """Adds the rulings of which a fax left collinear pieces with nothing beside them.

    Their shorter gaps count as ruling.
    """
    scale = direction.scale
    pieces = sorted((r for r in direction.rulings if r.length >= MIN_PIECE_LENGTH_PT * scale), key=lambda r: r.at)
    groups: list[list[Ruling]] = []
    for piece in pieces:
        if groups and piece.at - groups[-1][0].at <= MAX_WANDER_PT * scale:
            groups[-1].append(piece)
        else:
            groups.append([piece])
    bare = _bare_bands(pieces, MIN_ROW_HEIGHT_PT * scale)
    for group in [part for own in groups for part in _parted(own, bare)]:
        low, high = min(r.low for r in group), max(r.high for r in group)
        seen = np.zeros(max(1, round(high) - round(low)), bool)
        for piece in group:
            seen[round(piece.low - low) : round(piece.high - low)] = True
        whole = Ruling(sum(r.at * r.length for r in group) / sum(r.length for r in group), low, high)
        long = max(r.length for r in group) >= high - low - scale
        if (
            long
            or whole.length < MIN_PIECED_LENGTH_PT * scale
            or float(seen.mean()) < MIN_PIECES_RATIO
            or crowding(direction, whole)[1] >= MAX_PRINT_BESIDE_DASHED
        ):
            continue
        direction.rulings.append(whole)
        _fill(direction, whole, seen)


def _parted(own: Sequence[Ruling], bare: Sequence[tuple[float, float]]) -> list[list[Ruling]]:
    """Parts the pieces of one position at bare bands: those lie between two tables, since a fax breaks each ruling
    elsewhere."""
    parts: list[list[Ruling]] = []
    end = -np.inf
    for piece in sorted(own, key=lambda r: r.low):
        if parts and not any(end <= low and high <= piece.low for low, high in bare):
            parts[-1].append(piece)
        else:
            parts.append([piece])
        end = max(end, piece.high)
    return parts


def _bare_bands(pieces: Sequence[Ruling], min_length: float) -> list[tuple[float, float]]:
    """Returns where no piece runs, between the first and the last, over at least `min_length` pixels."""
    bands: list[tuple[float, float]] = []
    end = np.inf
    for piece in sorted(pieces, key=lambda r: r.low):
        if piece.low - end >= min_length:
            bands.append((end, piece.low))
        end = piece.high if end == np.inf else max(end, piece.high)
    return bands


def _fill(direction: Direction, whole: Ruling, seen: Flags) -> None:
    """Fills the gaps of a pieced ruling that are lower than any table row. A longer gap may be a merged cell."""
    starts = np.flatnonzero(np.diff(np.concatenate(([False], ~seen, [False])).astype(np.int8)) == 1)
    ends = np.flatnonzero(np.diff(np.concatenate(([False], ~seen, [False])).astype(np.int8)) == -1)
    for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
        if end - start < MIN_ROW_HEIGHT_PT * direction.scale:
            direction.mask[round(whole.at), round(whole.low) + start : round(whole.low) + end] = 255


def _ruling(segment: LineSegment) -> Ruling:
    return Ruling(float(segment.across.mean()), float(segment.along[0]), float(segment.along[-1]) + 1)


def _is_bowed(segment: LineSegment, scale: float) -> bool:
    """Tells whether a segment leaves the straight line between its ends."""
    fifth = max(1, len(segment.across) // 5)
    ends = (float(segment.across[:fifth].mean()) + float(segment.across[-fifth:].mean())) / 2
    middle = float(segment.across[2 * fifth : 3 * fifth].mean()) if len(segment.across) >= 5 else ends
    return abs(middle - ends) > MAX_BOW_PT * scale


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
    ):
        return False
    return crowding(direction, path)[1] < MAX_PRINT_BESIDE_DOTS


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
