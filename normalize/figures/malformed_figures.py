"""Repairs malformed figures: letters among digits, commas for points, 0/0 for %, a dash for 一."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from gouji.normalize.edits import Edit
from gouji.normalize.figures.per_mille import PER_MILLE_CONFIDENCE, RING, sign_with_ring
from gouji.normalize.figures.spaced_figures import (
    AFTER_WORD,
    FIGURE_PIECES,
    LETTERS_TO_DIGITS,
    join_spaced_match,
    with_decimal_point,
)
from gouji.normalize.figures.units import UNIT_ROWS
from gouji.normalize.layout.headings import LEADING_SPECK
from gouji.schemas.paragraph import CorrectionKind

DECIMAL_UNITS = r"(?:[%‰倍万亿元吨亩]|个?百分点|分(?![别期批布配类级])|公[里顷斤]|[千平立]|米|小时)"
"""Units that can have decimals. Before any other unit a comma may well separate two figures (1,2月)."""
BEFORE_DECIMAL_UNIT = re.compile(rf"\s?{DECIMAL_UNITS}")
SPECK = r"[.·'‘’`]"
DIGIT = r"[\dOoQlI]"
"""A digit, or a letter that a digit is misread as."""
NUMERIC_DATE = re.compile(
    rf"(?<![\d.,A-Za-z\-/])([12](?: ?{DIGIT}){{3}}) ?([.\-/,，:：;]) ?({DIGIT}(?: ?{DIGIT})?) ?([.\-/,，:：;]) ?({DIGIT}(?: ?{DIGIT})?)(?![\d.,:：\-/A-Za-z%])"
)
"""A numeric date, possibly with spaces, letters for digits, or other separators."""
WHOLE_UNITS = "人名户家个份册件辆棵株盏台套座所间"
"""Units of things that come in whole numbers."""
MISREAD_DATE_SEPARATORS = ",，:：;"
"""What a point between the parts of a date is misread as."""
EVENT_WORDS = re.compile(r"(?:由|与供应商|组织|正式)?(?:签订|通过|完成|确定|发布|验收|中标|开标|评审|公示)")
"""Words that say that something happened on the date before them."""
CHAPTER_ZERO = str.maketrans("OoОо0", "〇〇〇〇〇")
DOTTED_DIGITS = {chr(0x2488 + n): str(n + 1) for n in range(20)}
RATE_WORDS = re.compile(r"[率占比度增长降提高减少幅达为至到过约≥≤＞＜>=]")
"""Words and signs that come before a rate."""
RATE_REACH_CHARS = 8
"""Number of characters before a figure in which a rate word counts."""


@dataclass(frozen=True, slots=True)
class FigureRepair:
    """A match of `pattern` is to read as `repaired` returns. Nothing changes if that is the same text."""

    pattern: re.Pattern[str]
    repaired: Callable[[re.Match[str]], str]
    kind: CorrectionKind
    reason: str
    confidence: float


def malformed_figures(text: str) -> list[Edit]:
    """Returns an edit for each figure of a paragraph that cannot be meant as it was read, with the only figure that
    it can be."""
    edits: list[Edit] = []
    covered = bytearray(len(text))
    for repair in _repairs():
        for found in repair.pattern.finditer(text):
            new = repair.repaired(found)
            if new != found[0] and not any(covered[found.start() : found.end()]):
                covered[found.start() : found.end()] = b"\1" * (found.end() - found.start())
                edits.append(Edit(found.start(), found.end(), new, repair.kind, repair.reason, repair.confidence))
    return edits


@cache
def _repairs() -> tuple[FigureRepair, ...]:
    return (
        *_list_points(),
        *_phones(),
        *_split_figures(),
        *_ringed_percent_signs(),
        *_percent_signs(),
        *_dates(),
        *_letters(),
        *_points(),
        *_inner_spaces(),
    )


def _list_points() -> list[FigureRepair]:
    dash = "[-—–－ー_]"
    return [
        FigureRepair(
            re.compile(
                rf"^\s*{LEADING_SPECK}\s*(?=(?:[一二三四五六七八九十]{{1,3}}|{dash})\s*、\s*[㐀-鿿]|[（(]\s*[一二三四五六七八九十]{{1,3}}\s*[）)])"
            ),
            lambda m: "",
            "punctuation",
            "speck_before_heading",
            0.95,
        ),
        FigureRepair(re.compile(rf"^\s*{dash}\s*(?=、)"), lambda m: "一", "character", "numeral_one_as_dash", 0.97),
        FigureRepair(
            re.compile(rf"(?<=^[（(])\s*{dash}\s*(?=[）)])"), lambda m: "一", "character", "numeral_one_as_dash", 0.95
        ),
        FigureRepair(
            re.compile(rf"(?<=第){dash}(?=[季批期年次阶届轮])"), lambda m: "一", "character", "first_as_dash", 0.95
        ),
        FigureRepair(
            re.compile(rf"(?<![^，。；：、]){dash}(?=是[㐀-鿿])"), lambda m: "一", "character", "one_is_as_dash", 0.93
        ),
        FigureRepair(
            re.compile(rf"(?<![㐀-鿿\dA-Za-z]){dash}(?=体化|次性|系列|般公共|把手|站式|网通|卡通)"),
            lambda m: "一",
            "character",
            "one_as_dash",
            0.93,
        ),
        FigureRepair(
            re.compile(r"^\s*[lI|](?=\s?[.．、]\s?[㐀-鿿《“])"),
            lambda m: m[0][:-1] + "1",
            "digit",
            "letters_for_digits",
            0.95,
        ),
        FigureRepair(
            re.compile(r"^(\s*\d{1,2})(?:。(?=\s*[㐀-鿿《“])|[:：;；,，](?=\s?[㐀-鿿]{3,20}[。：:]))"),
            lambda m: f"{m[1]}.",
            "punctuation",
            "list_point_as_stop",
            0.95,
        ),
    ]


def _phones() -> list[FigureRepair]:
    """069l-4889511 after words that say that it is a phone number."""
    phone = rf"(?<=[话式机码真][:：]){DIGIT}(?:[ \-—–－]{{0,3}}{DIGIT}){{6,14}}(?![\dA-Za-z])"
    return [
        FigureRepair(re.compile(phone), lambda m: m[0].translate(LETTERS_TO_DIGITS), "digit", "letters_for_digits", 0.9)
    ]


def _dates() -> list[FigureRepair]:
    """3月3.日, 4月.9日: a speck next to a number of a written date, which may also be the remnant of a digit."""
    return [
        FigureRepair(
            re.compile(rf"(?<=\d月)(\d{{1,2}}){SPECK}(?=日)|(?<=\d年)(\d{{1,2}}){SPECK}(?=月\d)"),
            lambda m: m[1] or m[2],
            "date",
            "speck_in_date",
            0.8,
        ),
        FigureRepair(
            re.compile(rf"(?<=\d年) ?{DIGIT}(?: ?{DIGIT})? ?(?=月)"),
            lambda m: _calendar_number(m, 12),
            "date",
            "letters_for_digits",
            0.9,
        ),
        FigureRepair(
            re.compile(rf"(?<=月) ?{DIGIT}(?: ?{DIGIT})? ?(?=[日号])"),
            lambda m: _calendar_number(m, 31),
            "date",
            "letters_for_digits",
            0.9,
        ),
        FigureRepair(
            re.compile(rf"(?<=\d月){SPECK}(\d{{1,2}})(?=日)|(?<=\d年){SPECK}(\d{{1,2}})(?=月\d)"),
            lambda m: m[1] or m[2],
            "date",
            "speck_in_date",
            0.8,
        ),
    ]


def _calendar_number(found: re.Match[str], maximum: int) -> str:
    """Returns the month or day with digits for letters; unchanged if it was all digits, or if it exceeds `maximum`."""
    read = found[0].strip()
    number = _without_spaces(read)
    return found[0].replace(read, number) if not read.isdigit() and 1 <= int(number) <= maximum else found[0]


def _percent_signs() -> list[FigureRepair]:
    pattern = re.compile(r"(?<![\d/.A-Za-z])(\d[\dOo]*(?:[.,][\dOo]+)?)\s?[0Oo]/[0Oo](?![\dOo/])")
    # 93.30o: no rate has three decimals, so its last two characters are the rings of %.
    # Before a unit they are digits: 3.50o公里.
    rings = re.compile(r"(?<![\d/.A-Za-z])(\d+\.\d{1,2})(?:[0°ºO]o|o[0oO°º])(?![\dA-Za-z㐀-鿿])")
    return [
        FigureRepair(pattern, _percent, "digit", "percent_as_fraction", 0.95),
        FigureRepair(rings, lambda m: f"{m[1]}%", "digit", "percent_as_rings", 0.85),
    ]


def _percent(found: re.Match[str]) -> str:
    """Returns the figure with its percent sign if the words before it speak of a rate."""
    before = found.string[max(0, found.start() - RATE_REACH_CHARS) : found.start()]
    return f"{found[1].translate(LETTERS_TO_DIGITS).replace(',', '.')}%" if RATE_WORDS.search(before) else found[0]


def _letters() -> list[FigureRepair]:
    unit = f"(?:[万亿]?(?:{_units()})|[万亿](?=[㐀-鿿]))"
    start, mixed = r"(?<![\dA-Za-z.\-/])", r"[OoQlI.,\d]{0,40}"  # no figure is longer
    chapter = r"[一二][〇OoОо0九][〇OoОо0一二三四五六七八九]{2}(?=年)"
    return [
        FigureRepair(re.compile(r"[⒈-⒛](?=\d)"), lambda m: DOTTED_DIGITS[m[0]], "digit", "dotted_digits", 0.95),
        FigureRepair(
            re.compile(rf"{start}(?={mixed}\d)(?!O2O)(?![.,]){mixed}(?=\s?{unit})"),
            _with_digits,
            "digit",
            "letters_for_digits",
            0.95,
        ),
        FigureRepair(
            re.compile(rf"{start}\d[\d.]*[SBZ][\d.]*(?=\s?[%‰万亿元年月])"),
            _with_digits,
            "digit",
            "letters_for_digits",
            0.85,
        ),
        FigureRepair(
            re.compile(rf"{start}[SBZ][\d.]*\d(?=\s?[%‰万亿年月])"), _with_digits, "digit", "letters_for_digits", 0.8
        ),
        FigureRepair(
            re.compile(rf"{start}\d[\d.]*[Oo]+(?![\dA-Za-z\-/])"), _with_digits, "digit", "letters_for_digits", 0.9
        ),
        FigureRepair(
            re.compile(r"(?<=[≥≤＞＜])[lI](?=[百千]?[万亿][㐀-鿿])"), lambda m: "1", "digit", "letters_for_digits", 0.85
        ),
        FigureRepair(
            re.compile(r"(?<=[额金余存转数整])[OoQ](?=[百千]?[万亿]?元)"),
            lambda m: "0",
            "digit",
            "letters_for_digits",
            0.9,
        ),
        FigureRepair(re.compile(chapter), lambda m: m[0].translate(CHAPTER_ZERO), "digit", "zero_misread", 0.95),
    ]


def _with_digits(found: re.Match[str]) -> str:
    """Returns the figure with digits for letters.

    Its last comma becomes a point where decimals are possible (24O,24万元).
    """
    figure = found[0].translate(LETTERS_TO_DIGITS)
    return (
        with_decimal_point(figure)
        if figure != found[0] and BEFORE_DECIMAL_UNIT.match(found.string, found.end())
        else figure
    )


def _ringed_percent_signs() -> list[FigureRepair]:
    ringed = re.compile(rf"(?<![\d.,])(\d[\d,]*(?:\.\d+)?)\s?[%％]{RING}(?![\dA-Za-z.%])")
    return [
        FigureRepair(
            ringed, lambda m: f"{m[1]}{sign_with_ring(m[1])}", "character", "percent_with_ring", PER_MILLE_CONFIDENCE
        )
    ]


def _points() -> list[FigureRepair]:
    alone = r"(?<![\d,.，。第·])"
    return [
        FigureRepair(
            re.compile(rf"{alone}(\d+)[,'](\d{{1,2}})(?=\s?{DECIMAL_UNITS})"),
            _with_point,
            "digit",
            "point_as_comma",
            0.95,
        ),
        FigureRepair(
            re.compile(rf"{alone}\d{{1,3}}(?:,\d{{3}})+,\d{{1,2}}(?=\s?[百千]?[万亿]?元)"),
            lambda m: with_decimal_point(m[0]),
            "digit",
            "point_as_comma",
            0.95,
        ),
        FigureRepair(
            re.compile(rf"{alone}(\d{{1,3}})。(\d{{1,2}})(?=\s?[%‰倍万亿元])"),
            _with_point,
            "digit",
            "point_as_stop",
            0.9,
        ),
        FigureRepair(
            re.compile(rf"{alone}(\d+)[:：](\d{{1,2}})(?=\s?(?:[万亿]|倍))"),
            _with_point,
            "digit",
            "point_as_colon",
            0.9,
        ),
        FigureRepair(
            re.compile(r"(?<=[率占比长])(\d{1,2})，(\d{2})(?=\s?%)"), _with_point, "digit", "point_as_comma", 0.85
        ),
        # 88..86万吨: a decimal point and a speck.
        FigureRepair(
            re.compile(rf"{alone}(\d+)\.\.(\d{{1,4}})(?=\s?{DECIMAL_UNITS})"),
            _with_point,
            "digit",
            "point_doubled",
            0.85,
        ),
        # 21.38.万起: no figure has two decimal points; the second may also be the remnant of a digit.
        FigureRepair(
            re.compile(rf"(?<=[㐀-鿿])(\d+\.\d{{1,4}}){SPECK}(?=\s?{DECIMAL_UNITS})"),
            lambda m: m[1],
            "digit",
            "speck_behind_figure",
            0.8,
        ),
        # 23851.人: nobody counts fractions of persons. Digits after the point may be lost, though.
        FigureRepair(
            re.compile(rf"(?<=[㐀-鿿])(\d+)[.·](?=[{WHOLE_UNITS}](?![㐀-鿿]?\d))"),
            lambda m: m[1],
            "digit",
            "speck_behind_figure",
            0.8,
        ),
        # 32.61万。元 and 32.61。万元: a speck at the end of a line, since nothing stands between a figure and 万元.
        FigureRepair(
            re.compile(
                rf"(?<=\d)(\s?[百千]?[万亿]){LEADING_SPECK}(?=元)|(?<=\d\.\d\d){LEADING_SPECK}(?=[百千]?[万亿]元)"
            ),
            lambda m: m[1] or "",
            "punctuation",
            "speck_in_unit",
            0.9,
        ),
    ]


def _with_point(found: re.Match[str]) -> str:
    return f"{found[1]}.{found[2]}"


def _split_figures() -> list[FigureRepair]:
    """Dates and figures that were split into pieces. They are joined before anything inside them is examined."""
    unit = rf"(?=\s?(?:[百千]?[万亿]|{_units()}))"
    return [
        FigureRepair(
            NUMERIC_DATE, lambda m: _repaired_date(m) if " " in m[0] else m[0], "date", "blank_in_figure", 0.9
        ),
        FigureRepair(
            NUMERIC_DATE,
            lambda m: _repaired_date(m) if set(m[0]) & set("OoQlI") else m[0],
            "date",
            "letters_for_digits",
            0.9,
        ),
        FigureRepair(
            NUMERIC_DATE,
            lambda m: _repaired_date(m) if set(m[0]) & set(":：;") else m[0],
            "date",
            "point_as_colon",
            0.95,
        ),
        FigureRepair(NUMERIC_DATE, _repaired_date, "date", "date_point_as_comma", 0.95),
        FigureRepair(
            re.compile(rf"{AFTER_WORD}{FIGURE_PIECES}{unit}"), join_spaced_match, "spacing", "blank_in_figure", 0.85
        ),
    ]


def _inner_spaces() -> list[FigureRepair]:
    """Spaces within a figure directly followed by its unit."""
    unit = rf"(?=\s?(?:{_units()}))"
    return [
        FigureRepair(
            re.compile(r"(?<![\d.])(\d+) +\.(?=\d)"), lambda m: f"{m[1]}.", "spacing", "blank_in_figure", 0.95
        ),
        FigureRepair(
            re.compile(rf"(?:(?<=[㐀-鿿])|(?<=^))(\d+)\. +(\d+)(?=\s?{DECIMAL_UNITS})"),
            _with_point,
            "spacing",
            "blank_in_figure",
            0.9,
        ),
        FigureRepair(
            re.compile(r"(?<!\d)(?<!\d )(?:1 ?9|2 ?0) ?\d ?\d(?=\s?年)"), _joined, "spacing", "blank_in_figure", 0.95
        ),
        FigureRepair(
            re.compile(rf"(?<![\d.,])\d{{1,3}}(?:, ?\d ?\d ?\d)+(?:\.\d{{1,2}})?{unit}"),
            _joined,
            "spacing",
            "blank_in_figure",
            0.9,
        ),
    ]


def _repaired_date(found: re.Match[str]) -> str:
    """Returns a date without spaces and letters, with points for commas and colons; unchanged if it is no date or needs
    no repair.

    With two commas it may be a list of numbers, unless the following words say that something happened then.
    """
    year, month, day = (int(_without_spaces(found[group])) for group in (1, 3, 5))
    separators = found[2] + found[4]
    separator = next(
        (m for m in separators if m not in MISREAD_DATE_SEPARATORS),
        "." if EVENT_WORDS.match(found.string, found.end()) else "",
    )
    is_date = (
        1950 <= year <= 2099
        and 1 <= month <= 12
        and 1 <= day <= 31
        and separator
        and not set(separators) - {*MISREAD_DATE_SEPARATORS, separator}
    )
    return (
        f"{_without_spaces(found[1])}{separator}{_without_spaces(found[3])}{separator}{_without_spaces(found[5])}"
        if is_date
        else found[0]
    )


def _without_spaces(text: str) -> str:
    """Returns the text without spaces, and with digits for the letters that they were misread as."""
    return text.replace(" ", "").translate(LETTERS_TO_DIGITS)


def _joined(found: re.Match[str]) -> str:
    return found[0].replace(" ", "")


@cache
def _units() -> str:
    """Returns a pattern of all units that may follow a figure, including the parts of a date."""
    written = {unit for unit in UNIT_ROWS if not unit[0].isascii() or unit == "%"} | set("年月日号")
    return "|".join(re.escape(unit) for unit in sorted(written, key=lambda unit: (-len(unit), unit)))
