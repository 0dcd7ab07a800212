"""Page breaks as scans have them: skewed pages, budget rows on both sides, illegible headers."""

from __future__ import annotations

from math import radians, tan

import pytest

import gouji
from gouji.normalize.figures.quantities import parse_quantity
from gouji.schemas.glyph import Glyph
from gouji.schemas.leaf import QuantityLeaf
from gouji.schemas.pages import Document, Grid, Line
from gouji.schemas.record import Report
from tests.reading import printed, value
from tests.tables import document, grid
from tests.test_tables import failed, told

MONEY = "支出项目 | 年初预算（万元） | 调整数 | 调整后预算 | 实际支出 | 预算执行率"
ROWS = [
    "路灯运行电费 | 151.51 | 0 | 151.51 | 119.07 | 78.6%",
    "绿化养护经费 | 341.35 | 0 | 341.35 | 296.64 | 86.9%",
    "设施维修费 | 267.75 | 19.30 | 287.05 | 284.35 | 99.1%",
    "合计 | 760.61 | 19.30 | 779.91 | 700.06 | 89.8%",
]
HEAD = "一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分"
POINTS = [
    "产出指标 | 数量指标 | 巡查次数 | ≥120次 | 131次 | 20 | 20",
    "产出指标 | 质量指标 | 巡查合格率 | ≥95% | 97% | 20 | 20",
    "效益指标 | 社会效益指标 | 投诉办结率 | ≥90% | 93% | 30 | 30",
    "满意度指标 | 服务对象满意度指标 | 群众满意度 | ≥85% | 80% | 30 | 25",
]


def understood(*pages: list[str]) -> Report:
    return gouji.understand(document(*[[grid(rows, n)] for n, rows in enumerate(pages, 1)]), lang="zh")


@pytest.mark.parametrize("again", [True, False])
@pytest.mark.parametrize("turn", [1, 2, 3])
def test_budget_rows_on_both_sides_of_a_page_break_stay_two(turn: int, again: bool) -> None:
    report = understood([MONEY, *ROWS[:turn]], [*([MONEY] if again else []), *ROWS[turn:]])
    wanted = [row.split(" | ") for row in (ROWS[3], *ROWS[:3])]
    assert [
        [value(r.name), printed(r.initial), printed(r.spent), printed(r.execution_rate)] for r in report.budget
    ] == [[name, f"{initial}万元", f"{spent}万元", rate] for name, initial, _, _, spent, rate in wanted]
    assert failed(report) == []


def test_the_name_of_a_budget_row_split_by_a_page_break() -> None:
    first = [MONEY, ROWS[0].replace("路灯运行电费", "路灯运行")]
    report = understood(first, [MONEY, "电费 |  |  |  |  | ", *ROWS[1:]])
    assert [value(r.name) for r in report.budget] == ["合计", "路灯运行电费", "绿化养护经费", "设施维修费"]


def askew(table: Grid, skew: float) -> Grid:
    """The table on a skewed page: each cell's box, widened by the lean of its own height."""
    slope = tan(radians(skew))
    for cell in table.cells:
        x0, y0, x1, y1 = cell.box or (0, 0, 0, 0)
        cell.box = (min(x0 - slope * y0, x0 - slope * y1), y0, max(x1 - slope * y0, x1 - slope * y1), y1)
        for line in cell.lines:
            line.glyphs = [Glyph(g.char, g.prob, g.alternatives, g.page, _moved(g.box, slope)) for g in line.glyphs]
            line.box = _moved(line.box, slope)
    return table


def _moved(box: tuple[float, float, float, float] | None, slope: float) -> tuple[float, float, float, float] | None:
    return box and (box[0] - slope * box[1], box[1], box[2] - slope * box[1], box[3])


def slanting(skew: float) -> Document:
    high = [HEAD, *[f"产出指标 | 数量指标 | 第{n}项 | ≥9次 | 9次 | 1 | 1" for n in range(30)]]
    made = document([askew(grid(high, 1), skew)], [askew(grid(POINTS, 2), -skew)])
    for page, lies in zip(made.pages, (skew, -skew), strict=True):
        page.skew = lies
    return made


@pytest.mark.parametrize("skew", [0.0, 2.0, -2.0])
def test_skewed_parts_are_one_table(skew: float) -> None:
    report = gouji.understand(slanting(skew), lang="zh")
    assert len(report.tables) == 1
    assert [i[2] for i in told(report)[-4:]] == ["巡查次数", "巡查合格率", "投诉办结率", "群众满意度"]


