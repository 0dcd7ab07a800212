"""Tables of accounts: 类 = Σ款, 款 = Σ项, 合计 = Σ类 by the codes; lists of revenue and expenditure by their numbering."""

from __future__ import annotations

import pytest

import gouji
from gouji.schemas.record import Report
from tests.tables import document, grid

WHOLE = [
    "科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出",
    "206 | 科学技术支出 | 310.00 | 110.00 | 200.00",
    "20604 | 技术研究与开发 | 200.00 |  | 200.00",
    "2060404 | 科技成果转化与扩散 | 160.00 |  | 160.00",
    "2060499 | 其他技术研究与开发支出 | 40.00 |  | 40.00",
    "20605 | 科技条件与服务 | 110.00 | 110.00 | ",
    "213 | 农林水支出 | 52.50 | 52.50 | ",
    "21303 | 水利 | 52.50 | 52.50 | ",
    "合计 | < | 362.50 | 162.50 | 200.00",
]
PARTED = [
    "类 | 款 | 项 | 科目名称 | 2031年预算数",
    "206 |  |  | 科学技术支出 | 3,127,450",
    "206 | 04 |  | 技术研究与开发 | 2,026,310",
    "206 | 04 | 04 | 科技成果转化与扩散 | 1,613,200",
    "206 | 04 | 99 | 其他技术研究与开发支出 | 413,110",
    "206 | 05 |  | 科技条件与服务 | 1,101,140",
    "合 计 | < | < | < | 3,127,450",
]
ONCE = [
    "类 | 款 | 项 | 科目名称 | 2031年预算数",
    "206 |  |  | 科学技术支出 | 3,127,450",
    " | 04 |  | 技术研究与开发 | 2,026,310",
    " |  | 04 | 科技成果转化与扩散 | 1,613,200",
    " |  | 99 | 其他技术研究与开发支出 | 413,110",
    " | 05 |  | 科技条件与服务 | 1,101,140",
    "合计 | < | < | < | 3,127,450",
]
BLOCKS = [
    "科目编码 | 科目名称 | 决算数 | 科目编码 | 科目名称 | 决算数",
    "301 | 工资福利支出 | 95.36 | 302 | 商品和服务支出 | 10.23",
    "30101 | 基本工资 | 60.06 | 30201 | 办公费 | 4.11",
    "30102 | 津贴补贴 | 35.30 | 30211 | 差旅费 | 6.12",
]
LISTS = [
    "收入 | < | 支出 | < | < | <",
    "项目 | 预算数 | 项目 | 合计 | 基本支出 | 项目支出",
    "一、财政拨款收入 | 620.40 | 一、一般公共服务支出 | 401.30 | 301.30 | 100.00",
    "1、一般公共预算资金 | 600.40 | 二、教育支出 | 150.10 | 150.10 | ",
    "2、政府性基金 | 20.00 | 三、住房保障支出 | 99.00 | 99.00 | ",
    "二、事业收入 | 30.00 |  |  |  | ",
    "本年收入合计 | 650.40 | 本年支出合计 | 650.40 | 550.40 | 100.00",
    "上年结转 | 5.60 | 结转下年 | 5.60 | 5.60 | ",
    "收入总计 | 656.00 | 支出总计 | 656.00 | 556.00 | 100.00",
]


def sums(rows: list[str]) -> list[tuple[str, str]]:
    report = understood(rows)
    return [(f.status, f.message) for f in report.findings if f.rule == "sum-of-parts"]


def understood(rows: list[str]) -> Report:
    return gouji.understand(document([grid(rows)], title="2031年度部门收支预算表"), lang="zh")


@pytest.mark.parametrize(("rows", "count"), [(WHOLE, 11), (PARTED, 3), (ONCE, 3), (BLOCKS, 2), (LISTS, 12)])
def test_sums_that_hold(rows: list[str], count: int) -> None:
    assert [status for status, _ in sums(rows)] == ["consistent"] * count
    report = understood(rows)
    assert report.budget == []
    assert not [f for f in report.findings if f.rule == "table-unknown"]


@pytest.mark.parametrize(
    ("rows", "right", "wrong", "told"),
    [
        (WHOLE, "2060404 | 科技成果转化与扩散 | 160.00", "2060404 | 科技成果转化与扩散 | 106.00", "技术研究与开发"),
        (WHOLE, "362.50 | 162.50", "326.50 | 162.50", "合计"),
        (PARTED, "206 | 04 |  | 技术研究与开发 | 2,026,310", "206 | 04 |  | 技术研究与开发 | 2,126,310", "科学技术支出"),
        (ONCE, "1,613,200", "1,713,200", "技术研究与开发"),
        (BLOCKS, "95.36", "95.63", "工资福利支出"),
        (LISTS, "600.40", "600.04", "财政拨款收入"),
        (LISTS, "支出总计 | 656.00", "支出总计 | 665.00", "支出总计"),
    ],
)
def test_a_slip_is_found(rows: list[str], right: str, wrong: str, told: str) -> None:
    found = [message for status, message in sums([row.replace(right, wrong) for row in rows]) if status == "inconsistent"]
    assert found
    assert any(told in message for message in found)


def test_rows_that_were_not_read_accuse_nobody() -> None:
    """Without the rows of a page that was not joined the sums differ by anything."""
    for gone in range(2, 8):
        assert "inconsistent" not in [status for status, _ in sums([*WHOLE[:gone], *WHOLE[gone + 1 :]])]


@pytest.mark.parametrize("figure", ["3,1?7,450", "3.127.450.0"])
def test_a_figure_that_was_not_read_is_in_no_sum(figure: str) -> None:
    assert "inconsistent" not in [status for status, _ in sums([row.replace("科学技术支出 | 3,127,450", f"科学技术支出 | {figure}") for row in PARTED])]


def test_a_sum_in_whole_yuan_is_rounded() -> None:
    rows = [*PARTED[:2], "206 | 04 |  | 技术研究与开发 | 2,026,310.40", "206 | 05 |  | 科技条件与服务 | 1,101,140.21"]
    assert [status for status, _ in sums(["类 | 款 | 项 | 科目名称 | 2031年预算数", *(row.replace("3,127,450", "3,127,451") for row in rows[1:])])] == ["consistent"]


def test_accounts_with_budget_and_expenditure_are_lines_of_money() -> None:
    report = understood(["科目编码 | 科目名称 | 年初预算数 | 决算数", "205 | 教育支出 | 110 | 100", "20502 | 普通教育 | 70 | 60", "20503 | 职业教育 | 40 | 40"])
    assert len(report.budget) == 3
