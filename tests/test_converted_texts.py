"""Texts that another program wrote: tables in HTML, comma-separated values, formulas, numbers of notes, boxes to tick."""

from __future__ import annotations

from pathlib import Path

import pytest

import gouji
from gouji.ocr.text.visible_glyphs import visible_glyphs
from gouji.schemas.record import Report
from tests.reading import printed, value

HEAD = "石桥镇健身步道整修项目绩效自评表\n项目名称：健身步道整修\n项目单位：石桥镇人民政府\n填报日期：2024年2月6日\n"
MONEY = [
    ("年度资金总额", "75.00万元", "72.60万元", "96.80%"),
    ("县级财政", "45.00万元", "43.20万元", "96.00%"),
    ("其他资金", "30.00万元", "29.40万元", "98.00%"),
]


def read(folder: Path, text: str) -> Report:
    path = folder / "converted.txt"
    path.write_text(text, encoding="utf-8")
    return gouji.read(path, lang="zh")[0]


def money(record: Report) -> list[tuple[object, ...]]:
    return [(value(r.name), printed(r.initial), printed(r.spent), printed(r.execution_rate)) for r in record.budget]


def row(cells: str, tag: str = "td") -> str:
    return "<tr>" + "".join(f"<{tag}>{cell}</{tag}>" for cell in cells.split("|")) + "</tr>"


TABLE = (
    "<html><body><table border=1><thead>" + row("项目资金（万元）|年初预算数|全年执行数|执行率", "th") + "</thead>\n<tbody>"
    + row("年度资金总额|75.00|72.60|96.80%") + row("县级财政|45.00|43.20|96.00%") + row("其他资金|30.00|29.40|98.00%")
    + "</tbody></table></body></html>\n"
)  # fmt: skip
INDICATORS = (
    "<table><tr><td>一级指标</td><td>二级指标</td><td>三级指标</td><td>年度指标值</td><td>实际完成值</td><td>分值</td><td>得分</td></tr>"
    '<tr><td rowspan="2">产出指标</td><td rowspan="2">数量指标</td><td>整修步道长度</td><td>&ge;8公里</td><td>8.2公里</td><td>40</td><td>40</td></tr>'
    "<tr><td>更换座椅<br>数量</td><td>≥60张</td><td>62张</td><td>20</td><td>20</td></tr>"
    "<tr><td>满意度指标</td><td>服务对象满意度指标</td><td>居民满意度</td><td>&ge;90%</td><td>93%</td><td>30</td><td>29</td></tr>"
    '<tr><td colspan="5">总分</td><td>90</td><td>89</td></tr></table>\n'
)


def test_a_table_in_html(tmp_path: Path) -> None:
    record = read(tmp_path, HEAD + "\n" + TABLE + "\n表后说明一句。\n" + INDICATORS)
    assert money(record) == MONEY
    assert [(value(i.level1), value(i.level2), value(i.name), i.target and i.target.text, printed(i.score)) for i in record.indicators] == [
        ("产出指标", "数量指标", "整修步道长度", "≥8公里", "40分"),
        ("产出指标", "数量指标", "更换座椅数量", "≥60张", "20分"),
        ("满意度指标", "服务对象满意度指标", "居民满意度", "≥90%", "29分"),
    ]  # fmt: skip
    assert not [f for f in record.findings if f.status == "inconsistent"]


def test_comma_separated_values(tmp_path: Path) -> None:
    rows = ('"石桥镇健身步道整修项目绩效自评表",,,\n"项目名称","健身步道整修","项目单位","石桥镇人民政府"\n项目资金（元）,年初预算数,全年执行数,执行率\n'
            '年度资金总额,"1,075,000.00","1,042,750.00",97.00%\n其中：县级财政,"645,000.00","619,200.00",96.00%\n其他资金,"430,000.00","423,550.00",98.50%\n')  # fmt: skip
    record = read(tmp_path, rows)
    assert money(record)[0] == ("年度资金总额", "1075000.00元", "1042750.00元", "97.00%")
    assert [row[2] for row in money(record)[1:]] == ["619200.00元", "423550.00元"]


def test_clauses_that_half_width_commas_part_are_no_table(tmp_path: Path) -> None:
    lines = "步道沿河修建,全长8公里,由镇政府组织\n座椅沿路安放,共60张,由村里看护\n灯杆沿线竖立,共42根,由电工检修\n"
    assert not read(tmp_path, HEAD + lines).tables


