"""Reads a place of a page again, with other preprocessing than the first time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

import cv2
import numpy as np

from gouji.ocr.engine.protocol import Image, Matrix, PageReader
from gouji.ocr.image.grayscale import reduced_to_one_plane
from gouji.ocr.image.page_image import PageImage
from gouji.ocr.image.transforms import bounding_box, corners, transform_points
from gouji.ocr.lines.glyph_lines import PlacedRecognition, page_lines
from gouji.ocr.lines.line_crops import crop_line
from gouji.schemas.glyph import Box
from gouji.schemas.pages import Line

JPEG_QUALITY = 92
"""JPEG quality of the image kept for rereading: an A4 page at 200 dpi takes about 0.5 MB of memory instead of 12 MB."""


@dataclass(frozen=True, slots=True)
class Rereader:
    """Reads boxes of one page again. Holds the page before and after clean-up as JPEG and decodes it only when called.

    `matrix` maps displayed pixels to deskewed pixels,
    `deskew` maps pixels of the page as it is held to deskewed pixels. `seen` keeps what was read: a record is made again
    when some of its lines are known better, and looks at the same boxes.
    """

    number: int
    scale: float
    matrix: Matrix
    deskew: Matrix | None
    before: bytes
    after: bytes
    reader: PageReader
    seen: dict[Box, list[tuple[str, Line]]] = field(default_factory=dict, compare=False)

    def __call__(self, box: Box) -> list[tuple[str, Line]]:
        """Returns (method, line) for each method: enlarged, with more contrast, softened, and uncleaned.

        `box` is in points of the displayed page.
        """
        if box not in self.seen:
            self.seen[box] = self._read(box)
        return self.seen[box]

    def _read(self, box: Box) -> list[tuple[str, Line]]:
        x0, y0, x1, y1 = bounding_box(transform_points(corners(box) * self.scale, self.matrix))
        after, before = _decoded(self.after), _decoded(self.before)
        back = np.linalg.inv(self.matrix)
        shapes = [(after, change) for change in METHODS.values()] + (
            [(before, _enlarge)] if self.before is not self.after else []
        )
        names = [*METHODS, "uncleaned"]
        placed_crops = [self._crop(page, (x0, y0, x1, y1), change, back) for page, change in shapes]
        results = self.reader.read_crops([image for image, _ in placed_crops])
        rows = [
            PlacedRecognition(r, m, i.shape[1], i.shape[0]) for r, (i, m) in zip(results, placed_crops, strict=True)
        ]
        return [
            (name, line)
            for name, row in zip(names, rows, strict=False)
            for line in page_lines([[row]], self.number, self.scale)
        ]

    def _crop(self, page: Image, box: Box, change: Callable[[Image], Image], back: Matrix) -> tuple[Image, Matrix]:
        crop = crop_line(page, corners(box), self.deskew)
        image = change(crop.image)
        shrink = np.diag([crop.image.shape[1] / image.shape[1], crop.image.shape[0] / image.shape[0], 1.0])
        return image, back @ crop.back @ shrink


def make_rereader(
    before: Image, after: PageImage, matrix: Matrix, number: int, scale: float, reader: PageReader
) -> Rereader:
    """Returns a rereader for one page.

    `before` and `after` are the upright page before and after clean-up; `matrix` maps displayed to deskewed pixels.
    """
    clean = _encoded(after.image)
    return Rereader(
        number, scale, matrix, after.deskew, clean if before is after.image else _encoded(before), clean, reader
    )


def _encoded(image: Image) -> bytes:
    return cv2.imencode(".jpg", reduced_to_one_plane(image), [cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY])[1].tobytes()


@lru_cache(maxsize=2)
def _decoded(data: bytes) -> Image:
    image = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
    return np.zeros((1, 1, 3), np.uint8) if image is None else image.astype(np.uint8, copy=False)


def _enlarge(image: Image) -> Image:
    return cv2.resize(image, None, fx=1.5, fy=1.5, interpolation=cv2.INTER_CUBIC).astype(np.uint8, copy=False)


def _increase_contrast(image: Image) -> Image:
    """Converts to grey, stretches to the full range, and sharpens."""
    grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY).astype(np.float32)
    low, high = (float(v) for v in np.percentile(grey, (2, 90)))
    full = np.clip((grey - low) / max(1.0, high - low) * 255, 0, 255)
    sharp = np.clip(1.6 * full - 0.6 * cv2.GaussianBlur(full, (0, 0), 1.5), 0, 255).astype(np.uint8)
    return np.repeat(sharp[:, :, None], 3, axis=2)


def _soften(image: Image) -> Image:
    return cv2.GaussianBlur(image, (3, 3), 0.8).astype(np.uint8, copy=False)


METHODS: dict[str, Callable[[Image], Image]] = {
    "enlarged": _enlarge,
    "contrast": _increase_contrast,
    "softened": _soften,
}
