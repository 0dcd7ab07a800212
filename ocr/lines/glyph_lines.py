"""Converts recognition results into lines of glyphs placed on the displayed page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from gouji.ocr.engine.protocol import Mask, Matrix, Recognition, RecognizedChar
from gouji.ocr.image.transforms import corners, transform_points
from gouji.schemas.glyph import Box, Glyph, union
from gouji.schemas.pages import Line

SEALED_RATIO = 0.04
"""A glyph counts as under a seal if more than this share of its box is seal."""

MARGIN_RATIO = 0.12
"""The share of a crop's height above the text, and below it: the detector's boxes are larger than the text."""

SPECK_CHARS = frozenset(".·•。、,，'’‘`\" ")
MAX_SPECK_CONFIDENCE = 0.7
"""A line of only these characters with less confidence than that is a speck."""

UNDER_SEAL_FACTOR = 0.9
"""A glyph's probability under a seal is multiplied by this: the recogniser is overconfident about restored print."""


@dataclass(slots=True)
class PlacedRecognition:
    """A recognition with the map from pixels of its crop to pixels of the displayed page."""

    recognition: Recognition
    back: Matrix
    width: int
    height: int

    def boxes(self) -> list[Box]:
        """Returns the box of each character, in pixels of the displayed page."""
        top, bottom = MARGIN_RATIO * self.height, self.height - MARGIN_RATIO * self.height
        spans = [
            (m.left * self.width, max(m.right * self.width, m.left * self.width + 1)) for m in self.recognition.chars
        ]
        if not spans:
            return []
        all_corners = np.concatenate([corners((left, top, right, bottom)) for left, right in spans])
        displayed = transform_points(all_corners, self.back).reshape(-1, 4, 2)
        return [
            (x0, y0, x1, y1)
            for (x0, y0), (x1, y1) in zip(displayed.min(axis=1).tolist(), displayed.max(axis=1).tolist(), strict=True)
        ]


def page_lines(
    rows: Sequence[Sequence[PlacedRecognition]], number: int, scale: float, sealed: Mask | None = None
) -> list[Line]:
    """Returns one line for each row of recognitions; boxes are in points. Drops rows without text.

    `scale` is in pixels per point. `sealed` is 255 in the place of seals, in pixels of the displayed page.
    """
    lines = [_line(row, number, scale, sealed) for row in rows]
    return [line for line in lines if not _is_speck(line)]


def _is_speck(line: Line) -> bool:
    return not line.text.strip() or (set(line.text) <= SPECK_CHARS and line.confidence < MAX_SPECK_CONFIDENCE)


def _line(row: Sequence[PlacedRecognition], number: int, scale: float, sealed: Mask | None) -> Line:
    glyphs: list[Glyph] = []
    gaps: list[tuple[int, str, float]] = []
    for placed in row:
        gaps += [(len(glyphs) + at, char, prob) for at, char, prob in placed.recognition.gaps]
        glyphs += [
            _glyph(char, box, number, scale, sealed)
            for char, box in zip(placed.recognition.chars, placed.boxes(), strict=True)
        ]
    return Line(glyphs, number, union([g.box for g in glyphs if g.box]), gaps=gaps)


def _glyph(char: RecognizedChar, box: Box, number: int, scale: float, sealed: Mask | None) -> Glyph:
    under = sealed is not None and _masked_ratio(sealed, box) > SEALED_RATIO
    prob = round(char.prob * UNDER_SEAL_FACTOR, 4) if under else char.prob
    x0, y0, x1, y1 = (round(v / scale, 2) for v in box)
    box_pt = (x0, y0, max(x1, round(x0 + 0.01, 2)), max(y1, round(y0 + 0.01, 2)))
    return Glyph(char.char, prob, char.alternatives, number, box_pt, sealed=under, quick=char.quick)


def _masked_ratio(mask: Mask, box: Box) -> float:
    x0, y0, x1, y1 = (max(0, round(v)) for v in box)
    part = mask[y0:y1, x0:x1]
    return float(np.mean(part > 0)) if part.size else 0.0
