"""Small tables without rules, or with three of them: columns of short pieces that stand under one another."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from math import radians, tan
from statistics import median

from gouji.schemas.glyph import Box, Glyph, union
from gouji.schemas.pages import Cell, Grid, Line, Page
from gouji.schemas.rotation import upright
from gouji.tables.page_frame import Stance
from gouji.tables.split_figures import with_whole_figures

LEAST_COLUMNS = 3
LEAST_ROWS = 3
SAME_HEIGHT = 0.6
"""Pieces whose middles are less than this many line heights apart stand on one row."""

OFF = 0.25
"""Points of air that each point off halfway between two columns takes from a gap, where a line of heads is cut."""

CLOSE = 1.5
"""Line heights by which two lines of a head are apart at the most."""

LEAST_FIGURES = 2
"""A head of which one piece was read as a figure is a head all the same."""

CURL = (0.0, -0.3, 0.3, -0.6, 0.6)
"""Degrees by which the lines of a part of a curled page may lie otherwise than the page as a whole."""


@dataclass(slots=True)
class Piece:
    """A line of print with its box on the straight page, and the height of its middle on a page of which the lines lie level too."""

    line: Line
    box: Box
    middle: float
    stance: Stance


Row = list[Piece]
Columns = list[tuple[float, float]]
"""From where to where each column of a table reaches across the page."""


def with_aligned_tables(page: Page) -> Page:
    """The page with such tables in `tables`, in their place, and their lines no longer among its lines."""
    pieces = _pieces(with_whole_figures(page))
    if len(pieces) < LEAST_COLUMNS * LEAST_ROWS:
        return page
    height = median(p.box[3] - p.box[1] for p in pieces)
    for region in _regions(page_rows(page), height):
        columns = columns_of(region)
        grid = grid_of(region, columns, page) if len(columns) >= LEAST_COLUMNS else None
        if grid:
            inside = {id(p.line) for row in region for p in row}
            page.lines = [line for line in page.lines if id(line) not in inside]
            page.tables.append(grid)
    page.tables.sort(key=lambda grid: upright(grid.box, page)[1] if grid.box else 0.0)
    return page


def _pieces(page: Page) -> list[Piece]:
    stance = Stance.of(page)
    return [Piece(line, stance.stand(line.box), 0.0, stance) for line in page.lines if line.box and line.glyphs]


def page_rows(page: Page) -> list[Row]:
    """The page's lines as rows from top to bottom, the pieces of each from left to right."""
    pieces = _pieces(page)
    height = median(p.box[3] - p.box[1] for p in pieces) if pieces else 0.0
    return min((_rows(pieces, height, page.skew + more) for more in CURL), key=_scatter)


def _rows(pieces: list[Piece], height: float, skew: float) -> list[Row]:
    """Pieces side by side, each beside the one before it: on a page that curls a row is no straight line."""
    slope = tan(radians(skew))
    placed = [
        Piece(p.line, p.box, (p.box[1] + p.box[3]) / 2 - slope * (p.box[0] + p.box[2]) / 2, p.stance) for p in pieces
    ]
    rows: list[Row] = []
    for piece in sorted(placed, key=lambda p: p.box[0]):
        fits = [
            (away, k)
            for k, row in enumerate(rows)
            if (away := _off(piece, row)) < SAME_HEIGHT * height and row[-1].box[2] < piece.box[2]
        ]
        if fits:
            rows[min(fits)[1]].append(piece)
        else:
            rows.append([piece])
    return sorted(rows, key=lambda row: median(p.middle for p in row))


def _off(piece: Piece, row: Row) -> float:
    """How far a piece stands off its neighbour in a row, or off the last three: the neighbour may be the first line of a head of two."""
    return min(abs(piece.middle - row[-1].middle), abs(piece.middle - median(p.middle for p in row[-3:])))


def _scatter(rows: list[Row]) -> tuple[int, float]:
    """Few rows, and neighbours level in each: how well a slope fits."""
    return len(rows), sum(abs(a.middle - b.middle) for row in rows for a, b in pairwise(row))


def _wide_rows(rows: list[Row]) -> int:
    return sum(len(row) >= LEAST_COLUMNS for row in rows)


