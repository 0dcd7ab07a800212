"""Covers: labels in any order and spacing, values cut by seals, covers without labels."""

from __future__ import annotations

import pytest

import gouji
from gouji.extract.covers.cover import cover
from gouji.extract.covers.entity_names import with_doubtful_gaps, without_lettering
from gouji.extract.covers.project_title import project_in_title
from gouji.extract.fiscal_year import fiscal_year
from gouji.schemas.glyph import Glyph
from gouji.schemas.pages import Line
from gouji.schemas.paragraph import Paragraph
from gouji.schemas.record import Cover
from gouji.schemas.traced import Traced
from tests.reading import value
from tests.tables import document, grid


def read(lines: list[str], body: tuple[str, ...] = ()) -> Cover:
    found = cover([Paragraph(Traced.plain(t), "cover") for t in lines] + [Paragraph(Traced.plain(t)) for t in body])
    found.project_name = found.project_name or project_in_title(found.title)
    return found


CASES: list[tuple[list[str], dict[str, str]]] = [
    (["项目支出绩效自评报告", "项目名称：体育场馆开放项目", "部门名称：澄湖市体育馆（公章）", "主管部门：澄湖市文旅局", "联系人：苏小满", "联系电话：0781-5550133", "填报日期：2024年3月22日"],
     {"title": "项目支出绩效自评报告", "project_name": "体育场馆开放项目", "department": "澄湖市体育馆", "supervising_department": "澄湖市文旅局",
      "contact_person": "苏小满", "contact_phone": "0781-5550133", "report_date": "2024-03-22"}),
    (["项目绩效自评表", "承担单位：澄湖市体育馆", "归口部门：澄湖市文旅局"], {"department": "澄湖市体育馆", "supervising_department": "澄湖市文旅局"}),
    (["项目绩效自评表", "预算部门：澄湖市文旅局", "项目单位：澄湖市体育馆"], {"department": "澄湖市体育馆", "supervising_department": "澄湖市文旅局"}),
    (["项目绩效自评表", "填报单位：澄湖市文旅局", "实施单位：澄湖市体育馆"], {"department": "澄湖市体育馆"}),
    (["项目绩效自评表", "预算部门：澄湖市文旅局", "主管部门：澄湖市政府"], {"department": "澄湖市文旅局", "supervising_department": "澄湖市政府"}),
    (["项目绩效自评汇总表", "汇总部门（盖章）：澄湖市文旅局"], {"department": "澄湖市文旅局"}),
    (["项目绩效自评表", "主管部门：澄湖市文旅局年度：2023", "执行单位：澄湖市体育馆"],
     {"department": "澄湖市体育馆", "supervising_department": "澄湖市文旅局", "fiscal_year": "2023"}),
    (["项目绩效自评表", "单位（章）：澄湖市体育馆"], {"department": "澄湖市体育馆"}),
    (["填报日期：2024.2.20", "单 位 名 称：澄湖市体育馆", "评价年度：2023年度", "绩效自评报告"],
     {"report_date": "2024-02-20", "department": "澄湖市体育馆", "fiscal_year": "2023", "title": "绩效自评报告"}),
    (["2023年度体育场馆开放项目绩效自评报告", "澄湖市体育馆", "2024年3月"],
     {"project_name": "体育场馆开放项目", "department": "澄湖市体育馆", "report_date": "2024-03"}),
    (["项目绩效自评报告", "负责人及电话：苏小满 0781-5550133", "填报日期： 年 月 日"], {"contact_person": "苏小满", "contact_phone": "0781-5550133"}),
    (["项目绩效自评报告", "填报人姓名：苏小满 联系电话：13800000000"], {"contact_person": "苏小满", "contact_phone": "13800000000"}),
    (["项目绩效自评报告", "填报人姓名：欧阳明月、李 雷", "联系电话：0750-3829700、13812345678"],
     {"contact_person": "欧阳明月、李雷", "contact_phone": "0750-3829700、13812345678"}),
    (["项目绩效自评报告", "联系人：买买提·艾力（副主任）/ 韩梅", "联系电话：0750—3829700转801 138 1234 5678"],
     {"contact_person": "买买提·艾力、韩梅", "contact_phone": "0750-3829700转801、13812345678"}),
    (["项目绩效自评报告", "联系人及电话：苏小满 13800000000，诸葛 敏 （0750）3829701"],
     {"contact_person": "苏小满、诸葛敏", "contact_phone": "13800000000、（0750）3829701"}),
    (["项目绩效自评表", "单位名称：澄湖市体育馆填报日期：2023-03-10自评总分：98.5分"], {"department": "澄湖市体育馆", "report_date": "2023-03-10"}),
    (["项目绩效自评表", "填报单位：澄湖市体育馆（主管部门：澄湖市文旅局）。本项目涉及10所学校，情况如下："],
     {"department": "澄湖市体育馆", "supervising_department": "澄湖市文旅局"}),
    (["项目绩效自评表", "主管部门：澄湖市文旅局（主管部门代码：205）", "填报日期：12024年2月26日"],
     {"supervising_department": "澄湖市文旅局", "report_date": "2024-02-26"}),
    (["项目绩效自评报告", "联系人：办公室综合协调股", "联系电话："], {"contact_person": "办公室综合协调股"}),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "expected"), CASES)
