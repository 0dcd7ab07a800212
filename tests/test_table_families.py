"""The layout families A to D of the self-evaluation tables: every header and label they are known to use."""

from __future__ import annotations

import itertools

import pytest

import gouji
from gouji.schemas.leaf import QuantityLeaf
from gouji.schemas.record import Report
from tests.reading import printed, value
from tests.tables import document, grid
from tests.test_tables import failed, told

Row = tuple[str | None, ...]


def money(report: Report) -> list[Row]:
    return [
        (
            row.role,
            value(row.name),
            *(printed(getattr(row, f)) for f in ("initial", "adjusted", "spent", "execution_rate", "weight", "score")),
        )
        for row in report.budget
    ]


def understood(*grids: list[str]) -> Report:
    return gouji.understand(document([grid(rows) for rows in grids]), lang="zh")


# -- A: the national form --------------------------------------------------------------------------------------------------
FUNDS_A = ["当年财政拨款", "本年财政拨款", "财政拨款", "当年财政资金", "本年财政资金"]


@pytest.mark.parametrize("fund", FUNDS_A)
@pytest.mark.parametrize("corner", ["项目资金（万元）", "项目资金(元)", "项目资金"])
def test_a_the_national_form(fund: str, corner: str) -> None:
    unit = "元" if "元)" in corner and "万" not in corner else "万元" if "万元" in corner else ""
    rows = [
        f"{corner} | < | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分",
        "^ | 年度资金总额 | 120.00 | 150.00 | 135.00 | 10 | 90.00% | 9",
        f"^ | 其中：{fund} | 100.00 | 130.00 | 117.00 | — | 90.00% | —",
        "^ | 上年结转资金 | 20.00 | 20.00 | 18.00 | — | 90.00% | —",
        "^ | 其他资金 |  |  |  | — |  | —",
    ]
    report = understood(rows)
    assert money(report) == [
        ("total", "年度资金总额", f"120.00{unit}", f"150.00{unit}", f"135.00{unit}", "90.00%", "10分", "9分"),
        ("source", fund, f"100.00{unit}", f"130.00{unit}", f"117.00{unit}", "90.00%", None, None),
        ("source", "上年结转资金", f"20.00{unit}", f"20.00{unit}", f"18.00{unit}", "90.00%", None, None),
        ("source", "其他资金", *([None] * 6)),
    ]
    assert failed(report) == []
    assert {f.rule for f in report.findings} >= {"execution-rate", "sum-of-sources", "rate-score"}


# -- B: A and B in the heads, no opening budget ----------------------------------------------------------------------------
@pytest.mark.parametrize(("weighed", "scored"), list(itertools.product([True, False], repeat=2)))
@pytest.mark.parametrize("marks", [("（A）", "（B）", "（B/A）"), ("(A)", "(B)", "(B/A×100%)"), ("A", "B", "")])
def test_b_without_an_opening_budget(weighed: bool, scored: bool, marks: tuple[str, str, str]) -> None:
    head = [
        f"全年预算数{marks[0]}",
        f"全年执行数{marks[1]}",
        *(["分值"] if weighed else []),
        f"执行率{marks[2]}",
        *(["得分"] if scored else []),
    ]
    line = ["64.80", "60.10", *(["20"] if weighed else []), "92.75%", *(["18.55"] if scored else [])]
    rows = [" | ".join(["预算执行情况（万元）", *head]), " | ".join(["年度财政资金总额", *line])]
    report = understood(rows)
    wanted = (
        "total",
        "年度财政资金总额",
        None,
        "64.80万元",
        "60.10万元",
        "92.75%",
        "20分" if weighed else None,
        "18.55分" if scored else None,
    )
    assert money(report) == [wanted]
    assert failed(report) == []


