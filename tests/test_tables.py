"""Self-evaluation tables of several provinces, by their labels: columns in any order, levels inherited, sums tied out."""

from __future__ import annotations

import pytest

import gouji
from gouji.schemas.leaf import QuantityLeaf
from gouji.schemas.record import Indicator, Report
from tests.reading import printed, value
from tests.tables import document, grid

NATIONAL = [
    "项目名称 | < | 体育场馆开放项目 | < | < | < | < | < | <",
    "主管部门 | < | 219-澄湖市文旅局 | < | < | 实施单位（盖章） | < | 澄湖市体育馆 | <",
    "项目资金（万元） | < | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 | ",
    "^ | 年度资金总额 | 850.71 | 850.71 | 784.05 | 10 | 92.2% | 9.2 | ",
    "^ | 其中：当年财政拨款 | 820.02 | 820.02 | 753.36 | — | 91.9% | — | ",
    "^ | 上年结转资金 | 30.69 | 30.69 | 30.69 | — | 100.00% | — | ",
    "^ | 其他资金 | — | — | — | — | — | — | ",
    "年度总体目标 | 预期目标 | < | < | < | 实际完成情况 | < | < | <",
    "^ | 按计划开放场馆 | < | < | < | 已按计划开放 | < | < | <",
    "绩效指标 | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析及改进措施",
    "^ | 产出指标（50分） | 数量指标 | 开放场次 | ≥96场 | 96 | 25 | 25 | ",
    "^ | ^ | ^ | 开放天数 | ≥300天 | 280天 | 25 | 20 | 雨天闭馆",
    "^ | 效益指标 | 社会效益指标 | 服务人次 | ≥5万人次 | 5.2万人次 | 20 | 20 | ",
    "^ | ^ | 可持续影响指标 | 长效机制 | 健全 | 达成预期指标 | 10 | 10 | ",
    "^ | 满意度指标 | 服务对象满意度指标 | 群众满意度 | ≥90% | 93% | 10 | 10 | ",
    "总分 | < | < | < | < | < | 100 | 94.2 | ",
]
SICHUAN = [
    "预算执行情况（10分） | 年度预算数（万元） | 年初预算 | 调整后预算数 | 预算执行数 | 预算执行率 | 权重 | 得分 | 原因",
    "^ | 总额 | 38.83 | 38.83 | 33.10 | 85.2% | 10 | 8.5 | ",
    "^ | 其中：财政资金 | 38.83 | 38.83 | 33.10 | 85.2% | / | / | ",
    "^ | 单位资金 | / | / | / | / | / | / | ",
    "一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位 | 完成值 | 权重 | 得分",
    "产出指标 | 数量指标 | 新购图书数量 | ≥ | 5125 | 册 | 5237 | 50 | 50",
    "^ | 成本指标 | 项目总成本 | ≤ | 38.83 | 万元 | 33.10 | 20 | 20",
    "效益指标 | 可持续影响指标 | 长效机制 | 定性 | 健全 |  | 健全 | 20 | 20",
    "合计 | < | < | < | < | < | < | 100 | 98.5",
]
HUBEI = [
    "预算执行情况（万元） | 预算数（A） | 执行数（B） | 执行率（B/A） | 得分（20分*执行率）",
    "年度财政资金总额 | 64.8 | 64.8 | 100% | 20",
    "一级指标 | 二级指标 | 三级指标 | 年初目标值（A） | 实际完成值（B）",
    "产出指标 | 数量指标 | 巡查次数 | ≥120次 | 131次",
]
ANHUI_UNIT = [
    "一级指标 | 二级指标 | 三级指标 | 权重 | 指标值 | 完成值 | 得分 | 备注",
    "产出指标 | 数量指标 | 巡查次数 | 60 | ≥120次 | 131次 | 60 | ",
    "效益指标 | 社会效益指标 | 投诉办结率 | 40 | ≥95% | 97% | 40 | ",
]
CHINA_TRANSFER = [
    "资金投入情况（万元） | < | 全年预算数（A） | 全年执行数（B） | 预算执行率（B/A×100%）",
    "^ | 年度资金总额 | 145.76 | 135.29 | 92.82%",
    "^ | 其中：中央财政资金 | 104.19 | 97.30 | 93.39%",
    "^ | 地方资金 | 41.57 | 37.99 | 91.39%",
    "资金管理情况 | < | 情况说明 | < | 存在问题和改进措施",
    "^ | 分配科学性 | 按因素法分配 | < | 无",
]


