"""Malformed figures: letters among digits, commas for points, 0/0 for %, a dash for 一."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from gouji.normalize.edits import Edit
from gouji.normalize.figures.spaced_figures import LETTERS, NAMED, SIGNS, closed_figure, pointed
from gouji.normalize.layout.headings import STRAY
from gouji.schemas.paragraph import CorrectionKind

UNITS_FILE = Path(__file__).with_name("units.tsv")
DIVISIBLE = r"(?:[%‰倍万亿元吨亩]|个?百分点|分(?![别期批布配类级])|公[里顷斤]|[千平立]|米|小时)"
"""Only before these a figure has decimals; before others a comma may well part two figures (1,2月)."""
DECIMAL = re.compile(rf"\s?{DIVISIBLE}")
SPECK = r"[.·'‘’`]"
DIGIT = r"[\dOoQlI]"
"""A digit, or a letter that is read for one."""
DAY = re.compile(
    rf"(?<![\d.,A-Za-z\-/])([12](?: ?{DIGIT}){{3}}) ?([.\-/,，:：;]) ?({DIGIT}(?: ?{DIGIT})?) ?([.\-/,，:：;]) ?({DIGIT}(?: ?{DIGIT})?)(?![\d.,:：\-/A-Za-z%])"
)
COUNTED = "人名户家个份册件辆棵株盏台套座所间"
"""Units of things that come in whole numbers."""
ODD = ",，:：;"
"""What a point between the parts of a date is read as."""
HAPPENED = re.compile(r"(?:由|与供应商|组织|正式)?(?:签订|通过|完成|确定|发布|验收|中标|开标|评审|公示)")
CHAPTER_ZERO = str.maketrans("OoОо0", "〇〇〇〇〇")
CIRCLED = {chr(0x2488 + n): str(n + 1) for n in range(20)}
RATE = re.compile(r"[率占比度增长降提高减少幅达为至到过约≥≤＞＜>=]")
REACH = 8


@dataclass(frozen=True, slots=True)
class Rule:
    """What `pattern` finds is to read as `mend` says; nothing is done where that is the same."""

    pattern: re.Pattern[str]
    mend: Callable[[re.Match[str]], str]
    kind: CorrectionKind
    reason: str
    confidence: float


def malformed_figures(text: str) -> list[Edit]:
    """The figures of a paragraph that cannot be meant as they were read, each with the only figure that they can be."""
    edits: list[Edit] = []
    taken = bytearray(len(text))
    for rule in _rules():
        for found in rule.pattern.finditer(text):
            new = rule.mend(found)
            if new != found[0] and not any(taken[found.start() : found.end()]):
                taken[found.start() : found.end()] = b"\1" * (found.end() - found.start())
                edits.append(Edit(found.start(), found.end(), new, rule.kind, rule.reason, rule.confidence))
    return edits


@cache
def _rules() -> tuple[Rule, ...]:
    return (*_list_points(), *_phones(), *_parted(), *_percent_signs(), *_dates(), *_letters(), *_points(), *_blanks())


def _list_points() -> list[Rule]:
    dash = "[-—–－ー_]"
    return [
        Rule(
            re.compile(
                rf"^\s*{STRAY}\s*(?=(?:[一二三四五六七八九十]{{1,3}}|{dash})\s*、\s*[㐀-鿿]|[（(]\s*[一二三四五六七八九十]{{1,3}}\s*[）)])"
            ),
            lambda m: "",
            "punctuation",
            "speck_before_heading",
            0.95,
        ),
        Rule(re.compile(rf"^\s*{dash}\s*(?=、)"), lambda m: "一", "character", "numeral_one_as_dash", 0.97),
        Rule(
            re.compile(rf"(?<=^[（(])\s*{dash}\s*(?=[）)])"), lambda m: "一", "character", "numeral_one_as_dash", 0.95
        ),
        Rule(re.compile(rf"(?<=第){dash}(?=[季批期年次阶届轮])"), lambda m: "一", "character", "first_as_dash", 0.95),
        Rule(
            re.compile(rf"(?<![^，。；：、]){dash}(?=是[㐀-鿿])"), lambda m: "一", "character", "one_is_as_dash", 0.93
        ),
        Rule(
            re.compile(rf"(?<![㐀-鿿\dA-Za-z]){dash}(?=体化|次性|系列|般公共|把手|站式|网通|卡通)"),
            lambda m: "一",
            "character",
            "one_as_dash",
            0.93,
        ),
        Rule(
            re.compile(r"^\s*[lI|](?=\s?[.．、]\s?[㐀-鿿《“])"),
            lambda m: m[0][:-1] + "1",
            "digit",
            "letters_for_digits",
            0.95,
        ),
        Rule(
            re.compile(r"^(\s*\d{1,2})(?:。(?=\s*[㐀-鿿《“])|[:：;；,，](?=\s?[㐀-鿿]{3,20}[。：:]))"),
            lambda m: f"{m[1]}.",
            "punctuation",
            "list_point_as_stop",
            0.95,
        ),
    ]


def _phones() -> list[Rule]:
    """069l-4889511 behind the words that say that it is a phone's number."""
    phone = rf"(?<=[话式机码真][:：]){DIGIT}(?:[ \-—–－]{{0,3}}{DIGIT}){{6,14}}(?![\dA-Za-z])"
    return [Rule(re.compile(phone), lambda m: m[0].translate(LETTERS), "digit", "letters_for_digits", 0.9)]


