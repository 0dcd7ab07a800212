"""Print is what is painted: characters that nobody can see on the page are none, whatever hides them."""

from __future__ import annotations

from pathlib import Path

import pytest

from gouji.ocr.document import read_document
from gouji.ocr.pdf import painted
from gouji.schemas.pages import Page
from tests.test_ocr_files import Finder

SHOWN = "Spent 858.31 of 1,163.74 in the year, as this line of the report that can be seen says"
OLD, NEW = "Spent 999.99", "Spent 135.25"


def text(words: str, x: float = 60, y: float = 600, size: float = 11) -> str:
    return f"BT /F1 {size} Tf {x} {y} Td ({words}) Tj ET "


BOX = "1 g 55 595 120 16 re f 0 g "
TURN = "/GS0 gs "


def build(content: str, page: bytes = b"", catalog: bytes = b"", more: tuple[bytes, ...] = ()) -> bytes:
    """A page with Helvetica (F1), a layer that is off (L0) and one that is on (L1), transparency (GS0), and more objects
    from number 9 on; X0 is the first of them."""
    resources = b"/Resources<</Font<</F1 4 0 R>>/Properties<</L0 6 0 R/L1 7 0 R>>/ExtGState<</GS0 8 0 R>>/XObject<</X0 9 0 R>>>>"
    layers = b"/OCProperties<</OCGs[6 0 R 7 0 R]/D<</Order[6 0 R 7 0 R]/OFF[6 0 R]>>>>"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R" + layers + catalog + b">>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]" + resources + b"/Contents 5 0 R" + page + b">>",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        stream(text(SHOWN, y=700) + content),
        b"<</Type/OCG/Name(Off)>>",
        b"<</Type/OCG/Name(On)>>",
        b"<</Type/ExtGState/ca 0/CA 0>>",
        *(more or (stream("", b"/Type/XObject/Subtype/Form/BBox[0 0 1 1]"),)),
    ]
    out, places = b"%PDF-1.5\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    end = b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n"
    return out + end % (size, table, size, len(out))


def stream(content: str, entries: bytes = b"") -> bytes:
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (entries, len(content), content.encode())


