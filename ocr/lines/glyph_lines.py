"""Readings of pictures become lines of glyphs that stand on the displayed page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from gouji.ocr.engine.protocol import Mask, Matrix, Recognition, RecognizedChar
from gouji.ocr.image.transforms import corners, transform_points
from gouji.schemas.glyph import Box, Glyph, union
from gouji.schemas.pages import Line

SEALED = 0.04
"""A glyph is under a seal when this part of its box was seal."""

AIR = 0.12
"""The part of a picture's height above, and below, that is no print: the detector's boxes are roomy."""

DIRT, DIRT_SURE = frozenset(".·•。、,，'’‘`\" "), 0.7
"""A line of nothing but these, no surer than that, is a speck."""

DOUBT = 0.9
"""What is left of a glyph's probability under a seal: the recogniser is sure of what was patched up."""


@dataclass(slots=True)
class PlacedRecognition:
    """A reading, and the map from its picture to the displayed page's pixels."""

    reading: Recognition
    back: Matrix
    width: int
    height: int

    def boxes(self) -> list[Box]:
        """Where each mark stands on the displayed page, in its pixels."""
        top, bottom = AIR * self.height, self.height - AIR * self.height
        pictures = [
            (m.left * self.width, max(m.right * self.width, m.left * self.width + 1)) for m in self.reading.chars
        ]
        if not pictures:
            return []
        all_corners = np.concatenate([corners((left, top, right, bottom)) for left, right in pictures])
        places = transform_points(all_corners, self.back).reshape(-1, 4, 2)
        return [
            (x0, y0, x1, y1)
            for (x0, y0), (x1, y1) in zip(places.min(axis=1).tolist(), places.max(axis=1).tolist(), strict=True)
        ]


def page_lines(
    rows: Sequence[Sequence[PlacedRecognition]], number: int, scale: float, sealed: Mask | None = None
) -> list[Line]:
    """One line for each row of readings; rows without a character are dropped. `scale` in pixels a point."""
    lines = [_line(row, number, scale, sealed) for row in rows]
    return [line for line in lines if not _is_dirt(line)]


def _is_dirt(line: Line) -> bool:
    return not line.text.strip() or (set(line.text) <= DIRT and line.confidence < DIRT_SURE)


def _line(row: Sequence[PlacedRecognition], number: int, scale: float, sealed: Mask | None) -> Line:
    glyphs: list[Glyph] = []
    gaps: list[tuple[int, str, float]] = []
    for placed in row:
        gaps += [(len(glyphs) + at, char, prob) for at, char, prob in placed.reading.gaps]
        glyphs += [
            _glyph(mark, box, number, scale, sealed)
            for mark, box in zip(placed.reading.chars, placed.boxes(), strict=True)
        ]
    return Line(glyphs, number, union([g.box for g in glyphs if g.box]), gaps=gaps)


def _glyph(mark: RecognizedChar, box: Box, number: int, scale: float, sealed: Mask | None) -> Glyph:
    under = sealed is not None and _share(sealed, box) > SEALED
    prob = round(mark.prob * DOUBT, 4) if under else mark.prob
    x0, y0, x1, y1 = (round(v / scale, 2) for v in box)
    place = (x0, y0, max(x1, round(x0 + 0.01, 2)), max(y1, round(y0 + 0.01, 2)))
    return Glyph(mark.char, prob, mark.alternatives, number, place, sealed=under)


def _share(mask: Mask, box: Box) -> float:
    x0, y0, x1, y1 = (max(0, round(v)) for v in box)
    part = mask[y0:y1, x0:x1]
    return float(np.mean(part > 0)) if part.size else 0.0