# -- C: Sichuan ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("opening", "adjusted"),
    list(itertools.product(["年初预算", "年初预算数"], ["调整后预算数", "调整后预算", "调整预算数"])),
)
def test_c_sichuan(opening: str, adjusted: str) -> None:
    rows = [
        f"预算执行情况（10分） | 年度预算数（万元） | {opening} | {adjusted} | 预算执行数 | 预算执行率 | 权重 | 得分 | 原因",
        "^ | 总额 | 38.00 | 40.00 | 30.00 | 75% | 10 | 7.5 | 招标结余",
        "^ | 其中：财政资金 | 38.00 | 30.00 | 20.00 | 66.67% | / | / | ",
        "^ | 财政专户管理资金 | 0 | 0 | 0 | 0 | / | / | ",
        "^ | 单位资金 | 0 | 10.00 | 10.00 | 100% | / | / | ",
        "^ | 其他资金 | / | / | / | / | / | / | ",
    ]
    report = understood(rows)
    assert [r[1] for r in money(report)] == ["总额", "财政资金", "财政专户管理资金", "单位资金", "其他资金"]
    assert money(report)[0] == ("total", "总额", "38.00万元", "40.00万元", "30.00万元", "75%", "10分", "7.5分")
    assert money(report)[4][2:] == (None,) * 6
    assert [(g.name.value, printed(g.weight), g.rows) for g in report.evaluation.groups] == [
        ("预算执行情况", "10分", [])
    ]
    assert failed(report) == []


@pytest.mark.parametrize(
    ("nature", "goal", "unit", "wanted"),
    [
        ("≥", "5125", "册", ">=5125册"),
        ("≤", "38.83", "万元", "<=38.83万元"),
        ("＝", "100", "%", "100%"),
        ("=", "0", "次", "0次"),
        ("定性", "优良中低差", "", "优良中低差"),
    ],
)
def test_c_operator_value_and_unit_apart(nature: str, goal: str, unit: str, wanted: str) -> None:
    rows = [
        "一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位 | 完成值 | 权重 | 得分",
        f"产出指标 | 数量指标 | 某项任务 | {nature} | {goal} | {unit} | {goal} | 90 | 90",
    ]
    assert [i[3] for i in told(understood(rows))] == [wanted]


@pytest.mark.parametrize(
    ("first", "prob", "bound", "most"),
    [(">", 0.95, ">", 0.85), ("V", 0.59, ">=", 0.85), ("≥", 0.95, ">=", 1.0)],
)
def test_c_a_sign_that_the_form_prints_otherwise_is_in_doubt(first: str, prob: float, bound: str, most: float) -> None:
    """One sign without a bar among five with one may have lost it; a letter is the sign that the reader thought of second, with a bar."""
    rows = ["一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位 | 完成值 | 权重 | 得分"]
    rows += [f"产出指标 | 数量指标 | 第{n}项任务 | ≥ | 12 | 公里 | 15 | 15 | 15" for n in "甲乙丙丁戊己"]
    made = document([grid(rows)])
    cell = next(c for c in made.pages[0].tables[0].cells if (c.row, c.col) == (1, 3))
    glyph = cell.lines[0].glyphs[0]
    cell.lines[0].glyphs[0] = type(glyph)(first, prob, ((">", 0.07),) if first == "V" else (), glyph.page, glyph.box)
    target = gouji.understand(made, lang="zh").indicators[0].target
    assert isinstance(target, QuantityLeaf) and target.value is not None
    assert (target.value.bound, target.confidence <= most) == (bound, True)
    assert target.confidence > 0.9 or most < 0.9


@pytest.mark.parametrize(
    ("nature", "unit", "most"),
    [
        ("V", "公里", 0.6),
        ("心", "公里", 0.6),
        ("", "公里", 1.0),
        ("=", "公里", 1.0),
        ("定量", "公里", 1.0),
        ("≤", "起", 1.0),
        ("≤", "超", 0.85),
    ],
)
def test_c_a_sign_or_unit_that_no_form_prints_leaves_the_target_in_doubt(nature: str, unit: str, most: float) -> None:
    rows = ["一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位 | 完成值 | 权重 | 得分"]
    rows += [
        f"产出指标 | 数量指标 | 某项任务 | {nature} | 12 | {unit} | 12 | 50 | 50",
        "产出指标 | 质量指标 | 合格率 | ≥ | 95 | % | 96 | 50 | 50",
    ]
    target = understood(rows).indicators[0].target
    assert isinstance(target, QuantityLeaf) and (target.confidence <= most)
    assert target.confidence > 0.9 or most < 0.9


