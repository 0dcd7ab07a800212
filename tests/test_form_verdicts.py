"""The cover and the verdict of forms: labels in cells and in the lines around them, contacts, totals, grades."""

from __future__ import annotations

import pytest

from gouji import understand_all
from gouji.extract.covers.contact_choice import Said, contact_choice
from gouji.extract.covers.cover import cover
from gouji.extract.covers.project_title import project_in_title
from gouji.extract.fiscal_year import fiscal_year, named_year, titled_year
from gouji.extract.forms.stroked_points import without_strokes
from gouji.extract.forms.verdict_labels import full_in_notes, ticked_grade, verdict_of_lines
from gouji.extract.key_value_lines import labelled
from gouji.extract.statements.own_dates import own_year, report_date
from gouji.normalize.figures.quantities import parse_quantity
from gouji.schemas.glyph import Glyph
from gouji.schemas.leaf import QuantityLeaf, TextLeaf
from gouji.schemas.paragraph import Paragraph
from gouji.schemas.record import Evaluation, Report
from gouji.schemas.traced import Traced
from tests.reading import glyphs, printed, value
from tests.tables import document, grid

INDICATORS = [
    "一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分",
    "产出指标|数量指标|修缮校舍面积|≥300平方米|320平方米|60|60",
    "效益指标|社会效益指标|受益学生人数|≥800人|812人|40|36.5",
]


def read(*rows: str, title: str = "项目支出绩效自评表") -> Report:
    wide = max(row.count("|") for row in rows)
    full = [row + "|<" * (wide - row.count("|")) for row in rows]
    return next(iter(understand_all(document([grid(full)], title=title), lang="zh")))


LINES = [
    ("填报人：闻人越电话：0713-5550186", [("填报人", "闻人越"), ("电话", "0713-5550186")]),
    ("填报单位：青杉县图书馆主管部门：青杉县文旅局", [("填报单位", "青杉县图书馆"), ("主管部门", "青杉县文旅局")]),
    ("单位负责人：晁景明财务负责人：敖登其", [("单位负责人", "晁景明")]),
    ("填表人：石砚秋审核人：敖登其填报日期：2024年2月3日", [("填表人", "石砚秋"), ("填报日期", "2024年2月3日")]),
    ("单位：青杉县图书馆2022年度金额：万元", [("单位", "青杉县图书馆2022年度")]),
    ("单位：万元", []),
    ("金额单位：元", []),
    ("县图书馆联系人：石砚秋", []),
]


@pytest.mark.parametrize(("line", "found"), LINES)
def test_labels_run_together(line: str, found: list[tuple[str, str]]) -> None:
    assert [(entry.label, entry.value.text) for entry in labelled(Traced.plain(line))] == found


PEOPLE = [
    ([("单位负责人", "甲", None), ("填表人", "乙", None)], "乙"),
    ([("项目负责人", "甲", "0713-5550186"), ("填表人", "乙", None)], "甲"),
    ([("联系人", "甲", None), ("项目负责人", "乙", None)], "甲"),
    ([("负责人", "甲", None), ("填报人", "乙", "0713-5550186")], "乙"),
    ([("填表人", "甲", None), ("负责人", "乙", "0713-5550186")], "甲"),
]


@pytest.mark.parametrize(("named", "chosen"), PEOPLE)
def test_whom_to_ask(named: list[tuple[str, str, str | None]], chosen: str) -> None:
    said = []
    for label, name, phone in named:
        said.append(Said(label, "contact_person", TextLeaf.of(Traced.plain(name), name)))
        if phone:
            said.append(Said("电话", "contact_phone", TextLeaf.of(Traced.plain(phone), phone)))
    person, phone_leaf = contact_choice(said)
    assert value(person) == chosen
    assert value(phone_leaf) == next((phone for _, _, phone in named if phone), None)