@pytest.mark.parametrize("head", ["壮清率", "", "率"])
def test_a_rate_under_an_illegible_header(head: str) -> None:
    rows = [
        f"项目资金（万元） | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | {head} | 得分",
        "年度资金总额 | 100.00 | 100.00 | 90.00 | 10 | 90.0% | 9",
        "其中：财政拨款 | 80.00 | 80.00 | 72.00 | — | 90.0% | —",
        "其他资金 | 20.00 | 20.00 | 18.00 | — | — | —",
    ]
    assert [printed(r.execution_rate) for r in understood(rows).budget] == ["90.0%", "90.0%", None]


@pytest.mark.parametrize(
    "head",
    [
        "级指标 | 级指标 | 级指标",
        "一级指标 | 一级指标 | 二级指标",
        "-级指标 | =级指标 | 级指标",
        "一级指标 | 级指标 | 级指标",
    ],
)
def test_level_headers_without_their_numbers(head: str) -> None:
    rows = [
        f"{head} | 分值 | 评价标准 | 得分",
        "决策 | 立项 | 依据充分性 | 7 | 资料齐全得满分 | 7",
        "过程 | 管理 | 制度健全性 | 6 | 资料齐全得满分 | 5",
    ]
    assert [i[:3] + i[5:] for i in told(understood(rows))] == [
        ("决策", "立项", "依据充分性", "7分", "7分"),
        ("过程", "管理", "制度健全性", "6分", "5分"),
    ]


WRECKED = "工级带标 | 二 | 美核指军 | 日传量 | 完及 | 学堂 | 不得4"


@pytest.mark.parametrize("pages", [([WRECKED, *POINTS],), (POINTS,), ([WRECKED.replace("学堂", "分值"), *POINTS],)])
def test_indicators_under_an_illegible_header(pages: tuple[list[str], ...]) -> None:
    assert told(understood(*pages)) == told(understood([HEAD, *POINTS]))


@pytest.mark.parametrize("head", ["级指标 | 级指标 | 级指标", "一级指标 | 级 | 级指标", " |  | 一级"])
def test_names_under_an_illegible_header(head: str) -> None:
    rows = [f"{head} | 年度指标值 | 实际完成值 | 分值 | 得分", *POINTS]
    assert told(understood(rows)) == told(understood([HEAD, *POINTS]))


@pytest.mark.parametrize("head", ["日传量 | 完及", "年度指标值 | 完及", "日传量 | 实际完成值", " | "])
@pytest.mark.parametrize("first", [True, False])
def test_figures_under_illegible_headers(head: str, first: bool) -> None:
    rows = [f"一级指标 | 二级指标 | 三级指标 | {head} | 分值 | 得分 | 偏差原因", *(f"{row} | 无" for row in POINTS)]
    if first:
        rows = [_weight_first(row) for row in rows]
    assert told(understood(rows)) == told(understood([HEAD, *POINTS]))


def _weight_first(row: str) -> str:
    a, b, c, target, actual, weight, score, why = row.split(" | ")
    return " | ".join((a, b, c, weight, target, actual, score, why))


@pytest.mark.parametrize(
    "row",
    [
        "产出指标 | 数量指标 | 巡查次数 | ≥{n}次 | {n}次 | 20 | {n}",  # the last column exceeds the one before: no score
        "产出指标 | 数量指标 | 巡查次数 | {n}次 | {n}次 | 20 | 20",  # target and actual value cannot be distinguished
        "产出指标 | 数量指标 | 巡查次数 | ≥{n}次 | {n}次 | 20 | 说明",
        "甲 | 乙 | 巡查次数 | ≥{n}次 | {n}次 | 20 | 20",
    ],
)
def test_ambiguous_columns_stay_unknown(row: str) -> None:
    report = understood([WRECKED, *(row.format(n=n) for n in (31, 32, 33))])
    assert report.indicators == []
    assert "table-unknown" in failed(report)


@pytest.mark.parametrize(
    ("target", "wanted"),
    [
        ("≥17个.", ">=17个"),
        ("≥95%。", ">=95%"),
        ("≥95%.", ">=95%"),
        ("≥17", ">=17"),
        ("健全", "健全"),
        ("≥1.2万人.", ">=1.2万人"),
    ],
)
def test_a_speck_after_a_unit(target: str, wanted: str) -> None:
    report = understood([HEAD, f"产出指标 | 数量指标 | 巡查 | {target} | 20 | 20 | 20"])
    assert told(report)[0][3] == wanted


