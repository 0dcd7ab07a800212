"""Builds the lines of a digital page from its own characters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np
import regex

from gouji.ocr.pdf.characters import LayerChar
from gouji.ocr.text.odd_blanks import normalize_blanks
from gouji.schemas.glyph import Box, Glyph, union
from gouji.schemas.pages import Line

COLUMN_GAP_EM = 1.5
"""Characters of one row with a wider gap than this are separate lines: cells or columns."""

WORD_GAP_EM = 0.25
"""A wider gap between letters is a blank that the file omits."""

FIGURE_GAP_EM = 0.35
"""A gap between signs of figures that is wider than the usual one by this is a blank. Letter-spaced figures have none."""

FIGURE_SIGNS = frozenset(".,%％-−+—")
"""What a line that holds nothing but figures consists of, beside digits and blanks."""
WHOLE_FIGURE = regex.compile(r"(?:\.\d+[%％]?|[%％])$")
MIN_FIGURE_GAP_EM = 0.15
"""Behind decimals or a percent sign, which end a figure, this gap is enough."""

WORD_CELL_GAP_EM = 1.0
"""A figure and words that were placed each on its own are two cells from this gap on, without a blank in the file."""
MEASURE_WORDS = frozenset("年月日元万亿分个人项次户起％%、，。）)（(：:/／")
"""What follows its figure however far, as the word for year does in a date to be filled in."""

MAX_SHIFT_EM, MIN_SHIFTED_GAP_EM = 0.15, 0.5
"""Characters of one font and size that stand on one line are level, but for so much; words farther apart that are not are
lines of two cells, each centred in its own."""

MIN_RULING_GAP_EM = 0.1
"""A ruling needs this much room between two characters."""

MAX_COPY_DISTANCE_EM = 0.3
MAX_COPY_DISTANCE_WIDTHS = 0.5
"""A copy of a character that makes it look bold is no farther from it than this; the next I of III is."""

SAME_ROW_OVERLAP_RATIO = 0.5
"""Two characters are in the same row if they share more than this part of the lower one's height."""

SIMILAR_HEIGHT_RATIO, MAX_OFF_CENTRE_RATIO = 0.65, 0.6
"""Characters of two sizes in one row have their centres no farther apart than this, in the lower one's height."""


NEAR_ROWS = 12
"""How many rows before and behind may hold a character."""

HasRuling = Callable[[float, float, float, float], bool]
"""Whether a vertical ruling spans (top, bottom) between (left, right), in points."""


def text_lines(characters: Sequence[LayerChar], page: int, has_ruling: HasRuling) -> tuple[list[Line], int]:
    """Returns the lines in reading order, and the clockwise rotation (0, 90, 180, 270) of most of the text.

    Slanted text (a watermark) is left out. `has_ruling` tells where vertical rulings are; no line crosses one.
    """
    upright = [(c, round(c.angle / 90) % 4 * 90) for c in characters if abs((c.angle + 45) % 90 - 45) < 3]
    rotations = [rotation for rotation, _ in Counter(rotation for _, rotation in upright).most_common()]
    lines: list[Line] = []
    for rotation in rotations:
        lines += _lines(
            [c for c, t in upright if t == rotation], rotation, page, has_ruling if rotation == 0 else _no_ruling
        )
    return lines, rotations[0] if rotations else 0


def _lines(characters: list[LayerChar], rotation: int, page: int, has_ruling: HasRuling) -> list[Line]:
    placed = _distinct([(c, _unrotated(c.box, rotation)) for c in characters])
    lines = []
    for row in _rows(placed):
        for piece in _pieces(row, has_ruling):
            glyphs = normalize_blanks([_glyph(c, page) for c, _ in _with_blanks(piece)])
            if any(g.char.strip() for g in glyphs):
                glyphs = _trimmed(glyphs)
                lines.append(Line(glyphs, page, union([g.box for g in glyphs if g.box])))
    return lines


Placed = tuple[LayerChar, Box]
"""A character, and its box on the page rotated so that the character is upright."""


def _unrotated(box: Box, rotation: int) -> Box:
    x0, y0, x1, y1 = box
    if rotation == 90:
        return y0, -x1, y1, -x0
    if rotation == 180:
        return -x1, -y1, -x0, -y0
    return (-y1, x0, -y0, x1) if rotation == 270 else box


