"""Figures in red print: negative where the report says so, and no error of the report where it does not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest

import gouji
from gouji.normalize.red_figures import sign_red_figures
from gouji.ocr.image.raster import Raster
from gouji.ocr.image.red_print import mark_red_figures
from gouji.schemas.glyph import Glyph
from gouji.schemas.pages import Cell, Document, Grid, Line, Page
from tests.reading import printed
from tests.tables import document, grid
from tests.test_painted import build, read

ROWS = [
    "支出项目|年初预算|预算调整|调整后预算|实际支出|结余",
    "水闸加固|61.50|9.25|52.25|51.05|1.20",
    "渠道衬砌|44.00|6.00|50.00|50.80|0.80",
    "合计|105.50|3.25|102.25|101.85|0.40",
]
RED = {(1, 2), (2, 5), (3, 2)}


def report(note: str) -> Document:
    table = grid(ROWS)
    cells = [replace(c, lines=[_red(line) for line in c.lines]) if (c.row, c.col) in RED else c for c in table.cells]
    return document([Grid(cells, table.page, table.box)], title=f"2031年度项目支出绩效自评报告 单位：万元 {note}")


def _red(line: Line) -> Line:
    return replace(line, glyphs=[replace(g, red=g.char.isdigit()) for g in line.glyphs])


@pytest.mark.parametrize(
    "note", ["（红字为负数）", "注：红色数字表示调减", "负数以红字列示", "红字代表超支", "红 字 为 负 数"]
)
def test_red_is_negative_where_the_report_says_so(note: str) -> None:
    record = gouji.understand(report(note), lang="zh")
    rows = {row.name.value: row for row in record.budget}
    changes = {name: rows[name].adjustment for name in ("水闸加固", "渠道衬砌", "合计")}
    assert {name: printed(leaf) for name, leaf in changes.items()} == {
        "水闸加固": "-9.25万元",
        "渠道衬砌": "6.00万元",
        "合计": "-3.25万元",
    }
    assert printed(rows["渠道衬砌"].balance) == "-0.80万元"
    assert next(leaf.raw for leaf in changes.values() if leaf is not None) == "9.25"
    assert {c.after for c in record.corrections} == {"-9.25", "-0.80", "-3.25"}
    assert "inconsistent" not in {f.status for f in record.findings}


def test_red_accuses_nobody_where_the_report_does_not_say_so() -> None:
    record = gouji.understand(report(""), lang="zh")
    assert "inconsistent" not in {f.status for f in record.findings}


def test_an_error_in_black_is_told() -> None:
    table = document([grid(ROWS)], title="2031年度项目支出绩效自评报告 单位：万元（红字为负数）")
    assert "inconsistent" in {f.status for f in gouji.understand(table, lang="zh").findings}


@pytest.mark.parametrize(
    ("text", "signed"),
    [
        ("调整9.25万元", "调整-9.25万元"),
        ("-9.25", "-9.25"),
        ("△9.25", "△9.25"),
        ("2031年", "2031年"),
        ("0.00", "0.00"),
        ("1,209.25", "-1,209.25"),
    ],
)
def test_a_sign_is_put_before_what_has_none(text: str, signed: str) -> None:
    lines = [Line([Glyph(c, red=c.isdigit()) for c in row]) for row in ("红字为负数", text)]
    cells = [Cell(0, place, [line], 1, None) for place, line in enumerate(lines)]
    page = Page(1, 595.0, 842.0, "digital", [], tables=[Grid(cells, 1, None)])
    before = replace(document([]), pages=[page])
    after, changes = sign_red_figures(before)
    assert after.pages[0].tables[0].cells[1].lines[0].text == signed
    assert len(changes) == (text != signed)
    assert before.pages[0].tables[0].cells[1].lines[0].text == text
    assert sign_red_figures(after)[1] == []


@pytest.mark.parametrize(
    ("colour", "quality", "red"),
    [
        ((30, 30, 200), 95, True),
        ((60, 60, 190), 40, True),
        ((20, 20, 20), 40, False),
        ((180, 60, 30), 80, False),
        ((120, 120, 120), 80, False),
    ],
)
def test_the_colour_of_print(colour: tuple[int, int, int], quality: int, red: bool) -> None:
    image = np.full((120, 300, 3), 245, np.uint8)
    cv2.putText(image, "8", (20, 60), cv2.FONT_HERSHEY_SIMPLEX, 1, colour, 2)
    cv2.putText(image, "8", (120, 60), cv2.FONT_HERSHEY_SIMPLEX, 1, (20, 20, 20), 2)
    packed = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, quality])[1]
    image = np.asarray(cv2.imdecode(packed, cv2.IMREAD_COLOR), np.uint8).reshape(120, 300, 3)
    boxes = [(9.0, 18.0, 21.0, 32.0), (59.0, 18.0, 71.0, 32.0)]
    line = Line([Glyph("8", page=1, box=box) for box in boxes])
    page = Page(1, 150.0, 60.0, "scanned", [line])
    mark_red_figures(page, Raster(image, 150.0, 60.0))
    assert [g.red for g in page.lines[0].glyphs] == [red, False]


def test_the_colour_of_digital_print(tmp_path: Path) -> None:
    words = "0.9 0.1 0.1 rg BT /F1 11 Tf 60 600 Td (Saved 12.50) Tj ET 0 g BT /F1 11 Tf 60 500 Td (Spent 86.40) Tj ET"
    page = read(tmp_path, build(words))
    red = {line.text for line in page.lines if all(g.red for g in line.glyphs if g.char.isdigit())}
    assert {text.replace(" ", "") for text in red} == {"Saved12.50"}
