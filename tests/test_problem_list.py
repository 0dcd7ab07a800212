"""The problem list: read back with openpyxl, pictures and all."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import openpyxl
import pytest

import gouji
from gouji.archive.digest import digest
from gouji.archive.discover import discover
from gouji.archive.find import Filters, count
from gouji.archive.read_for_archive import archive_entry
from gouji.archive.store import Store, open_store
from gouji.export.crops import MAX_GAP_PT, PIXELS_PER_POINT, cut_strips, rotate_upright
from gouji.export.finding_places import Spot, leaf_at, personal_data_boxes, spots_of
from gouji.export.frames import snapshot
from gouji.export.options import ExportOptions
from gouji.export.problem_sheets import COLUMNS, FONT
from gouji.export.problem_words import MAX_PICTURE_HEIGHT_PIXELS, MAX_PICTURE_SCALE, MAX_PICTURE_WIDTH_PIXELS
from gouji.export.problems import write_problems
from gouji.export.text_lines import MAX_LINE_CHARACTERS, _about
from gouji.export.unit_sums import unit_sums
from gouji.schemas.batch import Job
from gouji.schemas.texts import names, text
from tests.archived import ledger, put, report, write
from tests.postgres import postgres, postgres_server  # noqa: F401

SAMPLES = Path(__file__).parent.parent / "samples"
DIRTY = Path(__file__).parent / "data/dirty_report.txt"
HEAD = 3
NAMES = [name for name, _ in COLUMNS]


def put_scan(store: Store, scan: Path, recorded: Callable[[Path], Any]) -> str:
    """A sample scan as its recording reads it, in the archive with the path of the scan."""
    book = ledger(store)
    (seen,) = discover([str(scan)])
    job = Job(digest(seen.path), seen.path, book.me)
    book.register([(seen, job.sha256)])
    assert book.claim(job.sha256, None, gone=False)
    assert book.finish(job, archive_entry(gouji.understand_all(recorded(scan), lang="zh")), 0.1)
    return job.sha256


@pytest.fixture
def scans(tmp_path: Path) -> dict[str, Path]:
    """Copies of the samples that a test may spoil."""
    out = {}
    for name in ("report_errors", "report_seal", "report_poor"):
        out[name] = tmp_path / f"{name}.pdf"
        out[name].write_bytes((SAMPLES / f"{name}.pdf").read_bytes())
    return out


@pytest.fixture
def store(tmp_path: Path, scans: dict[str, Path], recorded: Callable[[Path], Any]):
    """The three sample scans, a dirty text and two reports that contradict each other."""
    with open_store(tmp_path / "a.db", create=True) as opened:
        for scan in scans.values():
            put_scan(opened, scan, recorded)
        put(opened, [DIRTY, *write(tmp_path, [report(), report(spent="108.60", rate="90.12"), report(unit="白石县文化馆", rate="93.00")])])
        yield opened


def made(
    store: Store,
    out: Path,
    lang: str = "zh",
    filters: Filters = Filters(),  # noqa: B008
    most: int = 500,
    contacts: bool = False,
    headings: str | None = None,
) -> Any:
    done = write_problems(store, out, filters, ExportOptions(contacts, lang, headings), max_pictures=most, report_progress=lambda *_: None)
    return openpyxl.load_workbook(done.files[0].path)


def listed(sheet: Any) -> list[dict[str, Any]]:
    """The rows of a sheet by the names of its columns."""
    heads = [text(f"column.{name}", "zh") for name in NAMES]
    at = {cell.value: NAMES[heads.index(cell.value)] for cell in sheet[HEAD] if cell.value in heads}
    return [
        {at[head.value]: cell.value for head, cell in zip(sheet[HEAD], row, strict=True) if head.value in at}
        for row in sheet.iter_rows(min_row=HEAD + 1)
        if row[0].value is not None
    ]


def pictures(sheet: Any) -> dict[int, Any]:
    """The pictures by the number of their row, as files (openpyxl gives the bytes of each once)."""
    return {image.anchor._from.row + 1: image._data() for image in sheet._images}


def test_the_sheets_and_their_counts(store: Store, tmp_path: Path) -> None:
    book = made(store, tmp_path / "out")
    assert book.sheetnames == ["概览", "数据矛盾", "存疑待核", "误读已更正", "核对一致", "按单位汇总"]
    numbers = count(store, Filters())
    for status in ("inconsistent", "unresolved", "misread", "consistent"):
        assert len(listed(book[text(f"status_sheet.{status}", "zh")])) == numbers[status] > 0, status


def test_a_contradiction_is_told_whole(store: Store, tmp_path: Path) -> None:
    sheet = made(store, tmp_path / "out")["数据矛盾"]
    (row,) = [r for r in listed(sheet) if r["file"] == "report_errors.pdf" and r["rule"] == "资金来源合计"]
    assert (row["unit"], row["project"], row["year"], row["page"]) == ("青槐县养老事业服务中心", "乡镇养老服务中心建设运营项目", 2023, 2)
    assert (row["stated"], row["recomputed"], row["difference"], row["measure"], row["severity"]) == (5637500, 5599500, 38000, "元", "错误")
    assert "563.75万元" in row["excerpt"] and "559.95万元" in row["reason"] and "559.95万元" in row["suggestion"]
    assert row["verdict"] is None and row["remark"] is None
    (rate,) = [r for r in listed(sheet) if r["file"] == "report_errors.pdf" and r["rule"] == "预算执行率"]
    assert (rate["stated"], rate["recomputed"], rate["measure"]) == (94.28, 92.6003, "%")


def pixels(picture: bytes) -> np.ndarray[Any, Any]:
    return np.asarray(cv2.imdecode(np.frombuffer(picture, np.uint8), cv2.IMREAD_COLOR), dtype=int)


def red(picture: bytes) -> int:
    """Pixels of the boxes' red."""
    image = pixels(picture)
    return int(((image[..., 2] > 150) & (image[..., 1] < 90) & (image[..., 0] < 90)).sum())


