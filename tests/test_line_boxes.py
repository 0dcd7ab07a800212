"""A value that is broken over lines has a place on each of them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

import gouji
from gouji.check.pointers import leaves
from gouji.export.finding_places import boxes_of, correction_reason, spots_of
from gouji.schemas.glyph import Box, Glyph, union
from gouji.schemas.leaf import Leaf, TextLeaf
from gouji.schemas.line_boxes import line_boxes
from gouji.schemas.pages import Document
from gouji.schemas.record import TableCell
from gouji.schemas.traced import Traced

SAMPLES = Path(__file__).parent.parent / "samples"
Replay = Callable[[Path], Document]


def row(left: float, top: float, count: int, step: float = 12.0, rise: float = 0.0) -> list[Box]:
    """The boxes of some characters on a line that rises by `rise` with each of them."""
    return [(left + step * i, top - rise * i, left + step * i + 10, top - rise * i + 12) for i in range(count)]


def lying(boxes: list[Box]) -> list[Box]:
    """The same on a page that lies on its side."""
    return [(600 - y1, x0, 600 - y0, x1) for x0, y0, x1, y1 in boxes]


POINT, DASH = (230.0, 109.0, 232.0, 111.0), (240.0, 105.0, 252.0, 106.5)


@pytest.mark.parametrize(
    ("boxes", "lines"),
    [
        ([], 0),
        (row(100, 100, 1), 0),
        (row(100, 100, 8), 0),
        (row(480, 100, 5) + row(90, 122, 2), 2),
        (row(480, 100, 5) + row(90, 122, 30) + row(90, 144, 2), 3),
        (row(480, 100, 1) + row(90, 122, 1), 2),
        (row(100, 100, 4) + row(112, 116, 4), 2),  # lines of a cell, closely set
        (row(100, 300, 40, rise=0.4), 0),  # one line of a page askew
        (row(100, 300, 36, rise=0.4) + row(90, 324, 3, rise=0.4), 2),
        ([*row(200, 100, 2), POINT, DASH, *row(260, 100, 2)], 0),  # signs that fill a part of the line's height
        ([*row(200, 100, 2), POINT, *row(90, 122, 2)], 2),
        (row(480, 100, 3) + row(90, 122, 2) + row(516, 100, 1), 2),  # a stop that was found behind the rest
    ],
)
def test_a_box_for_each_line(boxes: list[Box], lines: int) -> None:
    for drawn in (boxes, lying(boxes)) if len(boxes) > 2 else (boxes,):
        found = line_boxes(drawn)
        assert len(found) == lines
        assert not found or union(found) == union(drawn)


def test_characters_under_one_another_are_one_column_of_print() -> None:
    assert line_boxes([(100.0, 20.0 * i, 112.0, 20.0 * i + 12) for i in range(4)]) == []


def test_only_a_value_on_several_lines_tells_its_boxes_in_the_record() -> None:
    one, two = (TextLeaf.of(Traced.of(Glyph("数", page=2, box=box) for box in boxes), "数") for boxes in (row(90, 100, 3), row(480, 100, 3) + row(90, 122, 2)))
    assert "boxes" not in json.loads(one.model_dump_json()) and one.places == [one.bbox]
    assert json.loads(two.model_dump_json())["boxes"] == [[480, 100, 514, 112], [90, 122, 112, 134]] and two.places == two.boxes
    assert TextLeaf.model_validate_json(two.model_dump_json()).boxes == two.boxes


@pytest.mark.parametrize("name", ["report_seal", "report_errors", "report_poor", "table_two_pages", "table_seal"])
def test_the_boxes_of_a_leaf_make_up_its_box_and_no_neighbour_lies_in_them(recorded: Replay, name: str) -> None:
    report = gouji.understand(recorded(SAMPLES / f"{name}.pdf"), lang="zh")
    figures = [leaf for pointer, leaf in leaves(report) if pointer.startswith("/budget/")]
    for leaf in (leaf for _, leaf in leaves(report) if not isinstance(leaf, TableCell)):
        assert len(leaf.boxes) != 1 and (not leaf.boxes or union(leaf.boxes) == leaf.bbox)
    for one in figures:
        assert not any(_covers(one, other) for other in figures if other.bbox != one.bbox), one


def _covers(one: Leaf[object], other: Leaf[object]) -> bool:
    """Whether the middle of another leaf's first line lies in a box of this one."""
    if one.page != other.page or not other.places:
        return False
    x0, y0, x1, y1 = other.places[0]
    across, down = (x0 + x1) / 2, (y0 + y1) / 2
    return any(box[0] <= across <= box[2] and box[1] <= down <= box[3] for box in one.places)


def test_the_pictures_of_the_problem_list_show_each_part(recorded: Replay) -> None:
    record = json.loads(gouji.understand(recorded(SAMPLES / "report_errors.pdf"), lang="zh").model_dump_json())
    pointer, leaf = next((f"/budget/{i}/allocated", b["allocated"]) for i, b in enumerate(record["budget"]) if b["allocated"] and "boxes" in b["allocated"])
    shown = [spot.box for spot in spots_of(record, (pointer,)) if spot.boxed]
    assert [list(box) for box in shown] == leaf["boxes"] and len(shown) == 2
    above = next(b["allocated"] for b in record["budget"] if b["allocated"] and "boxes" not in b["allocated"] and b["role"] == "source")
    record["corrections"] = [{**above, "kind": "arithmetic", "reason": "neighbour"}]
    assert correction_reason(record, pointer) is None
    assert boxes_of({"bbox": None}) == []
