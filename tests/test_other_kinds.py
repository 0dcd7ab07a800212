"""Files that are not PDF, image or text, whatever their name; and images of every type that offices have."""

from __future__ import annotations

import io
import struct
import sys
import types
import zipfile
from pathlib import Path

import pytest
from PIL import Image as Pillow
from typer.testing import CliRunner

import gouji
from gouji.archive.discover import OTHER_KIND, discover
from gouji.check.tie_out import tie_out
from gouji.cli import app
from gouji.ocr.document import read_document
from gouji.ocr.file_type import file_kind
from gouji.ocr.image.image_file import picture_rasters
from gouji.ocr.other_kinds import refuse_other_kinds
from gouji.ocr.text.text_file import text_page
from gouji.schemas.errors import UnreadableDocument
from gouji.schemas.texts import has_text, text
from gouji.schemas.wordlists import read_rows
from tests.plain_report import REPORT
from tests.test_ocr_files import TEXT, Finder, pdf, png, sheet


def packed(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "内容" * 50)
    return out.getvalue()


def compound(stream: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + stream.encode("utf-16-le") + bytes(500)


HTML = "<!-- saved -->\n<HTML><body><p>项目支出绩效自评报告</p></body></html>"
WORD_XML = '<?xml version="1.0"?>\n<?mso-application progid="Word.Document"?>\n<w:wordDocument/>'
OTHERS = [
    (packed("[Content_Types].xml", "word/document.xml"), "office_file", "Word (DOCX)"),
    (packed("[Content_Types].xml", "word/document.xml")[:-60], "office_file", "Word (DOCX)"),
    (packed("xl/workbook.xml"), "office_file", "Excel (XLSX)"),
    (packed("ppt/presentation.xml"), "office_file", "PowerPoint (PPTX)"),
    (packed("OFD.xml", "Doc_0/Document.xml"), "ofd_file", "OFD"),
    (packed("mimetype", "content.xml"), "office_file", "OpenDocument"),
    (packed("青山县/自评报告.pdf"), "packed_file", "ZIP"),
    (packed(), "packed_file", "ZIP"),
    (packed("x.pdf")[:30] + pdf(TEXT), "packed_file", "ZIP"),
    (packed("META-INF/MANIFEST.MF"), "program_file", "JAR"),
    (compound("WordDocument"), "office_file", "Word/WPS (DOC)"),
    (compound("Workbook"), "office_file", "Excel/ET (XLS)"),
    (compound("PowerPoint Document"), "office_file", "PowerPoint/DPS (PPT)"),
    (compound("EncryptedPackage"), "locked_office_file", "Office"),
    (compound("something"), "office_file", "Office (OLE)"),
    (b"{\\rtf1\\ansi\\ansicpg936 \\'cf\\'ee}", "office_file", "RTF"),
    (HTML.encode(), "web_file", "HTML"),
    (("\ufeff" + HTML).encode(), "web_file", "HTML"),
    (b"\r\n<!DOCTYPE html>\n<title>x</title>", "web_file", "HTML"),
    (b"From: <Saved by Browser>\nSubject: x\nMIME-Version: 1.0\n\nreport", "web_file", "MHT"),
    (WORD_XML.encode(), "office_file", "Word (XML)"),
    (b"Rar!\x1a\x07\x01\x00" + bytes(50), "packed_file", "RAR"),
    (b"7z\xbc\xaf\x27\x1c\x00\x04" + bytes(50), "packed_file", "7-Zip"),
    (b"\x1f\x8b\x08\x00" + bytes(50), "packed_file", "GZIP"),
    (bytes(257) + b"ustar\x0000", "packed_file", "TAR"),
    (b"MZ\x90\x00\x03" + bytes(100), "program_file", "EXE"),
    (b"\x7fELF\x02\x01\x01" + bytes(100), "program_file", "ELF"),
    (b"L\x00\x00\x00\x01\x14\x02\x00" + bytes(100), "link_file", "LNK"),
    (b"\x00\x05\x16\x07\x00\x02" + bytes(100), "companion_file", "AppleDouble"),
    (b"SQLite format 3\x00" + bytes(100), "data_file", "SQLite"),
    (b"8BPS\x00\x01" + bytes(30), "picture_file", "PSD"),
    (b"\x00\x00\x00\x18ftypisom" + bytes(60), "sound_file", "MP4"),
    (b"ID3\x03\x00" + bytes(60), "sound_file", "MP3"),
    (b"CAJ\x00\x01" + bytes(60), "print_file", "CAJ"),
]


@pytest.mark.parametrize("name", ["报告.pdf", "报告.txt"])
@pytest.mark.parametrize(("data", "key", "kind"), OTHERS)
def test_unsupported_types_are_named(data: bytes, key: str, kind: str, name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(UnreadableDocument) as caught:
        read_document(path, reader=Finder())
    assert (caught.value.key, caught.value.values["kind"]) == (key, kind)


def test_the_message_names_the_type_and_the_remedy(tmp_path: Path) -> None:
    path = tmp_path / "自评报告.pdf"
    path.write_bytes(packed("word/document.xml"))
    result = CliRunner().invoke(app, ["extract", str(path), "--lang", "zh"])
    assert result.exit_code == 2 and "Word (DOCX)" in result.output and "另存为 PDF" in result.output


@pytest.mark.parametrize("begin", ["MZ县绩效自评", "BZh", "CAJ与PDF", "ID3", "BM公司", "GIF", "PAR1", "8BPS", "RIFF", "<项目>html"])
def test_a_text_may_begin_with_the_same_letters(begin: str) -> None:
    data = (begin + REPORT).encode()
    assert file_kind(data) == "text"
    refuse_other_kinds(data)
    assert text_page(data).lines[0].text.startswith(begin)


def test_every_row_of_the_table_has_a_message() -> None:
    for where, what, kind, way in read_rows("gouji.ocr", "kinds"):
        assert where in ("zip", "ole", "mark") or (where.isdigit() and bytes.fromhex(what))
        assert has_text(f"error.{way}") and kind
        assert all(kind in text(f"error.{way}", lang, path="a.pdf", kind=kind) for lang in ("zh", "en"))


WRITERS = {"bmp": "BMP", "gif": "GIF", "webp": "WEBP", "jp2": "JPEG2000", "avif": "AVIF", "png": "PNG", "jpg": "JPEG", "tif": "TIFF"}


@pytest.mark.parametrize(("suffix", "kind"), WRITERS.items())
@pytest.mark.parametrize("mode", ["L", "RGB"])
def test_every_image_type_gives_the_same_page(suffix: str, kind: str, mode: str) -> None:
    more = {"quality": 100} if kind in ("WEBP", "AVIF", "JPEG") else {}
    data = png(sheet(mode), kind, **more)
    assert file_kind(data) == "picture"
    count, pages = picture_rasters(data)
    image = next(iter(pages)).image
    height, width = image.shape[:2]
    assert count == 1 and width in (1654, 1723) and width / height == pytest.approx(827 / 1169, abs=0.001)
    assert image[round(height * 120 / 1169), round(width * 300 / 827)].max() < 60 and image[height // 2, width // 2].min() > 200


def moving(kind: str) -> bytes:
    blank = Pillow.new("L", (827, 1169), 255)
    return png(sheet(), kind, save_all=True, append_images=[blank, sheet("L").rotate(180)], duration=100)


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_the_first_frame_of_an_animation_is_read_and_reported(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "moving"
    path.write_bytes(moving(kind))
    document = read_document(path, reader=Finder())
    assert [len(page.lines) for page in document.pages] == [1]
    found = [f for f in tie_out(gouji.understand(document), "zh", document) if f.rule == "frames-left-out"]
    assert [(f.status, "3帧" in f.message) for f in found] == [("unresolved", True)]


@pytest.mark.parametrize("kind", WRITERS.values())
def test_truncated_images_give_one_clear_error(kind: str) -> None:
    data = png(sheet("RGB"), kind)
    with pytest.raises(UnreadableDocument, match="broken_image"):
        list(picture_rasters(data[:60])[1])


BOMBS = {
    "bmp": b"BM" + struct.pack("<IHHIIiiHHIIiiII", 900, 0, 0, 54, 40, 90000, 90000, 1, 24, 0, 0, 0, 0, 0, 0) + bytes(100),
    "gif": b"GIF89a" + struct.pack("<HHBBB", 65535, 65535, 0, 0, 0) + b"," + struct.pack("<HHHHB", 0, 0, 65535, 65535, 0) + bytes(50),
    "jp2": b"\xff\x4f\xff\x51"
    + struct.pack(">HHIIIIIIIIH", 41, 0, 90000, 90000, 0, 0, 90000, 90000, 0, 0, 1)
    + b"\x07\x01\x01\xff\x90"
    + bytes(50),
}


@pytest.mark.parametrize("data", BOMBS.values(), ids=BOMBS.keys())
def test_images_that_claim_too_many_pixels_are_refused(data: bytes) -> None:
    assert file_kind(data) == "picture"
    with pytest.raises(UnreadableDocument, match="page_too_large"):
        list(picture_rasters(data)[1])


HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + bytes(200)


def test_a_phone_image_gets_a_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pillow_heif", None)
    monkeypatch.delitem(Pillow.OPEN, "HEIF", raising=False)
    assert file_kind(HEIC) == "picture"
    with pytest.raises(UnreadableDocument, match="heic_file"):
        picture_rasters(HEIC)


def test_a_phone_image_is_read_if_pillow_can(monkeypatch: pytest.MonkeyPatch) -> None:
    """A stand-in for pillow-heif, which is no dependency: it opens the image that its input contains."""
    monkeypatch.setitem(Pillow.OPEN, "HEIF", Pillow.OPEN.get("HEIF", (None, None)))
    monkeypatch.delitem(Pillow.OPEN, "HEIF")
    inner = png(sheet())

    def open_inner(file: io.BytesIO, name: str = "") -> Pillow.Image:
        return Pillow.open(io.BytesIO(inner))

    module = types.ModuleType("pillow_heif")
    module.register_heif_opener = lambda: monkeypatch.setitem(Pillow.OPEN, "HEIF", (open_inner, None))  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "pillow_heif", module)
    assert picture_rasters(HEIC)[0] == 1


def test_a_folder_is_searched_for_all_image_types(tmp_path: Path) -> None:
    for suffix in ("bmp", "GIF", "webp", "heic", "jp2", "docx"):
        (tmp_path / f"页.{suffix}").write_bytes(b"x")
    taken = {Path(seen.path).suffix.lower() for seen in discover([str(tmp_path)]) if seen.problem != OTHER_KIND}
    assert taken == {".bmp", ".gif", ".webp", ".heic", ".jp2"}