@pytest.mark.parametrize(
    ("first", "second", "wanted"),
    [
        ("90.12%", "90.12%", []),
        ("90.12%", "126.05%", ["execution-rate", "same-figure"]),
        ("90.13%", "90.12%", []),  # 90.126: one is rounded, one truncated
        ("90.14%", "90.12%", ["execution-rate", "same-figure"]),
        ("90%", "90.12%", []),
        ("90%", "91.12%", ["execution-rate", "same-figure"]),
    ],
)
def test_a_rate_stated_twice_is_tied_out_twice(first: str, second: str, wanted: list[str]) -> None:
    made = document([grid(["甲 | 乙"])])
    made.pages[0].tables = [
        grid(
            [
                "子项目 | 调整后预算（万元） | 实际支出 | 执行率",
                "甲 | 600.00 | 501.26 | 83.54%",
                "乙 | 400.00 | 400.00 | 100%",
                f"合计 | 1000.00 | 901.26 | {first}",
            ]
        ),
        grid(["项目资金（万元） | 全年预算数 | 全年执行数 | 执行率", f"资金总额 | 1000.00 | 901.26 | {second}"]),
    ]
    report = gouji.understand(made, lang="zh")
    assert sorted({f.rule for f in report.findings if f.status == "inconsistent"}) == wanted
    again = [f for f in report.findings if f.rule == "execution-rate" and f.observed == "126.05"]
    assert all(any("/restated/" in field for field in f.fields) for f in again)
    assert bool(again) == (second == "126.05%")


def test_two_rates_without_matching_amounts_stay_separate() -> None:
    """Without the amount spent, it is unknown that one is rounded and one truncated."""
    made = document([grid(["甲 | 乙"])])
    made.pages[0].tables = [
        grid(
            [
                "子项目 | 年初预算（万元） | 调整后预算 | 执行率",
                "甲 | 600.00 | 600.00 | 83.54%",
                "合计 | 600.00 | 600.00 | 90.13%",
            ]
        ),
        grid(["项目资金（万元） | 年初预算数 | 全年预算数 | 执行率", "资金总额 | 600.00 | 600.00 | 90.12%"]),
    ]
    report = gouji.understand(made, lang="zh")
    assert [f.status for f in report.findings if f.rule == "same-figure" and (f.observed or "").startswith("90.1")] == [
        "inconsistent"
    ]


CORNERS = [
    ("项目资金（万元）", "万元"),
    ("项目资金（方元）", "万元"),
    ("项目资金(万兀)", "万元"),
    ("项目资金（万无", "万元"),
    ("项目资金（兀）", "元"),
]


@pytest.mark.parametrize(("corner", "unit"), [*CORNERS, ("项目资金", "万元"), ("项目资金（无）", "万元")])
def test_a_damaged_or_lost_money_unit(corner: str, unit: str) -> None:
    rows = [
        f"{corner} | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分",
        "年度资金总额 | 189.52 | 189.52 | 180.00 | 10 | 95.0% | 9.5",
        "其中：财政拨款 | 189.52 | 189.52 | 180.00 | — | 95.0% | —",
    ]
    made = document(
        [grid(rows), grid([HEAD, f"产出指标 | 成本指标 | 项目总成本 | ≤189.52{unit} | 180.00{unit} | 20 | 20"])]
    )
    assert [(printed(r.adjusted), printed(r.spent)) for r in gouji.understand(made, lang="zh").budget] == [
        (f"189.52{unit}", f"180.00{unit}")
    ] * 2


def test_an_unknown_unit_is_not_invented() -> None:
    rows = ["项目资金 | 全年预算数 | 全年执行数 | 执行率", "年度资金总额 | 189.52 | 180.00 | 95.0%"]
    for target in ("≤145.00万元", "≤189.52公里"):
        made = document([grid(rows), grid([HEAD, f"产出指标 | 成本指标 | 项目总成本 | {target} | 144.00 | 20 | 20"])])
        assert printed(gouji.understand(made, lang="zh").budget[0].adjusted) == "189.52"