def _distinct(placed: list[Placed]) -> list[Placed]:
    """Removes copies that are printed on top of one another to look bold."""
    seen: dict[tuple[str, int, int], list[Box]] = {}
    out = []
    for c, box in placed:
        reach = min(MAX_COPY_DISTANCE_EM * max(c.size, 1.0), MAX_COPY_DISTANCE_WIDTHS * (box[2] - box[0]))
        cell = (int(box[0] // 8), int(box[1] // 8))
        near = (b for dx in (-1, 0, 1) for dy in (-1, 0, 1) for b in seen.get((c.char, cell[0] + dx, cell[1] + dy), ()))
        if any(abs(b[0] - box[0]) < reach and abs(b[1] - box[1]) < reach for b in near) and c.char.strip():
            continue
        seen.setdefault((c.char, *cell), []).append(box)
        out.append((c, box))
    return out


def _rows(placed: list[Placed]) -> list[list[Placed]]:
    """Groups characters that overlap vertically into rows, from top to bottom.

    A small raised character belongs to the row that it overlaps most.
    """
    rows: list[tuple[float, float]] = []
    ordered = sorted(placed, key=lambda p: p[1][1] + p[1][3])
    reached: list[int] = []
    for item in ordered:
        if _nearest_row(item[1], rows[-NEAR_ROWS:]) is None:
            rows.append((item[1][1], item[1][3]))
        reached.append(len(rows))
    members: list[list[Placed]] = [[] for _ in rows]
    for item, count in zip(ordered, reached, strict=True):
        first = max(
            0, count - NEAR_ROWS
        )  # a row that began later may overlap more: cells beside it are centred each on its own
        found = _nearest_row(item[1], rows[first : count + NEAR_ROWS])
        assert found is not None
        members[first + found].append(item)
    kept = sorted((row for row in zip(rows, members, strict=True) if row[1]), key=lambda r: sum(r[0]))
    return [sorted(found, key=lambda p: p[1][0]) for _, found in kept]


def _nearest_row(box: Box, rows: Sequence[tuple[float, float]]) -> int | None:
    """The index of the row (top, bottom) that a character overlaps most; None where it overlaps none enough."""
    best, most = None, SAME_ROW_OVERLAP_RATIO
    for index, (top, bottom) in enumerate(rows):
        if _are_lines_apart(box, (top, bottom)):
            continue
        share = (min(box[3], bottom) - max(box[1], top)) / max(0.1, min(box[3] - box[1], bottom - top))
        if share > most:
            best, most = index, share
    return best


def _are_lines_apart(box: Box, row: Sequence[float]) -> bool:
    """Tells whether a character of about the height of a row stands higher or lower than a font would set it."""
    heights = sorted((box[3] - box[1], row[1] - row[0]))
    off_centre = abs((box[1] + box[3]) - (row[0] + row[1])) / 2
    return heights[0] >= SIMILAR_HEIGHT_RATIO * heights[1] and off_centre > MAX_OFF_CENTRE_RATIO * heights[0]


def _pieces(row: list[Placed], has_ruling: HasRuling) -> list[list[Placed]]:
    """Splits the row at wide gaps and at rulings, between figures of which a line holds nothing else, and between a figure
    and words that were placed on their own."""
    pieces = _split(row, lambda a, b: _is_split(a, b, has_ruling))
    return [part for piece in pieces for part in _split(piece, _parts_cells(piece))]


def _is_figure(item: Placed) -> bool:
    return item[0].char.isdigit() or item[0].char in FIGURE_SIGNS


def _parts_cells(piece: list[Placed]) -> Callable[[Placed, Placed], bool]:
    """Tells whether the white between two characters of a piece parts two cells; a blank of the file does not."""
    usual, blanks = _usual_gap(piece), _behind_blanks(piece)
    before = {id(p[0]): "".join(q[0].char for q in piece[:n]) for n, p in enumerate(piece)}
    alone = all(_is_figure(p) or not p[0].char.strip() for p in piece)

    def parts(left: Placed, right: Placed) -> bool:
        if id(right[0]) in blanks or not (alone or left[0].owner != right[0].owner):
            return False
        ended = WHOLE_FIGURE.search(before[id(right[0])]) is not None
        least = WORD_CELL_GAP_EM
        if _is_figure(left) and _is_figure(right):
            least = MIN_FIGURE_GAP_EM if ended and alone else FIGURE_GAP_EM if ended or alone else WORD_CELL_GAP_EM
        elif _is_figure(left) == _is_figure(right) or {left[0].char, right[0].char} & MEASURE_WORDS:
            return False
        return _gap_em(left, right, usual) > least

    return parts


def _behind_blanks(piece: list[Placed]) -> set[int]:
    """The characters that a blank of the file precedes, by id."""
    return {id(after[0]) for before, after in pairwise(piece) if not before[0].char.strip()}


def _split(row: list[Placed], parts: Callable[[Placed, Placed], bool]) -> list[list[Placed]]:
    solid = [p for p in row if p[0].char.strip()]
    edges = {id(b[0]) for a, b in pairwise(solid) if parts(a, b)}
    pieces: list[list[Placed]] = []
    for item in row:
        if not pieces or id(item[0]) in edges:
            pieces.append([])
        pieces[-1].append(item)
    return pieces


def _is_split(left: Placed, right: Placed, has_ruling: HasRuling) -> bool:
    gap = right[1][0] - left[1][2]
    size = max(left[0].size, right[0].size)
    if gap > (MIN_SHIFTED_GAP_EM if _are_shifted(left, right) else COLUMN_GAP_EM) * size:
        return True
    top, bottom = max(left[1][1], right[1][1]), min(left[1][3], right[1][3])
    return gap > MIN_RULING_GAP_EM * size and has_ruling(top, bottom, left[1][2] - 1, right[1][0] + 1)


def _are_shifted(left: Placed, right: Placed) -> bool:
    """Tells whether two characters that a font would set level are not."""
    alike = left[0].font == right[0].font and abs(left[0].size - right[0].size) < MAX_SHIFT_EM * left[0].size
    return alike and abs(left[1][3] - right[1][3]) > MAX_SHIFT_EM * left[0].size


def _with_blanks(piece: list[Placed]) -> list[Placed]:
    """Inserts a blank where two words or figures are apart and the file has none."""
    usual = _usual_gap(piece)
    out: list[Placed] = []
    for item in piece:
        if out and _is_apart(out[-1], item, usual):
            box = (out[-1][0].box[2], item[0].box[1], max(out[-1][0].box[2], item[0].box[0]), item[0].box[3])
            out.append((LayerChar(" ", box, item[0].size, 0.0, True, True), item[1]))
        out.append(item)
    return out


def _usual_gap(piece: list[Placed]) -> float:
    gaps = [after[1][0] - before[1][2] for before, after in pairwise(piece)]
    return max(0.0, float(np.median(gaps))) if gaps else 0.0


def _gap_em(before: Placed, after: Placed, usual: float) -> float:
    return (after[1][0] - before[1][2] - usual) / max(before[0].size, after[0].size, 0.1)


def _is_apart(before: Placed, after: Placed, usual: float) -> bool:
    """Tells whether two letters, or signs of figures, belong to two words. `usual` is the gap between characters here.

    `9. 2025` is a number and a year, `9.2025` one figure.
    """
    gap, size = after[1][0] - before[1][2], after[0].size
    if all(p[0].char.isascii() and p[0].char.isalpha() for p in (before, after)):
        return gap > WORD_GAP_EM * size
    figures = all(p[0].char.isascii() and (p[0].char.isdigit() or p[0].char in ".,%") for p in (before, after))
    return figures and gap - usual > FIGURE_GAP_EM * size


def _trimmed(glyphs: list[Glyph]) -> list[Glyph]:
    solid = np.flatnonzero([bool(g.char.strip()) for g in glyphs])
    return glyphs[solid[0] : solid[-1] + 1]


def _glyph(c: LayerChar, page: int) -> Glyph:
    return Glyph(
        c.char,
        page=page,
        box=_rounded(c.box),
        raw=c.char + c.unseen if c.unseen else "",
        red=c.red and c.char.isdigit(),
    )


def _rounded(box: Box) -> Box:
    x0, y0, x1, y1 = (round(v, 2) for v in box)
    return x0, y0, max(x1, round(x0 + 0.01, 2)), max(y1, round(y0 + 0.01, 2))


def _no_ruling(*_: float) -> bool:
    return False
