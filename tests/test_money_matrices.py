"""Matrices of money: units, projects, sources and stages (budget, receipt, spending) along either axis, and lists side by side."""

from __future__ import annotations

import pytest

from gouji import understand_all
from gouji.schemas.quantity import Quantity
from gouji.schemas.record import Report
from tests.reading import printed
from tests.tables import document, grid

INDICATORS = [
    "一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分",
    "产出指标|数量指标|修缮校舍面积|≥300平方米|320平方米|60|60",
    "效益指标|社会效益指标|受益学生人数|≥800人|812人|40|40",
]
FIELDS = ("initial", "adjusted", "allocated", "spent", "balance")
UNIT_BY_UNIT = [
    "单位名称|收入合计|其中|<|<",
    "^|^|上年结转|财政拨款|其他收入",
    "本级及所属单位汇总|720.50|40.00|650.50|30.00",
    "1、渔政站|300.50|10.00|285.50|5.00",
    "2、水产推广站|420.00|30.00|365.00|25.00",
    "单位名称|支出合计|其中|<|当年结余",
    "^|^|基本支出|项目支出|^",
    "本级及所属单位汇总|700.50|400.50|300.00|20.00",
    "1、渔政站|290.50|180.50|110.00|10.00",
    "2、水产推广站|410.00|220.00|190.00|10.00",
]
STAGES_IN_GROUPS = [
    "县区|类别|合计|中央|省级",
    "梨溪县|预算数|310|200|110",
    "^|支出数|295|192|103",
    "桐坪县|预算数|120|70|50",
    "^|支出数|111|66|45",
    "合计|预算数|430|270|160",
    "^|支出数|406|258|148",
]
SIDE_BY_SIDE = [
    "资金名称|<|年初预算|全年预算|执行数|执行率",
    "资金总额|<|500|520|510|98.08%",
    "按收入来源分（执行数）|<|<|按支出方向分（执行数）|<|<",
    "财政拨款|<|415|工程支出|<|400",
    "自有资金|<|95|设备购置|<|80",
    "|<||培训支出|<|30",
]
ON_ITS_SIDE = [
    "资金情况|甲服务站|乙服务站|丙服务站|合计",
    "年初预算数|100|200|300|600",
    "全年执行数|90|190|280|560",
]
EMPTY_CORNER = [
    "预算申请（万元）||年初预算数|全年预算数|<|全年执行数|分值|执行率|得分",
    "^|年度资金总额|328.40|357.80|<|340.20|10|95.08%|9.51",
    "^|按收入性质分（全年预算数）|<|<|按支出性质分（全年预算数）|<|<|<",
    "^|一般公共预算|<|300.80|基本支出|<|219.50|<",
    "^|其他资金|<|57.00|项目支出|<|138.30|<",
]


def read(rows: list[str]) -> Report:
    wide = max(row.count("|") for row in rows)
    full = [row + "|<" * (wide - row.count("|")) for row in rows]
    title = "部门整体支出绩效自评表（金额单位：万元）"
    return next(iter(understand_all(document([grid(full)], [grid(INDICATORS)], title=title), lang="zh")))


def told(report: Report) -> dict[str, tuple[str, dict[str, str]]]:
    """The role and the figures of each line by its name."""
    return {
        str(line.name.value): (
            line.role,
            {f: printed(leaf) or "" for f in FIELDS if (leaf := getattr(line, f)) is not None and leaf.value},
        )
        for line in report.budget
    }


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            UNIT_BY_UNIT,
            {
                "本级及所属单位汇总": ("total", {"allocated": "720.50万元", "spent": "700.50万元", "balance": "20.00万元"}),
                "渔政站": ("subproject", {"allocated": "300.50万元", "spent": "290.50万元", "balance": "10.00万元"}),
                "水产推广站": ("subproject", {"allocated": "420.00万元", "spent": "410.00万元", "balance": "10.00万元"}),
                "上年结转": ("source", {"allocated": "40.00万元"}),
                "财政拨款": ("source", {"allocated": "650.50万元"}),
                "其他收入": ("source", {"allocated": "30.00万元"}),
            },
        ),
        (
            STAGES_IN_GROUPS,
            {
                "梨溪县": ("subproject", {"adjusted": "310万元", "spent": "295万元"}),
                "桐坪县": ("subproject", {"adjusted": "120万元", "spent": "111万元"}),
                "合计": ("total", {"adjusted": "430万元", "spent": "406万元"}),
                "中央": ("source", {"adjusted": "270万元", "spent": "258万元"}),
                "省级": ("source", {"adjusted": "160万元", "spent": "148万元"}),
            },
        ),
        (
            SIDE_BY_SIDE,
            {
                "资金总额": ("total", {"initial": "500万元", "adjusted": "520万元", "spent": "510万元"}),
                "财政拨款": ("source", {"spent": "415万元"}),
                "自有资金": ("source", {"spent": "95万元"}),
                "工程支出": ("subproject", {"spent": "400万元"}),
                "设备购置": ("subproject", {"spent": "80万元"}),
                "培训支出": ("subproject", {"spent": "30万元"}),
            },
        ),
        (
            ON_ITS_SIDE,
            {
                "甲服务站": ("subproject", {"initial": "100万元", "spent": "90万元"}),
                "乙服务站": ("subproject", {"initial": "200万元", "spent": "190万元"}),
                "丙服务站": ("subproject", {"initial": "300万元", "spent": "280万元"}),
                "合计": ("total", {"initial": "600万元", "spent": "560万元"}),
            },
        ),
        (
            EMPTY_CORNER,
            {
                "年度资金总额": ("total", {"initial": "328.40万元", "adjusted": "357.80万元", "spent": "340.20万元"}),
                "一般公共预算": ("source", {"adjusted": "300.80万元"}),
                "其他资金": ("source", {"adjusted": "57.00万元"}),
                "基本支出": ("subproject", {"adjusted": "219.50万元"}),
                "项目支出": ("subproject", {"adjusted": "138.30万元"}),
            },
        ),
    ],
)  # fmt: skip
def test_each_axis_says_what_a_figure_is(rows: list[str], expected: dict[str, tuple[str, dict[str, str]]]) -> None:
    assert told(read(rows)) == expected