@pytest.mark.parametrize(
    ("sign", "other", "wanted"),
    [
        ("≤", "", "<="),
        ("S", "", "<="),
        ("W", "", "<="),
        ("2", "", ">="),
        ("Z", "", ">="),
        ("c", "≤", "<="),
        ("c", "", ""),
        ("l≤", "", "<="),
        ("≥.", "", ">="),
        ("=", "", ""),
        ("定性", "", ""),
        (">=", "", ">="),
    ],
)
def test_a_sign_alone_in_its_cell(sign: str, other: str, wanted: str) -> None:
    rows = [
        "一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位 | 完成值 | 权重 | 得分",
        f"产出指标 | 时效指标 | 差错率 | {sign} | 5 | % | 4.2 | 10 | 10",
    ]
    made = document([grid(rows)])
    if other:
        cell = next(c for c in made.pages[0].tables[0].cells if c.row and c.col == 3)
        first = cell.lines[0].glyphs[0]
        cell.lines[0].glyphs[0] = Glyph(first.char, 0.5, ((other, 0.3),), first.page, first.box)
    assert told(gouji.understand(made, lang="zh"))[0][3] == f"{wanted}5%"


@pytest.mark.parametrize(
    ("target", "actual", "wanted"),
    [
        ("≥46", "46万人", (">=46万人", "46万人")),
        ("98", "97.5%", ("98%", "97.5%")),
        ("≥46万人", "46", (">=46万人", "46万人")),
        ("≥5", "98%", (">=5", "98%")),  # figures of different size: the unit of the target is unknown
        ("≥46", "45", (">=46", "45")),
    ],
)
def test_a_unit_named_by_only_one_of_target_and_actual_value(target: str, actual: str, wanted: tuple[str, str]) -> None:
    assert told(understood([HEAD, f"产出指标 | 数量指标 | 巡查 | {target} | {actual} | 20 | 20"]))[0][3:5] == wanted


@pytest.mark.parametrize(("last", "sure", "wanted"), [("6", 0.5, "83.58%"), ("6", 0.9, None), ("一", 0.5, None)])
def test_a_seal_stroke_after_a_figure(last: str, sure: float, wanted: str | None) -> None:
    made = document(
        [grid(["项目资金（万元） | 全年预算数 | 全年执行数 | 执行率", f"资金总额 | 1000.00 | 835.80 | 83.58%{last}"])]
    )
    cell = next(c for c in made.pages[0].tables[0].cells if c.row and c.col == 3)
    glyph = cell.lines[0].glyphs[-1]
    cell.lines[0].glyphs[-1] = Glyph(glyph.char, sure, (), glyph.page, glyph.box)
    assert printed(gouji.understand(made, lang="zh").budget[0].execution_rate) == wanted


@pytest.mark.parametrize(
    ("score", "others", "wanted"),
    [("7", (("7", 0.3),), "7分"), ("7", (("7", 0.05),), None), ("7", (), None), ("—", (("7", 0.3),), None)],
)
def test_a_stroke_in_a_row_with_points(score: str, others: tuple[tuple[str, float], ...], wanted: str | None) -> None:
    made = document([grid([HEAD, f"产出指标 | 数量指标 | 巡查 | ≥5次 | 5次 | / | {score}"])])
    cell = next(c for c in made.pages[0].tables[0].cells if c.row and c.col == 5)
    glyph = cell.lines[0].glyphs[0]
    cell.lines[0].glyphs[0] = Glyph("/", 0.7, others, glyph.page, glyph.box)
    (row,) = gouji.understand(made, lang="zh").indicators
    assert printed(row.weight) == wanted


def test_a_last_row_on_a_photographed_page_of_another_size_belongs_to_the_table() -> None:
    head = "一级指标|二级指标|三级指标|指标值|实际完成值|分值|得分"
    upper = [
        head,
        "产出指标|数量指标|养护绿地面积|≥55万平方米|61万平方米|10|10",
        "效益指标|社会效益指标|服务人口|≥5万人|6万人|10|10",
    ]
    lower = grid(["满意度指标|服务对象满意度|市民满意度|≥90%|95%|10|10"], page=2)
    for cell in lower.cells:
        assert cell.box is not None
        x0, y0, x1, y1 = cell.box
        cell.box = (40 + x0 * 0.9, y0, 40 + x1 * 0.9, y1)
    found = document([grid(upper)], [lower])
    assert [i.name.text for i in gouji.understand(found).indicators] == ["养护绿地面积", "服务人口", "市民满意度"]


def test_a_zero_has_the_unit_of_its_table_too() -> None:
    head = "子项目 | 年初预算数 | 调整数 | 调整后预算 | 支出数"
    bare = [head, "甲 | 100.20 | 0 | 100.20 | 90.10", "合计 | 100.20 | 0 | 100.20 | 90.10"]
    named = ["项目资金（万元） | 年初预算数 | 全年预算数 | 全年执行数", "资金总额 | 100.20 | 100.20 | 90.10"]
    report = gouji.understand(document([grid(bare), grid(named)]), lang="zh")
    assert {printed(row.adjustment) for row in report.budget if row.adjustment} == {"0万元"}