def _dates() -> list[Rule]:
    """3月3.日, 4月.9日: a speck beside a number of a written date, which may also be what is left of a digit."""
    return [
        Rule(
            re.compile(rf"(?<=\d月)(\d{{1,2}}){SPECK}(?=日)|(?<=\d年)(\d{{1,2}}){SPECK}(?=月\d)"),
            lambda m: m[1] or m[2],
            "date",
            "speck_in_date",
            0.8,
        ),
        Rule(
            re.compile(rf"(?<=\d年) ?{DIGIT}(?: ?{DIGIT})? ?(?=月)"),
            lambda m: _counted(m, 12),
            "date",
            "letters_for_digits",
            0.9,
        ),
        Rule(
            re.compile(rf"(?<=月) ?{DIGIT}(?: ?{DIGIT})? ?(?=[日号])"),
            lambda m: _counted(m, 31),
            "date",
            "letters_for_digits",
            0.9,
        ),
        Rule(
            re.compile(rf"(?<=\d月){SPECK}(\d{{1,2}})(?=日)|(?<=\d年){SPECK}(\d{{1,2}})(?=月\d)"),
            lambda m: m[1] or m[2],
            "date",
            "speck_in_date",
            0.8,
        ),
    ]


def _counted(found: re.Match[str], most: int) -> str:
    """The month or the day with digits for letters; as it was read where nothing but digits was, or where it counts too far."""
    read = found[0].strip()
    number = _bare(read)
    return found[0].replace(read, number) if not read.isdigit() and 1 <= int(number) <= most else found[0]


def _percent_signs() -> list[Rule]:
    pattern = re.compile(r"(?<![\d/.A-Za-z])(\d[\dOo]*(?:[.,][\dOo]+)?)\s?[0Oo]/[0Oo](?![\dOo/])")
    # 93.30o: no rate has three places, so its last two signs are the rings. Before a unit they are digits: 3.50o公里.
    rings = re.compile(r"(?<![\d/.A-Za-z])(\d+\.\d{1,2})(?:[0°ºO]o|o[0oO°º])(?![\dA-Za-z㐀-鿿])")
    return [
        Rule(pattern, _percent, "digit", "percent_as_fraction", 0.95),
        Rule(rings, lambda m: f"{m[1]}%", "digit", "percent_as_rings", 0.85),
    ]


def _percent(found: re.Match[str]) -> str:
    """The figure with its percent sign, where the words before it speak of a rate."""
    before = found.string[max(0, found.start() - REACH) : found.start()]
    return f"{found[1].translate(LETTERS).replace(',', '.')}%" if RATE.search(before) else found[0]


