"""Damaged, lost or missing pages are reported, never treated as blank, and cause no false accusation."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image as Pillow
from typer.testing import CliRunner

import gouji
from bench.mutated.originals import originals
from bench.mutated.stand_in import StandIn
from gouji.archive.recheck import recheck
from gouji.archive.table_rows import table_rows
from gouji.archive.tally import tally
from gouji.check.relations.relation import Relation
from gouji.check.relations.tests import sum_test
from gouji.check.unread_parts import with_lost
from gouji.cli import app
from gouji.extract.missing_pages import missing_pages
from gouji.normalize.figures.quantities import parse_quantity
from gouji.ocr.damage.picture_damage import picture_damage
from gouji.ocr.document import read_document
from gouji.ocr.recording import read_recording, write_recording
from gouji.schemas.errors import UnreadableDocument
from gouji.schemas.flaw import Flaw
from gouji.schemas.glyph import Glyph
from gouji.schemas.leaf import QuantityLeaf
from gouji.schemas.pages import Document, Line, Page, Reader, Spoilt
from gouji.schemas.record import Report
from tests.test_damage import SIZE, drawn, saved

SAMPLES = Path(__file__).parent.parent / "samples"
LISTS = ("sum-of-parts", "sum-of-sources", "weights-total", "scores-total", "announced-count")


@pytest.mark.parametrize("kind", ["scanned.pdf", "digital.pdf", "fax.pdf", "flate.pdf", "png", "jpeg", "tiff"])
def test_intact_files_have_no_damage(kind: str, tmp_path: Path) -> None:
    for name, data in originals(kind).items():
        document = read(data, tmp_path)
        assert all(page.spoilt is None and page.kind != "unreadable" for page in document.pages), name


def read(data: bytes, folder: Path) -> Document:
    path = folder / "input"
    path.write_bytes(data)
    return read_document(path, reader=StandIn())


def spoiled(data: bytes, number: int, start: float, end: float) -> bytes:
    """The PDF with a part of the image of page `number` (from 0) zeroed."""
    first = data.index(b"stream\n", data.index(b"%d 0 obj\n<</Type/XObject" % (20 + number))) + 7
    last = data.index(b"\nendstream", first)
    a, b = first + int((last - first) * start), first + int((last - first) * end)
    return data[:a] + bytes(b - a) + data[b:]


@pytest.mark.parametrize("kind", ["scanned.pdf", "fax.pdf", "flate.pdf"])
def test_a_page_with_a_lost_image_is_unreadable_and_the_other_is_read(kind: str, tmp_path: Path) -> None:
    for name, data in originals(kind).items():
        document = read(spoiled(data, 1, 0.0, 1.0), tmp_path)
        assert [page.kind for page in document.pages] == ["scanned", "unreadable"], name
        assert document.pages[0].spoilt is None and document.pages[1].spoilt and not document.pages[1].lines


@pytest.mark.parametrize("codec", ["JPXDecode", "JBIG2Decode"])
def test_a_page_with_an_undecodable_image_is_not_blank(codec: str, tmp_path: Path) -> None:
    data = originals("scanned.pdf")["grey.pdf"]
    place = data.index(b"21 0 obj")
    changed = data[:place] + data[place:].replace(b"DCTDecode", codec.encode(), 1)
    assert [page.kind for page in read(changed, tmp_path).pages] == ["scanned", "unreadable"]


def test_a_slightly_damaged_page_is_read_as_far_as_possible(tmp_path: Path) -> None:
    whole = originals("scanned.pdf")["restarts.pdf"]
    document = read(spoiled(whole, 0, 0.9, 0.905), tmp_path)
    first, second = document.pages
    assert first.kind == second.kind == "scanned" and second.spoilt is None
    assert first.lines and first.spoilt is not None and first.spoilt.lost < 0.25
    assert first.spoilt.box is not None and first.spoilt.box[1] > 120, "what stands above the damage is sure"


def test_blank_paper_stays_blank(tmp_path: Path) -> None:
    images = [drawn("L"), Pillow.new("L", SIZE, 255), drawn("L")]
    document = read(saved(images[0], "TIFF", save_all=True, append_images=images[1:], dpi=(75, 75)), tmp_path)
    assert [page.kind for page in document.pages] == ["scanned", "blank", "scanned"]
    findings = gouji.understand(document, lang="zh").findings
    assert [(f.rule, f.severity) for f in findings if f.rule.startswith("page")] == [("page-blank", "info")]


def test_a_lost_page_of_a_tiff(tmp_path: Path) -> None:
    data = originals("tiff")["tiff_adobe_deflate.tif"]
    with Pillow.open(io.BytesIO(data)) as image:
        image.seek(1)
        places, sizes = image.tag_v2[273], image.tag_v2[279]  # type: ignore[attr-defined]
    for place, size in zip(places, sizes, strict=True):
        data = data[: place + 2] + bytes(size - 2) + data[place + size :]
    assert [page.kind for page in read(data, tmp_path).pages] == ["scanned", "unreadable"]


def test_damage_of_image_files() -> None:
    png = saved(drawn("L"), "PNG")
    at = png.index(b"IDAT") + 8 + int.from_bytes(png[png.index(b"IDAT") - 4 : png.index(b"IDAT")], "big") - 1
    assert picture_damage(png)(1) is None
    assert picture_damage(png[:at] + bytes([png[at] ^ 1]) + png[at + 1 :])(1) == Flaw(0.0)
    assert picture_damage(png[:-12])(1) == Flaw(0.0)
    for packing in ("group4", "jpeg", "tiff_adobe_deflate"):
        image = drawn("L") if packing != "group4" else drawn("L").convert("1")
        tiff = saved(image, "TIFF", compression=packing)
        assert picture_damage(tiff)(1) is None
        assert picture_damage(tiff[:200] + bytes(400) + tiff[600:])(1) is not None


def test_a_truncated_photograph(tmp_path: Path) -> None:
    data = saved(drawn("L"), "JPEG", dpi=(75, 75))
    page = read(data[: int(len(data) * 0.95)], tmp_path).pages[0]
    assert page.kind == "scanned" and page.spoilt is not None and 0 < page.spoilt.lost < 0.25
    with pytest.raises(UnreadableDocument, match="broken_image"):
        read(data[: len(data) // 2], tmp_path)


def test_a_file_with_more_pages_than_can_be_opened(tmp_path: Path) -> None:
    data = originals("scanned.pdf")["grey.pdf"].replace(b"/Count 2", b"/Count 1")
    assert [page.kind for page in read(data, tmp_path).pages] == ["scanned", "unreadable"]


def test_damaged_text_of_a_digital_page(tmp_path: Path) -> None:
    data = originals("digital.pdf")["digital.pdf"]
    first = data.index(b"stream\n") + 7
    damaged = read(data[: first + 60] + bytes(6) + data[first + 66 :], tmp_path)
    assert damaged.pages[0].spoilt is not None and damaged.pages[1].spoilt is None


def test_a_recording_keeps_the_damage(tmp_path: Path) -> None:
    document = read(spoiled(originals("scanned.pdf")["restarts.pdf"], 0, 0.9, 0.905), tmp_path)
    write_recording(document, tmp_path / "r.json.gz")
    kept = read_recording(tmp_path / "r.json.gz").pages[0].spoilt
    assert kept is not None and document.pages[0].spoilt is not None
    assert kept.lost == document.pages[0].spoilt.lost and kept.box == pytest.approx(document.pages[0].spoilt.box or (), abs=0.1)


@pytest.mark.scan
def test_the_command_names_the_page_and_reads_the_rest(tmp_path: Path) -> None:
    whole = (SAMPLES / "table_two_pages.pdf").read_bytes()
    place = whole.rindex(b"\xff\xd8\xff")
    (tmp_path / "a.pdf").write_bytes(whole[:place] + bytes(50_000) + whole[place + 50_000 :])
    result = CliRunner().invoke(app, ["extract", str(tmp_path / "a.pdf"), "--out", str(tmp_path), "--lang", "zh"])
    assert result.exit_code == 2
    assert len(result.stderr.strip().splitlines()) == 1 and "第2页" in result.stderr
    record = Report.model_validate_json((tmp_path / "a.json").read_text(encoding="utf-8"))
    assert [page.kind for page in record.document.pages] == ["scanned", "unreadable"] and record.budget
    assert not [f.message for f in record.findings if f.status == "inconsistent"]


def without(document: Document, number: int, kind: str = "unreadable") -> Document:
    """The document with one page lost."""
    page = document.pages[number - 1]
    page.kind, page.lines, page.tables, page.spoilt = kind, [], [], Spoilt(1.0)  # type: ignore[assignment]
    return document


def statuses(document: Document, *rules: str) -> list[tuple[str, str]]:
    found = gouji.understand(document, lang="zh").findings
    return sorted({(f.rule, f.status) for f in found if f.rule in rules})


def test_a_sum_over_a_lost_page_causes_no_inconsistency(recorded: Callable[[Path], Document]) -> None:
    sample = SAMPLES / "table_two_pages.pdf"
    assert ("weights-total", "inconsistent") not in statuses(recorded(sample), "weights-total")
    document = without(recorded(sample), 2)
    assert ("weights-total", "unresolved") in statuses(document, "weights-total")
    findings = gouji.understand(without(recorded(sample), 2), lang="zh").findings
    assert not [f.message for f in findings if f.status == "inconsistent"]
    told = next(f for f in findings if f.rule == "weights-total" and f.status == "unresolved")
    assert "第2页未能读出" in told.message and told.suggestion == "请重新扫描第2页后再读一次"
    lost = next(f for f in findings if f.rule == "page-unreadable")
    assert (lost.severity, lost.status, lost.fields) == ("error", "unresolved", ["/document/pages/1"])


def test_genuine_errors_remain_if_all_pages_are_intact_and_inside_a_row(recorded: Callable[[Path], Document]) -> None:
    sample = SAMPLES / "report_errors.pdf"
    before = {f.message for f in gouji.understand(recorded(sample), lang="zh").findings if f.status == "inconsistent"}
    document = recorded(sample)
    last = len(document.pages)
    after = gouji.understand(without(document, last), lang="zh")
    inconsistent = {f.message for f in after.findings if f.status == "inconsistent"}
    assert inconsistent and inconsistent <= before
    assert all(f.rule not in LISTS for f in after.findings if f.status in ("inconsistent", "misread"))


def test_a_figure_in_a_damaged_part_causes_no_inconsistency(recorded: Callable[[Path], Document]) -> None:
    sample = SAMPLES / "report_errors.pdf"
    document = recorded(sample)
    wrong = [f for f in gouji.understand(recorded(sample), lang="zh").findings if f.status == "inconsistent"]
    assert wrong
    for page in document.pages:
        page.spoilt = Spoilt(0.1)
    found = gouji.understand(document, lang="zh").findings
    assert not [f.message for f in found if f.status in ("inconsistent", "misread")]
    assert [f.severity for f in found if f.rule == "page-unreadable"] == ["warning"] * len(document.pages)


@pytest.mark.parametrize(
    ("printed", "missing"),
    [
        ([1, 2, 3, 4], []),
        ([5, 6, 7, 8], []),
        ([1, 2, 4, 5], [2]),
        ([1, 2, 5, 6, 9, 10, 11], [2, 4]),
        ([1, 2, 8, 4], []),
        ([1, 3, 5, 7], []),
        ([1, None, 3, 4], []),
        ([1, 2, 90, 91], []),
        ([1, 3], []),
    ],
)
def test_gaps_in_printed_page_numbers(printed: list[int | None], missing: list[int]) -> None:
    pages = [Page(n, 595.0, 842.0, "scanned", [numbered(n, told)] if told else []) for n, told in enumerate(printed, 1)]
    assert missing_pages(Document("a", "0", "scanned", pages, Reader("r", "", ""))) == missing


def numbered(page: int, told: int) -> Line:
    glyphs = [Glyph(c, 0.99, (), page, (290.0 + 6 * i, 800.0, 296.0 + 6 * i, 812.0)) for i, c in enumerate(f"- {told} -")]
    return Line(glyphs, page, (290.0, 800.0, 330.0, 812.0))


@pytest.mark.parametrize(
    ("weights", "scores", "lost"),
    [
        ((10, 20, 10), (10, 20, 10), True),
        ((10, 20, 10), (9, 18, 10), True),
        ((10, 20, 70), (10, 20, 10), False),
        ((10, 20, 65), (10, 20, 65), False),
        ((10, 20, 70), (10, 20, 70), False),
    ],
)
def test_totals_that_differ_by_the_same_amount_are_missing_rows(weights: tuple[int, ...], scores: tuple[int, ...], lost: bool) -> None:
    relations = [
        Relation(rule, "合计", (points(100), *map(points, parts)), sum_test((1,) * len(parts), None), listed=True)
        for rule, parts in (("weights-total", weights), ("scores-total", scores))
    ]
    report = gouji.understand(Document("a", "0", "text", [Page(1, None, None, "text", [])], Reader("none", "", "")), lang="zh")
    assert [bool(each.lost) for each in with_lost(relations, report)] == [lost, lost]


def points(value: int) -> QuantityLeaf:
    quantity = parse_quantity(f"{value}分")
    return QuantityLeaf(value=quantity, raw="", text=f"{value}分", confidence=1.0)


def test_archive_and_batch_name_the_page(tmp_path: Path, recorded: Callable[[Path], Document]) -> None:
    report = gouji.understand(without(recorded(SAMPLES / "table_two_pages.pdf"), 2), lang="zh")
    row = next(row for row in table_rows(report, "r")["findings"] if row["rule"] == "page-unreadable")
    assert (row["page"], row["severity"], row["status"]) == (2, "error", "unresolved")
    assert tally(report).unreadable == 1
    assert tally(gouji.understand(recorded(SAMPLES / "table_two_pages.pdf"), lang="zh")).unreadable == 0
    again = recheck(Report.model_validate_json(report.model_dump_json()), "zh")
    assert not [f.message for f in again.findings if f.status == "inconsistent"]
    assert any(f.rule == "page-unreadable" for f in again.findings)