def test_unquoted_values_with_a_column_of_figures_are_a_table(tmp_path: Path) -> None:
    rows = "资金来源,年初预算（万元）,全年执行（万元）,执行率\n合计,75.00,72.60,96.80%\n县级财政,45.00,43.20,96.00%\n其他资金,30.00,29.40,98.00%\n"
    assert [name for name, *_ in money(read(tmp_path, HEAD + rows))] == ["合计", "县级财政", "其他资金"]


def test_commas_of_figures_part_no_cells(tmp_path: Path) -> None:
    record = read(
        tmp_path,
        HEAD
        + "预算1,075,000.00元,支出1,042,750.00元,执行率97%\n" * 1
        + "甲1,200,乙2,300,丙3,400\n乙1,200,丙2,300,丁3,400\n丙1,200,丁2,300,戊3,400\n",
    )
    assert not record.tables


@pytest.mark.parametrize(
    ("row", "shown"),
    [
        (r"预算 $75.0$ 万元，执行率 $96.80\%$。", "预算 75.0 万元，执行率 96.80%。"),
        (r"| $\geq 8.5$ 公里 | $\leqslant 3\%$ |", "| ≥8.5 公里 | ≤3% |"),
        ("共$1,050美元和$200美元", "共$1,050美元和$200美元"),
        ("支出43.2¹万元、29.4²³万元", "支出43.2万元、29.4万元"),
        ("面积35m²，10⁴立方米", "面积35m²，10⁴立方米"),
        (
            "&ldquo;书香&rdquo;进村 75.00&nbsp;万元，&ge;95%，&#8804;30分钟，A&B公司",
            "“书香”进村 75.00 万元，≥95%，≤30分钟，A&B公司",
        ),
        ("填报日期：~~2024年2月1日~~2024年2月6日，<del>80</del>75万元", "填报日期：2024年2月6日，75万元"),
        ("约5~8个，3~4次", "约5~8个，3~4次"),
        ("项目名称：____健身步道整修____，_2024_年_2_月_6_日", "项目名称：健身步道整修，2024年2月6日"),
        ("预算__75.00__万元（≥__95__%），见表a_b_2.xlsx", "预算75.00万元（≥95%），见表a_b_2.xlsx"),
        ("年年初初预预算算：：7755..0000万万元元", "年初预算：75.00万元"),
        ("1122334455", "1122334455"),
        ("2_3万元，5__6处", "2_3万元，5__6处"),
        ("\uf0b395%，\uf0a35‰", "≥95%，≤5‰"),
        ("<p>座椅&#37;&#x3a; 98&#37;</p>", "座椅%: 98%"),
        ("支出<b>72.60</b>万元<sup>3</sup>，步道900m<sup>2</sup>", "支出72.60万元，步道900m2"),
        (r"3\. 座椅：\>=60张，96\.8\%，3\~5天\*" + "\\", "3. 座椅：>=60张，96.8%，3~5天*"),
        ("## 三、支出`72.60`万元[^2]", "三、支出72.60万元"),
        ("> 结余2.40万元", "结余2.40万元"),
        ("> 90%的座椅", "> 90%的座椅"),
        (r"得分$\mathbf{94.2}$分，\textbf{72.60}万元", "得分94.2分，72.60万元"),
        ("座椅\x07≥60张\x0762张\x07\x07", "座椅\t≥60张\t62张"),
        ("等次：£优 R良 £中，¨是 þ否", "等次：□优 ☑良 □中，□是 ☑否"),
        ("£5与£10，R语言培训", "£5与£10，R语言培训"),
        ("| 座椅<br>数量 | 60张 |", "| 座椅 数量 | 60张 |"),
    ],
)
def test_what_is_no_print_of_a_figure(row: str, shown: str) -> None:
    assert "".join(glyph.char for glyph in visible_glyphs(row, 1)) == shown


