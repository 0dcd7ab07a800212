"""Columns that are parts of a sum beside them: the money of a line is the sum, and its parts are told of the total."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

import gouji
from gouji.schemas.record import Report
from tests.reading import printed

AREAS = ("县区", "高龄津贴", "护理补助", "小计（万元）")
ROWS = [
    ("东河区", "1,260", "540", "1,800"),
    ("石门县", "980", "420", "1,400"),
    ("岭上县", "1,106", "474", "1,580"),
    ("合计", "3,346", "1,434", "4,780"),
]


def read(tmp_path: Path, caption: str, rows: Sequence[tuple[str, ...]], bar: str = "\t") -> Report:
    path = tmp_path / "report.txt"
    table = "\n".join(bar.join(row) for row in rows)
    path.write_text(f"老年人补贴资金绩效自评报告\n一、资金\n{caption}\n{table}\n二、其他\n无。\n", encoding="utf-8")
    return gouji.read(path, lang="zh")[0]


def told(record: Report, field: str) -> dict[str, str | None]:
    return {str(line.name.value): printed(getattr(line, field)) for line in record.budget if getattr(line, field)}


@pytest.mark.parametrize("bar", ["\t", " | ", "    "])
def test_the_money_is_the_column_of_sums(tmp_path: Path, bar: str) -> None:
    record = read(tmp_path, "资金分解如下：", [AREAS, *ROWS], bar)
    assert told(record, "allocated") == {
        "合计": "4780万元", "东河区": "1800万元", "石门县": "1400万元", "岭上县": "1580万元", "高龄津贴": "3346万元", "护理补助": "1434万元",
    }  # fmt: skip
    assert not [finding for finding in record.findings if finding.rule == "table-unknown"]


def test_a_row_that_does_not_add_up_changes_nothing(tmp_path: Path) -> None:
    wrong = [ROWS[0], ("石门县", "980", "420", "1,500"), *ROWS[2:]]
    assert told(read(tmp_path, "资金分解如下：", [AREAS, *wrong]), "allocated")["石门县"] == "1500万元"


def test_columns_that_count_things_are_no_parts(tmp_path: Path) -> None:
    heads = ("县市", "康复服务（人）", "康复资金", "托养人数", "托养资金", "资金合计（万元）")
    rows = [
        ("东山市", "1,320", "396", "410", "205", "601"),
        ("白水县", "1,860", "558", "380", "190", "748"),
        ("合计", "3,180", "954", "790", "395", "1,349"),
    ]
    record = read(tmp_path, "资金分解如下：", [heads, *rows])
    assert told(record, "allocated") == {
        "合计": "1349万元",
        "东山市": "601万元",
        "白水县": "748万元",
        "康复资金": "954万元",
        "托养资金": "395万元",
    }


def test_what_does_not_come_to_the_sum_is_no_field(tmp_path: Path) -> None:
    rows = [(name, first, second, str(n)) for n, (name, first, second, _) in enumerate(ROWS, 7001)]
    record = read(tmp_path, "资金分解如下：", [AREAS, *rows])
    assert not {"1260万元", "540万元"} & set(told(record, "allocated").values())


def test_a_sum_before_what_was_spent_is_the_budget(tmp_path: Path) -> None:
    heads = ("学校", "中央", "省级", "市级", "合计", "已支付", "支付率")
    rows = [
        ("城南小学", "320", "180", "60", "560", "548.80", "98.0%"),
        ("第三中学", "450", "260", "90", "800", "760.00", "95.0%"),
        ("合计", "770", "440", "150", "1,360", "1,308.80", "96.2%"),
    ]
    record = read(tmp_path, "各校投入如下（单位：万元）：", [heads, *rows])
    assert told(record, "adjusted") == {
        "合计": "1360万元", "城南小学": "560万元", "第三中学": "800万元", "中央": "770万元", "省级": "440万元", "市级": "150万元",
    }  # fmt: skip
    assert not [finding for finding in record.findings if finding.status == "inconsistent"]


def test_what_came_this_year_is_a_part_beside_what_was_left(tmp_path: Path) -> None:
    heads = ("区县", "2021年结转", "2022年下达", "可用合计", "支出", "结余")
    rows = [
        ("桥东区", "60", "540", "600", "588", "12"),
        ("桥西区", "35", "665", "700", "679", "21"),
        ("合计", "95", "1,205", "1,300", "1,267", "33"),
    ]
    record = read(tmp_path, "资金分配（单位：万元）", [heads, *rows])
    assert told(record, "adjusted") == {
        "合计": "1300万元",
        "桥东区": "600万元",
        "桥西区": "700万元",
        "2022年下达": "1205万元",
    }
    assert not [finding for finding in record.findings if finding.status == "inconsistent"]


def test_a_head_of_two_rows(tmp_path: Path) -> None:
    heads = [("县区", "资金安排（万元）", "", "", "带动户数（户）"), ("", "中央", "省级", "小计", "")]
    rows = [
        ("木兰县", "900", "420", "1,320", "3,860"),
        ("河阴县", "1,000", "380", "1,380", "4,210"),
        ("合计", "1,900", "800", "2,700", "8,070"),
    ]
    record = read(tmp_path, "资金安排情况：", [*heads, *rows], "|")
    assert told(record, "adjusted") == {
        "合计": "2700万元",
        "木兰县": "1320万元",
        "河阴县": "1380万元",
        "中央": "1900万元",
        "省级": "800万元",
    }


def test_items_beside_sources_are_no_figures_of_the_whole(tmp_path: Path) -> None:
    heads = ("项目类别", "项目个数（个）", "中央资金（万元）", "省级资金（万元）", "小计（万元）")
    rows = [
        ("村级公益事业奖补", "81", "890", "500", "1,390"),
        ("扶持集体经济", "6", "300", "240", "540"),
        ("合计", "87", "1,190", "740", "1,930"),
    ]
    record = read(tmp_path, "分解情况见下表：", [heads, *rows], "┃")
    assert told(record, "allocated") == {
        "合计": "1930万元", "村级公益事业奖补": "1390万元", "扶持集体经济": "540万元", "中央资金": "1190万元", "省级资金": "740万元",
    }  # fmt: skip
    assert [line.role for line in record.budget].count("source") == 2


def test_a_list_with_one_cell_a_line(tmp_path: Path) -> None:
    rows = [("红石镇",), ("462.00万元",), ("大柳镇",), ("385.50万元",), ("马营镇",), ("171.00万元",)]
    record = read(tmp_path, "下达资金1,018.50万元，分配到各镇：", rows)
    assert {"红石镇": "462.00万元", "大柳镇": "385.50万元", "马营镇": "171.00万元"}.items() <= told(
        record, "allocated"
    ).items()
    headed = [("镇街",), ("分配资金（万元）",), *((cell.removesuffix("万元"),) for (cell,) in rows)]
    assert told(read(tmp_path, "情况：", headed), "allocated").get("大柳镇") == "385.50万元"


def test_single_wide_blanks_part_cells(tmp_path: Path) -> None:
    rows = [
        ("指标名称", "指标值", "完成值", "分值", "得分"), ("建档率", "≥90", "93.6", "10", "10"), ("随访率", "≥85", "80.1", "10", "8"),
        ("预算执行率", "100", "97", "10", "9.7"),
    ]  # fmt: skip
    record = read(tmp_path, "完成情况（单位：%）", rows, "\u3000")
    assert [(line.name.value, printed(line.score)) for line in record.indicators][:2] == [
        ("建档率", "10分"),
        ("随访率", "8分"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "经费：年初预算865.00万元；全年支出839.05万元；执行率97.0%；余25.95万元交回。",
        "资金：预算865.00万元，支出839.05万元。",
    ],
)
def test_a_short_line_of_money_before_the_first_heading(tmp_path: Path, line: str) -> None:
    path = tmp_path / "report.txt"
    path.write_text(
        f"项目支出绩效自评情况（一页纸）\n单位：栖溪县水利局\n年度：2024\n{line}\n一、做了什么\n维修水库12座。\n",
        encoding="utf-8",
    )
    (total,) = gouji.read(path, lang="zh")[0].budget
    assert (printed(total.initial or total.adjusted), printed(total.spent)) == ("865.00万元", "839.05万元")
