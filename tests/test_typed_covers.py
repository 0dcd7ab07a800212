"""Covers and signatures of papers handed over as text: titles of any kind, lines that hold several fields, closing lines."""

from __future__ import annotations

import pytest

from gouji.extract.covers.cover import cover
from gouji.extract.covers.printed_lines import printed_lines
from gouji.extract.covers.project_title import project_in_title
from gouji.extract.covers.unit_names import first_unit
from gouji.schemas.glyph import Glyph
from gouji.schemas.leaf import TextLeaf
from gouji.schemas.paragraph import Paragraph
from gouji.schemas.record import Cover
from gouji.schemas.traced import Traced, join
from tests.reading import value


def typed(*lines: str) -> Traced:
    """A paragraph as correction leaves it: joined over its lines, its blanks hidden behind the characters that follow."""
    out = []
    for number, line in enumerate(lines, 1):
        blanks: list[Glyph] = []
        for char in line:
            glyph = Glyph(char, line=number)
            if char.isspace():
                blanks.append(glyph)
                continue
            out.append(Traced(char, ((*blanks, glyph),), (1.0,)))
            blanks = []
    return join(out)


def read(front: list[str], *body: str) -> Cover:
    found = cover([Paragraph(typed(line), "cover") for line in front] + [Paragraph(typed(line)) for line in body])
    department = found.department.value if found.department else None
    found.project_name = found.project_name or project_in_title(found.title, department)
    return found


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (["关于青杉县城区供水管网更新的自评情况"], "关于青杉县城区供水管网更新的自评情况"),
        (["青杉县图书馆2022年度绩效自评（一页）", "单位：青杉县图书馆"], "青杉县图书馆2022年度绩效自评（一页）"),
        (["青杉县林业局2023年度部门决算公开说明"], "青杉县林业局2023年度部门决算公开说明"),
        (["附件2", "青杉县茶园改造项目", "2023年度绩效自评报告", "项目单位：青杉县农业农村局"], "青杉县茶园改造项目2023年度绩效自评报告"),
        (["关于青杉县二〇二二年茶叶初加工项目", "支出绩效情况的自评报告", "县财政局："], "关于青杉县二〇二二年茶叶初加工项目支出绩效情况的自评报告"),
        (["青杉县水务局（本级）", "2022年部门整体支出绩效自评情况"], "青杉县水务局（本级）2022年部门整体支出绩效自评情况"),
        (["青杉县水务局", "河堤加固工程", "2023年度绩 效 自 评 报 告", "（2023年度）"], "青杉县水务局河堤加固工程2023年度绩效自评报告"),
        (["项目支出绩效自评表（2022年度）"], "项目支出绩效自评表（2022年度）"),
        (["青杉县水务局　青杉县财政局", "关于2023年度水利资金绩效自评情况的报告"], "关于2023年度水利资金绩效自评情况的报告"),
        (["你局报来的《2022年度绩效自评报告》收悉。我局进行了复核，请据此修改绩效自评报告。"], None),
        (["填报日期：2024年3月1日", "第三部分　2023年度部门决算情况说明"], None),
    ],
)  # fmt: skip
def test_titles(lines: list[str], title: str | None) -> None:
    assert value(read(lines).title) == title


def test_the_title_of_a_paper_without_chapters_stands_over_its_text() -> None:
    page = typed("青杉县图书馆2023年免费开放补助资金绩效自评", "填报单位:青杉县图书馆    年度:2023")
    found = cover([Paragraph(page), Paragraph(typed("1．项目概况。全年开放310天，接待读者4.2万人次。"))])
    assert value(found.title) == "青杉县图书馆2023年免费开放补助资金绩效自评"
    assert (value(found.department), value(found.fiscal_year)) == ("青杉县图书馆", "2023")


@pytest.mark.parametrize(
    ("title", "department", "project"),
    [
        ("青杉县茶园改造项目2023年度绩效自评报告", None, "茶园改造项目"),
        ("关于青杉县二〇二二年茶叶初加工项目支出绩效情况的自评报告", None, "茶叶初加工项目"),
        ("青杉县水务局关于2023年农村饮水维修养护补助资金绩效自评情况的报告", None, "农村饮水维修养护补助资金"),
        ("青杉县2022年疫苗冷链运转经费项目支出绩效自评报告", None, "疫苗冷链运转经费"),
        ("青杉县图书馆夜间开放项目绩效自评报告", "青杉县图书馆", "夜间开放项目"),
        ("青杉县乡镇卫生院设备更新项目绩效自评报告", None, "乡镇卫生院设备更新项目"),
        ("青杉县2023年中央水库移民扶持基金转移支付绩效自评报告", None, "中央水库移民扶持基金"),
        ("“数字城管运行”项目2023年度绩效自评报告", None, "数字城管运行"),
        ("城区老旧管网改造工程绩效自评报告", None, "城区老旧管网改造工程"),
        ("县级公共文化服务专项资金绩 效 自 评 报 告", None, "县级公共文化服务专项资金"),
        ("2023年度部门整体支出绩效自评报告", None, None),
        ("青杉县教育局2023年度部门决算情况说明", None, None),
    ],
)  # fmt: skip
def test_projects_in_titles(title: str, department: str | None, project: str | None) -> None:
    plain = Traced.plain(title)
    assert value(project_in_title(TextLeaf.of(plain, title.replace(" ", "")), department)) == project


