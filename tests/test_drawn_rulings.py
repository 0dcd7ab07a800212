"""Rulings of digital pages as files draw them: whatever draws the table, its cells are the same, without a picture."""

from __future__ import annotations

import logging
from itertools import pairwise
from pathlib import Path

import pytest

from gouji.ocr.document import read_document
from gouji.ocr.image.raster import Raster
from gouji.ocr.pdf import digital_rulings, drawn_shapes, layer_trust
from gouji.schemas.pages import Page
from tests.test_ocr_files import Finder, pdf

XS = (60, 200, 320, 440)
YS = (700, 670, 640, 610)
WORDS = (("Project", "Budget", "Spent"), ("Dredging", "1,163.74", "858.31"), ("Planting", "200.00", "135.25"))
PROSE = b"BT /F1 11 Tf 60 760 Td (Self-evaluation of a project that is long enough to be a digital page) Tj ET "


def words(rows: tuple[tuple[str, ...], ...] = WORDS, size: int = 11) -> bytes:
    return (
        PROSE
        + "".join(
            f"BT /F1 {size} Tf {XS[col] + 6} {YS[row] - 20} Td ({word}) Tj ET "
            for row, line in enumerate(rows)
            for col, word in enumerate(line)
        ).encode()
    )


def strokes(before: str = "", doubled: float = 0.0) -> str:
    """The rulings as lines that run through."""
    level = [f"{XS[0]} {y + d} m {XS[-1]} {y + d} l S" for y in YS for d in {0.0, doubled}]
    upright = [f"{x + d} {YS[0]} m {x + d} {YS[-1]} l S" for x in XS for d in {0.0, doubled}]
    return " ".join(["q", before, *level, *upright, "Q "])


def cells(draw: str) -> str:
    """Each cell alone; `draw` is given its x, y, width and height."""
    return (
        "q "
        + " ".join(draw.format(x=x, y=low, w=x1 - x, h=y - low) for x, x1 in pairwise(XS) for y, low in pairwise(YS))
        + " Q "
    )


def bars(thick: float = 0.5) -> str:
    """Thin filled rectangles, as word processors write them: one for each side of each cell."""
    level = [f"{x} {y} {x1 - x} {thick} re f" for y in YS for x, x1 in pairwise(XS)]
    upright = [f"{x} {low} {thick} {y - low} re f" for x in XS for y, low in pairwise(YS)]
    return "q " + " ".join([*level, *upright]) + " Q "


def dots(pitch: float) -> str:
    level = [(XS[0] + i * pitch, y) for y in YS for i in range(round((XS[-1] - XS[0]) / pitch) + 1)]
    upright = [(x, YS[0] - i * pitch) for x in XS for i in range(round((YS[0] - YS[-1]) / pitch) + 1)]
    return "q " + " ".join(f"{x:.1f} {y:.1f} 0.6 0.6 re f" for x, y in [*level, *upright]) + " Q "


def read(tmp_path: Path, data: bytes) -> Page:
    path = tmp_path / "input.pdf"
    path.write_bytes(data)
    return read_document(path, reader=Finder("?")).pages[0]


def rows(page: Page) -> list[list[list[str]]]:
    """The words of each cell, row by row, of each table."""
    return [
        [
            [" ".join(line.text for line in c.lines) for c in grid.cells if c.row == r]
            for r in range(max(c.row for c in grid.cells) + 1)
        ]
        for grid in page.tables
    ]


@pytest.fixture(autouse=True)
def no_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> Raster:
        raise AssertionError("the page was rendered")

    monkeypatch.setattr(digital_rulings, "page_raster", refuse)
    monkeypatch.setattr(layer_trust, "page_raster", refuse)


