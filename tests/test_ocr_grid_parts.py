"""The parts of table reading: dangling rulings, cell regions, specks, dashes, packed crops, scanner streaks."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import pytest

from gouji.ocr.engine.protocol import Image, Quad, Recognition, RecognizedChar
from gouji.ocr.image.scanner_streaks import remove_streaks
from gouji.ocr.ruled.cell_lines import cell_lines
from gouji.ocr.ruled.cells import CellSpan, cell_spans
from gouji.ocr.ruled.dangling_ends import tie_dangling_ends
from gouji.ocr.ruled.lattice import Lattice
from gouji.ocr.ruled.packed_crops import read_packed
from gouji.ocr.ruled.read_cells import MAX_DISPUTED_CONFIDENCE, with_rival
from gouji.ocr.signs.dash import with_dashes
from gouji.ocr.signs.slash import BLURRED, with_slashes
from gouji.ocr.signs.specks import without_specks
from gouji.schemas.glyph import Glyph
from gouji.schemas.pages import Cell, Line, Reader


def reading(text: str) -> Recognition:
    return Recognition([RecognizedChar(c, 0.9) for c in text])


@pytest.mark.parametrize(
    ("read", "said"),
    [
        (".10", "10"),
        ("12.", "12"),
        ("98%·", "98%"),
        ("服务质量稳步提升。", "服务质量稳步提升。"),
        ("1.", "1"),
        ("0.5", "0.5"),
        ("•", ""),
        ("一-—", "———"),
        ("一", "一"),
        ("—", "—"),
        ("/", "/"),
        ("", ""),
    ],
)
def test_specks_at_the_ends_of_a_cell(read, said):
    assert without_specks(reading(read)).text == said


@pytest.mark.parametrize(("read", "sure"), [("4.8°", 0.6), ('98"', 0.6), ("98%°", 0.9), ("12.", 0.9), ("12·", 0.9), ("12", 0.9)])
def test_a_figure_with_a_broken_percent_sign_is_doubted(read, sure):
    assert without_specks(reading(read)).chars[-1].prob == sure


def test_near_misses_shift_with_dropped_specks():
    kept = without_specks(Recognition([RecognizedChar(".", 0.6), RecognizedChar("1", 0.9), RecognizedChar("2", 0.9)], [(2, ".", 0.3)]))
    assert (kept.text, kept.gaps) == ("12", [(1, ".", 0.3), (0, ".", 0.6)])


def test_a_figure_read_differently_under_the_seal_is_doubted_where_it_differs():
    first, bare = Recognition([RecognizedChar("9", 0.99), RecognizedChar("1", 0.99), RecognizedChar("%", 0.99)]), Recognition([RecognizedChar("2", 0.98), RecognizedChar("1", 0.98), RecognizedChar("%", 0.98)])
    kept = with_rival(first, bare)
    assert [(m.char, m.prob) for m in kept.chars] == [("9", MAX_DISPUTED_CONFIDENCE), ("1", 0.99), ("%", 0.99)]
    assert kept.chars[0].alternatives == (("2", 0.3),)
    shorter = with_rival(reading("2"), reading("20"))
    assert [(m.char, m.prob) for m in shorter.chars] == [("2", MAX_DISPUTED_CONFIDENCE)]
    assert with_rival(first, first) is first
    assert with_rival(reading("合格"), reading("台格")).chars[0].prob == 0.9


def column(*texts: str) -> list[Cell]:
    return [Cell(i, 0, [Line([Glyph(c, 0.95) for c in t])] if t else [], 1, None) for i, t in enumerate(texts)]


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        (["权重", "10", "一"], ["权重", "10", "—"]),
        (["序号", "一", "二", "三"], ["序号", "一", "二", "三"]),
        (["一级指标", "一"], ["一级指标", "—"]),
        (["", "一"], ["", "—"]),
    ],
)
def test_a_lone_stroke_is_a_dash_unless_its_column_counts(texts, said):
    assert ["".join(line.text for line in c.lines) for c in with_dashes(column(*texts))] == said


def test_a_dash_keeps_what_it_was_read_as():
    glyph = with_dashes(column("一"))[0].lines[0].glyphs[0]
    assert glyph.alternatives[0] == ("一", 0.95) and glyph.prob <= 0.9


def lattice(rows: int, columns: int) -> Lattice:
    xs, ys = [10.0 * i for i in range(columns + 1)], [10.0 * i for i in range(rows + 1)]
    return Lattice(xs, ys, np.ones((rows + 1, columns), bool), np.ones((columns + 1, rows), bool))


def test_slots_without_a_ruling_between_them_are_one_cell():
    grid = lattice(2, 3)
    grid.vertical[1, 0] = False
    grid.horizontal[1, 2] = False
    assert cell_spans(grid, 1.0) == [CellSpan(0, 0, 1, 2), CellSpan(0, 2, 2, 1), CellSpan(1, 0, 1, 1), CellSpan(1, 1, 1, 1)]


def test_a_region_with_a_missing_corner_is_covered_by_rectangles():
    grid = lattice(2, 2)
    grid.vertical[1, 0] = False
    grid.horizontal[1, 0] = False
    assert cell_spans(grid, 1.0) == [CellSpan(0, 0, 1, 2), CellSpan(1, 0, 1, 1), CellSpan(1, 1, 1, 1)]


@pytest.mark.parametrize(("seen", "becomes"), [([1, 1, 0, 1], [1, 1, 1, 1]), ([1, 0, 0, 0], [0, 0, 0, 0]), ([0, 0, 0, 0], [0, 0, 0, 0])])
def test_a_ruling_runs_from_one_crossing_to_the_next_or_not_at_all(seen, becomes):
    grid = lattice(2, 4)
    grid.vertical[1:-1] = False
    grid.horizontal[1] = np.array(seen, bool)
    tie_dangling_ends(grid.xs, grid.ys, grid.horizontal, grid.vertical)
    assert grid.horizontal[1].astype(int).tolist() == becomes


def ink(*boxes: tuple[int, int, int, int]) -> Image:
    page = np.zeros((200, 400), np.uint8)
    for x0, y0, x1, y1 in boxes:
        page[y0:y1, x0:x1] = 255
    return page


@pytest.mark.parametrize(
    ("boxes", "count"),
    [
        ([(50, 20, 70, 44), (75, 20, 95, 44)], 1),
        ([(50, 20, 70, 44), (50, 60, 70, 84)], 2),
        ([(50, 30, 74, 33)], 1),
        ([(50, 20, 74, 23), (50, 40, 74, 43)], 1),
        ([(50, 30, 53, 33)], 0),
        ([(50, 20, 70, 44), (150, 30, 153, 33)], 1),
        ([], 0),
    ],
)
def test_text_lines_in_a_cell(boxes, count):
    assert len(cell_lines(ink(*boxes), (10.0, 10.0, 390.0, 190.0), 24.0, 200 / 72)) == count


def test_a_speck_far_from_the_print_is_dropped_and_a_point_beside_it_is_kept():
    far = cell_lines(ink((50, 20, 70, 44), (150, 30, 153, 33)), (10.0, 10.0, 390.0, 190.0), 24.0, 200 / 72)
    near = cell_lines(ink((50, 20, 70, 44), (73, 41, 76, 44)), (10.0, 10.0, 390.0, 190.0), 24.0, 200 / 72)
    assert (far[0][2], near[0][2]) == (70, 76)


class Echo:
    """Returns the grey level of every blot in a crop as a digit: 0 for black."""

    def __init__(self) -> None:
        self.seen = 0

    def find_lines(self, image: Image) -> list[Quad]:
        return []

    def read_crops(self, images: Sequence[Image]) -> list[Recognition]:
        self.seen += len(images)
        return [self._blots(image) for image in images]

    def _blots(self, image: Image) -> Recognition:
        dark = ((image[:, :, 0] < 150) * 255).astype(np.uint8)
        stats = sorted(cv2.connectedComponentsWithStats(dark)[2][1:].tolist())
        width = image.shape[1]
        marks = [RecognizedChar(str(round(image[y + h // 2, x + w // 2, 0] / 15)), 0.9, (), x / width, (x + w) / width) for x, y, w, h, _ in stats]
        return Recognition(marks)

    def describe(self) -> Reader:
        return Reader("test", "", "")


def picture(digit: int, width: int) -> Image:
    image = np.full((30, width, 3), 240, np.uint8)
    image[8:22, width // 2 - 6 : width // 2 + 6] = digit * 15
    return image


def test_packed_crops_keep_their_readings_in_order():
    widths = [40, 180, 60, 30, 240, 50, 90, 33]
    reader = Echo()
    said = read_packed([picture(i, w) for i, w in enumerate(widths)], reader)
    assert [r.text for r in said] == [str(i) for i in range(len(widths))]
    assert reader.seen < len(widths)
    assert all(0.3 < (r.chars[0].left + r.chars[0].right) / 2 < 0.7 for r in said)


@pytest.mark.parametrize(("lean", "said"), [(0, "1"), (3, "1"), (18, "/"), (30, "/")])
def test_a_lone_stroke_that_leans_is_a_slash(lean, said):
    image = np.full((30, 30, 3), 240, np.uint8)
    dx = round(11 * np.tan(np.radians(lean)))
    cv2.line(image, (15 - dx, 26), (15 + dx, 4), (20, 20, 20), 2)
    assert with_slashes(image, reading("1"), BLURRED).text == said


@pytest.mark.parametrize("turned", [False, True])
def test_a_streak_through_the_whole_page_is_removed_and_a_ruling_kept(turned):
    page = np.full((900, 700, 3), 240, np.uint8)
    page[:, 300:302] = 150
    page[200:700, 400:402] = 30
    given = np.ascontiguousarray(page.transpose(1, 0, 2)) if turned else page
    clean = remove_streaks(given, 2.0)
    clean = clean.transpose(1, 0, 2) if turned else clean
    assert clean[:, 300:302].min() > 225 and (clean[300:600, 400:402] == 30).all()


def test_a_page_without_streaks_is_the_same_object():
    page = np.full((900, 700, 3), 240, np.uint8)
    assert remove_streaks(page, 2.0) is page
