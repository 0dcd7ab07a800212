"""What is drawn on the pages: the rebuilt grid under the fields, findings over them, and labels where there is room."""

from __future__ import annotations

import itertools
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from PIL import ImageFont

import gouji
from gouji.ocr.page_images import page_images
from gouji.schemas.record import Report
from gouji.show import page_drawings as drawing
from gouji.show.free_space import MIN_DARKNESS, Area, FreeSpace, Image
from gouji.show.page_drawings import DPI, page_drawings
from gouji.show.page_marks import (
    CELL_COLOUR,
    CLAIMED_PIXELS,
    MERGED_CELL_COLOUR,
    STATUS_COLOURS,
    TERM_PIXELS,
    Mark,
    cell_marks,
    page_marks,
)
from tests.tables import document, grid
from tests.test_tables import NATIONAL

ROOT = Path(__file__).parent.parent
SAMPLES = ("report_seal", "report_errors", "report_poor", "table_two_pages", "table_seal")
Replay = Callable[[Path], Any]


def test_every_cell_is_outlined_inside_of_its_rules() -> None:
    report = gouji.understand(document([grid(NATIONAL)]), lang="zh")
    drawn = list(cell_marks(report))
    cells = [cell for row in report.tables[0].rows for cell in row]
    assert len(drawn) == len(cells)
    merged = [m for m in drawn if m.colour == MERGED_CELL_COLOUR]
    assert len(merged) == sum(c.rowspan > 1 or c.colspan > 1 for c in cells)
    assert {m.label for m in drawn if m.colour == CELL_COLOUR} == {""}
    assert "2x1" in {m.label for m in merged}
    boxes = {c.bbox for c in cells}
    assert all(any(b and b[0] < x0 < x1 < b[2] and b[1] < y0 < y1 < b[3] for b in boxes) for m in drawn for x0, y0, x1, y1 in m.boxes)


def test_the_grid_is_seen_on_the_picture_of_the_page(tmp_path: Path) -> None:
    """Round every cell of the record runs a line in its colour: what --draw shows is the grid that was rebuilt."""
    page = tmp_path / "page.png"
    cv2.imwrite(str(page), np.full((842 * 2, 595 * 2, 3), 255, np.uint8))
    record = gouji.understand(document([grid(NATIONAL)]), lang="zh")
    record.document.pages[0].width, record.document.pages[0].height = 595.0, 842.0
    ((number, data),) = page_drawings(page, [record], "zh")
    canvas = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
    assert canvas is not None
    scale = canvas.shape[1] / 595
    assert number == 1 and abs(scale - DPI / 72) < 0.05
    seen = 0
    for cell in (c for row in record.tables[0].rows for c in row if c.bbox):
        x0, y0, _, y1 = cell.bbox or (0, 0, 0, 0)
        edge = canvas[round((y0 + y1) / 2 * scale), round(x0 * scale) : round((x0 + 3) * scale)]
        colour = MERGED_CELL_COLOUR if cell.rowspan * cell.colspan > 1 else CELL_COLOUR
        seen += bool((edge == colour).all(axis=1).any())
    assert seen > 0.8 * sum(len(row) for row in record.tables[0].rows)


def test_the_figure_that_does_not_agree_stands_out_of_its_terms(recorded: Replay) -> None:
    record = gouji.understand(recorded(ROOT / "samples/report_errors.pdf"), lang="zh")
    found = next(f for f in record.findings if f.rule == "sum-of-sources" and f.status == "inconsistent")
    claimed, *terms = [leaf for pointer in found.fields for leaf in [_at(record, pointer)]]
    drawn = {mark.boxes: mark for mark in page_marks(record, "zh") if mark.colour == STATUS_COLOURS["inconsistent"]}
    assert drawn[tuple(claimed.places)].thick == CLAIMED_PIXELS > TERM_PIXELS and drawn[tuple(claimed.places)].label == "资金来源合计"
    assert [(drawn[tuple(term.places)].thick, drawn[tuple(term.places)].label) for term in terms] == [(TERM_PIXELS, "")] * len(terms)
    assert any(len(term.places) == 2 for term in terms)


def _at(record: Report, pointer: str) -> Any:
    node: Any = record
    for step in pointer.strip("/").split("/"):
        node = node[int(step)] if isinstance(node, list) else getattr(node, step)
    return node


def _meet(a: Area, b: Area) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