def test_every_scanned_finding_has_its_picture_with_red_boxes(store: Store, tmp_path: Path) -> None:
    book = made(store, tmp_path / "out")
    for name in ("数据矛盾", "存疑待核"):
        sheet, there = book[name], pictures(book[name])
        for number, row in enumerate(listed(sheet), HEAD + 1):
            assert (number in there) == (row["file"].endswith(".pdf") and row["page"] is not None), row
            if number in there:
                assert red(there[number]) > 300
                assert len(there[number]) < 200_000
                high, wide = pixels(there[number]).shape[:2]
                shown = min(MAX_PICTURE_SCALE, MAX_PICTURE_WIDTH_PIXELS / wide, MAX_PICTURE_HEIGHT_PIXELS / high) * high * 0.75
                assert sheet.row_dimensions[number].height >= shown
            else:
                assert row["picture"]
    column = NAMES.index("picture")
    assert {image.anchor._from.col for image in book["数据矛盾"]._images} == {column}


def test_a_sheet_can_be_worked_in_and_printed(store: Store, tmp_path: Path) -> None:
    book = made(store, tmp_path / "out")
    for name in ("数据矛盾", "存疑待核", "误读已更正"):
        sheet = book[name]
        assert sheet.freeze_panes == "D4" and sheet.auto_filter.ref.startswith("A3:")
        assert sheet.page_setup.orientation == "landscape" and sheet.page_setup.fitToHeight == 0 and sheet.print_title_rows == "$3:$3"
        (rule,) = sheet.data_validations.dataValidation
        assert rule.type == "list"
        assert rule.formula1.strip('"').split(",") == [text(f"verdict.{each}", "zh") for each in names("verdict")]
        assert str(rule.sqref).startswith(openpyxl.utils.get_column_letter(NAMES.index("verdict") + 1))
    assert book["核对一致"].freeze_panes and not book["核对一致"]._images


