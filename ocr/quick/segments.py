"""Parts a strip of cells at the blanks between them, so that one doubtful cell costs no second reading of the others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from gouji.ocr.engine.protocol import Image, Recognition, RecognizedChar

MIN_BLANK_WIDTH = 0.8
"""In image heights: narrower blanks stand between words of one cell."""

MARGIN = 0.12
"""In image heights: blank paper that stays on either side of a segment."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a line image, in pixels, and what was read in it; places in the reading are those of the stretch."""

    start: int
    end: int
    image: Image
    reading: Recognition
    is_whole: bool
    """No near miss stands at the edge, where it may belong to this segment or to the next one."""


def segments(image: Image, reading: Recognition) -> list[Segment]:
    """Returns the segments of an image from left to right; one if there is no blank."""
    width = image.shape[1]
    return [_segment(image, reading, start, end, width) for start, end in _stretches(image)]


def joined(image: Image, reading: Recognition, read_again: Iterable[tuple[Segment, Recognition]]) -> Recognition:
    """Returns the reading of the image with these segments read again. Only what was read again has no mark `quick`."""
    width, again = image.shape[1], list(read_again)
    kept = [
        replace(each, quick=(0, place))
        for place, each in enumerate(reading.chars)
        if not any(segment.start <= _centre(each) * width < segment.end for segment, _ in again)
    ]
    found: list[tuple[RecognizedChar, tuple[Recognition, int] | None]] = [(each, None) for each in kept]
    for segment, part in again:
        found += [(_outward(each, segment, width), (part, place)) for place, each in enumerate(part.chars)]
    found.sort(key=lambda row: _centre(row[0]))
    return Recognition([each for each, _ in found], _gaps(found, [part for _, part in again]))


def _gaps(
    found: Sequence[tuple[RecognizedChar, tuple[Recognition, int] | None]], parts: Iterable[Recognition]
) -> list[tuple[int, str, float]]:
    """The near misses of the parts, counted in the joined reading."""
    first = {id(origin[0]): at - origin[1] for at, (_, origin) in reversed(list(enumerate(found))) if origin}
    return [(first[id(part)] + at, char, prob) for part in parts if id(part) in first for at, char, prob in part.gaps]


def _stretches(image: Image) -> list[tuple[int, int]]:
    """Returns where the image has print: between columns of one tone, at least `MIN_BLANK_WIDTH` of them."""
    high, width = image.shape[:2]
    is_flat = (image == image[:1]).all(axis=(0, 2))
    edges = np.flatnonzero(np.diff(is_flat, prepend=False, append=False))
    blanks = [(s, e) for s, e in edges.reshape(-1, 2).tolist() if e - s >= MIN_BLANK_WIDTH * high]
    margin = round(MARGIN * high)
    starts = [0, *(end - margin for _, end in blanks)]
    ends = [*(start + margin for start, _ in blanks), width]
    return [(s, e) for s, e in zip(starts, ends, strict=True) if e - s > 2 * margin] or [(0, width)]


def _segment(image: Image, reading: Recognition, start: int, end: int, width: int) -> Segment:
    inside = [k for k, each in enumerate(reading.chars) if start <= _centre(each) * width < end]
    edge = {inside[0], inside[-1] + 1} if inside else set()
    return Segment(
        start,
        end,
        np.ascontiguousarray(image[:, start:end]),
        Recognition(
            [_inward(reading.chars[k], start, end, width) for k in inside],
            [
                (at - inside[0], char, prob)
                for at, char, prob in reading.gaps
                if inside and inside[0] < at <= inside[-1]
            ],
        ),
        not any(at in edge for at, _, _ in reading.gaps),
    )


def _centre(each: RecognizedChar) -> float:
    return (each.left + each.right) / 2


def _inward(each: RecognizedChar, start: int, end: int, width: int) -> RecognizedChar:
    left, right = (min(1.0, max(0.0, (v * width - start) / (end - start))) for v in (each.left, each.right))
    return replace(each, left=left, right=max(left, right))


def _outward(each: RecognizedChar, segment: Segment, width: int) -> RecognizedChar:
    left, right = ((segment.start + v * (segment.end - segment.start)) / width for v in (each.left, each.right))
    return replace(each, left=left, right=right)