def told(report: Report) -> list[tuple[str | None, ...]]:
    return [
        (
            value(i.level1),
            value(i.level2),
            value(i.name),
            shown(i.target),
            shown(i.actual),
            printed(i.weight),
            printed(i.score),
        )
        for i in report.indicators
    ]


def shown(leaf: Indicator | object) -> str | None:
    if isinstance(leaf, QuantityLeaf) and leaf.value:
        return (leaf.value.bound or "") + leaf.value.number + leaf.value.unit
    return getattr(leaf, "value", None)


def money(report: Report) -> list[tuple[str | None, ...]]:
    return [
        (r.role, value(r.name), printed(r.initial), printed(r.adjusted), printed(r.spent), printed(r.execution_rate))
        for r in report.budget
    ]


def failed(report: Report) -> list[str]:
    return [
        f.rule for f in report.findings if f.status not in ("consistent",) and f.rule not in ("missing", "unreadable")
    ]


def test_the_national_form() -> None:
    report = gouji.understand(document([grid(NATIONAL)]), lang="zh")
    assert report.form == "table"
    assert (value(report.cover.project_name), value(report.cover.supervising_department)) == (
        "体育场馆开放项目",
        "澄湖市文旅局",
    )
    assert (value(report.cover.department), value(report.cover.title)) == ("澄湖市体育馆", "项目支出绩效自评表")
    assert money(report) == [
        ("total", "年度资金总额", "850.71万元", "850.71万元", "784.05万元", "92.2%"),
        ("source", "当年财政拨款", "820.02万元", "820.02万元", "753.36万元", "91.9%"),
        ("source", "上年结转资金", "30.69万元", "30.69万元", "30.69万元", "100.00%"),
        ("source", "其他资金", None, None, None, None),
    ]
    assert told(report) == [
        ("产出指标", "数量指标", "开放场次", ">=96场", "96场", "25分", "25分"),
        ("产出指标", "数量指标", "开放天数", ">=300天", "280天", "25分", "20分"),
        ("效益指标", "社会效益指标", "服务人次", ">=5万人次", "5.2万人次", "20分", "20分"),
        ("效益指标", "可持续影响指标", "长效机制", "健全", "达成预期指标", "10分", "10分"),
        ("满意度指标", "服务对象满意度指标", "群众满意度", ">=90%", "93%", "10分", "10分"),
    ]
    assert value(report.indicators[1].deviation) == "雨天闭馆"
    assert (printed(report.evaluation.score), printed(report.evaluation.full_score)) == ("94.2分", "100分")
    assert failed(report) == []
    assert {f.rule for f in report.findings} >= {
        "sum-of-sources",
        "execution-rate",
        "rate-score",
        "weights-total",
        "scores-total",
        "score-within-weight",
        "target-met",
    }


def test_operator_value_and_unit_in_three_columns() -> None:
    report = gouji.understand(document([grid(SICHUAN)]), lang="zh")
    assert told(report) == [
        ("产出指标", "数量指标", "新购图书数量", ">=5125册", "5237册", "50分", "50分"),
        ("产出指标", "成本指标", "项目总成本", "<=38.83万元", "33.10万元", "20分", "20分"),
        ("效益指标", "可持续影响指标", "长效机制", "健全", "健全", "20分", "20分"),
    ]
    assert [r[:2] for r in money(report)] == [("total", "总额"), ("source", "财政资金"), ("source", "单位资金")]
    assert failed(report) == []


