"""The quick model reads first: what it may decide alone, what the full model confirms, what their disagreement means."""

from __future__ import annotations

import pickle
from collections.abc import Sequence

import cv2
import numpy as np
import pytest

from gouji.ocr.engine.paddle import PaddleReader
from gouji.ocr.engine.protocol import Image, Quad, Recognition, RecognizedChar
from gouji.ocr.quick.confirm import confirm_lines
from gouji.ocr.quick.full_reader import exact_reader
from gouji.ocr.quick.gate import is_sure
from gouji.ocr.quick.known_readings import QuickLine
from gouji.ocr.quick.page import read_page, with_source
from gouji.ocr.quick.parts import unconfirmed_lines
from gouji.ocr.quick.reader import MIN_TRIED, QuickReader
from gouji.ocr.quick.replacements import may_replace
from gouji.ocr.quick.segments import joined, segments
from gouji.ocr.quick.witness import with_witness
from gouji.ocr.source import Source
from gouji.schemas.glyph import Glyph
from gouji.schemas.pages import Document, Line, Page, Reader

PITCH, HIGH = 30, 48


def read(text: str, prob: float = 0.999, probs: dict[int, float] | None = None, gaps: Sequence[tuple[int, str, float]] = ()) -> Recognition:
    """A reading whose characters stand at one pitch from the left end of an image that they fill."""
    count = len(text)
    chars = [RecognizedChar(c, (probs or {}).get(i, prob), (), i / count, (i + 1) / count) for i, c in enumerate(text)]
    return Recognition(chars, list(gaps))


def blank(text: str) -> Image:
    return np.full((HIGH, PITCH * len(text), 3), 255, np.uint8)


def printed(text: str) -> Image:
    """The characters of a text as bars, one a pitch."""
    image = blank(text)
    for i, char in enumerate(text):
        if char.strip():
            cv2.rectangle(image, (PITCH * i + 10, 12), (PITCH * i + 20, 36), (0, 0, 0), -1)
    return image


@pytest.mark.parametrize(
    ("reading", "sure"),
    [
        (read("项目单位"), True),
        (read("1,258.50"), True),
        (read("98.5%"), True),
        (read("预算258万元"), True),
        (read(""), False),
        (read("项目单位", probs={2: 0.94}), False),
        (read("258.50", probs={1: 0.94}), False),
        (read("项目单位", probs={1: 0.97}), False),  # 目 looks like 日
        (read("258.50", gaps=[(3, ".", 0.2)]), False),
        (read("≥98%"), False),
        (read("30°"), False),
        (read("1"), False),
        (read("/"), False),
        (read("一"), False),
        (read("7"), False),
        (read("8"), True),
        (read("12,58.50"), False),
        (read("1.258.50"), False),
        (read("0539-5550127"), True),
        (read("0258.50"), False),  # a zero may have lost what stood before it, or the point behind it
        (Recognition([RecognizedChar("(", 0.6, (("（", 0.38),), 0.0, 0.5), RecognizedChar("元", 1.0, (), 0.5, 1.0)]), True),
        (Recognition([RecognizedChar("(", 0.6, (("〈", 0.38),), 0.0, 0.5), RecognizedChar("元", 1.0, (), 0.5, 1.0)]), False),
        (read("258%5"), False),
        (read("合计258.50。"), True),
        (read("258.50,"), True),
    ],
)
def test_the_quick_model_decides_alone_only_what_is_plain(reading: Recognition, sure: bool) -> None:
    text = reading.text or "x"
    assert is_sure(printed(text), reading) is sure


def placed(text: str, at: Sequence[int], count: int) -> Recognition:
    """A reading whose characters stand at these places of `count`."""
    return Recognition([RecognizedChar(c, 0.999, (), i / count, (i + 1) / count) for c, i in zip(text, at, strict=True)])


@pytest.mark.parametrize(
    ("print_", "text", "at", "sure"),
    [
        ("116.89", "116.89", range(6), True),
        ("116.89", "16.89", range(1, 6), False),
        ("116.89", "116.8", range(5), False),
        ("11689", "1189", (0, 1, 3, 4), False),
        ("二级指标", "二级指标", range(4), True),
        ("二级指标", "级指标", range(1, 4), False),
        ("二级指标", "二级指", range(3), False),
        ("年初预算", "年预算", (0, 2, 3), False),
    ],
)
def test_print_that_was_not_read_is_noticed(print_: str, text: str, at: Sequence[int], sure: bool) -> None:
    assert is_sure(printed(print_), placed(text, list(at), len(print_))) is sure