def test_the_print_can_be_read(store: Store, tmp_path: Path) -> None:
    book = made(store, tmp_path / "out")
    for name in ("数据矛盾", "存疑待核", "误读已更正", "核对一致"):
        sheet = book[name]
        assert int(sheet.page_setup.paperSize) == 8
        assert sheet.sheet_properties.pageSetUpPr.fitToPage and (sheet.page_setup.fitToWidth or 1) == 1
        assert "&P / &N" in sheet.oddFooter.right.text
        points = sum(7 * each.width * 0.75 * (each.max - each.min + 1) for each in sheet.column_dimensions.values())
        paper = 420 / 25.4 * 72 - 72 * (sheet.page_margins.left + sheet.page_margins.right)
        assert float(FONT["font_size"]) * min(1.0, paper / points) > 8, name  # type: ignore[arg-type]


def test_the_file_leads_to_its_page_and_its_folder_stands_beside_it(store: Store, tmp_path: Path, scans: dict[str, Path]) -> None:
    sheet = made(store, tmp_path / "out")["数据矛盾"]
    rows = listed(sheet)
    for number, row in enumerate(rows, HEAD + 1):
        cell = sheet.cell(number, NAMES.index("file") + 1)
        assert row["folder"].split("\n")[0].removeprefix("A ") == str(tmp_path)
        assert cell.hyperlink.target == f"file://{tmp_path}/{row['file'].split(chr(10))[0].removeprefix('A ')}"
        assert cell.hyperlink.location == (f"page={row['page']}" if row["file"].endswith(".pdf") else None)
    assert any(row["file"] == scans["report_errors"].name for row in rows)


def test_a_text_shows_its_line_where_a_scan_has_a_picture(store: Store, tmp_path: Path) -> None:
    book = made(store, tmp_path / "out")
    (row,) = [r for r in listed(book["数据矛盾"]) if r["unit"] == "白石县文化馆" and not r["file"].startswith("A ")]
    assert row["picture"] == "第7行  1.图书流转服务项目。年初预算120.50万元，实际支出110.86万元，预算执行率93.00%。"
    (tmp_path / row["file"]).write_text("changed", encoding="utf-8")
    (row,) = [
        r for r in listed(made(store, tmp_path / "new")["数据矛盾"]) if r["unit"] == "白石县文化馆" and not r["file"].startswith("A ")
    ]
    assert row["picture"] == "纯文本，没有页面"


def test_a_long_line_is_shown_about_its_figure() -> None:
    line = "甲" * 300 + "93.00%" + "乙" * 300
    shown = _about(line, "93.00%")
    assert "93.00%" in shown and shown.startswith("…") and shown.endswith("…") and len(shown) == MAX_LINE_CHARACTERS + 2
    assert _about("  预算执行率93.00%。", "93.00%") == "预算执行率93.00%。"


def test_a_finding_between_two_reports_names_both(store: Store, tmp_path: Path) -> None:
    book = made(store, tmp_path / "out")
    rows = [row for name in ("数据矛盾", "存疑待核") for row in listed(book[name]) if row["file"].startswith("A ")]
    assert rows and all(row["file"].split("\n")[1].startswith("B ") for row in rows)
    assert {row["rule"] for row in rows} <= {
        text(f"rules.{rule}", "zh") for rule in ("same-project", "same-document", "prior-year", "unit-sum")
    }


def test_the_sheet_by_unit(store: Store, tmp_path: Path) -> None:
    sheet = made(store, tmp_path / "out")["按单位汇总"]
    heads = [cell.value for cell in sheet[3]]
    rows = {row[0].value: dict(zip(heads, (cell.value for cell in row), strict=True)) for row in sheet.iter_rows(min_row=4)}
    errors = rows["青槐县养老事业服务中心"]
    assert (errors["报告数"], errors["数据矛盾"], errors["平均执行率（%）"], errors["平均得分（百分制）"], errors["得分90–100"]) == (
        1,
        2,
        94.98,
        92.5,
        1,
    )
    assert rows["青屏县文化馆"]["报告数"] == 2
    assert sum(row["数据矛盾"] for row in rows.values()) == count(store, Filters())["inconsistent"]
    assert [row["数据矛盾"] for row in rows.values()] == sorted((row["数据矛盾"] for row in rows.values()), reverse=True)