def test_covers(lines: list[str], expected: dict[str, str]) -> None:
    found = read(lines)
    assert {k: value(getattr(found, k)) for k in expected} == expected


def test_a_blank_date_is_none() -> None:
    assert read(["项目绩效自评报告", "填报日期： 年 月 日"]).report_date is None


def test_the_torn_off_end_of_a_unit_is_found_in_the_text() -> None:
    found = read(
        ["项目绩效自评报告", "预算部门：澄湖", "育馆（公章）", "填报日期：2024年3月1日"],
        ("根据澄湖市体育馆年度计划，本项目按期完成。",),
    )
    assert value(found.department) == "澄湖市体育馆"


def test_what_the_page_does_not_say_stays_unread() -> None:
    found = read(["项目绩效自评报告", "项目名称：体育场馆开", "预算部门：澄湖市体育馆（公章）", "放（公章）"])
    assert found.project_name is not None
    assert (found.project_name.value, found.project_name.text) == (None, "体育场馆开")


def test_a_doubtful_sign_is_looked_up_in_the_document() -> None:
    row = Traced.of(
        [
            Glyph(c, 0.3 if c == "募" else 0.99, page=1, box=(i * 9.0, 0, i * 9.0 + 8, 9))
            for i, c in enumerate("部门名称：澄湖市水募局")
        ]
    )
    found = cover([Paragraph(row, "cover"), Paragraph(Traced.plain("为保障水务局各项工作正常开展，设立本项目。"))])
    assert value(found.department) == "澄湖市水务局"
    assert found.department is not None
    assert found.department.raw == "澄湖市水募局"


def sealed(text: str, doubts: str = "") -> Traced:
    return Traced.of(
        [
            Glyph(c, 0.5 if c in doubts else 0.9, page=1, box=(i * 9.0, 0, i * 9.0 + 8, 9), sealed=True)
            for i, c in enumerate(text)
        ]
    )


@pytest.mark.parametrize(
    ("read", "doubts", "said", "expected"),
    [
        ("青槐县养老业服务中心", "", "县养老事业服务中心实施乡镇养老服务中心建设", "青槐县养老事业服务中心"),
        ("青槐县养老事业服务中心", "", "县养老事业服务中心实施乡镇养老服务中心建设", "青槐县养老事业服务中心"),
        ("青槐县养老事业服务中心", "", "负责乡镇养老服务中心建设", "青槐县养老事业服务中心"),
        ("岚溪市公积金官里中心", "官里", "岚溪市公积金管理中心按期完成", "岚溪市公积金管理中心"),
        ("岚溪市公积金管理中心", "", "岚溪市公积金服务中心按期完成", "岚溪市公积金管理中心"),
    ],
)
def test_under_a_seal_only_what_vanished_or_was_doubtful_is_filled_in(
    read: str, doubts: str, said: str, expected: str
) -> None:
    found = cover([Paragraph(sealed("单位名称：" + read, doubts), "cover"), Paragraph(Traced.plain(said))])
    assert value(found.department) == expected