@pytest.mark.parametrize(
    ("goal", "lost"),
    [("场", True), ("≥场", True), ("%", True), ("≤", True), ("≥12场", False), ("优", False), ("完成验收", False)],
)
def test_c_a_unit_without_its_digits_is_unreadable(goal: str, lost: bool) -> None:
    rows = [
        "一级指标 | 二级指标 | 三级指标 | 指标值 | 完成值 | 权重 | 得分",
        f"产出指标 | 数量指标 | 公益讲座 | {goal} | 12场 | 50 | 50",
        "产出指标 | 质量指标 | 合格率 | ≥95% | 96% | 50 | 50",
    ]
    found = [f.fields for f in understood(rows).findings if f.rule == "unreadable"]
    assert found == ([["/indicators/0/target"]] if lost else [])


@pytest.mark.parametrize(
    ("row", "none"),
    [
        ("1 | 1 | 1 | 1", True),
        ("1 | l | 1 | 丨", True),
        ("1 | 1 | 1 | 100%", False),
        ("1 | 1 | 1 | ", False),
        ("1 | 2 | 1 | 1", False),
    ],
)
def test_c_strokes_under_every_head_of_money_strike_the_row_out(row: str, none: bool) -> None:
    """Amounts of 1 would make a rate of 100 %."""
    head = "项目资金（万元） | 年初预算数 | 全年预算数 | 全年执行数 | 执行率"
    report = understood(
        [
            head,
            "年度资金总额 | 38.00 | 40.00 | 30.00 | 75%",
            "财政资金 | 38.00 | 40.00 | 30.00 | 75%",
            "单位资金 | " + row,
        ]
    )
    assert (
        all(
            leaf is None for leaf in (report.budget[2].initial, report.budget[2].spent, report.budget[2].execution_rate)
        )
        == none
    )


@pytest.mark.parametrize("name", ["è合计", "合计.", "·总分"])
def test_c_specks_beside_the_name_of_the_total(name: str) -> None:
    rows = [
        "一级指标 | 二级指标 | 三级指标 | 指标值 | 完成值 | 权重 | 得分",
        "产出指标 | 数量指标 | 公益讲座 | ≥12场 | 12场 | 100 | 98.4",
        f"{name} | < | < | < | < | 100 | 98.4",
    ]
    report = understood(rows)
    assert (printed(report.evaluation.score), printed(report.evaluation.full_score)) == ("98.4分", "100分")
    assert len(report.indicators) == 1


# -- D: Hubei --------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("head", ["得分（20分*执行率）", "得分(20分×执行率)", "得分（执行率*20分）"])
def test_d_the_weight_stands_in_the_head_of_the_points(head: str) -> None:
    rows = [
        f"预算执行情况（万元） | 预算数（A） | 执行数（B） | 执行率（B/A） | {head}",
        "年度财政资金总额 | 64.8 | 9.37 | 14.46% | 2.9",
    ]
    report = understood(rows)
    assert money(report) == [("total", "年度财政资金总额", None, "64.8万元", "9.37万元", "14.46%", "20分", "2.9分")]
    assert [f.status for f in report.findings if f.rule == "rate-score"] == ["consistent"]
    wrong = understood([rows[0], rows[1].replace("2.9", "9.2")])
    assert [f.status for f in wrong.findings if f.rule == "rate-score"] == ["inconsistent"]


@pytest.mark.parametrize(
    ("target", "actual"),
    [
        ("年初目标值（A）", "实际完成值（B）"),
        ("年初目标值(A)", "实际完成值(B)"),
        ("年度指标值", "全年实际值（B）"),
        ("年初指标值", "全年完成值"),
        ("指标值", "年终完成值"),
        ("目标值", "完成值"),
    ],
)
def test_d_the_points_without_weights(target: str, actual: str) -> None:
    rows = [
        f"一级指标 | 二级指标 | 三级指标 | {target} | {actual} | 得分",
        "产出指标 | 数量指标 | 巡查次数 | ≥120次 | 131次 | 40",
        "效益指标 | 社会效益指标 | 投诉办结率 | ≥95% | 97% | 37.1",
        "总分 | < | < | < | < | 80",
    ]
    money_rows = [
        "预算执行情况（万元） | 预算数（A） | 执行数（B） | 执行率（B/A） | 得分（20分*执行率）",
        "年度财政资金总额 | 64.8 | 9.37 | 14.46% | 2.9",
    ]
    report = understood(money_rows, rows)
    assert [(i[3], i[4], i[5], i[6]) for i in told(report)] == [
        (">=120次", "131次", None, "40分"),
        (">=95%", "97%", None, "37.1分"),
    ]
    assert [f.status for f in report.findings if f.rule == "scores-total"] == ["consistent"]