def test_lines_below_a_form_name_who_filled_it_in() -> None:
    found = cover(
        [
            Paragraph(Traced.plain("项目支出绩效自评表"), "cover"),
            Paragraph(Traced.plain("注：执行率=支出÷预算。")),
            Paragraph(Traced.plain("填表人：石砚秋（0713-5550186）")),
            Paragraph(Traced.plain("填报日期：2024年2月3日")),
        ]
    )
    assert (value(found.contact_person), value(found.contact_phone), value(found.report_date)) == (
        "石砚秋",
        "0713-5550186",
        "2024-02-03",
    )


@pytest.mark.parametrize(
    ("title", "project"),
    [
        ("青杉县图书馆开放项目支出绩效自评表", "图书馆开放项目"),
        ("2023年度县级部门项目支出绩效自评表", None),
        ("市级预算项目支出绩效自评表", None),
        ("青杉县2023年度财政项目支出绩效自评表", None),
        ("乡镇项目支出绩效自评表", None),
    ],
)
def test_a_title_that_says_the_kind_names_no_project(title: str, project: str | None) -> None:
    assert value(project_in_title(TextLeaf.of(Traced.plain(title), title))) == project


HEADS = [
    (["项目名称|校舍修缮经费", "实施单位（盖章）|青杉县教育中心（公章）"], {"project_name": "校舍修缮经费", "department": "青杉县教育中心"}),
    (["项目名称|2022年校舍修缮经费|项目类型|延续性项目"], {"project_name": "2022年校舍修缮经费"}),
    (["项目名称|项目类型|延续性项目", "校舍修缮经费|<|<"], {"project_name": "校舍修缮经费"}),
    (["中央主管部门|国家教育主管部门|<"], {"supervising_department": "国家教育主管部门"}),
    (["实施单位|青杉县教育后勤|中心"], {"department": "青杉县教育后勤中心"}),
    (["填报人|封亦舒（0713-5550186）"], {"contact_person": "封亦舒", "contact_phone": "0713-5550186"}),
    (["填表人：封亦舒|审核人：晁景明|联系电话：0713-|5550186"], {"contact_person": "封亦舒", "contact_phone": "0713-5550186"}),
    (["联系人封亦舒|联系方式|0713-5550186"], {"contact_person": "封亦舒", "contact_phone": "0713-5550186"}),
    (["自评总分|自评等级|评价年度", "96.5|优|2024"], {"fiscal_year": "2024"}),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "expected"), HEADS)
def test_heads_of_forms(rows: list[str], expected: dict[str, str]) -> None:
    found = read(*rows, *INDICATORS).cover
    assert {name: value(getattr(found, name)) for name in expected} == expected


TOTALS = [
    (["22|合计|<|<|<|100|96.5"], ("96.5分", "100分", None)),
    (["总分|<|<|<|<|100|96.5", "评价等级|优|<|<|<|<|<"], ("96.5分", "100分", "优")),
    (["总分|<|<|<|<|100|96.5", "自评等级|☑优秀（90分及以上） □良好 □合格|<|<|<|<|<"], ("96.5分", "100分", "优秀")),
    (["总分|<|<|<|<|100|96.5", "评价等次|优（√）良（）合格（）|<|<|<|<|<"], ("96.5分", "100分", "优")),
    (["合计|<|<|<|<|100|96.5", "自评结论|项目完成较好，自评等级为“优”。下一步完善制度，加快结算进度，做好2024年工作。|<|<|<|<|<"], ("96.5分", "100分", "优")),
    (["总分|<|总分值|100|总得分|96.5|优"], ("96.5分", "100分", "优")),
    (["总得分（100分）|<|<|<|<|<|96.5"], ("96.5分", "100分", None)),
    (["||资金与指标得分合计|||100|96.5"], ("96.5分", "100分", None)),
    (["四、自评结果自评得分|<|96.5|1满分100|等次|优|<"], ("96.5分", "100分", "优")),
    (["自评总分|<|96.5自评等级良好|<|<|<|<"], ("96.5分", None, "良好")),
    (["|||总权重|100|1自评得分|96.5"], ("96.5分", "100分", None)),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "expected"), TOTALS)