@pytest.mark.parametrize(
    ("words", "lettering", "gap", "kept"),
    [
        ("乡镇卫生院设备更新补助项目", "病预防", 8.0, "乡镇卫生院设备更新补助项目"),
        (
            "乡镇卫生院设备更新补助项目",
            "病预防",
            0.0,
            "乡镇卫生院设备更新补助项目病预防",
        ),  # no gap: the name may go on under the seal
        ("乡镇卫生院设备更新", "病预防", 8.0, "乡镇卫生院设备更新病预防"),  # the name is not whole before it
        ("乡镇卫生院设备", "更新补助项目", 8.0, "乡镇卫生院设备更新补助项目"),
    ],
)
def test_the_lettering_of_a_seal_is_no_part_of_a_name(words: str, lettering: str, gap: float, kept: str) -> None:
    plain = [Glyph(c, 0.99, page=1, box=(10.0 * i, 0.0, 10.0 * i + 9, 10.0)) for i, c in enumerate(words)]
    start = 10.0 * len(words) + gap
    arc = [
        Glyph(c, 0.9, page=1, box=(start + 12 * i, 0.0, start + 12 * i + 9, 10.0), sealed=True)
        for i, c in enumerate(lettering)
    ]
    assert without_lettering("project_name", Traced.of([*plain, *arc])).text == kept


@pytest.mark.parametrize(
    ("places", "sealed", "doubted"),
    [
        ([0, 1, 2, 3, 4, 5, 8, 9], True, {5, 6}),  # room for two signs under the seal
        ([0, 1, 2, 3, 4, 5, 8, 9], False, set()),
        ([0, 1, 2, 3, 4, 5, 6, 7], True, set()),
        ([0, 1, 2, 3, 4, 5, -1, 0], True, set()),  # a new line
    ],
)
@pytest.mark.parametrize("upright", [True, False])
def test_room_for_a_lost_sign_under_a_seal_leaves_a_name_in_doubt(
    places: list[int], sealed: bool, doubted: set[int], upright: bool
) -> None:
    boxes = [(10.0 * at, 0.0, 10.0 * at + 9, 10.0) for at in places]
    boxes = boxes if upright else [(y0, -x1, y1, -x0) for x0, y0, x1, y1 in boxes]
    glyphs = [
        Glyph(c, 0.99, page=1, box=box, sealed=sealed and i > 4)
        for i, (c, box) in enumerate(zip("高标准农田建项目", boxes, strict=True))
    ]
    assert {i for i, p in enumerate(with_doubtful_gaps(Traced.of(glyphs)).probs) if p < 0.8} == doubted


def test_a_head_written_out_as_a_paragraph() -> None:
    told = "项目名称：体育场馆开放项目（2022年）。项目单位：澄湖市体育馆；主管部门：澄湖市文旅局。联系人：苏小满、电话：0781-5550133。填报日期：2023年4月14日。"
    found = read(["自评评分表"], (told,))
    assert (value(found.project_name), value(found.department)) == ("体育场馆开放项目（2022年）", "澄湖市体育馆")
    assert (value(found.supervising_department), value(found.contact_person)) == ("澄湖市文旅局", "苏小满")
    assert value(found.report_date) == "2023-04-14"