def _regions(rows: list[Row], height: float) -> list[list[Row]]:
    """Runs of rows with several pieces; between them only short pieces, lines of a cell that is two or three lines high."""
    regions: list[list[Row]] = []
    current: list[Row] = []
    pending: list[Row] = []
    for row in rows:
        if len(row) >= LEAST_COLUMNS:
            current += [*pending, row]
            pending = []
        elif current and len(pending) < 3 and _fits(row, current):
            pending.append(row)
        else:
            regions += [_closed(current, pending, height)] if current else []
            current, pending = [], []
    regions += [_closed(current, pending, height)] if current else []
    return [r for r in regions if _wide_rows(r) >= LEAST_ROWS]


def _closed(current: list[Row], pending: list[Row], height: float) -> list[Row]:
    """The run with the second line of its last cells, where that follows closely."""
    last = max(p.middle for p in current[-1])
    return [*current, *(row for row in pending[:1] if row[0].middle - last < 1.3 * height)]


def _fits(row: Row, region: list[Row]) -> bool:
    """Whether each piece of the row can be a further line of one cell: short, and under one column only."""
    columns = columns_of(region)
    left, right = columns[0][0], columns[-1][1]
    return all(_under_one(p, columns) and p.box[2] - p.box[0] < 0.4 * (right - left) for p in row)


def _under_one(piece: Piece, columns: Columns) -> bool:
    return sum(min(piece.box[2], right) > max(piece.box[0], left) for left, right in columns) == 1


def columns_of(region: list[Row]) -> Columns:
    """The columns' extents, by the rows with most pieces: what overlaps sideways is one column. A row with a piece less widens
    them, or adds one, but for pieces that reach over two: heads that were read as one line."""
    most = max(len(row) for row in region)
    out: Columns = []
    for left, right in sorted((p.box[0], p.box[2]) for row in region if len(row) == most for p in row):
        if out and left < out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], right))
        else:
            out.append((left, right))
    for piece in (p for row in region if max(LEAST_COLUMNS, 0.8 * most) <= len(row) < most for p in row):
        under = [i for i, (left, right) in enumerate(out) if min(piece.box[2], right) > max(piece.box[0], left)]
        if len(under) == 1:
            out[under[0]] = (min(out[under[0]][0], piece.box[0]), max(out[under[0]][1], piece.box[2]))
        elif not under:
            out = sorted([*out, (piece.box[0], piece.box[2])])
    return _one_by_most(out, region)


def _one_by_most(columns: Columns, region: list[Row]) -> Columns:
    """Columns that most of the rows reach over with one piece are one: just a head was found in two pieces."""
    out = columns[:1]
    for left, right in columns[1:]:
        over = sum(any(p.box[0] < out[-1][1] and p.box[2] > left for p in row) for row in region)
        apart = sum(
            any(p.box[2] <= left and p.box[2] > out[-1][0] for p in row) and any(left <= p.box[0] < right for p in row)
            for row in region
        )
        if over > apart:
            out[-1] = (out[-1][0], right)
        else:
            out.append((left, right))
    return out


def grid_of(region: list[Row], columns: Columns, page: Page) -> Grid:
    """The rows as a table of these columns (of the straight page)."""
    stance = Stance.of(page)
    wide = _whole_heads([row for row in region if len(row) >= LEAST_COLUMNS])
    heights = [median(p.middle for p in row) for row in wide]
    places: dict[tuple[int, int], list[Piece]] = {}
    for number, row in enumerate(wide):
        for piece in (part for p in row for part in parted(p, columns)):
            places.setdefault((number, _column(piece, columns)), []).append(piece)
    for piece in (p for row in region if len(row) < LEAST_COLUMNS for p in row):
        col = _column(piece, columns)
        places.setdefault((_home(piece, col, wide, heights, columns), col), []).append(piece)
    tops = [_extent([p for (r, _), each in places.items() if r == row for p in each]) for row in range(len(heights))]
    cells = [
        _cell(row, col, places.get((row, col), []), page.number, stance.lie((left, tops[row][0], right, tops[row][1])))
        for row in range(len(heights))
        for col, (left, right) in enumerate(columns)
    ]
    return Grid(cells, page.number, union([cell.box for cell in cells if cell.box]), ruled=False)


