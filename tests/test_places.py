"""Every value of a record tells where it comes from: the page and its box, or the line of a text, and the characters read there."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import gouji
from tests.tables import document, grid

HERE = Path(__file__).parent
GOLDEN = sorted((HERE.parent / "samples/expected").glob("*.json"))

HEADED = """青槐县数字档案室建设项目绩效自评报告
自评工作于2024年2月完成。
一、预算执行情况
（一）档案数字化加工
年初预算120.00万元，实际支出118.80万元，执行率99.00%。
（二）库房改造
年初预算80.00万元，实际支出76.00万元，执行率95.00%。
"""
WHOLE = """一、项目概况
1.
该项目年初预算批复200.00万元，实际支出194.80万元，执行率97.40%。
二、自评结论
自评得分96.50分，等级为优。
"""
STAMPED = """项目绩效自评报告
项目名称：
主管部门：
青槐县档案馆（公章）
填报日期：2024年3月1日
一、项目概况
全年预算200.00万元，实际支出194.80万元，执行率97.40%。
"""
TABLE = "项目名称\t库房改造\n三级指标\t指标值\t完成值\t分值\t得分\n改造面积\t≥300平方米\t320平方米\t10\t10\n\t≥95%\t97%\t10\t10\n档案完好率\t\t98%\t10\t9\n"


def told(node: Any, pointer: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """All leaves of a record's JSON, wherever they stand."""
    if isinstance(node, dict) and {"raw", "text", "confidence"} <= node.keys():
        yield pointer, node
    elif isinstance(node, (dict, list)):
        for key, each in node.items() if isinstance(node, dict) else enumerate(node):
            yield from told(each, f"{pointer}/{key}")


def without_origin(record: dict[str, Any]) -> list[str]:
    """The leaves that have no place, or words without what was read."""
    leaves = list(told(record))
    assert leaves
    return [p for p, leaf in leaves if not ((leaf["page"] and leaf["bbox"]) or leaf["line"]) or (leaf["text"] and not leaf["raw"])]


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_every_leaf_of_a_sample(path: Path) -> None:
    assert without_origin(json.loads(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize("words", [HEADED, WHOLE, STAMPED, TABLE, (HERE / "data/dirty_report.txt").read_text(encoding="utf-8")])
def test_every_leaf_of_a_text(words: str, tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(words, encoding="utf-8")
    assert without_origin(json.loads(gouji.read(path, lang="zh")[0].model_dump_json())) == []


@pytest.mark.parametrize(
    ("words", "names"),
    [
        (HEADED, [("档案数字化加工", "档案数字化加工", 4), ("库房改造", "库房改造", 6)]),
        (WHOLE, [("合计", "该项目", 3)]),
        (WHOLE.replace("该项目年初预算批复", "全年预算"), [("合计", "全年预算", 3)]),
        (WHOLE.replace("该项目年初预算批复", "项目预算合计"), [("合计", "合计", 3)]),
    ],
)
def test_a_name_that_is_inferred_stands_where_it_was_inferred_from(words: str, names: list[tuple[str, str, int]], tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(words, encoding="utf-8")
    assert [(row.name.value, row.name.raw, row.name.line) for row in gouji.read(path, lang="zh")[0].budget] == names


def test_a_name_that_nobody_can_read_has_the_place_of_its_cell() -> None:
    rows = ["三级指标|指标值|完成值|分值|得分", "改造面积|≥300平方米|320平方米|10|10", "|≥95%|97%|10|9"]
    record = gouji.understand(document([grid(rows)]), lang="zh")
    name, cell = record.indicators[1].name, record.tables[0].rows[2][0]
    assert (name.value, name.page, name.bbox) == (None, cell.page, cell.bbox) and name.bbox is not None
    assert without_origin(json.loads(record.model_dump_json())) == []