@pytest.mark.parametrize(
    ("words", "doubtful", "expected"),
    [
        ("部门整体支出绩效自评表翠", [11], "部门整体支出绩效自评表"),
        ("HO部门整体支出绩效自评表", [0, 1], "部门整体支出绩效自评表"),
        ("PPP项目支出绩效自评表", [], "PPP项目支出绩效自评表"),
    ],
)
def test_letters_of_a_seal_beside_a_title(words: str, doubtful: list[int], expected: str) -> None:
    glyphs = [Glyph(c, 0.3 if i in doubtful else 1.0) for i, c in enumerate(words)]
    assert value(cover([Paragraph(Traced.of(glyphs), "cover")]).title) == expected


def test_a_label_spread_over_two_pieces_of_print() -> None:
    def piece(text: str, x: float) -> Paragraph:
        glyphs = [Glyph(c, 0.99, page=1, box=(x + 10 * n, 130.0, x + 10 * n + 10, 142.0)) for n, c in enumerate(text)]
        return Paragraph(Traced.of(glyphs), "cover")

    parts = [piece("联系人：苏小满", 50), piece("电", 270), piece("话：0781-5550133", 304)]
    assert value(cover(parts).contact_phone) == "0781-5550133"


@pytest.mark.parametrize(
    ("row", "project"),
    [
        ("项目 | 村道硬化及亮化 | 主管单位 | 竹溪乡人民政府", "村道硬化及亮化"),
        ("项目 | 村道硬化及亮化 | 资金来源 | 财政拨款", None),
    ],
)
def test_a_project_beside_a_short_label(row: str, project: str | None) -> None:
    report = gouji.understand(document([grid([row, "合计 | 40.00 | 38.00 | 95.00%"])], title="绩效自评表"), lang="zh")
    assert value(report.cover.project_name) == project


@pytest.mark.parametrize("words", ["（二○二三年度）", "（二〇二三 年度）", "2023年度"])
def test_the_year_in_characters(words: str) -> None:
    assert value(fiscal_year([Traced.plain(words)], [])) == "2023"


@pytest.mark.parametrize("words", ["二〇二二年度", "二○二二年", "2022年"])
def test_the_year_in_characters_behind_its_label(words: str) -> None:
    assert value(cover([Paragraph(Traced.plain(f"评价年度：{words}"), "cover")]).fiscal_year) == "2022"


@pytest.mark.parametrize(
    ("filled", "unit"), [("澄湖市文旅局", "澄湖市体育馆"), ("澄湖市文旅局体育科", "澄湖市文旅局体育科")]
)
def test_a_department_that_fills_a_form_in_is_not_the_unit_below_it(filled: str, unit: str) -> None:
    paper = document([grid(["项目名称 | 体育场馆开放 | < | <", "主管部门 | 澄湖市文旅局 | 项目单位 | 澄湖市体育馆"])])
    paper.pages[0].lines.append(
        Line(
            [
                Glyph(c, 0.99, page=1, box=(20.0 + 9 * i, -20.0, 29.0 + 9 * i, -10.0))
                for i, c in enumerate(f"编报单位：{filled}")
            ],
            1,
            (20.0, -20.0, 300.0, -10.0),
        )
    )
    (report,) = gouji.understand_all(paper, lang="zh")
    assert value(report.cover.department) == unit and value(report.cover.supervising_department) == "澄湖市文旅局"


@pytest.mark.parametrize(("doubt", "unit"), [(0.35, "青溪县林业局"), (0.97, "1青溪县林业局")])
def test_a_doubtful_stroke_before_a_name_is_none_of_it(doubt: float, unit: str) -> None:
    words = "填报单位（盖章）：1青溪县林业局"
    glyphs = [Glyph(c, doubt if c == "1" else 0.99, page=1, box=(60.0 + 12 * i, 90.0, 72.0 + 12 * i, 104.0)) for i, c in enumerate(words)]
    paper = document([grid(["项目名称 | 巡护", "主管部门 | 青溪县财政局"])])
    paper.pages[0].lines.append(Line(glyphs, 1, (60.0, 90.0, 60.0 + 12 * len(words), 104.0)))
    assert value(gouji.understand(paper, lang="zh").cover.department) == unit
