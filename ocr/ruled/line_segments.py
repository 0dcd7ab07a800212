"""Thin dark marks of one direction, the raw material of a table's rules, at a subtler contrast than print is taken for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import cv2
import numpy as np
import numpy.typing as npt

from gouji.ocr.engine.protocol import Image, Mask
from gouji.ocr.image.grayscale import grayscale
from gouji.ocr.image.run_length import long_runs

THICKEST = 3.4
"""Points. A broader mark is no rule."""

FAINT = 16
"""A rule is this much darker than what lies on both sides of it (of 255), after smoothing along it."""

SMOOTH = 3.0
"""Points along a rule over which noise is averaged; shorter breaks of a rule are bridged by it."""

BREAK = 1.4
"""Points. A rule that is broken for no longer than this still runs on."""

RUN = 13.0
"""Points. No stroke of a table's characters is as long, hardly a rule between two crossings is as short."""


Labels = npt.NDArray[np.int32]


@dataclass(slots=True)
class Marks:
    """Where level and upright rules may run (255); the upright ones turned over the diagonal, so that they lie level too."""

    level: Mask
    upright: Mask


@dataclass(slots=True)
class Streak:
    """One unbroken mark: where it runs (points along it and across it, pixels) and how long it is."""

    along: npt.NDArray[np.float64]
    across: npt.NDArray[np.float64]

    @property
    def length(self) -> float:
        """Pixels."""
        return float(self.along[-1] - self.along[0]) + 1


@dataclass
class DarkMarks:
    """Whatever is thin and dark on a nearly level page, of any length, as `Marks`; a page of text is only asked for one direction."""

    grey: Mask
    scale: float

    @cached_property
    def level(self) -> Mask:
        """255 where something may be part of a level rule."""
        return _dark(self.grey, self.scale)

    @cached_property
    def upright(self) -> Mask:
        """The same of upright rules, turned over the diagonal."""
        return _dark(cv2.transpose(self.grey).astype(np.uint8, copy=False), self.scale)


def dark_marks(image: Image, scale: float) -> DarkMarks:
    """The dark marks of a page image; `scale` in pixels a point."""
    return DarkMarks(grayscale(image), scale)


def rule_marks(dark: DarkMarks, scale: float, run: float = RUN, gap: float = BREAK) -> Marks:
    """The marks that are `run` points long, breaks of `gap` points bridged. Of `Marks`, `upright` is turned over the diagonal throughout."""
    return Marks(long_marks(dark.level, scale, run, gap), long_marks(dark.upright, scale, run, gap))


def _dark(grey: Image, scale: float) -> Mask:
    smooth = cv2.blur(grey, (max(1, round(SMOOTH * scale)), 1))
    dark = cv2.morphologyEx(smooth, cv2.MORPH_BLACKHAT, np.ones((max(3, round(THICKEST * scale)), 1), np.uint8))
    mask = cv2.threshold(dark, FAINT, 255, cv2.THRESH_BINARY)[1]
    return cv2.dilate(mask, np.ones((3, 1), np.uint8)).astype(np.uint8, copy=False)


def long_marks(dark: Mask, scale: float, run: float, gap: float) -> Mask:
    """The marks of one direction, of those that are dark."""
    return long_runs(dark, max(3, round(run * scale)), max(1, round(gap * scale)))


def streaks(marks: Mask, shortest: float) -> list[Streak]:
    """The marks of one direction that are at least `shortest` pixels long."""
    found = []
    labels, stats, rows = labelled(marks)
    for i, (x, y, w, h) in enumerate(stats):
        if w >= shortest:
            found.append(_streak(labels[y : y + h, x : x + w] == i + 1, x, rows[y]))
    return found


def labelled(marks: Mask) -> tuple[Labels, list[list[int]], list[int]]:
    """The marks numbered from 1 on, x, y, width and height of each, and which row each row of the first really is.

    Rows without marks are left out but for one between two stretches: marks of one direction fill few rows.
    """
    rows = np.flatnonzero(marks.any(axis=1))
    if not len(rows):
        return np.zeros((0, 0), np.int32), [], []
    at = np.arange(len(rows)) + np.cumsum(np.diff(rows, prepend=rows[0]) > 1)
    packed, home = np.zeros((int(at[-1]) + 1, marks.shape[1]), np.uint8), np.zeros(int(at[-1]) + 1, np.int64)
    packed[at], home[at] = marks[rows], rows
    _, labels, stats, _ = cv2.connectedComponentsWithStats(packed, connectivity=8)
    return labels.astype(np.int32, copy=False), stats[1:, :4].tolist(), home.tolist()


def _streak(part: npt.NDArray[np.bool_], x: int, y: int) -> Streak:
    """The middle of the mark at every column."""
    count = part.sum(axis=0)
    columns = np.flatnonzero(count)
    rows = (part * np.arange(part.shape[0])[:, None]).sum(axis=0)[columns] / count[columns]
    return Streak(columns.astype(np.float64) + x, rows + y)