def _whole_heads(rows: list[Row]) -> list[Row]:
    """The rows with a head of two lines as one: what stands above the first figures, as close as lines of one cell do."""
    figures = next((i for i, row in enumerate(rows) if _holds_figures(row)), 0)
    out: list[Row] = []
    for i, row in enumerate(rows):
        height = median(p.box[3] - p.box[1] for p in row)
        if out and i < figures and median(p.middle for p in row) - median(p.middle for p in out[-1]) < CLOSE * height:
            out[-1] = sorted([*out[-1], *row], key=lambda p: p.box[0])
        else:
            out.append(row)
    return out


def _holds_figures(row: Row) -> bool:
    return sum(any(glyph.char.isdigit() for glyph in piece.line.glyphs) for piece in row) >= LEAST_FIGURES


def _extent(pieces: list[Piece]) -> tuple[float, float]:
    return min(p.box[1] for p in pieces), max(p.box[3] for p in pieces)


def _has_own(row: Row, col: int, columns: Columns) -> bool:
    return any(_column(part, columns) == col for p in row for part in parted(p, columns))


def _home(piece: Piece, col: int, wide: list[Row], heights: list[float], columns: Columns) -> int:
    """The row a further line belongs to: the nearest; of two about as near the one that has nothing in that column yet
    (a name of two lines stands above and below its figures)."""
    away = [abs(height - piece.middle) for height in heights]
    near = [i for i, distance in enumerate(away) if distance < min(away) + 0.4 * (piece.box[3] - piece.box[1])]
    return min(near, key=lambda i: (_has_own(wide[i], col, columns), away[i]))


def _column(piece: Piece, columns: Columns) -> int:
    """The column that the piece's middle is nearest to."""
    middle = (piece.box[0] + piece.box[2]) / 2
    return min(range(len(columns)), key=lambda i: max(columns[i][0] - middle, middle - columns[i][1], 0.0))


def parted(piece: Piece, columns: Columns) -> list[Piece]:
    """Headers that stand close were read as one line: cut where it has most air between two columns."""
    under = [(left, right) for left, right in columns if min(piece.box[2], right) > max(piece.box[0], left)]
    placed = sorted(
        ((piece.stance.stand(glyph.box), glyph) for glyph in piece.line.glyphs if glyph.box),
        key=lambda each: each[0][0],
    )
    if len(under) < 2 or not placed:
        return [piece]
    cuts = [_cut([box for box, _ in placed], a, b) for a, b in pairwise(under)]
    groups: dict[int, list[Glyph]] = {}
    for box, glyph in placed:
        groups.setdefault(sum((box[0] + box[2]) / 2 > cut for cut in cuts), []).append(glyph)
    parts = []
    for glyphs in groups.values():
        whole = union([g.box for g in glyphs if g.box])
        assert whole is not None
        parts.append(replace(piece, line=Line(glyphs, piece.line.page, whole), box=piece.stance.stand(whole)))
    return parts


def _cut(boxes: list[Box], left: tuple[float, float], right: tuple[float, float]) -> float:
    """Where a line parts between two columns: at the widest gap over them, and of such the nearest to halfway."""
    halfway = (left[1] + right[0]) / 2
    gaps = [(b[0] - a[2] - OFF * abs((a[2] + b[0]) / 2 - halfway), (a[2] + b[0]) / 2) for a, b in pairwise(boxes)]
    return max((gap for gap in gaps if left[0] < gap[1] < right[1]), default=(0.0, halfway))[1]


def _levels(pieces: list[Piece]) -> list[Row]:
    """The pieces of a cell line by line."""
    out: list[Row] = []
    for piece in sorted(pieces, key=lambda p: p.middle):
        if out and piece.middle - out[-1][0].middle < SAME_HEIGHT * (piece.box[3] - piece.box[1]):
            out[-1].append(piece)
        else:
            out.append([piece])
    return out


def _cell(row: int, col: int, pieces: list[Piece], page: int, box: Box) -> Cell:
    """The cell with its column's extent: figures stand right, their header in the middle."""
    lines = [p.line for row in _levels(pieces) for p in sorted(row, key=lambda p: p.box[0])]
    return Cell(row, col, lines, page, box)
