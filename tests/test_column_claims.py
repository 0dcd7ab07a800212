"""What the columns of a table claim of each other: rows that follow, a row that does not, and columns that only look as if."""

from __future__ import annotations

from pathlib import Path

import pytest

import gouji
from gouji.check.relations.column_figures import head_kind
from gouji.schemas.record import Finding

RULES = {"share", "balance", "growth", "average", "product", "sum-of-parts"}


def findings(folder: Path, head: str, rows: str, title: str = "支出明细见下表：") -> list[Finding]:
    path = folder / "report.txt"
    lines = [head, *rows.split("；")]
    table = "\n".join("\t".join(line.split()) for line in lines)
    path.write_text(f"2031年度项目支出绩效自评报告\n一、资金使用\n{title}\n{table}\n", encoding="utf-8")
    return [f for f in gouji.read(path, lang="zh")[0].findings if f.rule in RULES]


def told(found: list[Finding], status: str) -> list[str]:
    return [f.message.split("：")[0] for f in found if f.status == status]


HOLDING = [
    ("品名 数量 单价（元） 金额（元）", "巡护艇 3 42600 127800；救生衣 260 185 48100；浮筒 48 960 46080", "金额", 3),
    ("品名 数量 单价（元） 金额（万元）", "巡护艇 3 42600 12.78；救生衣 260 185 4.81；浮筒 48 960 4.608", "金额", 3),
    ("科目 2031年 2030年 增减", "教育 4268 4105 163；卫生 3905 4560 -655；农业 1186 1247 -61", "增减", 3),
    ("站点 2030年 2031年 增长率", "东站 800 920 15%；西站 640 608 -5%；南站 500 560 12%", "增长率", 3),
    ("片区 面积（亩） 支出（元） 亩均（元）", "东片 400 92000 230；西片 250 60000 240；南片 620 130200 210", "亩均", 3),
    ("村组 中央 省级 县级 小计", "柳湾 30 12 8 50；梨坪 26 9 5 40；桑园 18 7 5 30", "小计", 3),
]


@pytest.mark.parametrize(("head", "rows", "name", "count"), HOLDING)
def test_what_most_rows_hold_is_told_of_each(tmp_path: Path, head: str, rows: str, name: str, count: int) -> None:
    found = findings(tmp_path, head, rows)
    assert len([each for each in told(found, "consistent") if each.endswith(name)]) == count
    assert not told(found, "inconsistent")


def test_shares_are_those_of_the_total(tmp_path: Path) -> None:
    rows = "东片 51.17 35.89%；西片 45.78 32.11%；南片 31.36 22.00%；北片 14.25 10.00%；合计 142.56 100.00%"
    found = findings(tmp_path, "片区 支出（万元） 占比", rows)
    assert [each for each in told(found, "consistent") if "占比" in each] == [
        f"{name}·占比" for name in ("东片", "西片", "南片", "北片", "合计")
    ]


FAILING = [
    (
        "品名 数量 单价（元） 金额（元）",
        "巡护艇 3 42600 127800；救生衣 260 185 41800；浮筒 48 960 46080；灯标 6 1500 9000",
        "救生衣",
    ),
    ("科目 2031年 2030年 增减", "教育 4268 4105 163；卫生 3905 4560 -655；农业 1186 1247 -16；交通 905 880 25", "农业"),
    ("站点 2030年 2031年 增长率", "东站 800 920 15%；西站 640 608 -5%；南站 500 560 21%；北站 300 330 10%", "南站"),
    (
        "片区 支出（万元） 占比",
        "东片 51.17 35.89%；西片 45.78 23.11%；南片 31.36 22.00%；北片 14.25 10.00%；合计 142.56 100%",
        "西片",
    ),
    ("村组 中央 省级 县级 小计", "柳湾 30 12 8 50；梨坪 26 9 5 40；桑园 18 7 5 30；石坝 31 14 7 25", "石坝"),
]


@pytest.mark.parametrize(("head", "rows", "name"), FAILING)
def test_a_slip_in_one_row_is_told(tmp_path: Path, head: str, rows: str, name: str) -> None:
    assert [each.split("·")[0] for each in told(findings(tmp_path, head, rows), "inconsistent")] == [name]


INNOCENT = [
    ("品名 数量 单价（元） 预算（元）", "巡护艇 3 42600 130000；救生衣 260 185 50000；浮筒 48 960 46000"),
    ("片区 支出（万元） 占比", "东片 1.00 33.3%；西片 1.00 33.3%；南片 1.00 33.4%；合计 3.00 100%"),
    ("站点 2030年 2031年 增长率", "东站 800 920 15%；西站 640 608 9%；南站 500 560 4%；北站 300 330 31%"),
    ("科目 2031年 2030年 增减", "教育 4268 4105 163；卫生 3905 4560 -512；农业 1186 1247 -20；交通 905 880 25"),
    ("村组 户数 人数 补助（元）", "柳湾 30 120 8000；梨坪 26 90 5000；桑园 18 70 5000"),
    ("站点 计划 完成 完成率", "东站 80 92 115%；西站 64 64 100%；南站 50 60 100%；北站 40 40 100%"),
]


@pytest.mark.parametrize(("head", "rows"), INNOCENT)
def test_columns_that_were_reckoned_otherwise_accuse_nobody(tmp_path: Path, head: str, rows: str) -> None:
    assert told(findings(tmp_path, head, rows), "inconsistent") == []


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        ("占比（%）", "share"),
        ("亩均支出（元）", "average"),
        ("预算执行率", "rate"),
        ("单价", "price"),
        ("2031年", None),
        ("得分", "none"),
    ],
)
def test_heads(head: str, kind: str | None) -> None:
    assert head_kind(head) == kind