@pytest.mark.parametrize(("name", "lang"), [*((name, "zh") for name in SAMPLES), ("report_errors", "en"), ("table_seal", "en")])
def test_labels_stand_on_no_print_on_no_box_and_not_over_each_other(name: str, lang: str, recorded: Replay, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of every page of the samples, at the places where the labels are written."""
    scan = ROOT / f"samples/{name}.pdf"
    record = gouji.understand(recorded(scan), lang=lang)
    written: list[list[tuple[Mark, Area]]] = []

    def seen(canvas: Image, labels: list[tuple[Mark, Area]]) -> Image:
        written.append(labels)
        return canvas

    monkeypatch.setattr(drawing, "_written", seen)
    assert len(list(page_drawings(scan, [record], lang))) == len(written) == len(record.document.pages)
    wanted = [mark for mark in page_marks(record, lang) if mark.label and mark.thick]
    assert sum(bool(mark.thick) for labels in written for mark, _ in labels) == len(wanted) > 5
    assert all(mark.label.isascii() == (lang == "en") for mark in wanted)
    for page, image, labels in zip(record.document.pages, page_images(scan, DPI), written, strict=True):
        grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
        print_ = grey < int(np.median(grey)) - MIN_DARKNESS
        scale = image.shape[1] / (page.width or 1)
        boxes = [tuple(round(side * scale) for side in box) for mark in page_marks(record, lang) if mark.page == page.number and mark.thick for box in mark.boxes]
        for mark, (left, top, right, bottom) in labels:
            assert not print_[top:bottom, left:right].any(), mark.label
            assert not any(_meet((left, top, right, bottom), (x0, y0, x1, y1)) for x0, y0, x1, y1 in boxes), mark.label
        assert not any(_meet(a, b) for (_, a), (_, b) in itertools.combinations(labels, 2))


def test_a_label_without_room_beside_its_box_is_led_to_and_a_full_page_has_none() -> None:
    page = np.full((200, 300, 3), 255, np.uint8)
    page[60:140, 20:220] = 0
    area, led = FreeSpace(page).put(40, 12, [(100, 90, 130, 104)]) or ((0, 0, 0, 0), False)
    assert led and not _meet(area, (20, 60, 220, 140))
    assert FreeSpace(page).put(40, 12, [(100, 0, 130, 10)]) is not None
    space = FreeSpace(page)
    space.take((0, 0, 300, 200))
    assert space.put(40, 12, [(100, 90, 130, 104)]) is None


def test_the_typeface_has_every_character_of_a_label() -> None:
    texts = tomllib.loads((ROOT / "schemas/texts.toml").read_text(encoding="utf-8"))
    used = {char for group in ("field", "room", "rules") for both in texts[group].values() for words in both.values() for char in words} | set("0123456789x ")
    font = ImageFont.truetype(str(ROOT / "show/labels.otf"), drawing.LABEL_EM_PIXELS)
    missing = bytes(font.getmask("\uffff"))
    assert missing and {char for char in used if char != " " and bytes(font.getmask(char)) == missing} == set(), "run python -m samples.label_font"


def test_of_a_column_of_a_table_the_uppermost_field_has_the_label(recorded: Replay) -> None:
    """The total's line stands under its parts here: the label is over them all. Of findings of one kind in one column so too."""
    record = gouji.understand(recorded(ROOT / "samples/table_seal.pdf"), lang="zh")
    for part, name, label in (("budget", "spent", "实际支出"), ("budget", "initial", "年初预算"), ("indicators", "weight", "权重")):
        leaves = [leaf for row in getattr(record, part) if (leaf := getattr(row, name)) is not None]
        colour = marks_of(record, leaves[0].places)[0].colour
        labelled = [mark for leaf in leaves for mark in marks_of(record, leaf.places) if mark.colour == colour and mark.label]
        assert [(mark.label, mark.boxes) for mark in labelled] == [(label, tuple(min(leaves, key=lambda leaf: leaf.bbox[1]).places))]
    scores = [f"/indicators/{index}/score" for index in (3, 1, 2)]
    template = next(f for f in record.findings if f.status == "inconsistent")
    record.findings = [template.model_copy(update={"rule": "unreadable", "status": "unresolved", "fields": [score]}) for score in scores]
    told = [mark for mark in page_marks(record, "en") if mark.colour == STATUS_COLOURS["unresolved"]]
    assert [mark.boxes for mark in told if mark.label == "unreadable"] == [tuple(_at(record, "/indicators/1/score").places)] and len(told) == 3


def marks_of(record: Report, boxes: list[Any]) -> list[Mark]:
    """What is drawn round a value, without its cell."""
    return [mark for mark in page_marks(record, "zh") if mark.boxes == tuple(boxes) and mark.thick]