def test_totals_below(rows: list[str], expected: tuple[str, str, str]) -> None:
    found = read("项目名称|校舍修缮经费", *INDICATORS, *rows).evaluation
    assert (printed(found.score), printed(found.full_score), value(found.grade)) == expected


BOXES = [
    (["自评总分|96.5|自评等级|优|满分|100"], ("96.5分", "100分", "优")),
    (
        ["项目名称|校舍修缮经费|自评得分|96.5（满分100）", "实施单位|青杉县教育中心|自评等次|优秀"],
        ("96.5分", "100分", "优秀"),
    ),
    (["填表人|封亦舒|自评得分/等级|96.5|/|优"], ("96.5分", None, "优")),
    (["项目名称|校舍修缮经费|自评总分|96.5满分100|等级|优"], ("96.5分", "100分", "优")),
    (["自评总分|自评等级|评价年度", "96.5|优|2024"], ("96.5分", None, "优")),
    (["自评总分：96.5分|自评等级：优"], ("96.5分", None, "优")),
]


@pytest.mark.parametrize(("rows", "expected"), BOXES)
def test_boxes_above(rows: list[str], expected: tuple[str, str | None, str]) -> None:
    found = read(*rows, *INDICATORS).evaluation
    assert (printed(found.score), printed(found.full_score), value(found.grade)) == expected


def test_the_grades_of_a_list_are_not_that_of_the_report() -> None:
    found = read(
        "项目名称|年初预算数|全年执行数|自评得分|自评等级", "校舍修缮|10.00|9.00|95|优", "校车补助|20.00|19.00|85|良"
    ).evaluation
    assert found.grade is None


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("总分：91.8分", ("91.8分", None, None)),
        ("自评总分：97.6分等级：优", ("97.6分", None, "优")),
        ("项目总分：98.74分（满分100分）", ("98.74分", "100分", None)),
        ("等级：优", (None, None, "优")),
        ("等级：90分以上为优", (None, None, None)),
        ("注：自评得分：90分以上为优", (None, None, None)),
        ("自评得分率：95%", (None, None, None)),
    ],
)
def test_lines_around_a_form(line: str, expected: tuple[str | None, ...]) -> None:
    out = Evaluation()
    verdict_of_lines([Traced.plain(line)], out)
    assert (printed(out.score), printed(out.full_score), value(out.grade)) == expected


@pytest.mark.parametrize(
    ("words", "grade"),
    [("□优 ☑良 □中", "良"), ("优□ 良√ 中□", "良"), ("优（ ）良（√）", "良"), ("□优 □良", None), ("☑优 ☑良", None)],
)
def test_ticked_grades(words: str, grade: str | None) -> None:
    assert value(ticked_grade(Traced.plain(words))) == grade


@pytest.mark.parametrize(
    ("note", "full"),
    [
        ("注：总分90分（含）以上为优，80分（含）—90分为良。", None),
        ("注：总分80分—90分为良好。", None),
        ("注：总分100分，其中预算执行10分。", "100分"),
    ],
)
def test_a_band_of_grades_is_no_full_score(note: str, full: str | None) -> None:
    assert printed(full_in_notes([Traced.plain(note)])) == full


def test_labels_below_the_first_heading_of_a_form_belong_to_its_head() -> None:
    lines = ["棠溪县粮食收储补助自评情况表", "（一）基本情况", "项目名称：粮食收储", "项目单位：棠溪县粮食服务中心", "上级主管：棠溪县粮食局",
             "评价人：谷雨声", "（二）完成情况", "全年收储粮食五万吨。"]  # fmt: skip
    found = cover([Paragraph(glyphs(lines[0]), "cover"), *(Paragraph(glyphs(line)) for line in lines[1:])])
    assert [value(found.project_name), value(found.department), value(found.supervising_department)] == [
        "粮食收储", "棠溪县粮食服务中心", "棠溪县粮食局"
    ]  # fmt: skip
    assert value(found.contact_person) == "谷雨声"


