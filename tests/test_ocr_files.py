"""Types of files, and everything that can be wrong with one."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from PIL import Image as Pillow

from gouji.ocr.document import read_document
from gouji.ocr.engine.protocol import Image, Quad, Recognition, RecognizedChar
from gouji.ocr.file_type import file_kind
from gouji.ocr.image.image_file import picture_rasters
from gouji.ocr.image.raster import Raster, reading_dpi
from gouji.ocr.page_images import page_images
from gouji.ocr.text.text_file import text_page
from gouji.schemas.errors import GoujiError, UnreadableDocument
from gouji.schemas.pages import Reader


class Finder:
    """A recogniser that detects one line wherever there is ink, and returns a given text."""

    def __init__(self, text: str = "预算258.50万元") -> None:
        self.text = text

    def find_lines(self, image: Image) -> list[Quad]:
        ys, xs = np.nonzero(image.min(axis=2) < 128)
        if not len(ys):
            return []
        x0, x1, y0, y1 = xs.min(), xs.max() + 1, ys.min(), ys.max() + 1
        return [np.array([[x0, y0], [x1, y0], [x1, y1], [x0, y1]], dtype=float)]

    def read_crops(self, images: Sequence[Image]) -> list[Recognition]:
        n = len(self.text)
        marks = [RecognizedChar(c, 0.95, (), i / n, (i + 1) / n) for i, c in enumerate(self.text)]
        return [Recognition(list(marks)) for _ in images]

    def describe(self) -> Reader:
        return Reader("finder", "none", "0")


def pdf(*contents: bytes, media: str = "0 0 595 842", rotate: int = 0, extra: bytes = b"") -> bytes:
    """A small PDF with one page for each content stream, in Helvetica."""
    kids = " ".join(f"{4 + 2 * i} 0 R" for i in range(len(contents)))
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Kids[{kids}]/Count {len(contents)}>>".encode()]
    objects.append(b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>")
    for i, content in enumerate(contents):
        resources = f"/Resources<</Font<</F1 3 0 R>>>>/Contents {5 + 2 * i} 0 R"
        objects.append(f"<</Type/Page/Parent 2 0 R/MediaBox[{media}]/Rotate {rotate}{resources}>>".encode())
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(content), content))
    out = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table
    return out + b"trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, extra, start)


LOCK = b"/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<" + b"ab" * 32 + b">/U<" + b"cd" * 32 + b">>>/ID[<00><00>]"
TEXT = b"BT /F1 12 Tf 100 700 Td (Budget 258.50 of 1,163.74 total) Tj ET"


def png(image: Pillow.Image, kind: str = "PNG", **more: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **more)
    return out.getvalue()


def sheet(mode: str = "L", size: tuple[int, int] = (827, 1169)) -> Pillow.Image:
    """White paper with one black bar."""
    image = Pillow.new("L", size, 255)
    image.paste(0, (100, 100, 500, 140))
    return image.convert(mode)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"%PDF-1.7 ...", "pdf"),
        (b"\n\njunk%PDF-1.4", "pdf"),
        (png(sheet()), "picture"),
        (png(sheet("RGB"), "JPEG"), "picture"),
        (png(sheet(), "TIFF"), "picture"),
        ("一、项目概况".encode(), "text"),
        (b"\x00\x01\x02", "text"),
    ],
)
def test_type_by_content(data: bytes, expected: str) -> None:
    assert file_kind(data) == expected


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("预算 1\n\n  得分 2\n".encode(), ["预算 1", "", "  得分 2"]),
        ("预算\r\n得分".encode("utf-8-sig"), ["预算", "得分"]),
        ("预算执行率".encode("gb18030"), ["预算执行率"]),
        ("预算\n".encode("utf-16"), ["预算"]),
        ("第一页\f第二页\n".encode(), ["第一页第二页"]),
        ("甲\r乙".encode(), ["甲", "乙"]),
    ],
)
def test_plain_text(data: bytes, expected: list[str]) -> None:
    page = text_page(data)
    assert [line.text for line in page.lines] == expected
    assert [line.number for line in page.lines] == list(range(1, len(expected) + 1))
    assert all(g.line == line.number and g.prob == 1.0 and g.box is None for line in page.lines for g in line.glyphs)
    assert (page.number, page.kind, page.width) == (1, "text", None)


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (b"", "empty_file"),
        (b" \n\t ", "blank"),
        (bytes(range(256)) * 20, "not_text"),
        (b"\x00" * 400, "not_text"),
        (b"%PDF-1.4 and nothing more", "broken_pdf"),
        (pdf(TEXT)[:-300], "broken_pdf"),
        (pdf(TEXT, extra=LOCK), "encrypted_pdf"),
        (pdf(), "no_pages"),
        (pdf(TEXT, media="0 0 99999 99999"), "page_too_large"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, "broken_image"),
        (png(sheet())[:300], "broken_image"),
        (png(sheet(), "TIFF")[:200], "broken_image"),
        (b"\xff\xd8\xff\xe0" + b"junk" * 20, "broken_image"),
    ],
)
def test_bad_files_give_one_clear_error(data: bytes, key: str, tmp_path: Path) -> None:
    path = tmp_path / "input.bin"
    path.write_bytes(data)
    with pytest.raises(UnreadableDocument) as caught:
        read_document(path, reader=Finder())
    assert caught.value.key == key


def test_missing_file_and_folder(tmp_path: Path) -> None:
    for path, key in ((tmp_path / "none.pdf", "not_found"), (tmp_path, "no_page_images")):
        with pytest.raises(GoujiError, match=key):
            read_document(path, reader=Finder())


def test_an_image_bomb_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Pillow, "MAX_IMAGE_PIXELS", 1000)
    with pytest.raises(UnreadableDocument, match="page_too_large"):
        list(picture_rasters(png(sheet()))[1])


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "RGBA", "CMYK", "LA", "I;16"])
def test_every_colour_mode_is_black_on_white(mode: str) -> None:
    image = sheet() if mode == "I;16" else sheet(mode)
    if mode == "I;16":
        image = Pillow.fromarray(np.asarray(image).astype(np.uint16) * 257)
    raster = next(picture_rasters(png(image, "TIFF", dpi=(200, 200)) if mode != "P" else png(image))[1])
    height, width = raster.image.shape[:2]
    assert raster.image.ndim == 3 and raster.image.dtype == np.uint8
    assert raster.image[height // 2, width // 2].min() > 200
    assert raster.image[round(height * 120 / 1169), round(width * 300 / 827)].max() < 60


@pytest.mark.parametrize(
    ("size", "dpi", "points", "pixels"),
    [
        ((1654, 2339), (200, 200), (595.4, 842.0), 1654),
        ((1654, 2339), None, (595.3, 841.9), 1654),
        ((2339, 1654), None, (841.9, 595.3), 2339),
        ((1654, 2339), (10, 10), (595.3, 841.9), 1654),
        ((1654, 2339), (72, 72), (595.3, 841.9), 1654),
        ((827, 1169), (100, 100), (595.4, 841.7), 1654),
        ((4960, 7016), (600, 600), (595.2, 841.9), 2480),
        ((1728, 1143), (204, 98), (609.9, 839.8), 1728),
    ],
)
def test_size_and_resolution(size: tuple[int, int], dpi: tuple[int, int] | None, points: tuple[float, float], pixels: int) -> None:
    data = png(sheet("1", size), "TIFF", **({"dpi": dpi} if dpi else {}))
    raster = next(picture_rasters(data)[1])
    assert (raster.width, raster.height) == pytest.approx(points, abs=0.5)
    assert raster.image.shape[1] == pytest.approx(pixels, abs=2)
    assert raster.image.shape[1] / raster.image.shape[0] == pytest.approx(raster.width / raster.height, rel=0.01)


def test_exif_orientation_is_followed() -> None:
    exif = Pillow.Exif()
    exif[0x0112] = 6  # to be rotated 90 degrees clockwise for display
    raster = next(picture_rasters(png(sheet("RGB", (1169, 827)), "JPEG", exif=exif, dpi=(100, 100)))[1])
    assert raster.width < raster.height


@pytest.mark.parametrize(
    ("native", "longest", "expected"),
    [(None, 842, 200), (100, 842, 200), (150, 842, 150), (240, 842, 240), (600, 842, 300), (300, 7200, 60)],
)
def test_reading_resolution(native: float | None, longest: float, expected: float) -> None:
    assert reading_dpi(native, longest) == expected


def test_an_image_file_of_many_pages_one_of_them_blank(tmp_path: Path) -> None:
    path, seen = tmp_path / "many.tif", []
    blank = Pillow.new("L", (827, 1169), 255)
    path.write_bytes(png(sheet(), "TIFF", save_all=True, append_images=[blank, sheet()], dpi=(100, 100)))
    document = read_document(path, reader=Finder(), progress=lambda done, count: seen.append((done, count)))
    assert [page.kind for page in document.pages] == ["scanned", "blank", "scanned"]
    assert [page.number for page in document.pages] == [1, 2, 3]
    assert seen == [(1, 3), (2, 3), (3, 3)] and document.kind == "scanned" and document.reader.engine == "finder"
    assert [image.shape[:2] for image in page_images(path, 72)] == [(842, 595)] * 3


def test_glyph_boxes_are_on_the_displayed_page(tmp_path: Path) -> None:
    path = tmp_path / "one.png"
    path.write_bytes(png(sheet(), dpi=(100, 100)))
    page = read_document(path, reader=Finder()).pages[0]
    x0, y0, x1, y1 = page.lines[0].box or (0, 0, 0, 0)
    assert (x0, x1) == pytest.approx((72, 360), abs=5) and 70 < y0 < y1 < 103
    assert page.look is not None and page.look((72, 72, 360, 101))[0][1].text == "预算258.50万元"


def test_raster_scale() -> None:
    assert Raster(np.zeros((20, 10, 3), np.uint8), 5.0, 10.0).scale == 2.0