@pytest.mark.parametrize(("spoiled", "wanted"), [("83:54", "83.54万元"), ("1,083:54", "1083.54万元"), ("8:5", None)])
def test_a_colon_in_a_column_of_amounts_is_a_decimal_point(spoiled: str, wanted: str | None) -> None:
    rows = [
        "项目资金（万元） | 年初预算数 | 全年执行数",
        f"资金总额 | 2200.20 | {spoiled}",
        "其中：财政资金 | 1100.10 | 60.23",
        "其他资金 | 1100.10 | 23.31",
    ]
    report = gouji.understand(document([grid(rows)]), lang="zh")
    assert printed(report.budget[0].spent) == wanted
    assert [c.reason for c in report.corrections] == (["小数点误读为冒号"] if wanted else [])


def test_proportions_keep_their_colon() -> None:
    rows = [
        "一级指标 | 二级指标 | 三级指标 | 指标值 | 完成值",
        "产出指标 | 数量指标 | 配套比例 | 50:50 | 50:50",
        "^ | ^ | 生均面积 | 3.20平方米 | 3.25平方米",
    ]
    report = gouji.understand(document([grid(rows)]), lang="zh")
    assert [i.actual.text for i in report.indicators if i.actual] == ["50:50", "3.25平方米"]


def test_a_doubtful_sign_beside_words_is_dirt() -> None:
    made = document(
        [
            grid(
                [
                    "一级指标 | 二级指标 | 三级指标 | 指标值 | 完成值 | 分值 | 得分",
                    "管理指标 | 资金管理 | 监控有效性 | 合规 | 合规 | 50 | 50",
                ]
            )
        ]
    )
    for cell in made.pages[0].tables[0].cells:
        if cell.lines and cell.lines[0].text in ("管理指标", "合规"):
            cell.lines.append(Line([Glyph("2", 0.34, page=1, box=(0, 30, 5, 42))], 1, (0, 30, 5, 42)))
    (indicator,) = gouji.understand(made, lang="zh").indicators
    assert (
        value(indicator.level1),
        getattr(indicator.target, "value", None),
        getattr(indicator.actual, "value", None),
    ) == ("管理指标", "合规", "合规")


@pytest.mark.parametrize(
    ("read", "sure", "wanted"),
    [
        ("产出指标", 0.99, "产出指标"),
        ("产山指标", 0.6, "产出指标"),
        ("产出指标§", 0.99, "产出指标"),
        ("自定一级指标", 0.6, "自定一级指标"),
    ],
)
def test_a_level_damaged_by_the_scan(read: str, sure: float, wanted: str) -> None:
    made = document(
        [
            grid(
                [
                    "一级指标 | 二级指标 | 三级指标 | 指标值 | 完成值 | 分值 | 得分",
                    f"{read} | 数量指标 | 次数 | ≥9次 | 9次 | 50 | 50",
                ]
            )
        ]
    )
    for cell in made.pages[0].tables[0].cells:
        for line in (line for line in cell.lines if line.text == read):
            line.glyphs[1] = Glyph(line.glyphs[1].char, sure, page=1, box=line.glyphs[1].box)
    (indicator,) = gouji.understand(made, lang="zh").indicators
    assert indicator.level1 is not None
    assert indicator.level1.value == wanted


@pytest.mark.parametrize("skew", [2.5, -2.5])
def test_columns_of_a_long_skewed_table(skew: float) -> None:
    """The foot of a skewed table is shifted by most of a column against its header."""
    rows = [HEAD, *[f"产出指标 | 数量指标 | 第{n}项 | ≥9次 | 9次 | 1 | 1" for n in range(60)]]
    made = document([askew(grid(rows, 1), skew)])
    made.pages[0].skew = skew
    assert {(printed(i.weight), printed(i.score)) for i in gouji.understand(made, lang="zh").indicators} == {
        ("1分", "1分")
    }


@pytest.mark.parametrize(("spoiled", "wanted"), [("0,9", "0.9万元"), ("83,54", "83.54万元"), ("1,083", "1083万元")])
def test_a_comma_before_the_decimals_of_a_column_of_amounts_is_a_point(spoiled: str, wanted: str) -> None:
    rows = [
        "项目资金（万元） | 年初预算数 | 全年执行数",
        f"资金总额 | 2200.20 | {spoiled}",
        "其中：财政资金 | 1100.10 | 60.2",
        "其他资金 | 1100.10 | 23.31",
    ]
    report = gouji.understand(document([grid(rows)]), lang="zh")
    assert printed(report.budget[0].spent) == wanted


