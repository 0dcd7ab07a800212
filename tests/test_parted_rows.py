"""Fused rows, where the ruling between two rows is lost."""

from __future__ import annotations

import pytest

import gouji
from gouji.schemas.glyph import Glyph
from gouji.schemas.pages import Cell, Grid, Line
from tests.tables import WIDTH, document, grid
from tests.test_tables import told

HEAD = "一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分"
ONE = "产出指标 | 数量指标 | 巡查次数 | ≥120次 | 131次 | 8 | 8"
TWO = "产出指标 | 数量指标 | 养护里程 | ≥95公里 | 97公里 | 10 | 9.5"
LAST = "满意度指标 | 服务对象满意度指标 | 群众满意度 | ≥85% | 80% | 30 | 25"
PITCH = 26.0


def lines(text: str, col: int, tops: list[float]) -> list[Line]:
    """The parts of a text (separated by /) as lines at these heights."""
    out = []
    for part, top in zip(text.split("/"), tops, strict=False):
        ends = [col * WIDTH + 4 + sum(10 if c > "\u2e7f" else 5 for c in part[:i]) for i in range(len(part) + 1)]
        glyphs = [Glyph(c, 0.99, page=1, box=(ends[i], top - 3, ends[i + 1], top + 13)) for i, c in enumerate(part)]  # boxes have a margin
        out += [Line(glyphs, 1, (col * WIDTH + 4, top, col * WIDTH + 40, top + 10))] if part else []
    return out


def fused(*texts: str, pitch: float = PITCH) -> Grid:
    """A header, one lattice row that holds two printed rows, and a last row."""
    table = grid([HEAD, " |  |  |  |  |  | ", LAST])
    low = 2 * pitch
    for cell in table.cells:
        x0, _, x1, _ = cell.box or (0, 0, 0, 0)
        if cell.row == 1:
            count = texts[cell.col].count("/") + 1
            cell.lines = lines(texts[cell.col], cell.col, [25.0, 25.0 + pitch] if count == 2 else [25.0 + pitch / 2])
            cell.box = (x0, 20.0, x1, 20.0 + low)
        elif cell.row == 2:
            _moved(cell, low - 20.0)
    return Grid(table.cells, 1, (0.0, 0.0, 7 * WIDTH, 40.0 + low))


def _moved(cell: Cell, by: float) -> None:
    x0, y0, x1, y1 = cell.box or (0, 0, 0, 0)
    cell.box = (x0, y0 + by, x1, y1 + by)
    for line in cell.lines:
        line.glyphs = [Glyph(g.char, g.prob, (), 1, (g.box[0], g.box[1] + by, g.box[2], g.box[3] + by)) for g in line.glyphs if g.box]


def rows_of(table: Grid) -> list[tuple[str | None, ...]]:
    return told(gouji.understand(document([table]), lang="zh"))


WHOLE = rows_of(grid([HEAD, ONE, TWO, LAST]))


def test_fused_rows_are_split_by_their_figures() -> None:
    assert rows_of(fused("产出指标/产出指标", "数量指标/数量指标", "巡查次数/养护里程", "≥120次/≥95公里", "131次/97公里", "8/10", "8/9.5")) == WHOLE


def test_a_level_between_two_rows_belongs_to_both() -> None:
    assert rows_of(fused("产出指标", "数量指标", "巡查次数/养护里程", "≥120次/≥95公里", "131次/97公里", "8/10", "8/9.5")) == WHOLE


@pytest.mark.parametrize(
    ("texts", "pitch"),
    [
        (("产出指标", "数量指标", "巡查次数", "≥120次", "131次", "8/10", "8"), PITCH),  # a single cell is no evidence
        (("产出指标", "数量指标", "巡查次数", "≥1200/00次", "1310/00次", "10/00", "10/00"), 13.0),  # figures that wrap to a second line
    ],
)
def test_single_rows_are_not_split(texts: tuple[str, ...], pitch: float) -> None:
    assert len(rows_of(fused(*texts, pitch=pitch))) == 2


def test_short_stacked_figures_that_cannot_be_split_are_doubted() -> None:
    table = fused("产出指标", "数量指标", "巡查次数", "≥120次", "131次", "7/10", "8")
    (row, _) = gouji.understand(document([table]), lang="zh").indicators
    assert row.weight is not None and row.weight.text == "710" and row.weight.confidence < 0.6
    assert row.score is not None and row.score.confidence > 0.9


def test_split_rows_share_the_box() -> None:
    table = fused("产出指标", "数量指标", "巡查次数/养护里程", "≥120次/≥95公里", "131次/97公里", "8/10", "8/9.5")
    (told_table,) = gouji.understand(document([table]), lang="zh").tables
    boxes = [c.bbox for row in told_table.rows for c in row if c.text in ("8", "10")]
    assert [(b[1], b[3]) for b in boxes if b] == [(20.0, 43.0), (20.0, 43.0), (43.0, 72.0)]


@pytest.mark.parametrize(("wide", "sure"), [(0.0, False), (-32.0, True)])
def test_a_figure_wraps_in_a_narrow_column(wide: float, sure: bool) -> None:
    table = fused("产出指标", "数量指标", "巡查次数", "≥120次", "131次", "10", "93.6/2", pitch=13.0)
    (cell,) = [c for c in table.cells if (c.row, c.col) == (1, 6)]
    assert cell.box is not None
    cell.box = (cell.box[0], cell.box[1], cell.box[2] + wide, cell.box[3])
    (row, _) = gouji.understand(document([table]), lang="zh").indicators
    assert row.score is not None and row.score.text == "93.62"
    assert (row.score.confidence > 0.9) == sure


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("巡查次数/养护里程", ["巡查次数", "养护里程"]),
        ("巡查次数/", ["巡查次数", None]),  # the row counts, its name is unknown
    ],
)
def test_a_name_spanning_two_rows_belongs_to_both(name: str, wanted: list[str | None]) -> None:
    table = grid([HEAD, ONE, TWO.replace("养护里程", "^"), LAST])
    (cell,) = [c for c in table.cells if (c.row, c.col) == (1, 2)]
    assert cell.rowspan == 2
    cell.lines = lines(name, 2, [24.0, 44.0])
    report = gouji.understand(document([table]), lang="zh")
    assert [i.name.value for i in report.indicators][:2] == wanted
    assert [i.score.text for i in report.indicators if i.score] == ["8", "9.5", "25"]