@pytest.mark.parametrize(
    ("boxes", "grade"),
    [
        ("优□ 良☑ 中□ 差□", "良"),
        ("□优 ☑良 □中 □差", "良"),
        ("优（ ）良（√）中（ ）差（ ）", "良"),
        ("£优（90分及以上）  R良（80—89分）  £中（60—79分）", "良"),
        ("优□ 良□ 中□ 差□", None),
        ("优", "优"),
    ],
)
def test_the_grade_that_is_ticked(tmp_path: Path, boxes: str, grade: str | None) -> None:
    record = read(tmp_path, HEAD + f"自评得分：86.4分\n自评等级：{boxes}\n")
    assert value(record.evaluation.grade) == grade


def test_an_adjustment_on_a_line_of_its_own(tmp_path: Path) -> None:
    record = read(
        tmp_path,
        HEAD
        + "年初预算：160万元\n预算调整：−7.5万元\n调整后预算：152.5万元\n全年支出：150.2万元\n年末结余：2.3万元\n预算执行率：98.49%\n",
    )
    assert [
        (r.role, printed(r.initial), printed(r.adjustment), printed(r.adjusted), printed(r.spent))
        for r in record.budget
    ] == [("total", "160万元", "-7.5万元", "152.5万元", "150.2万元")]


@pytest.mark.parametrize(("total", "rules"), [("94.68", []), ("95.68", ["scores-total"])])
def test_points_of_a_column_are_summed_whoever_tells_the_money(tmp_path: Path, total: str, rules: list[str]) -> None:
    rows = f"| 指标名称 | 指标值 | 完成值 | 分值 | 得分 |\n| 预算执行率 | 100% | 96.80% | 10 | 9.68 |\n| 整修步道长度 | 8公里 | 8.2公里 | 50 | 48 |\n| 居民满意度 | 90% | 93% | 40 | 37 |\n| 总分 | | | 100 | {total} |\n"
    record = read(tmp_path, HEAD + "年初预算75万元，全年支出72.6万元，结余2.4万元，执行率96.80%。\n" + rows)
    assert [f.rule for f in record.findings if f.status == "inconsistent"] == rules


def test_one_cell_under_every_column_proves_nothing(tmp_path: Path) -> None:
    rows = "| 项目资金（万元） | 年初预算数 | 全年预算数 | 全年执行数 | 执行率 |\n|---|---|---|---|---|\n| 年度资金总额 | 75.00 | 75.00 | 72.60 | 96.80% |\n| 县级财政 | 45.00 | 45.00 | 43.20 | 96.00% |\n| 其他资金 | 30.00 | 30.00 | 29.40 | 98.00% |\n| 自评得分 | 95.5 | 95.5 | 95.5 | 95.5 |\n"
    record = read(tmp_path, HEAD + rows)
    assert not [f for f in record.findings if f.status == "inconsistent"]


FRAMED = """
+--------------+-----------+-----------+----------+
| 资金来源     | 年初预算  | 全年支出  | 执行率   |
|              | （万元）  | （万元）  |          |
+==============+===========+===========+==========+
| 合计         | 75.00     | 72.60     | 96.80%   |
+--------------+-----------+-----------+----------+
| 县级财政     | 45.00     | 43.20     | 96.00%   |
| 配套资金     |           |           |          |
+--------------+-----------+-----------+----------+
| 其他资金     | 30.00     | 29.40     | 98.00%   |
+--------------+-----------+-----------+----------+
"""


def test_rows_of_several_lines_between_drawn_ones(tmp_path: Path) -> None:
    assert money(read(tmp_path, HEAD + FRAMED)) == [
        ("合计", "75.00万元", "72.60万元", "96.80%"),
        ("县级财政配套资金", "45.00万元", "43.20万元", "96.00%"),
        ("其他资金", "30.00万元", "29.40万元", "98.00%"),
    ]


def test_rows_below_one_drawn_line_stay_apart(tmp_path: Path) -> None:
    rows = "| 资金来源 | 年初预算（万元） | 全年支出（万元） | 执行率 |\n|---|---|---|---|\n| 合计 | 75.00 | 72.60 | 96.80% |\n| 县级财政 | 45.00 | 43.20 | |\n| 其他资金 | 30.00 | 29.40 | |\n"
    assert [name for name, *_ in money(read(tmp_path, HEAD + rows))] == ["合计", "县级财政", "其他资金"]