def test_two_numbers_keep_their_comma() -> None:
    rows = ["序号 | 三级指标 | 指标值 | 完成值", "1 | 面积 | 3平方米 | 3平方米", "2,3 | 数量 | 4台 | 4台"]
    report = gouji.understand(document([grid(rows)]), lang="zh")
    assert report.corrections == []


@pytest.mark.parametrize(
    ("column", "wanted"),
    [
        (["2,182,878", "894.800", "724,000"], "894800元"),
        (["4182.878", "894.800", "724,000"], "894.800元"),
        (["218.2", "894.800", "724.5"], "894.800元"),
    ],
)
def test_a_point_in_a_column_of_grouped_amounts_is_a_group_comma(column: list[str], wanted: str) -> None:
    rows = [
        "项目资金（元） | 年初预算数 | 全年执行数",
        *(
            f"{name} | {first} | 5"
            for name, first in zip(("资金总额", "其中：财政资金", "其他资金"), column, strict=True)
        ),
    ]
    report = gouji.understand(document([grid(rows)]), lang="zh")
    assert printed(report.budget[1].initial) == wanted


@pytest.mark.parametrize(("rate", "wanted"), [("87.8906", "87.89%"), ("87.895", "87.89%"), ("87.890n", None)])
def test_two_digits_after_a_rate_may_be_its_percent_sign(rate: str, wanted: str | None) -> None:
    rows = [
        "项目资金（元） | 年初预算数 | 全年执行数 | 执行率",
        f"资金总额 | 100.25 | 88.11 | {rate}",
        "其中：财政资金 | 50 | 25 | 50.00%",
        "其他资金 | 50 | 25 | 50.0%",
    ]
    report = gouji.understand(document([grid(rows)]), lang="zh")
    assert printed(report.budget[0].execution_rate) == wanted


def test_labels_fused_with_their_neighbours() -> None:
    rows = ["主管部门 | 霁川县卫生健康局实施单位（盖章） | 霁川县卫生服务中心 | 1联系电话0693-5725560"]
    cover = gouji.understand(document([grid(rows)]), lang="zh").cover
    assert [leaf and leaf.value for leaf in (cover.supervising_department, cover.department, cover.contact_phone)] == [
        "霁川县卫生健康局",
        "霁川县卫生服务中心",
        "0693-5725560",
    ]


@pytest.mark.parametrize(
    ("name", "target", "actual", "wanted"),
    [
        ("赛事安全保障率", "≥993", "99", "≥99%"),
        ("观众满意度", "≥900", "93%", "≥90%"),
        ("赛事参赛人数", "≥993", "99", "≥993"),
        ("赛事安全保障率", "≥993", "12", "≥993"),
    ],
)
def test_a_last_digit_that_is_the_percent_sign_of_a_rate(name: str, target: str, actual: str, wanted: str) -> None:
    rows = [
        "一级指标 | 二级指标 | 三级指标 | 指标值 | 完成值 | 分值 | 得分",
        f"产出指标 | 质量指标 | {name} | {target} | {actual} | 100 | 100",
    ]
    (indicator,) = gouji.understand(document([grid(rows)]), lang="zh").indicators
    assert indicator.target is not None and indicator.target.text == wanted


@pytest.mark.parametrize(
    ("unit", "target", "expected"),
    [("%0", "0.3", "‰"), ("%o", "2.5", "‰"), ("%0", "95", "%"), ("%", "0.3", "%"), ("‰", "0.3", "‰")],
)
def test_a_ring_behind_a_percent_sign_in_the_column_of_units(unit: str, target: str, expected: str) -> None:
    rows = [
        "一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位 | 完成值 | 权重 | 得分",
        f"效益指标 | 生态效益指标 | 森林受害情况 | ≤ | {target} | {unit} | {target} | 10 | 10",
    ]
    (indicator,) = gouji.understand(document([grid(rows)]), lang="zh").indicators
    assert isinstance(indicator.target, QuantityLeaf) and indicator.target.value
    assert parse_quantity(target, expected) == indicator.target.value.model_copy(update={"bound": None})
    assert (indicator.target.confidence < 0.6) is (unit != expected == "‰")
