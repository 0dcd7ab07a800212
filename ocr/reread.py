"""A place of a page read again, in other ways than the first time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np

from gouji.ocr.engine.protocol import Image, Matrix, PageReader
from gouji.ocr.image.grayscale import slim
from gouji.ocr.image.page_image import Paper
from gouji.ocr.image.transforms import bounds, corners, mapped
from gouji.ocr.lines.glyph_lines import PlacedReading, page_lines
from gouji.ocr.lines.line_crops import line_crop
from gouji.schemas.glyph import Box
from gouji.schemas.pages import Line

QUALITY = 92
"""Of the picture that waits for a second look: an A4 page of 200 dpi is some 0.5 MB of memory instead of 12."""


@dataclass(frozen=True, slots=True)
class Looker:
    """Reads boxes of one page again. Holds the page compressed, before clean-up and after, and opens it only when asked.

    `matrix` leads from displayed to straightened pixels, `level` from those of the page as it is held.
    """

    number: int
    scale: float
    matrix: Matrix
    level: Matrix | None
    before: bytes
    after: bytes
    reader: PageReader

    def __call__(self, box: Box) -> list[tuple[str, Line]]:
        """(way, line) for each way of looking: enlarged, with more contrast, softened, and as it was before clean-up."""
        x0, y0, x1, y1 = bounds(mapped(corners(box) * self.scale, self.matrix))
        after, before = _opened(self.after), _opened(self.before)
        back = np.linalg.inv(self.matrix)
        shapes = [(after, change) for change in WAYS.values()] + (
            [(before, _larger)] if self.before is not self.after else []
        )
        names = [*WAYS, "uncleaned"]
        placed = [self._placed(page, (x0, y0, x1, y1), change, back) for page, change in shapes]
        readings = self.reader.read_crops([image for image, _ in placed])
        rows = [PlacedReading(r, m, i.shape[1], i.shape[0]) for r, (i, m) in zip(readings, placed, strict=True)]
        return [
            (name, line)
            for name, row in zip(names, rows, strict=False)
            for line in page_lines([[row]], self.number, self.scale)
        ]

    def _placed(self, page: Image, box: Box, change: Callable[[Image], Image], back: Matrix) -> tuple[Image, Matrix]:
        crop = line_crop(page, corners(box), self.level)
        image = change(crop.image)
        shrink = np.diag([crop.image.shape[1] / image.shape[1], crop.image.shape[0] / image.shape[0], 1.0])
        return image, back @ crop.back @ shrink


def second_look(before: Image, after: Paper, matrix: Matrix, number: int, scale: float, reader: PageReader) -> Looker:
    """A reader of places of one page. `before` and `after` clean-up, both upright; `matrix` from displayed to straightened pixels."""
    clean = _closed(after.image)
    return Looker(
        number, scale, matrix, after.level, clean if before is after.image else _closed(before), clean, reader
    )


def _closed(image: Image) -> bytes:
    return cv2.imencode(".jpg", slim(image), [cv2.IMWRITE_JPEG_QUALITY, QUALITY])[1].tobytes()


@lru_cache(maxsize=2)
def _opened(data: bytes) -> Image:
    image = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
    return np.zeros((1, 1, 3), np.uint8) if image is None else image.astype(np.uint8, copy=False)


def _larger(image: Image) -> Image:
    return cv2.resize(image, None, fx=1.5, fy=1.5, interpolation=cv2.INTER_CUBIC).astype(np.uint8, copy=False)


def _stronger(image: Image) -> Image:
    """Grey, stretched to the full range, and sharpened."""
    grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY).astype(np.float32)
    low, high = (float(v) for v in np.percentile(grey, (2, 90)))
    full = np.clip((grey - low) / max(1.0, high - low) * 255, 0, 255)
    sharp = np.clip(1.6 * full - 0.6 * cv2.GaussianBlur(full, (0, 0), 1.5), 0, 255).astype(np.uint8)
    return np.repeat(sharp[:, :, None], 3, axis=2)


def _softer(image: Image) -> Image:
    return cv2.GaussianBlur(image, (3, 3), 0.8).astype(np.uint8, copy=False)


WAYS: dict[str, Callable[[Image], Image]] = {"enlarged": _larger, "contrast": _stronger, "softened": _softer}