def test_charts_stand_on_the_first_sheet(store: Store, tmp_path: Path) -> None:
    made(store, tmp_path / "out")
    with zipfile.ZipFile(tmp_path / "out" / "问题清单.xlsx") as packed:
        charts = [name for name in packed.namelist() if name.startswith("xl/charts/chart")]
        assert len(charts) == 4
        assert all("概览" in packed.read(name).decode() for name in charts)


def test_english(store: Store, tmp_path: Path) -> None:
    book = made(store, tmp_path / "out", lang="en")
    assert (tmp_path / "out" / "problem-list.xlsx").is_file()
    assert book.sheetnames == ["Overview", "Contradictions", "Doubtful", "Misread, corrected", "Ties out", "By unit"]
    assert [cell.value for cell in book["Contradictions"][3]][:3] == ["No.", "unit", "project"]


def test_headings_of_another_language_than_the_words(store: Store, tmp_path: Path) -> None:
    book = made(store, tmp_path / "out", lang="en", headings="zh")
    assert [cell.value for cell in book["Contradictions"][3]][:3] == ["序号", "单位", "项目"]
    assert [cell.value for cell in book["By unit"][3]][:2] == ["单位", "报告数"]


@pytest.mark.parametrize(
    ("spoil", "word"),
    [(lambda p: p.unlink(), "已不在"), (lambda p: p.write_bytes(b"%PDF-1.7 other"), "被改动")],
)
def test_an_original_that_is_gone_or_changed(
    store: Store, tmp_path: Path, scans: dict[str, Path], spoil: Callable[[Path], Any], word: str
) -> None:
    spoil(scans["report_errors"])
    sheet = made(store, tmp_path / "out")["数据矛盾"]
    rows = [row for row in listed(sheet) if row["file"] == "report_errors.pdf"]
    assert len(rows) == 2 and all(word in row["picture"] for row in rows)
    assert not sheet._images


def test_a_copy_serves_where_the_first_is_gone(store: Store, tmp_path: Path, scans: dict[str, Path]) -> None:
    copy = tmp_path / "copy.pdf"
    copy.write_bytes(scans["report_errors"].read_bytes())
    (seen,) = discover([str(copy)])
    ledger(store).register([(seen, digest(str(copy)))])
    scans["report_errors"].unlink()
    assert len(made(store, tmp_path / "out")["数据矛盾"]._images) == 2


@pytest.mark.parametrize(("most", "contradictions"), [(0, 0), (1, 1), (2, 2)])
def test_pictures_are_limited_and_the_workbook_says_so(store: Store, tmp_path: Path, most: int, contradictions: int) -> None:
    book = made(store, tmp_path / "out", most=most)
    assert len(book["数据矛盾"]._images) == contradictions and not book["存疑待核"]._images
    assert any("截图" in str(cell.value) and str(most) in str(cell.value) for row in book["概览"].iter_rows(max_row=12) for cell in row)
    late = [row["picture"] for row in listed(book["存疑待核"]) if row["file"].endswith(".pdf") and row["page"]]
    assert late and all("上限" in told for told in late)


def test_filters(store: Store, tmp_path: Path) -> None:
    book = made(store, tmp_path / "out", filters=Filters(year=2023, unit="青槐"))
    assert {row["unit"] for name in ("数据矛盾", "核对一致") for row in listed(book[name])} == {"青槐县养老事业服务中心"}
    assert [row[0].value for row in book["按单位汇总"].iter_rows(min_row=4)] == ["青槐县养老事业服务中心"]
    assert "2023" in book["概览"]["B2"].value and "青槐" in book["概览"]["B2"].value


def test_an_archive_without_findings_of_a_kind(tmp_path: Path) -> None:
    with open_store(tmp_path / "a.db", create=True) as opened:
        book = made(opened, tmp_path / "out")
    assert listed(book["数据矛盾"]) == []