@pytest.mark.parametrize(
    ("rows", "old", "new"),
    [
        (UNIT_BY_UNIT, "|420.00|30.00", "|402.00|30.00"),
        (STAGES_IN_GROUPS, "桐坪县|预算数|120|", "桐坪县|预算数|102|"),
        (SIDE_BY_SIDE, "自有资金|<|95", "自有资金|<|59"),
        (EMPTY_CORNER, "一般公共预算|<|300.80", "一般公共预算|<|308.00"),
    ],
)
def test_a_wrong_figure_of_a_matrix_is_told(rows: list[str], old: str, new: str) -> None:
    assert not [f for f in read(rows).findings if f.status == "inconsistent"]
    assert [f.rule for f in read([row.replace(old, new) for row in rows]).findings if f.status == "inconsistent"]


def test_a_table_that_tells_the_same_figures_again_is_no_further_part_of_it() -> None:
    again = ["子项目|全年预算数", "合计|90", "甲工程|40", "乙工程|50"]
    report = read([*again, *(row.replace("40", "41").replace("50", "49") for row in again)])
    assert [printed(line.adjusted) for line in report.budget if line.name.value == "甲工程"] == ["40万元", "41万元"]


TASKS = [
    "支出用途|年初预算|调整后预算|决算支出",
    "部门整体支出|900|860|820",
    "公用经费|500|500|490",
    "项目支出|400|360|330",
    "任务名称|批复金额|实际支出金额|",
    "湿地巡护|200|180|",
    "科普宣教|160|150|",
]


def test_a_budget_whose_words_leave_open_which_is_that_to_which_its_lines_come() -> None:
    report = read(TASKS)
    assert told(report)["湿地巡护"] == ("subproject", {"adjusted": "200万元", "spent": "180万元"})
    assert not [f for f in report.findings if f.status == "inconsistent"]
    named = read([row.replace("批复金额", "年初预算数") for row in TASKS])
    assert told(named)["湿地巡护"] == ("subproject", {"initial": "200万元", "spent": "180万元"})
    wrong = read([row.replace("科普宣教|160|150", "科普宣教|160|105") for row in TASKS])
    assert [f.rule for f in wrong.findings if f.status == "inconsistent"] == ["sum-of-parts"]


def test_a_stroke_in_the_corner_of_a_head_is_no_cell() -> None:
    rows = ["资金情况|1|全年预算数|全年执行数|执行率", "^|资金总额|430|406|94.42%", "^|中央资金|270|258|95.56%"]
    assert told(read(rows))["资金总额"] == ("total", {"adjusted": "430万元", "spent": "406万元"})


def test_heads_whose_group_a_false_rule_parts() -> None:
    rows = [
        "一级指标|二级指标|三级指标|年度指标值|<|<|实际完成值|分值|得分||偏差原因|<",
        "^|^|^|运算符号|内容|度量单位|^|^|^|经费保障|人员保障|原因说明",
        "产出指标|数量指标|修复古籍|≥|480|册|496|60|60|||",
        "效益指标|社会效益|线上阅览|≥|15000|人次|18342|40|40|||",
    ]
    wide = max(row.count("|") for row in rows)
    full = [row + "|" * (wide - row.count("|")) for row in rows]
    (report,) = understand_all(document([grid(full)], title="项目支出绩效自评表"), lang="zh")
    targets = [row.target.value for row in report.indicators if row.target]
    assert [(t.canonical, t.bound) for t in targets if isinstance(t, Quantity)] == [("480", ">="), ("15000", ">=")]


def test_the_grade_of_a_row_is_told_by_the_name_of_its_project() -> None:
    names = ["湿地巡护", "科普宣教", "堤防加固", "闸门更新", "清淤疏浚"]
    rows = [f"{name}|县河道与水库管理服务中心|100|{90 + at}|{91 + at}|优" for at, name in enumerate(names)]
    rows[2] = rows[2].replace("|93|优", "|83|优")
    report = read(["项目名称|项目实施单位|全年预算数|全年执行数|自评得分|等级", *rows])
    (finding,) = [f for f in report.findings if f.rule == "grade-band" and f.status == "inconsistent"]
    assert finding.message.startswith("堤防加固")
