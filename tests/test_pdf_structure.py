"""What a PDF says of itself in two places must agree: its table, its lengths, its page tree. Intact files always do."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Callable
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PIL import Image as Pillow

from bench.mutated.originals import originals
from gouji.ocr.pdf.page_dictionary import is_dictionary_intact
from gouji.ocr.pdf.streams import PdfStreams, inspect_streams
from tests.test_damage import drawn
from tests.test_lost_pages import read

SAMPLES = Path(__file__).parent.parent / "samples"
DIGITAL = originals("digital.pdf")["digital.pdf"]
SECOND_PAGE = DIGITAL.index(b"6 0 obj")


def told(data: bytes) -> list[bool]:
    streams = inspect_streams(data)
    return [streams.of_page(number) is not None for number in range(1, len(streams.pages) + 1)]


def replaced(old: bytes, new: bytes, data: bytes = DIGITAL, after: int = 0) -> bytes:
    assert old in data[after:]
    return data[:after] + data[after:].replace(old, new, 1)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (DIGITAL, [False, False]),
        (replaced(b" 210.2", b" 2100.2", after=SECOND_PAGE), [False, True]),  # one byte too many: the table disagrees
        (replaced(b"/MediaBox[0 0 148.8 210.2]", b"", after=SECOND_PAGE), [False, True]),
        (replaced(b" 210.2", b" 210.:", after=SECOND_PAGE), [False, True]),  # nothing that may stand there
        (replaced(b"/Contents 7", b"/Contents '"), [False, True]),
        (replaced(b"/FlateDecode", b"/FlateDe\xbd\n4}_~"), [True, False]),
        (replaced(b"/Type/Page/", b"/Txpe/Page/"), [False, False]),  # still a page, and nothing else is wrong with it
        (replaced(b"6 0 R]/Count 2>>\n", b"6 " + b"\xff" * 15), [True, True]),  # of the tree that leads to all pages
        (replaced(b"/Count 2", b"/Count 3"), [True, True]),
        (replaced(b"/Count 2", b"/Count 1"), [True, True]),
        (replaced(b"/Length 478", b"/Length 378"), [True, False]),
        (replaced(b"0000000836", b"0000000837"), [False, False]),  # the table alone is damaged
    ],
)
def test_contradictions_are_damage_of_the_page_that_they_concern(data: bytes, expected: list[bool]) -> None:
    assert told(data) == expected


CONTENT = (
    b"q BT /F1 12 Tf 72.5 -3 Td (a \\( b) Tj [(x) -2.5 <00ff>] TJ ET Q\n/P <</MCID 0>> BDC 1 0 0 RG 0 0 m 9 9 l S EMC\n"
)


@pytest.mark.parametrize(
    ("content", "damaged"),
    [
        (CONTENT, False),
        (b"% a comment\nq 10 0 0 10 0 0 cm BI /W 2 /H 1 /BPC 8 /CS /G ID \0{ EI Q\n", False),
        (b"BX anything goes EX", False),
        (b"", False),
        (CONTENT.replace(b" Tf", b" Uf"), True),
        (CONTENT.replace(b"72.5", b"7\xb2.5"), True),
        (CONTENT[:40] + bytes(30) + CONTENT[70:], True),
    ],
)
def test_content_without_a_checksum_must_consist_of_operators(content: bytes, damaged: bool) -> None:
    whole = DIGITAL[: DIGITAL.index(b"xref\n0 1")]
    start, end = whole.index(b"5 0 obj"), whole.index(b"6 0 obj")
    unsure = zlib.compress(content)[:-4]
    for head, body in ((b"", content), (b"/Filter/FlateDecode", unsure)):
        stream = b"5 0 obj\n<<%s/Length %d>>\nstream\n%s\nendstream\nendobj\n" % (head, len(body), body)
        assert told(whole[:start] + stream + whole[end:]) == [damaged, False]


def scans(pages: int = 3) -> bytes:
    out = io.BytesIO()
    first, *more = [drawn("L") for _ in range(pages)]
    first.save(out, "PDF", save_all=True, append_images=more)
    return out.getvalue()


def with_one_more_page(data: bytes) -> bytes:
    """As Pillow adds a page: a second table behind the first."""
    out = io.BytesIO(data)
    Pillow.new("L", (310, 438), 200).save(out, "PDF", append=True)
    return out.getvalue()


def without_the_first_page(data: bytes, how: str) -> bytes:
    out = io.BytesIO()
    document = pdfium.PdfDocument(data)
    del document[0]
    document.save(out, version=17, flags={"rewritten": 2, "incremental": 1}[how])
    return out.getvalue()


def packed(data: bytes) -> bytes:
    """The file with its table as a stream, with the predictor that most writers use."""
    entries = sorted((int(m[1]), m.start()) for m in re.finditer(rb"([0-9]+) 0 obj", data))
    start = data.index(b"xref\n0 1")
    rows = {number: b"\1" + place.to_bytes(4, "big") + b"\0" for number, place in [*entries, (60, start)]}
    plain = [rows.get(number, bytes(6)) for number in range(61)]
    above = [bytes(6), *plain]
    table = zlib.compress(
        b"".join(
            b"\2" + bytes((a - b) & 255 for a, b in zip(row, up, strict=True))
            for row, up in zip(plain, above, strict=False)
        )
    )
    words = b"/Type/XRef/Size 61/W[1 4 1]/Root 1 0 R/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 6>>"
    stream = b"60 0 obj\n<<%s/Length %d>>\nstream\n%s\nendstream\nendobj\n" % (words, len(table), table)
    return data[:start] + stream + b"startxref\n%d\n%%%%EOF\n" % start


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data,
        lambda data: b"junk before the header\n" + data,
        lambda data: data + b"\njunk behind the end",
        lambda data: re.sub(rb"\nxref.*trailer", b"\ntrailer", data, flags=re.DOTALL),
        lambda data: re.sub(rb"[0-9]{10} 00000 n", b"0000000015 00000 n", data),  # a table that was never right
        lambda data: re.sub(rb"(?<=/Length )[0-9]+", lambda size: b"15".rjust(len(size[0]), b"0"), data),
        with_one_more_page,
        lambda data: with_one_more_page(with_one_more_page(data)),
        lambda data: without_the_first_page(data, "rewritten"),
        lambda data: without_the_first_page(data, "incremental"),
    ],
)
def test_intact_files_of_many_writers_have_no_damage(change: Callable[[bytes], bytes]) -> None:
    for data in (scans(), originals("fax.pdf")["fax.pdf"], DIGITAL):
        found = inspect_streams(change(data))
        assert found.inspected and not found.flaws and found.shared is None
        assert found.pages and not any(told(change(data)))


def test_a_table_that_is_a_stream() -> None:
    whole = packed(DIGITAL)
    assert told(whole) == [False, False]
    assert told(replaced(b" 210.2", b" 2100.2", whole, after=SECOND_PAGE)) == [False, True]


def test_the_samples_have_no_damage() -> None:
    for path in sorted(SAMPLES.glob("*.pdf")):
        found: PdfStreams = inspect_streams(path.read_bytes())
        assert found.pages and not found.flaws and found.shared is None, path.name
        assert not any(found.of_page(number) for number in range(1, len(found.pages) + 1)), path.name


def test_a_page_that_the_damaged_tree_does_not_lead_to_is_reported(tmp_path: Path) -> None:
    data = replaced(b"6 0 R]/Count 2>>\n", b"6 " + b"\xff" * 15)
    assert len(inspect_streams(data).pages) == 2
    document = read(data, tmp_path)
    assert len(document.pages) == 2 and all(page.spoilt or page.kind == "unreadable" for page in document.pages)


def test_an_empty_page_with_contents_that_nothing_refers_to_is_not_blank(tmp_path: Path) -> None:
    whole = originals("fax.pdf")["fax.pdf"]
    second = whole.index(b"6 0 obj")
    data = replaced(b"/Contents 7 0 R", b"/Contentz 7 0 R", whole, after=second).replace(
        b"/Contentz 7 0 R", b"/Group null    "
    )
    assert [page.kind for page in read(data, tmp_path).pages] == ["scanned", "unreadable"]
    assert [page.kind for page in read(revised(whole, second), tmp_path).pages] == ["scanned", "blank"]


def revised(data: bytes, page: int) -> bytes:
    """The file with an addition that gives the second page empty contents."""
    end = data.index(b"\nendobj", page)
    new = len(data)
    body = b"90 0 obj\n<</Length 1>>\nstream\n \nendstream\nendobj\n"
    head = data[page:end].replace(b"/Contents 7 0 R", b"/Contents 90 0 R") + b"\nendobj\n"
    table = b"xref\n6 1\n%010d 00000 n \n90 1\n%010d 00000 n \n" % (new + len(body), new)
    trailer = b"trailer\n<</Size 91/Root 1 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n"
    return data + body + head + table + trailer % (data.index(b"xref\n0 1"), new + len(body) + len(head))


@pytest.mark.parametrize(
    ("dictionary", "intact"),
    [
        (b"<</Type/Page/MediaBox[0 0 595.2 -841.9]/Rotate 90/T(a\\)(b)c)/ID<00fF>>>", True),
        (b"<< /A true /B null /C [ 1 0 R 2 0 R ] % a comment >>\n >>", True),
        (b"[1 2.5 -.5 +7 (x)]", True),
        (b"12", True),
        (b"<</Width 310/Height 438>", False),
        (b"<</Width310/Height 438>>", False),
        (b"<</Width 310 438>>", False),
        (b"<</Width 3;0>>", False),
        (b"<</Width 310]", False),
        (b"<</MediaBox[0 0 14\0\0\0 210.2]>>", False),
        (b"<</T(\0a)>>\0", True),
        (b"<</Contents7 0 R>>", False),
        (b"<</Contents 7 0R>>", False),
        (b"<</Filter/FlatmDecode>>", False),
        (b"<</DeCodeparms<</K -1>>>>", False),
        (b"<</TrimBox[0 0 1 1]/BleedBox[0 0 1 1]/Widths[1]/Encodings 1/Decoded 2>>", True),
        (b"<</A 1>> <</B 2>>", False),
        (b"<</A (never closed>>", False),
    ],
)
def test_dictionaries(dictionary: bytes, intact: bool) -> None:
    assert is_dictionary_intact(dictionary) == intact


def test_what_other_programs_write_in_fonts_is_no_damage() -> None:
    for odd in (b"<</BaseFont/\xcb\xce\xcc\xe5>>", b"<</ItalicAngle --12.5/A 1e-5/B 0.-3>>"):
        assert is_dictionary_intact(odd, foreign=True) and not is_dictionary_intact(odd)