@pytest.mark.parametrize(
    "drawn",
    [
        strokes(),
        strokes("0 w"),  # as thin as the device can draw
        strokes("0.85 G"),
        strokes("0.1 0.1 0.1 0.05 K"),
        strokes("[1 2] 0 d"),
        strokes("[6 3] 0 d"),
        strokes(doubled=2.0),
        strokes("1 0 0 1 0 0 cm 0.5 0 0 0.5 0 0 cm 2 0 0 2 0 0 cm"),
        cells("{x} {y} {w} {h} re S"),
        cells("{x} {y} m {x} {y} l {w} 0 l S {x} {y} {w} {h} re S"),
        cells("1 g {x} {y} {w} {h} re f") + strokes(),  # white cells first, then their rulings
        cells("0.8 g 1 G 1.5 w {x} {y} {w} {h} re B"),  # grey cells with white rules
        cells("0.8 g {x} {y} {w} {h} re f"),  # grey cells that touch: their edges are drawn alike
        bars(),
        bars(2.5),
        dots(1.5),
        dots(4.0),
    ],
)
def test_the_cells_of_a_table_do_not_depend_on_how_it_is_drawn(drawn: str, tmp_path: Path) -> None:
    page = read(tmp_path, pdf(drawn.encode() + words()))
    assert page.kind == "digital" and [[*map(tuple, table)] for table in rows(page)] == [[*WORDS]]
    assert [line.text for line in page.lines] == [
        "Self-evaluation of a project that is long enough to be a digital page"
    ]


@pytest.mark.parametrize(
    "drawn",
    [
        strokes("1 G"),  # white on white
        strokes() + "1 g 50 600 420 120 re f ",  # painted over
        cells("1 g {x} {y} {w} {h} re f"),
        " ".join(f"0.9 g {x} {y - 22} 50 14 re f 0 g " for x in XS[:3] for y in YS[:3]),  # words marked one by one
        " ".join(f"{x} {y - 23} m {x + 50} {y - 23} l S " for x in XS[:3] for y in YS[:3]),  # underlined words
        "100 650 m 180 720 l S 60 700 m 440 610 l S ",  # crossed out
    ],
)
def test_what_is_no_visible_ruling_makes_no_table(drawn: str, tmp_path: Path) -> None:
    assert read(tmp_path, pdf(drawn.encode() + words())).tables == []


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
@pytest.mark.parametrize("media", ["0 0 595 842", "20 30 595 842"])
def test_rulings_lie_where_the_page_shows_them(rotate: int, media: str, tmp_path: Path) -> None:
    page = read(tmp_path, pdf(strokes().encode() + words(), rotate=rotate, media=media))
    assert [[*map(tuple, table)] for table in rows(page)] == [[*WORDS]]
    (grid,) = page.tables
    inside = [(g.box, cell.box) for cell in grid.cells for line in cell.lines for g in line.glyphs]
    assert all(
        a and b and b[0] - 1 < a[0] and a[2] < b[2] + 1 and b[1] - 1 < a[1] and a[3] < b[3] + 1 for a, b in inside
    )


def test_the_crop_box_of_a_turned_page_moves_nothing(tmp_path: Path) -> None:
    data = pdf(strokes().encode() + words(), rotate=90).replace(b"/Rotate 90", b"/CropBox[30 50 560 800]/Rotate 90")
    assert [[*map(tuple, table)] for table in rows(read(tmp_path, data))] == [[*WORDS]]


def test_a_heading_between_two_tables_parts_them(tmp_path: Path) -> None:
    """Two tables of one width with a heading between them, whose strokes are no rulings."""
    heading = b"BT /F1 22 Tf 62 575 Td (III. EHTHETHIEHE of 2025) Tj ET "
    shifted = strokes() + "q 1 0 0 1 0 -160 cm " + strokes() + words().decode() + "Q "
    page = read(tmp_path, pdf(shifted.encode() + heading + words()))
    assert len(page.tables) == 2 and "III. EHTHETHIEHE of 2025" in [line.text for line in page.lines]


def test_a_figure_wider_than_its_column_is_not_cut(tmp_path: Path) -> None:
    wide = (WORDS[0], ("Dredging", "1,163,740,005.12345678", ""), WORDS[2])
    page = read(tmp_path, pdf(strokes().encode() + words(wide)))
    assert rows(page)[0][1] == ["Dredging", "1,163,740,005.12345678", ""]