def test_labels_with_their_values_behind_them_all(tmp_path: Path) -> None:
    labels = "项目单位\n填报日期\n年初预算（万元）\n全年支出（万元）\n执行率\n结余（万元）\n自评得分\n等级\n"
    values = "石桥镇人民政府\n2024年2月6日\n75.00\n72.60\n96.80%\n2.40\n95.5\n优\n"
    record = read(tmp_path, "项目支出绩效自评表\n" + labels + values)
    assert money(record) == [("合计", "75.00万元", "72.60万元", "96.80%")]
    assert (value(record.cover.department), value(record.cover.report_date)) == ("石桥镇人民政府", "2024-02-06")
    assert (printed(record.evaluation.score), value(record.evaluation.grade)) == ("95.5", "优")


def test_labels_of_which_one_value_is_lost_are_not_put_together(tmp_path: Path) -> None:
    labels = "项目单位\n填报日期\n年初预算（万元）\n全年支出（万元）\n执行率\n结余（万元）\n自评得分\n等级\n"
    values = "石桥镇人民政府\n2024年2月6日\n72.60\n96.80%\n2.40\n95.5\n优\n附件\n"
    assert not money(read(tmp_path, "项目支出绩效自评表\n" + labels + values))


def test_thousands_parted_by_apostrophes(tmp_path: Path) -> None:
    record = read(tmp_path, HEAD + "年初预算1'286'400.00元，全年支出1’240’089.60元，执行率96.40%，结余46'310.40元。\n")
    assert [(printed(r.initial), printed(r.spent), printed(r.balance)) for r in record.budget] == [
        ("1286400.00元", "1240089.60元", "46310.40元")
    ]


def test_fractions_of_a_spreadsheet_accuse_nobody(tmp_path: Path) -> None:
    rows = "资金来源\t年初预算\t全年支出\t执行率\t结余\n合计\t68\t66\t97.05882352941177%\t2\n省级资金\t35.400000000000006\t34.4\t97.17514124293785%\t1.0000000000000071\n县级资金\t32.6\t31.599999999999998\t96.93251533742331%\t1\n"
    record = read(tmp_path, HEAD + "单位：万元\n" + rows)
    assert not [f for f in record.findings if f.status == "inconsistent"]


@pytest.mark.parametrize("head", ["指标", "绩效指标", "考核指标", "指标名称"])
def test_one_column_of_names_is_that_of_the_indicators(tmp_path: Path, head: str) -> None:
    rows = f"{head}\t指标值\t完成值\t分值\t得分\n整修步道长度\t8公里\t8.2公里\t50\t48\n居民满意度\t90%\t93%\t50\t49\n合计\t—\t—\t100\t97\n"
    record = read(tmp_path, HEAD + rows)
    assert [
        (value(i.name), i.target and i.target.text, i.actual and i.actual.text, printed(i.score))
        for i in record.indicators
    ] == [
        ("整修步道长度", "8公里", "8.2公里", "48分"),
        ("居民满意度", "90%", "93%", "49分"),
    ]


def test_points_that_were_taken_off_are_no_score(tmp_path: Path) -> None:
    rows = "三级指标\t指标值\t完成值\t分值\t扣分\t扣分原因\n整修步道长度\t8公里\t8.2公里\t50\t0\t—\n居民知晓率\t≥85%\t80%\t30\t3\t未达指标值\n居民满意度\t≥90%\t93%\t20\t0\t—\n"
    record = read(tmp_path, HEAD + rows)
    assert [(value(i.name), printed(i.weight), printed(i.score)) for i in record.indicators] == [
        ("整修步道长度", "50分", None),
        ("居民知晓率", "30分", None),
        ("居民满意度", "20分", None),
    ]
    assert not [f for f in record.findings if f.status == "inconsistent"]


def test_labels_in_brackets(tmp_path: Path) -> None:
    record = read(
        tmp_path,
        "健身步道整修项目绩效自评\n【项目名称】健身步道整修\n【项目单位】石桥镇人民政府\n【填报日期】2024年2月6日\n一、资金\n预算5万元。\n",
    )
    cover = record.cover
    assert [value(cover.project_name), value(cover.department), value(cover.report_date)] == [
        "健身步道整修",
        "石桥镇人民政府",
        "2024-02-06",
    ]


