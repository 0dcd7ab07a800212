"""Takes the end of a level ruling that was read as a stroke from the line of print beside it."""

from __future__ import annotations

from collections.abc import Sequence

from gouji.ocr.engine.protocol import Matrix
from gouji.ocr.image.transforms import bounding_box, corners, transform_points
from gouji.ocr.ruled.rulings import Ruling
from gouji.schemas.glyph import Box, Glyph, union
from gouji.schemas.pages import Line

STROKES = frozenset("一—–-_ー―−ˉ")
MIN_LENGTH_PT = 60.0
"""A shorter stroke is print, or an underline of the line itself."""
MIN_COVERED_RATIO = 0.5
"""So much of the stroke's place lies on the ruling."""
MAX_REST_COVERED_RATIO = 0.3
"""A ruling that runs through more of the line than this is no neighbour of it."""


def without_ruling_ends(lines: Sequence[Line], level: Sequence[Ruling], to_upright: Matrix) -> list[Line]:
    """Returns the lines without a first or last stroke that lies on the end of a ruling.

    `level` are rulings on the upright page, in points; `to_upright` maps points of the displayed page to it.
    """
    long = [ruling for ruling in level if ruling.length >= MIN_LENGTH_PT]
    return [_cleared(line, long, to_upright) for line in lines]


def _cleared(line: Line, level: Sequence[Ruling], to_upright: Matrix) -> Line:
    glyphs = line.glyphs
    for at in (-1, 0):
        rest = glyphs[:-1] if at else glyphs[1:]
        if rest and _is_ruling_end(glyphs[at], rest, level, to_upright):
            glyphs = rest
    if glyphs is line.glyphs:
        return line
    first = next(k for k, glyph in enumerate(line.glyphs) if glyph is glyphs[0])
    gaps = [(k - first, sign, prob) for k, sign, prob in line.gaps if first <= k <= first + len(glyphs)]
    return Line(glyphs, line.page, union([g.box for g in glyphs if g.box]) or line.box, line.number, gaps)


def _is_ruling_end(stroke: Glyph, rest: Sequence[Glyph], level: Sequence[Ruling], to_upright: Matrix) -> bool:
    if stroke.char not in STROKES or stroke.box is None:
        return False
    box = _upright(stroke.box, to_upright)
    body = union([_upright(g.box, to_upright) for g in rest if g.box and g.char.strip()])
    return body is not None and any(
        box[1] <= ruling.at <= box[3]
        and _covered(box, ruling) >= MIN_COVERED_RATIO
        and _covered(body, ruling) <= MAX_REST_COVERED_RATIO
        for ruling in level
    )


def _upright(box: Box, to_upright: Matrix) -> Box:
    return bounding_box(transform_points(corners(box), to_upright))


def _covered(box: Box, ruling: Ruling) -> float:
    return max(0.0, min(box[2], ruling.high) - max(box[0], ruling.low)) / max(0.1, box[2] - box[0])