@pytest.mark.parametrize(
    ("full", "quick", "place", "expected"),
    [
        (read("258", 0.9), read("258", 0.9), 1, "surer"),
        (read("258", 0.9), read("238", 0.9), 1, "less sure"),
        (read("258", 0.9), read("238", 0.9), 0, "surer"),
        (read("258", 0.9), read("28", 0.9), 1, "less sure"),
        (read("258", 0.9), read("238", 0.4), 1, "same"),
        (read("预算258", 0.9), read("顶算258", 0.9), 0, "same"),
    ],
)
def test_agreement_raises_and_disagreement_lowers_the_belief_in_a_digit(full: Recognition, quick: Recognition, place: int, expected: str) -> None:
    before, after = full.chars[place], with_witness(full, quick).chars[place]
    change = "same" if after.prob == before.prob else "surer" if after.prob > before.prob else "less sure"
    assert (after.char, change) == (before.char, expected)


def test_what_the_other_model_read_becomes_an_alternative() -> None:
    assert with_witness(read("258", 0.9), read("238", 0.8)).chars[1].alternatives == (("3", 0.5909),)
    assert all(0 < each.prob <= 1 for each in with_witness(read("258", 1.0), read("258", 1.0)).chars)


class TwoModels(PaddleReader):
    """Reads each image by its mean tone, and remembers what each model was asked."""

    def __init__(self, quick: dict[int, Recognition], full: dict[int, Recognition]) -> None:
        super().__init__(quick=True)
        self.readings = quick, full
        self.asked: tuple[list[int], list[int]] = [], []

    def find_lines(self, image: Image) -> list[Quad]:
        return []

    def read_quickly(self, images: Sequence[Image]) -> list[Recognition]:
        return self._answer(0, images)

    def read_crops(self, images: Sequence[Image]) -> list[Recognition]:
        return self._answer(1, images)

    def describe(self) -> Reader:
        return Reader("test", "test", "0")

    def _answer(self, model: int, images: Sequence[Image]) -> list[Recognition]:
        tones = [int(image[0, 0, 0]) for image in images]
        self.asked[model].extend(tones)
        return [self.readings[model].get(tone, read("?", 0.9)) for tone in tones]


def toned(tone: int, width: int = 90) -> Image:
    return np.full((HIGH, width, 3), tone, np.uint8)


def test_the_full_model_reads_only_what_the_quick_one_is_unsure_of() -> None:
    models = TwoModels({200: read("单位"), 210: read("258", 0.6)}, {210: read("268", 0.9)})
    session = QuickReader(models)
    sure, unsure = session.read_crops([toned(200), toned(210)])
    assert (sure.text, unsure.text) == ("单位", "268")
    assert models.asked == ([200, 210], [210])
    assert [c.quick for c in sure.chars] == [(0, 0), (0, 1)] and not any(c.quick for c in unsure.chars)
    assert unsure.chars[1].prob < 0.9 < unsure.chars[0].prob
    assert [c.text for c in session.read_crops([toned(200), toned(210)])] == ["单位", "268"]
    assert models.asked == ([200, 210], [210]), "what is known is not read again"


def test_the_quick_model_is_not_asked_again_on_a_poor_page() -> None:
    tones = list(range(100, 100 + 3 * MIN_TRIED))
    models = TwoModels({}, {tone: read("单位") for tone in tones})
    assert {r.text for r in QuickReader(models).read_crops([toned(tone, 400) for tone in tones])} == {"单位"}
    assert models.asked == (tones[:MIN_TRIED], tones)


def quick_line(text: str, tone: int = 200) -> QuickLine:
    image = np.full((HIGH, PITCH * len(text), 3), tone, np.uint8)
    png = cv2.imencode(".png", image)[1].tobytes()
    return QuickLine(text.encode(), png, read(text), read(text), HIGH / image.shape[1])