def _letters() -> list[Rule]:
    unit = f"(?:[万亿]?(?:{_units()})|[万亿](?=[㐀-鿿]))"
    start, mixed = r"(?<![\dA-Za-z.\-/])", r"[OoQlI.,\d]{0,40}"  # no figure is longer
    chapter = r"[一二][〇OoОо0九][〇OoОо0一二三四五六七八九]{2}(?=年)"
    return [
        Rule(re.compile(r"[⒈-⒛](?=\d)"), lambda m: CIRCLED[m[0]], "digit", "dotted_digits", 0.95),
        Rule(
            re.compile(rf"{start}(?={mixed}\d)(?!O2O)(?![.,]){mixed}(?=\s?{unit})"),
            _figure,
            "digit",
            "letters_for_digits",
            0.95,
        ),
        Rule(
            re.compile(rf"{start}\d[\d.]*[SBZ][\d.]*(?=\s?[%‰万亿元年月])"),
            _figure,
            "digit",
            "letters_for_digits",
            0.85,
        ),
        Rule(re.compile(rf"{start}[SBZ][\d.]*\d(?=\s?[%‰万亿年月])"), _figure, "digit", "letters_for_digits", 0.8),
        Rule(re.compile(rf"{start}\d[\d.]*[Oo]+(?![\dA-Za-z\-/])"), _figure, "digit", "letters_for_digits", 0.9),
        Rule(
            re.compile(r"(?<=[≥≤＞＜])[lI](?=[百千]?[万亿][㐀-鿿])"), lambda m: "1", "digit", "letters_for_digits", 0.85
        ),
        Rule(
            re.compile(r"(?<=[额金余存转数整])[OoQ](?=[百千]?[万亿]?元)"),
            lambda m: "0",
            "digit",
            "letters_for_digits",
            0.9,
        ),
        Rule(re.compile(chapter), lambda m: m[0].translate(CHAPTER_ZERO), "digit", "zero_misread", 0.95),
    ]


def _figure(found: re.Match[str]) -> str:
    """The figure with digits for letters; its last comma is a point where decimals can stand (24O,24万元)."""
    figure = found[0].translate(LETTERS)
    return pointed(figure) if figure != found[0] and DECIMAL.match(found.string, found.end()) else figure


def _points() -> list[Rule]:
    alone = r"(?<![\d,.，。第·])"
    return [
        Rule(re.compile(rf"{alone}(\d+)[,'](\d{{1,2}})(?=\s?{DIVISIBLE})"), _point, "digit", "point_as_comma", 0.95),
        Rule(
            re.compile(rf"{alone}\d{{1,3}}(?:,\d{{3}})+,\d{{1,2}}(?=\s?[百千]?[万亿]?元)"),
            lambda m: pointed(m[0]),
            "digit",
            "point_as_comma",
            0.95,
        ),
        Rule(re.compile(rf"{alone}(\d{{1,3}})。(\d{{1,2}})(?=\s?[%‰倍万亿元])"), _point, "digit", "point_as_stop", 0.9),
        Rule(re.compile(rf"{alone}(\d+)[:：](\d{{1,2}})(?=\s?(?:[万亿]|倍))"), _point, "digit", "point_as_colon", 0.9),
        Rule(re.compile(r"(?<=[率占比长])(\d{1,2})，(\d{2})(?=\s?%)"), _point, "digit", "point_as_comma", 0.85),
        # 88..86万吨: a point and a speck.
        Rule(re.compile(rf"{alone}(\d+)\.\.(\d{{1,4}})(?=\s?{DIVISIBLE})"), _point, "digit", "point_doubled", 0.85),
        # 21.38.万起: no figure has two points; the second may also be what is left of a digit.
        Rule(
            re.compile(rf"(?<=[㐀-鿿])(\d+\.\d{{1,4}}){SPECK}(?=\s?{DIVISIBLE})"),
            lambda m: m[1],
            "digit",
            "speck_behind_figure",
            0.8,
        ),
        # 23851.人: nobody counts in parts of persons. What stands behind the point may be lost, though.
        Rule(
            re.compile(rf"(?<=[㐀-鿿])(\d+)[.·](?=[{COUNTED}](?![㐀-鿿]?\d))"),
            lambda m: m[1],
            "digit",
            "speck_behind_figure",
            0.8,
        ),
        # 32.61万。元 and 32.61。万元: a speck at the end of a line, for no figure has anything between itself and 万元.
        Rule(
            re.compile(rf"(?<=\d)(\s?[百千]?[万亿]){STRAY}(?=元)|(?<=\d\.\d\d){STRAY}(?=[百千]?[万亿]元)"),
            lambda m: m[1] or "",
            "punctuation",
            "speck_in_unit",
            0.9,
        ),
    ]


