"""One file, many reports: each begins where its pages say so, and its record is the one that it has alone."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import pytest

import gouji
from gouji.extract.bundles.project_names import is_same_name
from gouji.extract.bundles.report_parts import divide
from gouji.schemas.file_reports import FileReports
from gouji.schemas.page_ranges import page_ranges
from gouji.schemas.pages import Cell, Page
from gouji.schemas.record import Report
from tests.bundled import (
    ACCOUNTS,
    CONTENTS,
    COVER,
    LETTER,
    RECORDED,
    RULES,
    TARGETS,
    blank,
    document,
    form,
    line,
    recorded,
    together,
    unreadable,
    words,
)

PROJECTS = ["图书流转服务项目", "农村电影放映项目", "非遗传习所运行项目", "乡镇文化站免费开放项目", "老年大学运行经费", "戏曲进校园项目", "文物巡查保护项目"]
ONE, TWO, THREE = (form(name) for name in PROJECTS[:3])
MATTER = {"cover": COVER, "contents": CONTENTS, "letter": LETTER, "rules": RULES, "accounts": ACCOUNTS}
NARRATIVE = [
    words("图书流转服务项目绩效自评报告", "项目名称：图书流转服务项目", "单位名称：青屏县图书馆", "填报日期：2024年3月15日", top=200.0, size=18.0),
    words("一、项目概况", "图书流转服务项目年初预算100.00万元，实际支出95.00万元，预算执行率95.00%。", "二、绩效完成情况", "流通图书12.50万册次。", "三、自评结论", "自评得分95分。"),
]  # fmt: skip

HEAD = "青屏县绩效评价报告附件"


def indicators(page: Page) -> Page:
    """The rows of a form that a further page repeats the head of."""
    (table,) = page.tables
    return replace(page, lines=[], tables=[replace(table, cells=[c for c in table.cells if c.row in (3, 4)])])


CONTINUED = [
    together(words(HEAD, top=30.0), form(PROJECTS[0])),
    *(together(words(HEAD, f"（续表{n}）", top=30.0), indicators(ONE)) for n in "一二"),
]
"""A form of three pages, each with the running head that names a report."""


def parts(pages: list[Page]) -> list[tuple[int, int]]:
    return [(part.pages[0].number, part.pages[-1].number) for part in divide(document(pages)).parts]


@pytest.mark.parametrize(
    ("pages", "wanted", "others"),
    [
        pytest.param([ONE], [(1, 1)], [], id="a form alone"),
        pytest.param([ONE, TWO, THREE], [(1, 1), (2, 2), (3, 3)], [], id="a form a page"),
        pytest.param([COVER, CONTENTS, ONE, TWO], [(3, 3), (4, 4)], [1, 2], id="cover and contents before"),
        pytest.param([ONE, LETTER, TWO, ACCOUNTS], [(1, 1), (3, 3)], [2, 4], id="a letter between, accounts behind"),
        pytest.param([RULES, ONE], [(2, 2)], [1], id="one form behind regulations"),
        pytest.param([ONE, form(PROJECTS[0])], [(1, 1), (2, 2)], [], id="the same form twice"),
        pytest.param([*NARRATIVE, ONE], [(1, 3)], [], id="a narrative with its own form"),
        pytest.param([*NARRATIVE, TWO], [(1, 2), (3, 3)], [], id="a narrative and another project's form"),
        pytest.param([*NARRATIVE, *NARRATIVE], [(1, 2), (3, 4)], [], id="two narratives"),
        pytest.param([together(form(PROJECTS[0]), form(PROJECTS[1], top=450.0))], [(1, 1), (1, 1)], [], id="two forms on a page"),
        pytest.param([together(form(PROJECTS[0], label="项目"), form(PROJECTS[1], top=450.0, label="项目"))], [(1, 1), (1, 1)], [], id="two forms, short labels"),
        pytest.param([together(form(PROJECTS[0]), form(PROJECTS[1], top=450.0, title=""))], [(1, 1), (1, 1)], [], id="two forms, one title"),
        pytest.param([ONE, blank(), TWO, blank()], [(1, 1), (3, 3)], [], id="empty backs"),
        pytest.param([ONE, TARGETS, TWO], [(1, 1), (3, 3)], [2], id="a table of targets is no report"),
        pytest.param(CONTINUED, [(1, 3)], [], id="a table goes on below a running head"),
        pytest.param([COVER, ACCOUNTS], [(1, 2)], [], id="none: whatever it is, it is read"),
    ],
)  # fmt: skip
def test_a_report_begins_where_its_pages_say_so(pages: list[Page], wanted: list[tuple[int, int]], others: list[int]) -> None:
    assert parts(pages) == wanted
    assert divide(document(pages)).others == others


@pytest.mark.parametrize("name", RECORDED)
def test_a_report_alone_is_not_divided(name: str) -> None:
    whole = document(recorded(name))
    found = divide(whole)
    assert [part.pages for part in found.parts] == [whole.pages] and not found.others and not found.lost


def random_bundle(seed: int) -> tuple[list[Page], list[tuple[int, int]], list[tuple[int, int, list[Page]]], list[int]]:
    """Pages of two to forty reports with other matter; the pages of each report, and those that are in none."""
    dice = random.Random(seed)
    pages: list[Page] = []
    found: list[tuple[int, int, list[Page]]] = []
    outside: list[int] = []
    for kind in dice.sample(list(MATTER), dice.randint(0, 4)):
        pages.append(MATTER[kind])
        outside.append(len(pages))
    last = ""
    for _ in range(dice.choice([2, dice.randint(2, 9), dice.randint(2, 40)])):
        name = dice.choice([each for each in (*PROJECTS, *RECORDED) if each != last])
        report = recorded(name) if name in RECORDED else [form(name, dice.choice(["90", "92.5", "96"]))]
        found.append((len(pages) + 1, len(pages) + len(report), report))
        pages += report
        last = name
        if dice.random() < 0.1:
            pages.append(LETTER)
            outside.append(len(pages))
    return pages, [(first, end) for first, end, _ in found], found, outside


def test_two_hundred_bundles_are_divided_as_they_were_put_together() -> None:
    wrong = []
    for seed in range(200):
        pages, wanted, _, outside = random_bundle(seed)
        found = divide(document(pages))
        if [(p.pages[0].number, p.pages[-1].number) for p in found.parts] != wanted or found.others != outside:
            wrong.append(seed)
    assert wrong == []


def told(report: Report) -> dict[str, Any]:
    """The record without what only a bundle adds."""
    out = report.model_dump(mode="json")
    out["report_id"] = out["document"]["part"] = None
    return out


@pytest.mark.parametrize("seed", [1, 4, 7])
def test_the_record_of_a_part_is_the_record_that_it_has_alone(seed: int) -> None:
    pages, _, reports, _ = random_bundle(seed)
    reports = reports[:5]
    found = gouji.understand_all(document(pages[: reports[-1][1]]), lang="zh")
    assert len(found) == len(reports)
    for report, (first, _, own) in zip(found, reports, strict=True):
        alone = gouji.understand(document(own, first), lang="zh")
        for name in ("department", "fiscal_year"):  # from the cover of the whole, where the report has none
            if getattr(alone.cover, name) is None:
                setattr(report.cover, name, None)
        assert told(report) == told(alone)


def test_two_forms_of_one_page_have_the_records_that_they_have_alone() -> None:
    upper, lower = form(PROJECTS[0], "92"), form(PROJECTS[1], "96", top=450.0)
    found = gouji.understand_all(document([together(upper, lower)]), lang="zh")
    assert [told(report) for report in found] == [told(gouji.understand(document([page]), lang="zh")) for page in (upper, lower)]
    assert [report.document.part.first_page for report in found if report.document.part] == [1, 1]


def test_forms_that_touch_are_parted_at_their_title() -> None:
    upper, lower = form(PROJECTS[0]), form(PROJECTS[1], title="", top=260.0)
    (first,), (second,) = upper.tables, lower.tables
    rows = max(cell.row for cell in first.cells) + 1
    title = Cell(rows, 0, [line("项目支出绩效自评表", 243.0, 200.0)], 1, (80.0, 240.0, 500.0, 260.0), 1, 7)
    for each in second.cells:
        each.row += rows + 1
    first.cells += [title, *second.cells]
    first.box = (80.0, 100.0, 500.0, 400.0)
    one, other = gouji.understand_all(document([upper]), lang="zh")
    names = [report.cover.project_name.value for report in (one, other) if report.cover.project_name]
    assert names == PROJECTS[:2]
    assert other.cover.title is not None and other.cover.title.value == "项目支出绩效自评表"
    assert len(one.indicators) == len(other.indicators) == 2


def _with_first_row(page: Page, *row: str) -> Page:
    """The form with other words in the first row of its table."""
    (grid,) = page.tables
    (old,) = {cell.box for cell in grid.cells if cell.row == 0 and cell.col == 0}
    assert old is not None
    others = [cell for cell in grid.cells if cell.row]
    first = [Cell(0, 2 * k, [line(text, old[1] + 3, 90.0 + 100 * k)] if text else [], 1, old, 1, 2) for k, text in enumerate(row)]
    grid.cells[:] = [*first, *others]
    return page


@pytest.mark.parametrize(
    ("first", "second", "count"),
    [
        (("项目", "村道硬化", "主管单位", "竹溪镇"), ("项目", "沟渠清理", "主管单位", "竹溪镇"), 2),
        (("项目", "主管单位", "预算数", "执行数"), ("项目", "主管单位", "预算数", "执行数"), 1),
        (("项目", "", "主管单位", ""), ("项目", "", "主管单位", ""), 1),
    ],
)
def test_a_short_label_in_a_row_of_labels_and_values_names_a_form(first: tuple[str, ...], second: tuple[str, ...], count: int) -> None:
    upper = _with_first_row(form(PROJECTS[0]), *first)
    lower = _with_first_row(form(PROJECTS[1], top=450.0), *second)
    assert len(divide(document([together(upper, lower)])).parts) == count


def _numbered(*names: str, numbers: str = "一二三") -> Page:
    """A page with one title, tables without names under numbered ones, and the date below all."""
    pages = []
    for at, (name, number) in enumerate(zip(names, numbers, strict=False)):
        page = form(name, top=130.0 + 230 * at, title="" if at else "青屏县2023年度项目支出绩效自评表")
        page.tables[0].cells[:] = [cell for cell in page.tables[0].cells if cell.row]
        page.tables[0].box = (80.0, 150.0 + 230 * at, 500.0, 270.0 + 230 * at)
        page.lines.append(line(f"项目{number}：{name}", 132.0 + 230 * at))
        pages.append(page)
    whole = together(*pages)
    whole.lines.append(line("填报日期：2024年2月17日", 780.0))
    return whole


def test_numbered_names_part_a_page_whose_title_and_date_are_of_all() -> None:
    found = gouji.understand_all(document([_numbered(*PROJECTS[:2])]), lang="zh")
    told = [[getattr(r.cover, name) for name in ("project_name", "title", "report_date")] for r in found]
    assert [[leaf and leaf.value for leaf in each] for each in told] == [
        [name, "青屏县2023年度项目支出绩效自评表", "2024-02-17"] for name in PROJECTS[:2]
    ]
    assert [len(r.indicators) for r in found] == [2, 2]


def test_names_that_are_not_numbered_on_part_nothing() -> None:
    assert len(divide(document([_numbered(*PROJECTS[:2], numbers="一三")])).parts) == 1
    assert len(divide(document([_numbered(PROJECTS[0])])).parts) == 1


def reports_of(*pages: Page) -> FileReports:
    return gouji.understand_all(document(pages), lang="zh")


def test_the_cover_of_the_whole_fills_what_a_report_leaves_open() -> None:
    found = reports_of(COVER, ONE, TWO)
    assert [(r.cover.department.value, r.cover.department.page) for r in found if r.cover.department] == [("青屏县文化局", 1)] * 2
    alone = reports_of(ONE, TWO)
    assert all(report.cover.department is None for report in alone)


def test_a_cover_that_a_report_contradicts_does_not_speak_for_all() -> None:
    found = reports_of(COVER, *NARRATIVE, TWO)
    assert [report.cover.department.value if report.cover.department else None for report in found] == ["青屏县图书馆", None]


def test_ids_and_pages() -> None:
    found = reports_of(COVER, ONE, *NARRATIVE)
    assert [report.report_id for report in found] == ["b" * 64 + "-1", "b" * 64 + "-2"]
    assert [p and (p.number, p.of, p.first_page, p.last_page) for p in (r.document.part for r in found)] == [(1, 2, 2, 2), (2, 2, 3, 4)]
    (only,) = reports_of(COVER, ONE)
    assert only.report_id == "b" * 64 and only.document.part and only.document.part.first_page == 2
    (whole,) = reports_of(ONE)
    assert whole.report_id == "b" * 64 and whole.document.part is None


@pytest.mark.parametrize(
    ("pages", "read", "lost"),
    [
        pytest.param([ONE, unreadable(), TWO, THREE], [(1, 1), (3, 3), (4, 4)], [(2,)], id="a form between forms"),
        pytest.param([COVER, ONE, TWO, unreadable()], [(2, 2), (3, 3)], [(4,)], id="the last page"),
    ],
)
def test_a_part_that_cannot_be_read_is_lost_alone(pages: list[Page], read: list[tuple[int, int]], lost: list[tuple[int, ...]]) -> None:
    found = reports_of(*pages)
    assert [(p.first_page, p.last_page) for p in (r.document.part for r in found) if p] == read
    assert [part.pages for part in found.lost] == lost and {part.key for part in found.lost} == {"part_unreadable"}


def test_a_report_that_breaks_the_program_costs_itself_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    understand = gouji.understand

    def broken(part: Any, *, lang: str | None = None) -> Report:
        if part.pages[0].number == 2:
            raise RuntimeError("a defect")
        return understand(part, lang=lang)

    monkeypatch.setattr(gouji, "understand", broken)
    found = reports_of(ONE, TWO, THREE)
    assert [report.report_id[-2:] for report in found] == ["-1", "-3"]
    assert [(part.pages, part.key, part.reason) for part in found.lost] == [((2,), "part_failed", "RuntimeError")]


def test_no_alarm_comes_from_pages_of_no_report() -> None:
    wrong = words("第三部分 2023年度部门决算情况说明", "收入合计100.00万元，其中财政拨款60.00万元、其他收入30.00万元。", "三公经费支出决算为2.10万元。")
    found = reports_of(COVER, wrong, ONE)
    assert found.others == (1, 2)
    assert told(found[0])["findings"] == told(gouji.understand(document([ONE], 3), lang="zh"))["findings"]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("图书流转服务项目", "图书流转服务", True),
        ("乡镇文化站免费开放项目", "乡镇文化站兔费开放项目", True),
        ("图书流转服务项目", "农村电影放映项目", False),
        ("文化站改造一期工程", "文化站改造二期工程", False),
        ("2022年度设施维护项目", "2023年度设施维护项目", False),
    ],
)
def test_names_of_one_project(one: str, other: str, same: bool) -> None:
    assert is_same_name(one, other) is same


@pytest.mark.parametrize(("pages", "said"), [([3], "3"), ([1, 2, 3, 7, 9, 10], "1-3, 7, 9-10"), ([], "")])
def test_page_ranges(pages: list[int], said: str) -> None:
    assert page_ranges(pages) == said
