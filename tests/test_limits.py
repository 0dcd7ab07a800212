"""Input beyond the limits is refused in one sentence before it costs memory or time; input within them is read."""

from __future__ import annotations

import io
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image as Pillow

import gouji
from gouji.ocr.image.grey_seal_rims import find_grey_seal_rims
from gouji.ocr.image.image_file import picture_rasters
from gouji.ocr.image.raster import LARGEST_SIDE_PX, Raster
from gouji.ocr.pdf.objects import parse_object
from gouji.ocr.pdf.open_pdf import open_page, open_pdf
from gouji.ocr.pdf.render import page_raster
from gouji.schemas.errors import GoujiError, UnreadableDocument
from gouji.schemas.limits import MEGABYTE, Limits
from gouji.schemas.texts import text

WORDS = b"BT /F1 12 Tf 100 700 Td (Budget 258.50 of 1,163.74 total) Tj ET\n"
FORM = b"/Type/XObject/Subtype/Form/BBox[0 0 500 500]"
CALLS = b"/XObject<</X 6 0 R>>"


def stream(content: bytes, head: bytes = b"", packed: int = 0) -> bytes:
    """An object with this content, compressed the given number of times."""
    for _ in range(packed):
        content = zlib.compress(content, 9)
    filters = b"/Filter[%s]" % (b"/FlateDecode" * packed) if packed else b""
    return b"<<%s%s/Length %d>>stream\n%s\nendstream" % (head, filters, len(content), content)


def form(content: bytes, calls: int | None = None) -> bytes:
    """A form that may call the object with this number as X."""
    names = b"/XObject<</X %d 0 R>>" % calls if calls else b""
    return stream(content, FORM + b"/Resources<</Font<</F1 3 0 R>>%s>>" % names)


def whole(objects: list[bytes]) -> bytes:
    out, places = b"%PDF-1.5\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in places)
    last = b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + last


def page(content: bytes, *more: bytes, resources: bytes = b"", media: bytes = b"0 0 595 842") -> bytes:
    """A PDF of one page with this content object; further objects are numbered from 6."""
    return whole(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[4 0 R]/Count 1/Resources<</Font<</F1 3 0 R>>%s>>>>" % resources,
            b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[%s]/Contents 5 0 R>>" % media,
            content,
            *more,
        ]
    )


