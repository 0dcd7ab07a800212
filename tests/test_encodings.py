"""Detection of a text's encoding, and the reading of a damaged text."""

from __future__ import annotations

import random
from pathlib import Path
from time import process_time

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

from gouji.archive.recheck import recheck
from gouji.cli import app
from gouji.ocr.text.encodings import LOST, decode
from gouji.ocr.text.lost_bytes import with_lower_probabilities
from gouji.ocr.text.text_file import text_page
from gouji.schemas.errors import UnreadableDocument
from gouji.schemas.glyph import Glyph
from tests.plain_report import REPORT, read, told

TRADITIONAL = "項目支出績效自評報告\n項目名稱：河道清淤與護岸整治\n本年度預算執行率為95.00%，實際支出1140.57萬元，群眾滿意率96.40%。\n" * 3
MARKS = {
    "utf-16-le": b"\xff\xfe",
    "utf-16-be": b"\xfe\xff",
    "utf-32-le": b"\xff\xfe\0\0",
    "utf-32-be": b"\0\0\xfe\xff",
    "gb18030": b"\x841\x953",
    "utf-8": b"\xef\xbb\xbf",
}


@pytest.mark.parametrize("marked", [False, True])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_a_report_is_the_same_in_any_encoding(encoding: str, marked: bool, tmp_path: Path) -> None:
    data = (MARKS[encoding] if marked else b"") + REPORT.encode(encoding)
    assert decode(data).encoding == encoding
    assert told(read(data, tmp_path)) == told(read(REPORT, tmp_path))


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (TRADITIONAL, "big5hkscs"),
        (TRADITIONAL, "gb18030"),
        (TRADITIONAL, "utf-16-le"),
        (REPORT[:60], "gb18030"),
        ("预算执行率", "gb18030"),
        ("执行率 95%\n" * 3, "utf-16-be"),
    ],
)
def test_encoding_is_inferred_from_the_decoded_text(text: str, encoding: str) -> None:
    found = decode(text.encode(encoding))
    assert (found.text, found.encoding) == (text, encoding)


@pytest.mark.parametrize("sign", ["\0", "\x01", "\x9b", "\ue5e5"])
def test_a_text_may_have_a_few_unusual_characters(sign: str, tmp_path: Path) -> None:
    strange = REPORT.replace("万元", f"{sign}万元")
    assert decode(strange.encode()).encoding == "utf-8"
    with pytest.raises(UnreadableDocument, match="not_text"):
        decode(strange.replace("元", sign * 4).encode())


def wrong_bytes(data: bytes, line: int, count: int = 1) -> bytes:
    """The data with as many bytes of line `number` (from 1) replaced by undecodable ones."""
    lines = data.split(b"\n")
    lines[line - 1] = lines[line - 1][:-6] + b"\xff" * count + lines[line - 1][-6:]
    return b"\n".join(lines)


DAMAGED = [
    (wrong_bytes(REPORT.encode(), 8), "UTF-8", "第8行1个"),
    (wrong_bytes(wrong_bytes(REPORT.encode(), 7, 2), 13), "UTF-8", "第7行2个、第13行1个"),
    (wrong_bytes(REPORT.encode("gb18030"), 13, 2), "GB18030", "第13行2个"),
    (REPORT.encode()[:-3], "UTF-8", "第18行1个"),
    (REPORT.encode("gb18030")[:-2], "GB18030", "第18行1个"),
    (REPORT.encode("utf-16-le")[:-1], "UTF-16-LE", "第18行1个"),
    (b"\xff\xfe" + REPORT.encode("utf-16-le") + b"\x00\xd8", "UTF-16-LE", "第19行2个"),
    (REPORT.encode().replace(b"\n", b"\xed\xa0\x80\n", 1), "UTF-8", "第1行3个"),
    (REPORT.encode().replace("工程".encode(), LOST.encode(), 1), "UTF-8", "第7行1个"),
]