@pytest.mark.parametrize(
    ("text", "seen", "confirmed"),
    [
        ("预算执行率为98.5%，完成了全部任务", "为98.5%，", True),
        ("预算执行率为98.5%，完成了全部任务", "98.5%", True),
        ("预算执行率为98.5%，完成了全部任务", "为96.5%，", False),
        ("预算执行率为98.5%，完成了全部任务", "为98.5，", False),
        ("预算执行率为98.5%，完成了全部任务", "1为98.5%，", False),
        ("预算执行率为98.5%，完成了全部任务", "", False),
        ("258.50", "258.50", False),  # nothing to cut: the image is read as it is
    ],
)
def test_a_figure_is_confirmed_by_the_same_figure_alone(text: str, seen: str, confirmed: bool) -> None:
    class Full(TwoModels):
        def read_crops(self, images: Sequence[Image]) -> list[Recognition]:
            return [read(seen) for _ in images]

    places = [place for place, char in enumerate(text) if char.isdecimal()]
    assert (unconfirmed_lines([(quick_line(text), places)], Full({}, {})) == []) is confirmed


def test_only_the_unproven_figure_of_a_line_is_confirmed() -> None:
    cut: list[int] = []

    class Full(TwoModels):
        def read_crops(self, images: Sequence[Image]) -> list[Recognition]:
            cut.extend(image.shape[1] for image in images)
            return [read("为12件，") for _ in images]

    text = "全年服务3600人次，抽查为12件，其余各项工作均已完成"
    assert unconfirmed_lines([(quick_line(text), [text.index("1")])], Full({}, {})) == []
    assert len(cut) == 1 and cut[0] < PITCH * 8


def strip(*tones: int) -> Image:
    """Cells of these tones, printed in stripes, with blank paper between them."""
    cell, paper = (np.zeros((HIGH, 2 * PITCH, 3), np.uint8), np.full((HIGH, HIGH, 3), 250, np.uint8))
    cell[::2] = 255
    parts = [part for tone in tones for part in (paper, np.where(cell == 0, tone, cell).astype(np.uint8))]
    return np.hstack(parts[1:])


def test_a_doubtful_cell_of_a_strip_is_read_again_alone() -> None:
    image = strip(100, 120, 140)
    places = [0.07, 0.14, 0.43, 0.50, 0.79, 0.86]
    seen = Recognition(
        [
            RecognizedChar(c, p, (), x, x + 0.07)
            for c, p, x in zip("甲乙丙丁戊己", (1, 1, 0.4, 1, 1, 1), places, strict=True)
        ]
    )
    found = segments(image, seen)
    assert [s.reading.text for s in found] == ["甲乙", "丙丁", "戊己"]
    again = Recognition(
        [RecognizedChar("丑", 0.9, (), 0.1, 0.4), RecognizedChar("5", 0.9, (), 0.5, 0.9)], [(1, ".", 0.2)]
    )
    whole = joined(image, seen, [(found[1], again)])
    assert whole.text == "甲乙丑5戊己" and whole.gaps == [(3, ".", 0.2)]
    assert [bool(each.quick) for each in whole.chars] == [True, True, False, False, True, True]
    assert [each.left for each in whole.chars] == sorted(each.left for each in whole.chars)
    assert (
        found[1].start / image.shape[1] <= whole.chars[2].left < whole.chars[3].right <= found[1].end / image.shape[1]
    )


def test_a_near_miss_between_two_cells_makes_both_doubtful() -> None:
    seen = Recognition(
        [RecognizedChar(c, 1.0, (), x, x + 0.1) for c, x in zip("甲乙", (0.1, 0.8), strict=True)], [(1, "1", 0.2)]
    )
    assert [s.is_whole for s in segments(strip(100, 120), seen)] == [False, False]


def test_a_line_without_blanks_is_one_segment() -> None:
    assert [s.image.shape[1] for s in segments(toned(200), read("单位"))] == [90]
    assert len(segments(strip(100), read("单位"))) == 1


