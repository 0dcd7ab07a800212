"""Repairs malformed figures: letters among digits, commas for points, 0/0 for %, a dash for 一."""

from __future__ import annotations

import re
from functools import cache

from gouji.normalize.edits import Edit
from gouji.normalize.figures.figure_repair import DECIMAL_UNITS, DIGIT, FigureRepair
from gouji.normalize.figures.list_numbers import begins_list_item
from gouji.normalize.figures.malformed_dates import NUMERIC_DATE, date_repairs, repaired_date
from gouji.normalize.figures.malformed_points import point_repairs, with_point
from gouji.normalize.figures.per_mille import PER_MILLE_CONFIDENCE, RING, sign_with_ring
from gouji.normalize.figures.spaced_figures import (
    AFTER_WORD,
    FIGURE_PIECES,
    LETTERS_TO_DIGITS,
    join_spaced_match,
    with_decimal_point,
)
from gouji.normalize.figures.units import UNIT_ROWS, unit_pattern
from gouji.normalize.layout.headings import LEADING_SPECK

BEFORE_DECIMAL_UNIT = re.compile(rf"\s?{DECIMAL_UNITS}")
CHAPTER_ZERO = str.maketrans("OoОо0", "〇〇〇〇〇")
DOTTED_DIGITS = {chr(0x2488 + n): str(n + 1) for n in range(20)}
RATE_WORDS = re.compile(r"[率占比度增长降提高减少幅达为至到过约≥≤＞＜>=]")
"""Words and signs that come before a rate."""
RATE_REACH_CHARS = 8
"""Number of characters before a figure in which a rate word counts."""


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
        *_grouped_figures(),
        *_ringed_percent_signs(),
        *_percent_signs(),
        *date_repairs(),
        *_letters(),
        *point_repairs(),
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


def _grouped_figures() -> list[FigureRepair]:
    """Figures with thousands commas in which one sign is no digit: 21,60±,733.00 and 0293,810,000.00.

    20±2 is a tolerance: a figure is malformed only if its groups are whole with the digit. 010,020 are codes: a zero is
    stray only before an amount with its decimals.
    """
    end = r"(?:\.\d+)?(?![\d,.±])"
    return [
        FigureRepair(
            re.compile(rf"(?<![\d.,±])(?=[\d,]*±[\d,.]*(?!±))[\d±]{{1,3}}(?:,[\d±]{{3}})+{end}"),
            lambda m: m[0].replace("±", "1"),
            "digit",
            "letters_for_digits",
            0.8,
        ),
        FigureRepair(
            re.compile(r"(?<![\d.,\-/A-Za-z])0+(?=[1-9]\d{0,2}(?:,\d{3})+\.\d\d(?![\d,.]))"),
            lambda m: "",
            "digit",
            "stray_zero",
            0.8,
        ),
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


def _split_figures() -> list[FigureRepair]:
    """Dates and figures that were split into pieces. They are joined before anything inside them is examined."""
    unit = rf"(?=\s?(?:[百千]?[万亿]|{_units()}))"
    return [
        FigureRepair(NUMERIC_DATE, lambda m: repaired_date(m) if " " in m[0] else m[0], "date", "blank_in_figure", 0.9),
        FigureRepair(
            NUMERIC_DATE,
            lambda m: repaired_date(m) if set(m[0]) & set("OoQlI") else m[0],
            "date",
            "letters_for_digits",
            0.9,
        ),
        FigureRepair(
            NUMERIC_DATE,
            lambda m: repaired_date(m) if set(m[0]) & set(":：;") else m[0],
            "date",
            "point_as_colon",
            0.95,
        ),
        FigureRepair(NUMERIC_DATE, repaired_date, "date", "date_point_as_comma", 0.95),
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
            lambda m: m[0] if begins_list_item(m) else with_point(m),
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


def _joined(found: re.Match[str]) -> str:
    return found[0].replace(" ", "")


@cache
def _units() -> str:
    """Returns a pattern of all units that may follow a figure, including the parts of a date.

    A character that begins another word is none: 10 10单项补助 are two figures before 单项, not 1010单."""
    written = (unit for unit in UNIT_ROWS if not unit[0].isascii() or unit == "%")
    return rf"{unit_pattern(written)}|[年月日号]"
