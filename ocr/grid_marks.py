"""Thin dark marks of one direction, the raw material of a table's rules, at a subtler contrast than print is taken for."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from ocr.engine import Image, Mask

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


def dark_marks(image: Image, scale: float) -> Marks:
    """Whatever is thin and dark on a nearly level page, of any length; `scale` in pixels a point."""
    grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    return Marks(_dark(grey, scale), _dark(np.ascontiguousarray(grey.T), scale))


def rule_marks(dark: Marks, scale: float, run: float = RUN, gap: float = BREAK) -> Marks:
    """The marks that are `run` points long, breaks of `gap` points bridged. Of `Marks`, `upright` is turned over the diagonal throughout."""
    return Marks(long_marks(dark.level, scale, run, gap), long_marks(dark.upright, scale, run, gap))


def _dark(grey: Image, scale: float) -> Mask:
    smooth = cv2.blur(grey, (max(1, round(SMOOTH * scale)), 1))
    dark = cv2.morphologyEx(smooth, cv2.MORPH_BLACKHAT, np.ones((max(3, round(THICKEST * scale)), 1), np.uint8))
    mask = ((dark > FAINT) * np.uint8(255)).astype(np.uint8)
    return cv2.dilate(mask, np.ones((3, 1), np.uint8)).astype(np.uint8, copy=False)


def long_marks(dark: Mask, scale: float, run: float, gap: float) -> Mask:
    """The marks of one direction, of those that are dark."""
    closed = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, np.ones((1, max(1, round(gap * scale))), np.uint8))
    return cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones((1, max(3, round(run * scale))), np.uint8)).astype(np.uint8, copy=False)


def streaks(marks: Mask, shortest: float) -> list[Streak]:
    """The marks of one direction that are at least `shortest` pixels long."""
    if not marks.any():
        return []
    count, labels, stats, _ = cv2.connectedComponentsWithStats(marks, connectivity=8)
    found = []
    for i in range(1, count):
        x, y, w, h = (int(v) for v in stats[i, :4])
        if w >= shortest:
            found.append(_streak(labels[y : y + h, x : x + w] == i, x, y))
    return found


def _streak(part: npt.NDArray[np.bool_], x: int, y: int) -> Streak:
    """The middle of the mark at every column."""
    count = part.sum(axis=0)
    columns = np.flatnonzero(count)
    rows = (part * np.arange(part.shape[0])[:, None]).sum(axis=0)[columns] / count[columns]
    return Streak(columns.astype(np.float64) + x, rows + y)
