"""Finds thin dark line segments of one direction, the raw material of rulings, at a fainter contrast than print
requires."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import cv2
import numpy as np
import numpy.typing as npt

from gouji.ocr.engine.protocol import Image, Mask
from gouji.ocr.image.grayscale import grayscale
from gouji.ocr.image.run_length import long_runs

MAX_THICKNESS_PT = 3.4
"""A broader segment is no ruling."""

MIN_CONTRAST = 16
"""A ruling is this much darker (of 255) than what lies on both sides of it, after smoothing along it."""

SMOOTHING_LENGTH_PT = 3.0
"""Length along a ruling over which noise is averaged. The smoothing also bridges shorter breaks."""

MAX_BREAK_PT = 1.4
"""A ruling with a break no longer than this continues."""

MIN_RUN_PT = 13.0
"""No stroke of a table's characters is as long, and hardly any ruling between two crossings is as short."""


Labels = npt.NDArray[np.int32]


@dataclass(slots=True)
class SegmentMasks:
    """Where horizontal and vertical rulings may run (255).

    The vertical mask is transposed, so that its rulings run horizontally too.
    """

    horizontal: Mask
    vertical: Mask


@dataclass(slots=True)
class LineSegment:
    """One unbroken segment: its points along and across its direction, in pixels."""

    along: npt.NDArray[np.float64]
    across: npt.NDArray[np.float64]

    @property
    def length(self) -> float:
        """Length in pixels."""
        return float(self.along[-1] - self.along[0]) + 1


@dataclass
class ThinDarkMasks:
    """Whatever is thin and dark on a deskewed page, of any length, as in `SegmentMasks`.

    Each direction is computed on demand: a page of text is only asked for one.
    """

    grey: Mask
    scale: float

    @cached_property
    def horizontal(self) -> Mask:
        """255 where a pixel may be part of a horizontal ruling."""
        return _dark(self.grey, self.scale)

    @cached_property
    def vertical(self) -> Mask:
        """The same for vertical rulings, transposed."""
        return _dark(cv2.transpose(self.grey).astype(np.uint8, copy=False), self.scale)


def thin_dark_masks(image: Image, scale: float) -> ThinDarkMasks:
    """Returns the thin dark pixels of a page image. `scale` is in pixels per point."""
    return ThinDarkMasks(grayscale(image), scale)


def segment_masks(
    dark: ThinDarkMasks, scale: float, run: float = MIN_RUN_PT, gap: float = MAX_BREAK_PT
) -> SegmentMasks:
    """Returns the segments at least `run` points long, with breaks up to `gap` points bridged.

    The vertical mask stays transposed, as in `SegmentMasks`.
    """
    return SegmentMasks(long_segments(dark.horizontal, scale, run, gap), long_segments(dark.vertical, scale, run, gap))


def _dark(grey: Image, scale: float) -> Mask:
    smooth = cv2.blur(grey, (max(1, round(SMOOTHING_LENGTH_PT * scale)), 1))
    dark = cv2.morphologyEx(smooth, cv2.MORPH_BLACKHAT, np.ones((max(3, round(MAX_THICKNESS_PT * scale)), 1), np.uint8))
    mask = cv2.threshold(dark, MIN_CONTRAST, 255, cv2.THRESH_BINARY)[1]
    return cv2.dilate(mask, np.ones((3, 1), np.uint8)).astype(np.uint8, copy=False)


def long_segments(dark: Mask, scale: float, run: float, gap: float) -> Mask:
    """Keeps the dark segments of one direction that are long enough."""
    return long_runs(dark, max(3, round(run * scale)), max(1, round(gap * scale)))


def line_segments(mask: Mask, min_length: float) -> list[LineSegment]:
    """Returns the segments of one direction that are at least `min_length` pixels long."""
    found = []
    labels, stats, rows = label_segments(mask)
    for i, (x, y, w, h) in enumerate(stats):
        if w >= min_length:
            found.append(_segment(labels[y : y + h, x : x + w] == i + 1, x, rows[y]))
    return found


def label_segments(mask: Mask) -> tuple[Labels, list[list[int]], list[int]]:
    """Labels the segments from 1 on. Returns the labels, the x, y, width and height of each, and the page row of each
    label row.

    Rows without segments are left out, except one between two stretches: segments of one direction fill few rows.
    """
    rows = np.flatnonzero(mask.any(axis=1))
    if not len(rows):
        return np.zeros((0, 0), np.int32), [], []
    at = np.arange(len(rows)) + np.cumsum(np.diff(rows, prepend=rows[0]) > 1)
    packed, home = np.zeros((int(at[-1]) + 1, mask.shape[1]), np.uint8), np.zeros(int(at[-1]) + 1, np.int64)
    packed[at], home[at] = mask[rows], rows
    _, labels, stats, _ = cv2.connectedComponentsWithStats(packed, connectivity=8)
    return labels.astype(np.int32, copy=False), stats[1:, :4].tolist(), home.tolist()


def _segment(part: npt.NDArray[np.bool_], x: int, y: int) -> LineSegment:
    """Returns the centre of the segment at every column."""
    count = part.sum(axis=0)
    columns = np.flatnonzero(count)
    rows = (part * np.arange(part.shape[0])[:, None]).sum(axis=0)[columns] / count[columns]
    return LineSegment(columns.astype(np.float64) + x, rows + y)