def test_a_total_of_which_the_name_is_lost() -> None:
    found = read("项目名称|校舍修缮经费", *INDICATORS, "分|<|<|<|<|100|96.5").evaluation
    assert (printed(found.table_score), printed(found.table_full_score)) == ("96.5分", "100分")


def test_a_sum_of_the_indicators_alone_is_no_total() -> None:
    rows = [row.replace("|60|60", "|50|50") for row in INDICATORS]
    found = read("项目名称|校舍修缮经费|自评总分|96.5", *rows, "合计|<|<|<|<|90|86.5").evaluation
    assert (printed(found.table_score), found.table_full_score) == ("96.5分", None)


def test_two_totals_that_contradict_each_other_are_told() -> None:
    found = read("项目名称|校舍修缮经费", *INDICATORS, "总分|<|<|<|<|100|95.5").findings
    assert "scores-total" in [f.rule for f in found if f.status == "inconsistent"]


def test_a_row_of_the_grade_is_no_indicator() -> None:
    found = read(
        "项目名称|校舍修缮经费", *INDICATORS, "总分|<|<|<|<|100|96.5", "评价等次|优（√）良（）合格（）|<|<|<|<|<"
    )
    assert len(found.indicators) == 2


@pytest.mark.parametrize(
    ("lines", "year"),
    [
        (["青杉县2023年项目支出绩效自评表"], "2023"),
        (["乡镇项目支出绩效自评表（2024年）"], "2024"),
        (["2021年校舍修缮项目2023年绩效自评表"], None),
        (["2023年校舍修缮工作总结"], None),
    ],
)
def test_the_year_in_a_title(lines: list[str], year: str | None) -> None:
    assert value(titled_year([Traced.plain(line) for line in lines])) == year


@pytest.mark.parametrize("line", ["填报12024年2月26日", "填表日期：2024年2月26日0", "填报日期：2024年2月26日"])
def test_strokes_beside_a_date(line: str) -> None:
    found = cover([Paragraph(Traced.plain("项目绩效自评表"), "cover"), Paragraph(Traced.plain(line), "cover")])
    assert value(found.report_date or report_date([Traced.plain("项目绩效自评表"), Traced.plain(line)])) == "2024-02-26"


def printed_at(text: str, left: float, top: float, size: float) -> Traced:
    return Traced.of(
        Glyph(c, 0.99, page=1, box=(left + i * size, top, left + (i + 1) * size, top + size))
        for i, c in enumerate(text)
    )


@pytest.mark.parametrize(
    ("above", "size", "title"),
    [
        ("2023年度青杉县教育局", 14.0, "2023年度青杉县教育局部门整体支出绩效自评表"),
        ("2023年度青杉县教育局", 8.0, "部门整体支出绩效自评表"),
        ("附件二之一", 14.0, "部门整体支出绩效自评表"),
    ],
)
def test_titles_of_two_lines(above: str, size: float, title: str) -> None:
    second = printed_at("部门整体支出绩效自评表", 200, 100, 14)
    first = printed_at(above, 277 - len(above) * size / 2, 80, size)
    assert value(cover([Paragraph(first, "cover"), Paragraph(second, "cover")]).title) == title


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("评价年度：2022年自评日期：2023年3月1日自评得分：95.20分（满分100分）自评等级：优", ("95.20分", "100", "优")),
        ("单位名称：柳溪市图书馆填报时间：2023-03-10自评总分：91.5分", ("91.5分", None, None)),
        ("自评得分95.20（满分100）", ("95.20分", "100", None)),
        ("自评得分90分以上为优", (None, None, None)),
        ("等级：优", (None, None, "优")),
        ("等级：90分以上为优", (None, None, None)),
        ("注：自评得分：90分以上为优", (None, None, None)),
    ],
)
def test_verdicts_in_lines_of_several_labels(line: str, expected: tuple[str | None, ...]) -> None:
    out = Evaluation()
    verdict_of_lines([Traced.plain(line)], out)
    assert (printed(out.score), out.full_score and out.full_score.text, value(out.grade)) == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("优（90分及以上）□良（80—90分）□中（60—80分）□差（60分以下）", "优"),
        ("□优 □良 □中 □差", None),
        ("优 良 中 差", None),
        ("优、良 □中 □差", None),
    ],
)
def test_a_tick_that_was_not_read(cell: str, expected: str | None) -> None:
    assert value(ticked_grade(Traced.plain(cell))) == expected


