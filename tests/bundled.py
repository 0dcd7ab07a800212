"""Bundles for the tests: recorded reports, forms and letters made of words, put together into one document."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from gouji.ocr.recording import read_recording
from gouji.schemas.glyph import Box, Glyph
from gouji.schemas.pages import Cell, Document, Grid, Line, Page, Reader, Spoilt
from tests.tables import grid

READER = Reader("test", "test", "1")
RECORDED = {
    name: Path(__file__).parent / "recordings" / f"{name}.json.gz"
    for name in ("report_errors", "report_poor", "report_seal", "table_seal", "table_two_pages")
}
LINE_HEIGHT, EM = 24.0, 12.0


def recorded(name: str) -> list[Page]:
    """The pages of a recorded report."""
    return read_recording(RECORDED[name]).pages


def words(*lines: str, top: float = 60.0, size: float = EM) -> Page:
    """A scanned page of these lines."""
    return Page(1, 595.0, 842.0, "scanned", [line(text, top + n * LINE_HEIGHT, size=size) for n, text in enumerate(lines)])


def line(text: str, top: float, left: float = 70.0, size: float = EM) -> Line:
    """One line of print on page 1."""
    glyphs = [Glyph(c, 0.99, page=1, box=(left + size * i, top, left + size * (i + 1), top + size)) for i, c in enumerate(text)]
    return Line(glyphs, 1, (left, top, left + size * max(1, len(text)), top + size))


def form(project: str, score: str = "95", top: float = 100.0, title: str = "项目支出绩效自评表", label: str = "项目名称") -> Page:
    """A national form on a page of its own; its first row begins at `top`."""
    rows = [
        f"{label} | {project} | < | 主管部门 | 青屏县文化局 | < | <",
        "资金情况 | 项目 | 年初预算数（万元） | 全年预算数（万元） | 全年执行数（万元） | 分值 | 得分",
        "资金情况 | 年度资金总额 | 100.00 | 100.00 | 95.00 | 10 | 9.5",
        "一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分",
        "产出指标 | 数量指标 | 维护数量 | ≥12处 | 13处 | 50 | 50",
        f"满意度指标 | 服务对象满意度指标 | 群众满意度 | ≥85% | 90% | 40 | {float(score) - 59.5:g}",
        f"总分 | < | < | < | < | 100 | {score}",
    ]
    table = _moved(grid(rows), lambda box: (box[0] + 80, box[1] + top, box[2] + 80, box[3] + top))
    heads = [line(title, top - 50, 200.0, 18.0), line("（2023年度）", top - 24, 250.0)] if title else []
    return Page(1, 595.0, 842.0, "scanned", heads, tables=[table])


def _moved(table: Grid, place: Callable[[Box], Box]) -> Grid:
    def moved(each: Line) -> Line:
        glyphs = [replace(g, box=place(g.box) if g.box else None) for g in each.glyphs]
        return replace(each, glyphs=glyphs, box=place(each.box) if each.box else None)

    cells = [replace(c, lines=[moved(x) for x in c.lines], box=place(c.box) if c.box else None) for c in table.cells]
    return Grid(cells, table.page, place(table.box) if table.box else None, table.ruled)


def together(*pages: Page) -> Page:
    """One page with what stands on all of these."""
    return replace(pages[0], lines=[x for p in pages for x in p.lines], tables=[t for p in pages for t in p.tables])


def blank() -> Page:
    """The empty back of a sheet."""
    return Page(1, 595.0, 842.0, "blank", [])


def unreadable() -> Page:
    """A page whose image is lost."""
    return Page(1, 595.0, 842.0, "unreadable", [], spoilt=Spoilt(1.0))


def document(pages: Iterable[Page], first: int = 1) -> Document:
    """The pages as one document, numbered from `first`."""
    return Document("b.pdf", "b" * 64, "scanned", [numbered(page, n) for n, page in enumerate(pages, first)], READER)


def numbered(page: Page, number: int) -> Page:
    """The page as that page of a file, with all that stands on it."""

    def moved(each: Line) -> Line:
        return replace(each, glyphs=[replace(g, page=number) for g in each.glyphs], page=number)

    def cell(each: Cell) -> Cell:
        return replace(each, lines=[moved(x) for x in each.lines], page=number)

    tables = [replace(t, cells=[cell(c) for c in t.cells], page=number) for t in page.tables]
    layer = [replace(g, page=number) for g in page.layer]
    return replace(page, number=number, lines=[moved(x) for x in page.lines], tables=tables, layer=layer)


COVER = words("青屏县文化局2023年度部门决算", "2024年8月", top=250.0, size=20.0)
CONTENTS = words(
    "目  录", "第一部分 部门概况……1", "一、主要职能…………1", "二、机构设置…………2", "第二部分 决算报表……3", "第三部分 名词解释……9", "附件：项目支出绩效自评表……10"
)
LETTER = words(
    "关于报送绩效自评材料的函", "青财绩〔2024〕12号", "县财政局：", "根据通知要求，我单位认真开展了自评工作，现将有关材料报送", "你局，请予审核。", "特此函告。", "青屏县文化局", "2024年3月12日"
)
RULES = words(
    "专项资金管理办法", "第一章 总则", "第一条 为规范资金管理，制定本办法。", "第二条 资金使用应当坚持专款专用，不得挤占挪用。", "第二章 附则", "第三条 本办法自印发之日起施行。"
)
ACCOUNTS = words(
    "第三部分 2023年度部门决算情况说明", "一、收入支出决算总体情况", "收、支总计均为1286.42万元，与上年相比增加86.42万元。", "二、支出决算情况",
    "本年支出合计1200.18万元，其中基本支出800.00万元，项目支出400.18万元。", "三、“三公”经费支出决算情况", "公务接待费支出决算为2.10万元，完成预算的84.00%。",
)  # fmt: skip
TARGETS = words("项目支出绩效目标申报表", "（2023年度）", "项目名称：公共图书馆夜间开放项目", "年度总体目标：完成各项任务。", "一级指标 二级指标 三级指标 指标值")