def test_a_form_without_weights() -> None:
    report = gouji.understand(document([grid(HUBEI[:2]), grid(HUBEI[2:])]), lang="zh")
    assert money(report) == [("total", "年度财政资金总额", None, "64.8万元", "64.8万元", "100%")]
    assert told(report) == [("产出指标", "数量指标", "巡查次数", ">=120次", "131次", None, None)]


def test_weight_before_the_values() -> None:
    report = gouji.understand(document([grid(ANHUI_UNIT)]), lang="zh")
    assert [(i[3:]) for i in told(report)] == [(">=120次", "131次", "60分", "60分"), (">=95%", "97%", "40分", "40分")]


def test_transfer_payments_end_where_words_begin() -> None:
    report = gouji.understand(document([grid(CHINA_TRANSFER)]), lang="zh")
    assert [r[1] for r in money(report)] == ["年度资金总额", "中央财政资金", "地方资金"]
    assert failed(report) == []


def test_a_table_over_two_pages_with_and_without_its_header_again() -> None:
    head, rest = NATIONAL[9], NATIONAL[10:]
    for second in ([head, *rest[2:]], rest[2:]):
        cut = [row.replace("^", "", 1) if n == 0 else row for n, row in enumerate(second)]
        cut = [cut[0].replace("^", "效益指标", 1) if cut[0].startswith(" | ^") else cut[0], *cut[1:]]
        report = gouji.understand(document([grid([head, *rest[:2]])], [grid(cut, 2)]), lang="zh")
        assert [i[2] for i in told(report)] == ["开放场次", "开放天数", "服务人次", "长效机制", "群众满意度"]
        assert [i.name.page for i in report.indicators] == [1, 1, 2, 2, 2]
        assert [i[0] for i in told(report)] == ["产出指标", "产出指标", "效益指标", "效益指标", "满意度指标"]


def test_errors_of_a_table_are_found() -> None:
    wrong = [
        row.replace("94.2", "92.4").replace("753.36", "735.36").replace("280天 | 25 | 20", "280天 | 25 | 25")
        for row in NATIONAL
    ]
    report = gouji.understand(document([grid(wrong)]), lang="zh")
    assert set(failed(report)) == {"scores-total", "execution-rate", "sum-of-sources", "target-met"}


def test_cells_stand_in_the_record_as_they_were_read() -> None:
    report = gouji.understand(document([grid(["甲 | 乙 | 丙", "1 | 2 | 3"])]), lang="zh")
    assert [[c.text for c in row] for row in report.tables[0].rows] == [["甲", "乙", "丙"], ["1", "2", "3"]]
    assert any(f.rule == "table-unknown" for f in report.findings)


def test_letters_in_a_cell_of_figures() -> None:
    report = gouji.understand(
        document([grid([row.replace("其他资金 | —", "其他资金 | O.00") for row in NATIONAL])]), lang="zh"
    )
    leaf = report.budget[3].initial
    assert leaf is not None
    assert (leaf.raw, leaf.text, printed(leaf)) == ("O.00", "0.00", "0.00万元")
    assert [(c.before, c.after) for c in report.corrections] == [("O.00", "0.00")]


@pytest.mark.parametrize(
    ("label", "words", "field", "value"),
    [
        ("填报日期", "2024年3月15日", "report_date", "2024-03-15"),
        ("填报日期", "年　月　日", "report_date", None),
        ("年度", "2023年", "fiscal_year", "2023"),
        ("年度", "年初设定目标", "fiscal_year", None),
    ],
)
def test_a_date_in_the_head_of_a_form_is_one_or_none(label: str, words: str, field: str, value: str | None) -> None:
    made = gouji.understand(document([grid([f"项目名称 | 甲项目 | {label} | {words}"])]), lang="zh")
    leaf = getattr(made.cover, field)
    assert (leaf and leaf.value) == value