# -- labels that families share --------------------------------------------------------------------------------------------
HEAD_LABELS = [
    ("项目名称", "project_name"),
    ("专项资金名称", "project_name"),
    ("转移支付（项目）名称", "project_name"),
    ("主管部门", "supervising_department"),
    ("项目主管单位", "supervising_department"),
    ("县级主管部门", "supervising_department"),
    ("中央主管部门", "supervising_department"),
    ("自治区主管部门", "supervising_department"),
    ("市县主管部门", "supervising_department"),
    ("地方主管部门", "supervising_department"),
    ("实施单位", "department"),
    ("项目实施单位", "department"),
    ("实施单位（盖章）", "department"),
    ("单位名称", "department"),
    ("部门（单位）名称", "department"),
    ("预算部门单位", "department"),
    ("项目承担单位", "department"),
]
CODED = [
    ("青杨镇", "青杨镇"),
    ("219001-青杨镇", "青杨镇"),
    ("[155]青杨镇", "青杨镇"),
    ("51000021R000000019951-青杨镇", "青杨镇"),
]


@pytest.mark.parametrize(("label", "field"), HEAD_LABELS)
@pytest.mark.parametrize(("written", "wanted"), CODED)
def test_the_labels_of_the_head(label: str, field: str, written: str, wanted: str) -> None:
    report = understood([f"{label} | {written}", "年度 | 2023"])
    assert value(getattr(report.cover, field)) == wanted


@pytest.mark.parametrize("label", ["项目负责人", "联系人"])
def test_a_person_in_the_head(label: str) -> None:
    assert value(understood([f"{label} | 程某某", "年度 | 2023"]).cover.contact_person) == "程某某"


@pytest.mark.parametrize("label", ["负责人及电话", "项目负责人及电话"])
def test_a_name_and_a_phone_that_run_together(label: str) -> None:
    report = understood([f"{label} | 程某某0871-5550199"])
    assert (value(report.cover.contact_person), value(report.cover.contact_phone)) == ("程某某", "0871-5550199")


@pytest.mark.parametrize("weight", ["分值", "权重", "权数"])
@pytest.mark.parametrize("score", ["得分", "自评得分", "自评分"])
@pytest.mark.parametrize("why", ["偏差原因分析及改进措施", "未完成原因分析", "未完成原因及拟采取的改进措施"])
def test_the_heads_of_points(weight: str, score: str, why: str) -> None:
    rows = [
        f"一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | {weight} | {score} | {why}",
        "产出指标 | 数量指标 | 巡查次数 | ≥120次 | 111次 | 50 | 46.3 | 停工",
    ]
    (only,) = understood(rows).indicators
    assert (printed(only.weight), printed(only.score), value(only.deviation)) == ("50分", "46.3分", "停工")


@pytest.mark.parametrize(
    ("other", "prob", "told"),
    [
        ("格岭市公安局", 0.74, True),
        ("格岭市公安局", 0.995, False),
        ("椿岭市公安局", 0.74, False),
        ("格岭县公安局", 0.74, False),
        ("格陵市公安局", 0.74, False),
    ],
)
def test_two_units_of_one_place_whose_name_was_read_two_ways(other: str, prob: float, told: bool) -> None:
    rows = [
        f"主管部门 | {other} | 实施单位 | 椿岭市交通警察大队",
        "一级指标 | 二级指标 | 三级指标 | 指标值 | 完成值 | 权重 | 得分",
        "产出指标 | 数量指标 | 公益讲座 | ≥12场 | 12场 | 100 | 98.4",
    ]
    made = document([grid([row + " | < | < | <" if n == 0 else row for n, row in enumerate(rows)])])
    cell = next(c for c in made.pages[0].tables[0].cells if (c.row, c.col) == (0, 1))
    first = cell.lines[0].glyphs[0]
    cell.lines[0].glyphs[0] = type(first)(first.char, prob, (), first.page, first.box)
    found = [f.fields for f in gouji.understand(made, lang="zh").findings if f.rule == "doubtful-reading"]
    assert found == ([["/cover/department", "/cover/supervising_department"]] if told else [])
