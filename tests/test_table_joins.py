"""What belongs together across pages and tables: levels split by a page break, totals stated in two tables, bars of
signs in one form."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

import gouji
from gouji.check.readings.candidates import Candidate, CandidateSet, LookResult
from gouji.check.readings.posterior import Posteriors
from gouji.check.verdicts.second_look import look_again
from gouji.schemas.glyph import Glyph
from gouji.schemas.leaf import QuantityLeaf
from gouji.schemas.pages import Document, Line
from gouji.schemas.record import Report
from tests.reading import printed, value
from tests.tables import document, grid
from tests.test_tables import failed, told

HEAD = "一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分"


def understood(*pages: list[str]) -> Report:
    return gouji.understand(document(*[[grid(rows, n)] for n, rows in enumerate(pages, 1)]), lang="zh")


@pytest.mark.parametrize(
    ("above", "below"),
    [
        (("效益指标（30分）", "社会效益指"), ("", "标")),
        (("效益指标", "社会效益指标"), ("（30分）", "")),
        (("效益", "社会效益指标"), ("指标（30分）", "社会效益指标")),
    ],
)
def test_a_level_split_by_a_page_break(above: tuple[str, str], below: tuple[str, str]) -> None:
    first = [HEAD, f"{above[0]} | {above[1]} | 甲项 | ≥5次 | 5次 | 15 | 15"]
    second = [
        f"{below[0]} | {below[1]} | 乙项 | ≥5次 | 5次 | 15 | 15",
        "满意度指标 | 服务对象满意度指标 | 满意度 | ≥90% | 93% | 10 | 10",
    ]
    report = understood(first, second)
    assert [i[:3] for i in told(report)] == [
        ("效益指标", "社会效益指标", "甲项"),
        ("效益指标", "社会效益指标", "乙项"),
        ("满意度指标", "服务对象满意度指标", "满意度"),
    ]
    assert [(value(g.name), printed(g.weight), g.rows) for g in report.evaluation.groups] == [
        ("效益指标", "30分", [0, 1])
    ]


def test_a_level_that_begins_on_the_new_page_is_its_own() -> None:
    report = understood(
        [HEAD, "产出指标 | 数量指标 | 甲项 | ≥5次 | 5次 | 15 | 15"],
        ["效益指标 | 社会效益指标 | 乙项 | ≥5次 | 5次 | 15 | 15"],
    )
    assert [i[:2] for i in told(report)] == [("产出指标", "数量指标"), ("效益指标", "社会效益指标")]


PARTS = [
    "子项目 | 年初预算（万元） | 调整后预算 | 实际支出 | 执行率",
    "甲 | 30.00 | 30.00 | 27.00 | 90%",
    "乙 | 20.00 | 20.00 | 20.00 | 100%",
    "合计 | 50.00 | 50.00 | 47.00 | 94%",
]
FORM = ["项目资金（万元） | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分", "资金总额 | {0} | {1} | 10 | 94.00% | 9.4"]


def both(adjusted: str, spent: str) -> Report:
    made = document([grid(["甲 | 乙"])], title="项目支出绩效自评表")
    made.pages[0].tables = [grid(PARTS), grid([row.format(adjusted, spent) for row in FORM])]
    return gouji.understand(made, lang="zh")


def test_the_total_of_two_tables_is_one_line() -> None:
    totals = [row for row in both("50.00", "47.00").budget if row.role == "total"]
    assert [(value(r.name), printed(r.weight), printed(r.score)) for r in totals] == [("合计", "10分", "9.4分")]


def test_differing_totals_of_two_tables_are_reported() -> None:
    report = both("50.00万元", "74.00万元")
    assert len([row for row in report.budget if row.role == "total"]) == 1
    assert "same-figure" in failed(report)


def test_totals_of_two_projects_stay_two() -> None:
    assert len([row for row in both("81.00万元", "76.14万元").budget if row.role == "total"]) == 2


def signed(signs: Sequence[tuple[str, float, str]]) -> Document:
    """A form whose targets begin with these signs: as read, the confidence, and the alternatives."""
    rows = [
        HEAD,
        *(
            f"产出指标 | 数量指标 | 第{n}项 | {s}5次 | 6次 | 10 | 10"
            for n, (s, _, _) in zip("甲乙丙丁", signs, strict=False)
        ),
    ]
    made = document([grid(rows)])
    cells = [c for c in made.pages[0].tables[0].cells if c.col == 3 and c.row]
    for cell, (_, prob, other) in zip(cells, signs, strict=True):
        first = cell.lines[0].glyphs[0]
        cell.lines[0].glyphs[0] = type(first)(
            first.char, prob, ((other, 0.02),) if other else (), first.page, first.box
        )
    return made


@pytest.mark.parametrize(
    ("signs", "wanted"),
    [
        ([("≥", 0.98, ""), ("≥", 0.8, ""), (">", 0.95, "≥")], ">="),
        # The recogniser saw no bar; the form has one certain sign without one, so its style is unknown.
        ([("≥", 0.98, ""), ("≥", 0.8, ""), (">", 0.95, "")], ">"),
        ([("≥", 0.98, ""), ("≥", 0.8, ""), (">", 0.999, ""), (">", 0.95, "≥")], ">"),
        ([("≥", 0.98, ""), (">", 0.95, "≥")], ">"),
    ],
)
def test_the_bar_of_a_sign(signs: list[tuple[str, float, str]], wanted: str) -> None:
    report = gouji.understand(signed(signs), lang="zh")
    assert told(report)[len(signs) - 1][3] == f"{wanted}5次"
    assert [c.after for c in report.corrections] == (["≥"] if wanted == ">=" else [])


@pytest.mark.parametrize(
    ("taken", "read", "other", "kept"),
    [
        ("≥", ">", ">5次", True),
        ("≥", "≥", ">5次", True),
        ("≥", "≥", ">6次", False),
        ("≥", ">", ">6次", False),
        ("≤", "<", "<5次", True),
        (">", ">", "≥5次", False),
    ],
)
def test_a_second_look_does_not_remove_the_bar_again(taken: str, read: str, other: str, kept: bool) -> None:
    """A sign inferred from the form stays, even if the recogniser sees no bar in any look.

    A bar that only the first look saw stays in doubt; everything else is decided by the looks.
    """
    report = gouji.understand(signed([("≥", 0.98, ""), ("≥", 0.8, "")]), lang="zh")
    leaf = report.indicators[0].target
    assert isinstance(leaf, QuantityLeaf) and leaf.value
    leaf.text, leaf.raw, leaf.confidence = f"{taken}5次", f"{read}5次", 0.9
    found = CandidateSet(
        leaf.text,
        leaf.value,
        0.02,
        0.0,
        [Candidate(leaf.value, other, 50.0, 50.0)],
        [LookResult("first", other, 0.9), LookResult("enlarged", other, 0.9)],
    )
    look_again(report, Posteriors(examined={id(leaf): found}), "zh")
    assert (leaf.text == f"{taken}5次") is kept
    assert leaf.confidence < 0.8 or taken != read or not kept


@pytest.mark.parametrize(
    ("fused", "cut"),
    [
        ("4,777,910.164,126,203.21", True),
        ("64.864.8", True),
        # The midpoint of these lies inside a figure: 114,777,910.1 and 64,126,203.21, or 4,777,910.161 and 4,126,203.21.
        ("114,777,910.164,126,203.21", False),
        ("4,777,910.1614,126,203.21", False),
    ],
)
def test_a_cut_through_a_figure_leaves_the_fused_cell_unread(fused: str, cut: bool) -> None:
    head = "子项目 | 年初预算 | 调整后预算 | 实际支出数 | 执行率"
    made = document(
        [
            grid(
                [
                    head,
                    f"防治费 | 6,534,654.79 | {fused} | < | 100%",
                    "合计 | 6,534,654.79 | 6,534,654.79 | 6,534,654.79 | 100%",
                ]
            )
        ]
    )
    cell = next(c for c in made.pages[0].tables[0].cells if (c.row, c.col) == (1, 2))
    assert cell.box is not None
    left, top, right, bottom = cell.box
    pitch = (right - left) / len(fused)
    glyphs = [
        Glyph(char, 1.0, (), 1, (left + i * pitch, top + 4, left + (i + 1) * pitch, bottom - 4))
        for i, char in enumerate(fused)
    ]
    cell.lines[0] = Line(glyphs, 1, cell.box)
    row = next(r for r in gouji.understand(made, lang="zh").budget if r.name.value == "防治费")
    told = [leaf is not None and leaf.value is not None for leaf in (row.adjusted, row.spent)]
    assert told == [cut, cut]