def form(content: str, entries: bytes = b"") -> bytes:
    return stream(content, b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</Font<</F1 4 0 R>>>>" + entries)


def read(tmp_path: Path, data: bytes) -> Page:
    path = tmp_path / "input.pdf"
    path.write_bytes(data)
    return read_document(path, reader=Finder("?")).pages[0]


@pytest.mark.parametrize(
    ("content", "page"),
    [
        (f"1 g {text(OLD)}", b""),  # white on white
        (f"0.99 g {text(OLD)}", b""),  # as good as white
        (f"0.2 g 55 595 120 16 re f {text(OLD)}", b""),  # dark on dark alike
        (text(OLD) + BOX, b""),  # painted over
        (f"q 300 500 50 50 re W n {text(OLD)} Q", b""),  # outside its clipping path
        (text(OLD, x=620), b""),  # beside the page
        (text(OLD, y=-40), b""),  # under it
        (text(OLD, y=60), b"/CropBox[0 100 595 842]"),
        (f"BT 3 Tr ET {text(OLD)}", b""),  # invisible by its mode
        (f"q {TURN} {text(OLD)} Q", b""),  # fully transparent
        (f"/OC /L0 BDC {text(OLD)} EMC", b""),  # its layer is off
        (f"q 60 600 m 60 600 l W n {text(OLD)} Q", b""),
    ],
)
def test_what_cannot_be_seen_is_no_print(content: str, page: bytes, tmp_path: Path) -> None:
    read_page = read(tmp_path, build(content, page))
    assert read_page.kind == "digital" and [line.text for line in read_page.lines] == [SHOWN]


@pytest.mark.parametrize(
    "content",
    [
        text(NEW),
        f"0.1 g 55 595 120 16 re f 1 g {text(NEW)}",  # white on a dark head
        f"0.85 g {text(NEW)}",
        f"1 0 0 rg {text(NEW)}",
        f"/OC /L1 BDC {text(NEW)} EMC",  # its layer is on
        f"q 55 590 300 30 re W n {text(NEW)} Q",
        BOX + text(NEW),  # a white box lies under it
        text(NEW) + text(NEW, x=60.3),  # fake bold
        text(OLD) + BOX + text(NEW),  # corrected: the old figure is covered, the new one is printed on top
        text(OLD) + BOX + text(NEW) + text(NEW, x=60.3),
        text(OLD) + BOX + text("Spent 777.77") + BOX + text(NEW),  # corrected twice
        "1 g " + text("Spent 888.88") + "0 g " + text(NEW),
    ],
)
def test_what_can_be_seen_is_print(content: str, tmp_path: Path) -> None:
    assert [line.text for line in read(tmp_path, build(content)).lines] == [SHOWN, NEW]


@pytest.mark.parametrize(("entries", "shown"), [(b"", True), (b"/OC 7 0 R", True), (b"/OC 6 0 R", False)])
def test_text_in_a_form_is_print_if_its_layer_is_on(entries: bytes, shown: bool, tmp_path: Path) -> None:
    page = read(tmp_path, build("/X0 Do", more=(form(text(NEW), entries),)))
    assert [line.text for line in page.lines] == [SHOWN, *[NEW] * shown]


FIELD = b"<</Type/Annot/Subtype/Widget/FT/Tx/T(a)/V(Spent 135.25)/DA(/F1 11 Tf 0 g)/Rect[60 596 200 614]/P 3 0 R%s>>"
LOOK = stream(f"q {text(NEW, 2, 5)} Q", b"/Type/XObject/Subtype/Form/BBox[0 0 140 18]/Resources<</Font<</F1 4 0 R>>>>")
ACRO = b"/AcroForm<</Fields[9 0 R]/DA(/F1 11 Tf 0 g)/DR<</Font<</F1 4 0 R>>>>%s>>"


@pytest.mark.parametrize(
    ("field", "needed", "shown"),
    [
        (FIELD % b"/F 4/AP<</N 10 0 R>>", b"", True),
        (FIELD % b"/F 4", b"/NeedAppearances true", True),  # the viewer is to draw it
        (FIELD % b"/F 4", b"", True),
        (FIELD % b"/F 2/AP<</N 10 0 R>>", b"", False),  # hidden
    ],
)
def test_form_fields_are_read(field: bytes, needed: bytes, shown: bool, tmp_path: Path) -> None:
    page = read(tmp_path, build("", b"/Annots[9 0 R]", ACRO % needed, (field, LOOK)))
    assert [line.text for line in page.lines] == [SHOWN, *[NEW] * shown]


def test_an_annotation_covers_what_lies_under_it(tmp_path: Path) -> None:
    note = b"<</Type/Annot/Subtype/FreeText/Rect[55 592 255 612]/F 4/AP<</N 10 0 R>>/Contents(Spent 135.25)>>"
    look = stream(
        f"1 g 0 0 200 20 re f 0 g {text(NEW, 2, 5)}",
        b"/Type/XObject/Subtype/Form/BBox[0 0 200 20]/Resources<</Font<</F1 4 0 R>>>>",
    )
    page = read(tmp_path, build(text(OLD), b"/Annots[9 0 R]", more=(note, look)))
    assert [line.text for line in page.lines] == [SHOWN, NEW]


def test_characters_of_a_font_that_is_not_here_are_believed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a typeface for them, PDFium leaves characters blank that every other viewer shows."""
    monkeypatch.setattr(painted, "_differs", lambda *_: False)
    page = read(tmp_path, build(text(NEW) + "1 g " + text(OLD, y=500)))
    assert [line.text for line in page.lines] == [SHOWN, NEW]