def test_two_figures_that_nearly_touch_a_ruling_stay_two(tmp_path: Path) -> None:
    tight = b"BT /F1 11 Tf 278.5 650 Td (1163.74) Tj ET BT /F1 11 Tf 321.8 650 Td (858.31) Tj ET "
    page = read(tmp_path, pdf(strokes().encode() + words((WORDS[0], ("Dredging",), WORDS[2])) + tight))
    assert rows(page)[0][1] == ["Dredging", "1163.74", "858.31"]


@pytest.mark.parametrize("broken", ["no library", "too long"])
def test_a_page_that_cannot_be_interpreted_is_looked_at(
    broken: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    if broken == "too long":
        monkeypatch.setattr(drawn_shapes, "MAX_CONTENT_BYTES", 10)
    else:
        monkeypatch.setattr(drawn_shapes, "_shape", lambda *_: 1 / 0)
    page = read(tmp_path, pdf(strokes().encode() + words()))
    assert [[*map(tuple, table)] for table in rows(page)] == [[*WORDS]]


def test_nothing_is_printed_about_a_careless_file(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """pdfminer warns of a font descriptor without a box, and of an operand that is none."""
    data = pdf(strokes().encode() + b"/X gs (a) w " + words())
    data = data.replace(
        b"/BaseFont/Helvetica", b"/BaseFont/Helvetica/FontDescriptor<</Type/FontDescriptor/FontName/A/Flags 4>>"
    )
    logging.getLogger("pdfminer").setLevel(logging.NOTSET)
    assert len(read(tmp_path, data).tables) == 1
    assert not caplog.records


def levels(low: float = XS[0]) -> str:
    return " ".join(f"{low} {y} m {XS[-1]} {y} l S" for y in (*YS, 580, 550)) + " "


LONG = (*WORDS, ("Pumps", "35.00", "34.10"), ("Total", "1,398.74", "1,027.66"))


def body(rows: tuple[tuple[str, ...], ...]) -> bytes:
    places = (
        (XS[col] + 6, 700 - 30 * row - 20, word) for row, line in enumerate(rows) for col, word in enumerate(line)
    )
    return PROSE + "".join(f"BT /F1 11 Tf {x} {y} Td ({word}) Tj ET " for x, y, word in places).encode()


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_level_rulings_alone_make_rows(rotate: int, tmp_path: Path) -> None:
    """The columns are told by the white between them; a name that runs into an empty cell keeps to its own column."""
    wide = (*LONG[:3], ("Maintenance of the pumps of", "", "34.10"), LONG[4])
    page = read(tmp_path, pdf(levels().encode() + body(wide), rotate=rotate))
    assert rows(page) == [[[*row] for row in LONG[:3]] + [["Maintenance of the pumps of", "", "34.10"], [*LONG[4]]]]
    assert len(page.lines) == 1


def test_a_level_ruling_that_stops_short_leaves_one_cell_beside_two_rows(tmp_path: Path) -> None:
    short = levels().replace(f"{XS[0]} 640 m", f"{XS[1]} 640 m")
    page = read(tmp_path, pdf(short.encode() + body((LONG[0], LONG[1], ("", *LONG[2][1:]), *LONG[3:]))))
    first = [c for grid in page.tables for c in grid.cells if c.col == 0]
    assert [(c.row, c.rowspan) for c in first] == [(0, 1), (1, 2), (3, 1), (4, 1)]


def test_underlined_lines_of_prose_are_no_rows(tmp_path: Path) -> None:
    text = "".join(
        f"BT /F1 11 Tf 66 {y + 4} Td (A line of prose that is underlined from end to end) Tj ET " for y in YS
    )
    assert read(tmp_path, pdf(levels().encode() + PROSE + text.encode())).tables == []


@pytest.mark.parametrize(("drawn", "asked"), [(b"", 0), (b"60 60 m 99 60 l S ", 1)])
def test_a_page_of_text_alone_is_not_interpreted_a_second_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, drawn: bytes, asked: int
) -> None:
    pages: list[object] = []

    def count(plumbed: object, page: object) -> list[drawn_shapes.Shape]:
        pages.append(page)
        return []

    monkeypatch.setattr(drawn_shapes, "_shapes", count)
    page = read(tmp_path, pdf(words() + drawn))
    assert page.kind == "digital"
    assert len(pages) == asked