@pytest.mark.parametrize(
    ("closing", "expected"),
    [
        (["青杉县司法局（章）　2024.04.15"], {"department": "青杉县司法局", "report_date": "2024-04-15"}),
        (["青杉县教育局　　青杉县财政局", "2022年4月7日"], {"department": "青杉县教育局", "report_date": "2022-04-07"}),
        (["青杉县教育局青杉县财政局　2022年4月7日"], {"department": "青杉县教育局", "report_date": "2022-04-07"}),
        (["（联系人：苏小满，0781-5550133；报送日期：2023年3月30日；主管部门：青杉县人民政府）"],
         {"contact_person": "苏小满", "contact_phone": "0781-5550133", "report_date": "2023-03-30", "supervising_department": "青杉县人民政府"}),
        (["附：联系人 苏小满（办公室） 电话 0781-5550133"], {"contact_person": "苏小满", "contact_phone": "0781-5550133"}),
        (["（局财务股　苏小满　0781-5550133）"], {"contact_person": "苏小满"}),
        (["附：县残联康复部 苏小满 0781-5550133"], {"contact_person": "苏小满"}),
        (["咨询电话 0781-5550133（苏小满）。"], {"contact_person": "苏小满"}),
        (["填表：教务处　苏小满　　审核：校长　罗守正", "2022年12月30日"], {"contact_person": "苏小满"}),
        (["联系人：资环科  苏小满  0781-5550133"], {"contact_person": "苏小满", "contact_phone": "0781-5550133"}),
        (["补充说明县农业农村局", "下年继续。"], {"department": None, "contact_person": None}),
    ],
)  # fmt: skip
def test_closing_lines(closing: list[str], expected: dict[str, str | None]) -> None:
    found = read(["绩效自评报告"], "一、基本情况", "项目按期完成，群众满意。", *closing)
    assert {name: value(getattr(found, name)) for name in expected} == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["单位：青杉县供热中心　主管：青杉县住建局　预算管理：青杉县财政局"],
         {"department": "青杉县供热中心", "supervising_department": "青杉县住建局", "budget_authority": "青杉县财政局"}),
        (["填报单位:青杉县司法局 | 填报人:苏小满 | 日期:2023-02-17"],
         {"department": "青杉县司法局", "contact_person": "苏小满", "report_date": "2023-02-17"}),
        (["单位：青杉县公交公司　　填报：2023年1月18日　　金额单位：元"], {"department": "青杉县公交公司", "report_date": "2023-01-18"}),
        (["填报单位：青杉县水务局（盖章）    2023年2月27日"], {"department": "青杉县水务局"}),
        (["主管部门", "青杉县科学技术协会", "实施单位", "青杉县科技馆"],
         {"supervising_department": "青杉县科学技术协会", "department": "青杉县科技馆"}),
        (["（青杉县卫生健康局　2025年1月22日）"], {"department": "青杉县卫生健康局", "report_date": "2025-01-22"}),
        (["县财政局绩效股："], {"budget_authority": "县财政局"}),
        (["县卫生健康局并县财政局："], {"budget_authority": None}),
    ],
)  # fmt: skip
def test_lines_of_several_fields(lines: list[str], expected: dict[str, str | None]) -> None:
    found = read(["绩效自评报告", *lines])
    assert {name: value(getattr(found, name)) for name in expected} == expected


def test_an_office_signs_for_the_unit_of_the_title() -> None:
    found = read(["青杉县教育局2022年度部门决算公开说明"], "一、概况", "青杉县教育局办公室 2023年9月11日")
    assert value(found.department) == "青杉县教育局"


def test_lines_are_those_of_the_file() -> None:
    assert [line.text for line in printed_lines(typed("甲　乙", "丙丁"))] == ["甲 乙", "丙丁"]
    on_page = Traced.of([Glyph("甲", page=1), Glyph("乙", page=1)])
    assert printed_lines(on_page) == [on_page]


@pytest.mark.parametrize(
    ("words", "unit"),
    [
        ("青杉县教育局青杉县财政局", "青杉县教育局"),
        ("青杉县教育局 县财政局", "青杉县教育局"),
        ("青杉县教育局（体育局）", "青杉县教育局"),
        ("青杉县中心小学", "青杉县中心小学"),
        ("主管部门青杉县教育局", None),
        ("青杉县教育局，财政局", None),
        ("青杉河堤加固", None),
    ],
)
def test_first_units(words: str, unit: str | None) -> None:
    found = first_unit(Traced.plain(words))
    assert (found.text if found else None) == unit