def test_notes_between_the_rows_of_a_table(tmp_path: Path) -> None:
    rows = "资金来源        年初预算    全年支出    执行率\n县级财政        45.00       43.20       96.00%\n    注：第三季度追加步道标识牌。\n其他资金        30.00       29.40       98.00%\n合计            75.00       72.60       96.80%\n    说明：结余已交回。\n"
    record = read(tmp_path, HEAD + "单位：万元\n" + rows + "\n居民满意度93%。\n")
    assert {name: spent for name, _, spent, _ in money(record)} == {
        "合计": "72.60万元",
        "县级财政": "43.20万元",
        "其他资金": "29.40万元",
    }


def test_subtotals_of_points_are_no_indicators(tmp_path: Path) -> None:
    rows = "| 指标名称 | 分值 | 指标值 | 完成值 | 得分 |\n|---|---|---|---|---|\n| 总分 | 100 | | | 96 |\n| 产出小计 | 60 | | | 58 |\n| 整修步道长度 | 40 | 8公里 | 8.2公里 | 40 |\n| 按期完工率 | 20 | 100% | 95% | 18 |\n| 效益小计 | 40 | | | 38 |\n| 居民满意度 | 40 | ≥90% | 88% | 38 |\n"
    record = read(tmp_path, HEAD + rows)
    assert [value(i.name) for i in record.indicators] == ["整修步道长度", "按期完工率", "居民满意度"]
    assert not [f for f in record.findings if f.status == "inconsistent" and f.rule.endswith("total")]


@pytest.mark.parametrize(
    ("told", "score", "grade"),
    [
        ("三、2022年度自评得分86.5分、等级为“良”。\n四、2023年度自评得分96.6分，等级为“优”。", "96.6分", "优"),
        ("自评得分96.6分，等级为“优”。总分100分，其中资金支出10分、绩效指标90分。", "96.6分", "优"),
        ("自评得分100分，自评等级“优秀”。", "100分", "优秀"),
        ("自评得分96.6分，等级“优”。\n填表说明：自评得分90（含）～100分为优，80（含）～90分为良。", "96.6分", "优"),
    ],
)
def test_the_grade_beside_the_score_of_the_year(tmp_path: Path, told: str, score: str, grade: str) -> None:
    record = read(
        tmp_path,
        HEAD + "一、年初预算55.00万元，支出52.80万元，执行率96%，结余2.20万元。\n二、居民满意度93%。\n" + told + "\n",
    )
    assert (printed(record.evaluation.score), value(record.evaluation.grade)) == (score, grade)
    assert not [f for f in record.findings if f.status == "inconsistent"]


def test_cells_of_a_word_document(tmp_path: Path) -> None:
    rows = ("项目资金（万元）|年初预算数|全年执行数|执行率", "年度资金总额|75.00|72.60|96.80%", "县级\x0b财政|45.00|43.20|96.00%",
            "其他资金|30.00|29.40|98.00%")  # fmt: skip
    record = read(tmp_path, HEAD + "".join(each.replace("|", "\x07") + "\x07\x07\n" for each in rows))
    assert money(record) == MONEY


def test_lines_of_a_web_page(tmp_path: Path) -> None:
    text = "<p>石桥镇健身步道整修项目绩效自评报告</p><p>项目单位：石桥镇人民政府<br/>年初预算：&yen;75,000.00&nbsp;元<br>全年支出：72,600.00元</p>"
    (total,) = read(tmp_path, text).budget
    assert (printed(total.initial), printed(total.spent)) == ("75000.00元", "72600.00元")


@pytest.mark.parametrize("mark", ["- ", "3. ", "（2）", "① ", "● "])
def test_labels_of_a_list_above_a_table(tmp_path: Path, mark: str) -> None:
    lines = f"{mark}年初预算（千元）：75.0\n{mark}全年支出（千元）：72.6\n{mark}执行率：96.8%\n\n"
    table = "| 指标 | 目标值 | 完成值 | 分值 | 得分 |\n|---|---|---|---|---|\n| 更换座椅 | ≥60张 | 62张 | 20 | 20 |\n| 使用者满意度 | ≥90% | 95% | 10 | 10 |\n"
    (total,) = read(tmp_path, HEAD + lines + table).budget
    assert (printed(total.initial), printed(total.spent), printed(total.execution_rate)) == (
        "75.0千元",
        "72.6千元",
        "96.8%",
    )