@pytest.mark.parametrize(("data", "encoding", "places"), DAMAGED)
def test_damaged_text_is_read_and_reported(data: bytes, encoding: str, places: str, tmp_path: Path) -> None:
    record = read(data, tmp_path)
    (found,) = [f for f in record.findings if f.rule == "damaged-text"]
    assert found.status == "unresolved" and encoding in found.message and found.message.endswith(places)
    assert found.suggestion and places[: places.index("行")] in found.suggestion
    assert record.budget and record.evaluation.score
    assert [f.rule for f in recheck(record, "zh").findings if f.rule == "damaged-text"] == ["damaged-text"]


BESIDE = [
    ("2#8.50万元", "utf-8", "2|8.50"),
    ("支出28#万元", "utf-8", "28|万"),
    ("支出#28.50万元", "utf-8", "出|28.50"),
    ("年#月12日", "utf-8", "年|月12"),
    ("甲乙#丙丁戊1丁", "gb18030", "乙|丙丁戊"),
    ("甲乙#丙丁戊1丁", "utf-8", "乙|丙"),
    ("支出28.50万元", "utf-8", ""),
]


@pytest.mark.parametrize(("row", "encoding", "doubtful"), BESIDE)
def test_characters_next_to_a_lost_byte_are_doubtful(row: str, encoding: str, doubtful: str) -> None:
    glyphs = with_lower_probabilities([Glyph(char, line=1) for char in row.replace("#", LOST)], encoding)
    assert "".join("|" if g.char == LOST else g.char for g in glyphs if g.prob < 0.6) == doubtful


def test_a_long_row_with_lost_bytes_takes_linear_time() -> None:
    began = process_time()
    with_lower_probabilities([Glyph(char) for char in "1" * 100_000 + LOST + ("1" * 9 + LOST) * 10_000], "gb18030")
    assert process_time() - began < 20


def test_a_figure_with_a_lost_byte_causes_no_inconsistency(tmp_path: Path) -> None:
    """1140.57 without its first digit is 140.57, and then nothing ties out."""
    record = read(REPORT.encode().replace(b"1140.57", b"\xff140.57"), tmp_path)
    assert [f.rule for f in record.findings if f.status == "inconsistent"] == ["execution-rate"]
    assert "/document/pages/0" in {pointer for f in record.findings if f.status == "unresolved" for pointer in f.fields}
    assert not [f for f in record.findings if "140.57" in f.equation and "1140.57" not in f.equation and f.status == "consistent"]


BINARY = {
    "noise": random.Random(7).randbytes(4000),
    "short noise": random.Random(3).randbytes(60),
    "zeros": bytes(4000),
    "all bytes": bytes(range(256)) * 20,
    "numbers": b"".join(n.to_bytes(4, "little") for n in range(0, 90000, 37)),
    "high half": random.Random(5).randbytes(4000).translate(bytes(128 + b % 128 for b in range(256))),
    "marked noise": b"\xff\xfe" + random.Random(9).randbytes(3000),
    "half a text": REPORT.encode() + random.Random(2).randbytes(3000),
}


@pytest.mark.parametrize("data", BINARY.values(), ids=BINARY.keys())
def test_binary_data_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableDocument, match="not_text"):
        text_page(data)


def test_findings_about_a_page_are_in_the_problem_list(tmp_path: Path) -> None:
    """A page has a message and no place on itself: it is not a leaf of the record."""
    archive = tmp_path / "a.db"
    path = tmp_path / "坏字节.txt"
    path.write_bytes(wrong_bytes(REPORT.encode(), 8))
    run = CliRunner().invoke
    assert run(app, ["ingest", str(path), "--archive", str(archive), "--workers", "1", "--lang", "zh"]).exit_code == 0
    told = run(app, ["export", "--archive", str(archive), "--format", "problems", "--out", str(tmp_path / "out"), "--lang", "zh"])
    assert told.exit_code == 0, told.output
    book = load_workbook(tmp_path / "out" / "问题清单.xlsx")
    cells = [str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell]
    assert [cell for cell in cells if "第8行1个" in cell]