def test_a_row_that_looks_like_a_formula_is_text(tmp_path: Path) -> None:
    with open_store(tmp_path / "a.db", create=True) as opened:
        put(opened, write(tmp_path, [report(project="=1+1项目", rate="93.00")]))
        cells = [cell for row in made(opened, tmp_path / "out")["数据矛盾"].iter_rows(min_row=4) for cell in row]
    assert all(cell.data_type != "f" for cell in cells)


def test_the_list_from_postgresql(tmp_path: Path, postgres: str) -> None:  # noqa: F811
    with open_store(postgres, create=True) as opened:
        put(opened, write(tmp_path, [report(), report(spent="108.60", rate="90.12"), report(unit="白石县文化馆", rate="93.00")]))
        book = made(opened, tmp_path / "out")
        assert len(listed(book["数据矛盾"])) == count(opened, Filters())["inconsistent"] > 0
        with snapshot(opened) as connection:
            whole = unit_sums(connection, Filters())
        assert int(whole.units["reports"].sum()) == 3


def test_contacts_are_masked_on_the_page_too(store: Store, scans: dict[str, Path]) -> None:
    found = [record.model_dump(mode="json") for _, record in store.records() if record.document.source == "report_errors.pdf"]
    (record,) = found
    boxes = personal_data_boxes(record)
    assert {tuple(record["cover"][name]["bbox"]) for name in ("contact_person", "contact_phone")} == {spot.box for spot in boxes}


# Crops


def page(width: int = 600, height: int = 800) -> np.ndarray[Any, Any]:
    return np.full((round(height * PIXELS_PER_POINT), round(width * PIXELS_PER_POINT), 3), 255, np.uint8)


@pytest.mark.parametrize(
    ("tops", "count"), [([100], 1), ([100, 110], 1), ([100, 130, 160], 1), ([100, 100 + 20 + MAX_GAP_PT + 1], 2), ([600, 100, 120], 2)]
)
def test_figures_close_by_share_a_strip(tops: list[int], count: int) -> None:
    made = cut_strips(page(), [Spot(1, (200.0, top, 250.0, top + 20.0)) for top in tops])
    assert len(made) == count
    assert len({strip.shape[1] for strip in made}) == 1
    assert all(250 * PIXELS_PER_POINT < strip.shape[1] < 600 * PIXELS_PER_POINT for strip in made)


def test_the_claimed_figure_has_the_thicker_box_and_a_row_name_none() -> None:
    one = [cut_strips(page(), [Spot(1, (200.0, 100.0, 250.0, 120.0), *how)])[0] for how in ((True, True), (False, True), (False, False))]
    ink = [int((strip[..., 0] < 100).sum()) for strip in one]
    assert ink[0] > ink[1] > ink[2] == 0


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_a_turned_page_is_set_upright(rotation: int) -> None:
    standing = page()
    standing[round(100 * PIXELS_PER_POINT) : round(120 * PIXELS_PER_POINT), round(200 * PIXELS_PER_POINT) : round(250 * PIXELS_PER_POINT)] = 0
    lying = np.ascontiguousarray(np.rot90(standing, -rotation // 90))
    width, height = 600.0, 800.0
    box = {
        0: (200.0, 100.0, 250.0, 120.0),
        90: (height - 120, 200.0, height - 100, 250.0),
        180: (width - 250, height - 120, width - 200, height - 100),
        270: (100.0, width - 250, 120.0, width - 200),
    }[rotation]
    image, (spot,) = rotate_upright(lying, [Spot(1, box)], rotation)
    assert (image == standing).all()
    assert spot.box == pytest.approx((200.0, 100.0, 250.0, 120.0))


@pytest.mark.parametrize(
    ("pointer", "word"),
    [("/budget/0/spent", "1元"), ("/budget/1/spent", None), ("/budget/x", None), ("", None), ("/cover/title/text", None)],
)
def test_pointers(pointer: str, word: str | None) -> None:
    leaf = {"text": "1元", "page": 1, "bbox": [0, 0, 1, 1]}
    record = {"budget": [{"spent": leaf, "name": None}], "cover": {"title": {"text": "甲"}}}
    found = leaf_at(record, pointer)
    assert (found and found["text"]) == word
    assert len(spots_of(record, (pointer,))) == int(word is not None)