def _point(found: re.Match[str]) -> str:
    return f"{found[1]}.{found[2]}"


def _parted() -> list[Rule]:
    """Dates and figures that came in pieces, put together as wholes before anything in them is looked at."""
    unit = rf"(?=\s?(?:[百千]?[万亿]|{_units()}))"
    return [
        Rule(DAY, lambda m: _day(m) if " " in m[0] else m[0], "date", "blank_in_figure", 0.9),
        Rule(DAY, lambda m: _day(m) if set(m[0]) & set("OoQlI") else m[0], "date", "letters_for_digits", 0.9),
        Rule(DAY, lambda m: _day(m) if set(m[0]) & set(":：;") else m[0], "date", "point_as_colon", 0.95),
        Rule(DAY, _day, "date", "date_point_as_comma", 0.95),
        Rule(re.compile(rf"{NAMED}{SIGNS}{unit}"), closed_figure, "spacing", "blank_in_figure", 0.85),
    ]


def _blanks() -> list[Rule]:
    """Blanks within a figure that has its unit right behind it."""
    unit = rf"(?=\s?(?:{_units()}))"
    return [
        Rule(re.compile(r"(?<![\d.])(\d+) +\.(?=\d)"), lambda m: f"{m[1]}.", "spacing", "blank_in_figure", 0.95),
        Rule(
            re.compile(rf"(?:(?<=[㐀-鿿])|(?<=^))(\d+)\. +(\d+)(?=\s?{DIVISIBLE})"),
            _point,
            "spacing",
            "blank_in_figure",
            0.9,
        ),
        Rule(re.compile(r"(?<!\d)(?<!\d )(?:1 ?9|2 ?0) ?\d ?\d(?=\s?年)"), _closed, "spacing", "blank_in_figure", 0.95),
        Rule(
            re.compile(rf"(?<![\d.,])\d{{1,3}}(?:, ?\d ?\d ?\d)+(?:\.\d{{1,2}})?{unit}"),
            _closed,
            "spacing",
            "blank_in_figure",
            0.9,
        ),
    ]


def _day(found: re.Match[str]) -> str:
    """A date without its blanks and letters, and with points for commas and colons; as it stands where that is none, or has none. With two
    commas it may be a list of numbers, unless the words say that something happened then."""
    year, month, day = (int(_bare(found[group])) for group in (1, 3, 5))
    marks = found[2] + found[4]
    mark = next((m for m in marks if m not in ODD), "." if HAPPENED.match(found.string, found.end()) else "")
    told = 1950 <= year <= 2099 and 1 <= month <= 12 and 1 <= day <= 31 and mark and not set(marks) - {*ODD, mark}
    return f"{_bare(found[1])}{mark}{_bare(found[3])}{mark}{_bare(found[5])}" if told else found[0]


def _bare(text: str) -> str:
    """The text without blanks, and with digits for the letters that were read for them."""
    return text.replace(" ", "").translate(LETTERS)


def _closed(found: re.Match[str]) -> str:
    return found[0].replace(" ", "")


@cache
def _units() -> str:
    """A pattern of all units that may stand after a figure, the parts of a date among them."""
    rows = UNITS_FILE.read_text(encoding="utf-8").splitlines()
    units = {row.split("\t")[0] for row in rows if row and not row.startswith("#")} - {"unit"}
    written = {unit for unit in units if not unit[0].isascii() or unit == "%"} | set("年月日号")
    return "|".join(re.escape(unit) for unit in sorted(written, key=len, reverse=True))