def page_of(session_reader: TwoModels, tones: Sequence[int]) -> Page:
    """A page each of whose lines is one image of that tone."""

    def read_one(number: int, reader: object) -> Page:
        assert isinstance(reader, QuickReader)
        lines = []
        for reading in reader.read_crops([toned(tone) for tone in tones]):
            lines.append(Line([Glyph(c.char, c.prob, c.alternatives, number, None, quick=c.quick) for c in reading.chars], number))
        return Page(number, 100.0, 100.0, "scanned", lines)

    source = Source(1, read_one)
    page = pickle.loads(pickle.dumps(read_page(source, 1, session_reader)))  # as a helper process passes it on
    return with_source(page, source, session_reader)


def document(page: Page) -> Document:
    return Document("a.pdf", "0" * 64, "scanned", [page], Reader("test", "test", "0"))


def test_an_unproven_figure_is_read_by_the_full_model() -> None:
    models = TwoModels({200: read("258"), 210: read("单位")}, {200: read("268", 0.95)})
    found = document(page_of(models, [200, 210]))
    assert [line.text for line in found.pages[0].lines] == ["258", "单位"]
    assert confirm_lines(found, [], [])
    assert [line.text for line in found.pages[0].lines] == ["268", "单位"]
    assert not any(g.quick for g in found.pages[0].lines[0].glyphs)
    assert not confirm_lines(found, [], []), "once is enough"


def test_a_proven_figure_is_not_read_again() -> None:
    models = TwoModels({200: read("258")}, {200: read("268")})
    found = document(page_of(models, [200]))
    assert not confirm_lines(found, found.pages[0].lines[0].glyphs, [])
    assert models.asked == ([200], [])
    assert confirm_lines(found, found.pages[0].lines[0].glyphs[:2], []), "every digit must be proven"


def test_what_is_wanted_is_read_even_without_a_figure() -> None:
    models = TwoModels({200: read("赞明")}, {200: read("赟明")})
    found = document(page_of(models, [200]))
    assert confirm_lines(found, [], found.pages[0].lines[0].glyphs[:1])
    assert found.pages[0].lines[0].text == "赟明"


def test_a_confirmed_figure_stays_as_it_is() -> None:
    models = TwoModels({200: read("258")}, {200: read("258")})
    found = document(page_of(models, [200]))
    before = found.pages[0]
    assert not confirm_lines(found, [], [])
    assert found.pages[0] is before and models.asked == ([200], [200])
    assert not confirm_lines(found, [], []) and models.asked == ([200], [200])


def test_what_the_full_model_reads_otherwise_takes_the_place_of_the_glyphs() -> None:
    """As many characters: the page is not read again. Otherwise it is."""
    models = TwoModels({200: read("258"), 210: read("1258")}, {200: read("268", 0.95), 210: read("1258")})
    found = document(page_of(models, [200, 210]))
    before = found.pages[0]
    assert confirm_lines(found, [], [])
    assert found.pages[0] is before and [line.text for line in before.lines] == ["268", "1258"]
    models = TwoModels({200: read("258")}, {200: read("2580", 0.95)})
    found = document(page_of(models, [200]))
    assert confirm_lines(found, [], []) and found.pages[0].lines[0].text == "2580"


def test_a_bracket_of_another_width_is_no_other_reading() -> None:
    models = TwoModels({200: read("(258)")}, {200: read("（258）")})
    found = document(page_of(models, [200]))
    assert not confirm_lines(found, [], []) and found.pages[0].lines[0].text == "（258）"


@pytest.mark.parametrize(("old", "new", "fits"), [("258.50", "268.50", True), ("258 万元", "268万元", True), ("258", "2580", False), ("一", "1", False), (">5", "≥5", False), ("≥5", "≥6", True)])
def test_a_sign_that_ink_decides_about_is_not_replaced(old: str, new: str, fits: bool) -> None:
    assert may_replace(read(old), read(new)) is fits


def test_places_are_exact_where_they_tell_the_columns() -> None:
    models = TwoModels({200: read("单位")}, {200: read("单位")})
    session = QuickReader(models)
    session.read_crops([toned(200)])
    [reading] = exact_reader(session).read_crops([toned(200)])
    assert not any(each.quick for each in reading.chars) and models.asked == ([200], [200])
    [reading] = session.read_crops([toned(200)])
    assert not any(each.quick for each in reading.chars), "it is settled"
    assert exact_reader(models) is models