def pages(count: int) -> bytes:
    kids = b" ".join(b"%d 0 R" % (number + 3) for number in range(count))
    tree = b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, count)
    return whole([b"<</Type/Catalog/Pages 2 0 R>>", tree, *[b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>"] * count])


SMALL = Limits(content_bytes=MEGABYTE, stream_bytes=4 * MEGABYTE)
"""Limits that tests reach quickly."""


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("gouji.ocr.pdf.unpacked_size", "gouji.ocr.pdf.drawing_cost"):
        monkeypatch.setattr(f"{module}.limits", lambda: SMALL)


ABSURD = {
    "form calls itself": page(stream(b"/X Do"), form(b"/X Do /X Do", 6), resources=CALLS),
    "forms call one another": page(stream(b"/X Do"), form(b"/X Do", 7), form(b"/X Do", 6), resources=CALLS),
    "each form calls the next twice": page(
        stream(b"/X Do"), *[form(b"/X Do /X Do", 7 + depth) for depth in range(24)], form(WORDS), resources=CALLS
    ),
    "a form called too often": page(stream(b"/X Do " * 30_000, packed=1), form(WORDS), resources=CALLS),
    "millions of operators": page(stream(WORDS + b"q Q " * 300_000, packed=1)),
    "content packed twice": page(stream(WORDS + b" " * (2 * MEGABYTE), packed=2)),
    "a font of nothing": page(stream(WORDS), stream(b" " * (5 * MEGABYTE), packed=1)),
    "a call behind blanks": page(stream(b" " * (1 << 16) + b"/X Do /X Do", packed=1), form(b"/X Do /X Do", 6), resources=CALLS),
    "packed objects": whole([b"<</Type/Catalog/Pages 2 0 R>>", stream(b" " * (5 * MEGABYTE), b"/Type/ObjStm/N 1/First 9", packed=1)]),
}


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("name", ABSURD)
def test_pdf_that_expands_without_limit_is_refused(name: str) -> None:
    with pytest.raises(UnreadableDocument, match="pdf_unfolds"):
        open_pdf(ABSURD[name])


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(
    "data",
    [
        page(stream(WORDS)),
        page(stream(WORDS * 2000, packed=1)),
        page(stream(b"/X Do " * 200), form(WORDS), resources=CALLS),
        page(stream(b"/X Do"), form(b"/X Do", 7), form(b"/X Do", 8), form(WORDS), resources=CALLS),
        page(stream(WORDS), stream(b"\0" * (3 * MEGABYTE), b"/Length1 9", packed=1)),
        page(stream(WORDS + b"(/X Do"), resources=b"/XObject<</X 99 0 R/Y 6 0 R/Z [>>"),
        page(stream(WORDS), stream(b"\0" * (5 * MEGABYTE), b"/Subtype/Image/Width 9/Height 9", packed=1)),
        page(stream(WORDS)) + b"7 0 obj <</Filter/FlateDecode>> stream\nno such packing\nendstream %%EOF",
    ],
    ids=["words", "many words", "called often", "nested", "font", "broken names", "picture", "junk behind"],
)
def test_pdf_within_the_limits_is_read(data: bytes) -> None:
    document = open_pdf(data)
    assert open_page(document, 1).get_size() == (595, 842)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (b"<</A 1/B[2 0 R/C]/D<</E(a\\)(b))/F 2>>>>", {b"A": 1, b"B": [{"ref": 2}, b"C"], b"D": {b"E": None, b"F": 2}}),
        (b" % told\n [ 1 2 R 3 -4.5 <ab> true ]", [{"ref": 1}, 3, None, None, None]),
        (b"[[[[", None),
        (b">>", None),
        (b"(never closed", None),
        (b"", None),
    ],
)
def test_objects_are_parsed(written: bytes, expected: object) -> None:
    def plain(thing: object) -> object:
        if isinstance(thing, dict):
            return {key: plain(value) for key, value in thing.items()}
        return (
            [plain(value) for value in thing] if isinstance(thing, list) else {"ref": thing.number} if hasattr(thing, "number") else thing
        )

    assert plain(parse_object(written, 0)) == expected


def test_number_of_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(open_pdf(pages(Limits().pages))) == Limits().pages
    with pytest.raises(UnreadableDocument, match="too_many_pages") as refused:
        open_pdf(pages(Limits().pages + 1))
    assert refused.value.values == {"pages": 2001, "most": 2000}
    monkeypatch.setenv("GOUJI_MOST_PAGES", "2001")
    assert len(open_pdf(pages(2001))) == 2001
    monkeypatch.setenv("GOUJI_MOST_PAGES", "3")
    out = io.BytesIO()
    Pillow.new("L", (60, 80), 255).save(out, "TIFF", save_all=True, append_images=[Pillow.new("L", (60, 80), 255)] * 3)
    with pytest.raises(UnreadableDocument, match="too_many_pages"):
        picture_rasters(out.getvalue())


@pytest.mark.parametrize("value", ["many", "-3", "0", "1.5", "３"])
def test_a_limit_that_is_not_a_number(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOUJI_MOST_PAGES", value)
    with pytest.raises(GoujiError, match="bad_limit"):
        open_pdf(pages(1))


def test_size_of_a_file_is_checked_before_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "sparse.pdf"
    with path.open("wb") as file:
        file.truncate(Limits().file_bytes + 1)
    monkeypatch.setattr(Path, "read_bytes", lambda self: pytest.fail("the file was read"))
    with pytest.raises(UnreadableDocument, match="file_too_large") as refused:
        gouji.read(path)
    assert refused.value.values == {"size": 1025, "most": 1024}


def test_limit_of_the_file_size_can_be_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "long.txt"
    path.write_bytes("预算执行率100%。\n".encode() * 60_000)
    monkeypatch.setenv("GOUJI_MOST_MEGABYTES", "1")
    with pytest.raises(UnreadableDocument, match="file_too_large"):
        gouji.read(path)


def test_size_of_a_text(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_bytes(b"a" * (Limits().text_bytes + 1))
    with pytest.raises(UnreadableDocument, match="text_too_large"):
        gouji.read(path)


@pytest.mark.parametrize("size", [(1, 5000), (20000, 3), (3000, 20)])
def test_image_of_absurd_size_is_refused(size: tuple[int, int]) -> None:
    out = io.BytesIO()
    Pillow.new("L", size, 255).save(out, "PNG")
    with pytest.raises(UnreadableDocument, match="page_too_large"):
        list(picture_rasters(out.getvalue())[1])


def test_pdf_page_of_absurd_size_is_refused() -> None:
    with pytest.raises(UnreadableDocument, match="page_too_large"):
        open_page(open_pdf(page(stream(WORDS), media=b"0 0 9000 80")), 1)


def test_largest_page_has_no_more_pixels_than_a_scan() -> None:
    wide = open_page(open_pdf(page(stream(WORDS), media=b"0 0 14400 14400")), 1)
    for dpi in (144.0, None):
        raster = page_raster(wide, dpi)
        assert max(raster.image.shape) == LARGEST_SIDE_PX
        assert raster.width == 14400


def test_seals_are_not_searched_on_a_poster() -> None:
    """The search enlarges a page to a fixed resolution: a very large page would cost gigabytes."""
    assert find_grey_seal_rims(Raster(np.full((600, 600, 3), 255, np.uint8), 14400.0, 14400.0)) is None


@pytest.mark.parametrize("key", ["file_too_large", "text_too_large", "too_many_pages", "pdf_unfolds", "bad_limit"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_each_refusal_has_a_message(key: str, lang: str) -> None:
    said = text(f"error.{key}", lang, path="甲.pdf", size=1025, most=1024, pages=2001, name="GOUJI_MOST_PAGES", value="many")
    assert "{" not in said
    assert ("；" if lang == "zh" else ";") in said