@pytest.mark.parametrize(
    ("score", "full", "expected"),
    [
        ("198.19", "100", "98.19"),
        ("98.19", "100", "98.19"),
        ("118", "120", "118"),
        ("195.65", None, "95.65"),
        ("150", "200", "150"),
    ],
)
def test_a_stroke_before_a_total(score: str, full: str | None, expected: str) -> None:
    def points(text: str | None) -> QuantityLeaf | None:
        return QuantityLeaf.of(Traced.plain(text), parse_quantity(text, "分")) if text else None

    out = without_strokes(Evaluation(score=points(score), full_score=points(full)))
    assert out.score is not None and out.score.text == expected
    assert (out.score.confidence <= 0.5) == (expected != score)


@pytest.mark.parametrize(
    ("row", "wanted"),
    [
        ("项目|名称|乡村公路养护|", {"project_name": "乡村公路养护"}),
        (
            "主管部|柳溪市教育局|实施单位|柳溪市图书馆",
            {"supervising_department": "柳溪市教育局", "department": "柳溪市图书馆"},
        ),
        ("金使用单位|柳溪市图书馆||", {"department": "柳溪市图书馆"}),
        ("单位名称|柳溪市图书馆（部门代码：261）||", {"department": "柳溪市图书馆"}),
        ("填表人：|岳望川|填报日期：|2024年3月|12日", {"report_date": "2024-03-12"}),
    ],
)
def test_labels_and_values_that_rules_cut(row: str, wanted: dict[str, str]) -> None:
    cover = read(row, *INDICATORS).cover
    assert {name: value(getattr(cover, name)) for name in wanted} == wanted


@pytest.mark.parametrize("turned", [False, True])
def test_a_local_department_goes_before_that_of_the_centre(turned: bool) -> None:
    rows = ["中央主管部门|国家林业和草原局", "地方主管部门|柳溪市林业局"]
    beside = "|".join(rows[::-1] if turned else rows)
    assert value(read(beside, *INDICATORS).cover.supervising_department) == "柳溪市林业局"
    assert value(read(*(rows[::-1] if turned else rows), *INDICATORS).cover.supervising_department) == "柳溪市林业局"
    assert value(read(rows[0], *INDICATORS).cover.supervising_department) == "国家林业和草原局"


def test_the_date_of_a_report_says_nothing_of_its_year() -> None:
    signed = [Traced.plain("2024年3月6日")]
    assert fiscal_year([], signed, "2024-03-06") is None
    assert value(fiscal_year([], signed, "2024-05-06")) == "2024"


@pytest.mark.parametrize(
    ("name", "dated", "expected"),
    [
        ("2023年冬季绿色防控示范", "2024-03-06", "2023"),
        ("2019年续建道路", "2024-03-06", None),
        ("2022-2024年管网改造", "2024-03-06", "2024"),
        ("2021年、2022年设备更新", None, None),
    ],
)
def test_the_year_in_the_name_of_a_project(name: str, dated: str | None, expected: str | None) -> None:
    assert value(named_year(TextLeaf.of(Traced.plain(name), name), dated)) == expected


def test_the_year_of_a_document_number_is_not_the_reports() -> None:
    lines = ["镇冷库建设项目自评报告", "一、预算执行", "2022年度预算630万元，执行441万元，执行率70%。",
             "2021年12月24日，依据银财农【2020】68号、【2020】71号、【2021】23号文件下达资金630万元。"]  # fmt: skip
    assert value(own_year([Traced.plain(line) for line in lines], None)) == "2022"
