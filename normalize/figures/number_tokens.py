"""Tokenises the numbers of a text, in digits or Chinese characters, before their units are known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from unicodedata import normalize

import regex

from gouji.normalize.figures.chinese_numbers import NUMERALS, chinese_number
from gouji.normalize.figures.units import unit_at

_NUM = r"[0-9]+(?:\.[0-9]+)?"
# A number does not begin with 百 or 万: 百姓, 千家万户, 万一.
_HANZI = rf"(?=[^百千万亿佰仟])[{NUMERALS}]+(?:点[〇零一二三四五六七八九]+)?"
# 13万2千, 12万8千7百 and 3千3百元, as people speak; in 1亿1,835万 the last part is counted by its unit.
_SMALL = r"[0-9]千[0-9]百(?:[0-9]十)?(?:[0-9](?=元))?|[0-9]千[0-9]十(?=元)|[0-9]百[0-9]十(?:[0-9](?=元))?"
_LOW = (
    rf"{_SMALL}|{_NUM}千|[0-9]百(?=元)|(?:[0-9]{{1,3}}[,，][0-9]{{3}}(?:\.[0-9]+)?|{_NUM})(?=万)|[0-9]{{4}}(?![0-9.年])"
)
NUMBER = regex.compile(
    rf"(?P<per>[百千万])分之(?P<share>百|{_HANZI}|{_NUM})"
    r"|(?P<power>(?<![0-9A-Za-z.,])[1-9](?:\.[0-9]+)?(?:[Ee]\+|\s?[×xX*]\s?10\^?)(?P<exponent>[0-9]{1,2}|[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2})(?![0-9A-Za-z.]))"
    rf"|(?P<high>[0-9]+|(?=[^百千])[一二三四五六七八九十百千两]+)(?P<step>[亿万])零?(?P<low>{_LOW})"
    rf"|(?P<spoken>(?<![0-9.,]){_SMALL})"
    r"|(?P<spaced>(?<![0-9.,]\s?)[0-9]{1,3}(?:(?:[ \u00a0][0-9]{3}){2,}(?:\.[0-9]+)?|[ \u00a0][0-9]{3}\.[0-9]{2})(?!\s?[0-9.]))"
    r"|(?P<apart>(?<![0-9.,'’])[1-9][0-9]{0,2}(?:'[0-9]{3}|’[0-9]{3})+(?:\.[0-9]+)?(?![0-9'’]))"
    r"|(?P<digits>[0-9]+(?:(?:[.,，]|[.,]{2})[0-9]+)*)"
    rf"|(?P<hanzi>{_HANZI})"
)
_PLAIN = regex.compile(_NUM)
_GROUPED = regex.compile(r"[1-9][0-9]{0,2}([,，])[0-9]{3}(?:\1[0-9]{3})*(?:\.[0-9]+)?")
_PART = regex.compile(r"([0-9.]+)([千百十]?)")
_MULTIPLES = {"千": 1000, "百": 100, "十": 10, "": 1}
APOSTROPHE = regex.compile(r"['’]")
"""Parts thousands, as in 1'286'400.00."""
_RATE_UNITS = {"百": "%", "千": "‰", "万": "‱"}


@dataclass(frozen=True, slots=True)
class NumberToken:
    """A number from `start` (including 百分之) to `end`.

    Its digits begin at `digits_start`. `unit` is set if the number's own words name it. `rounded`: it was written with a
    power of ten (1.25E+07), which shows its first digits.
    """

    start: int
    digits_start: int
    end: int
    number: str
    hanzi: bool = False
    unit: str | None = None
    rounded: bool = False


def number_tokens(text: str) -> Iterator[NumberToken]:
    """Yields the numbers from left to right.

    A cluster of digits that is no well-formed number (99,38 or 1.2.3) yields nothing: half of it would be a figure that
    was never printed.
    """
    words = text.strip()
    for match in NUMBER.finditer(text):
        start, end = match.span()
        if match["per"]:
            yield from _percentage(match)
        elif match["power"]:
            yield _power(match)
        elif match["spoken"]:
            yield NumberToken(start, start, end, str(_sum(match["spoken"])))
        elif match["high"]:
            yield from _compound(match)
        elif match["spaced"]:
            yield from _spaced(text, match, alone=match[0] == words)
        elif match["apart"]:
            yield NumberToken(start, start, end, APOSTROPHE.sub("", match["apart"]))
        elif match["digits"]:
            yield from _digits(match["digits"], start)
        else:
            yield from _hanzi(match["hanzi"], start, end)


def _percentage(match: regex.Match[str]) -> Iterator[NumberToken]:
    """百分之九十五, 千分之3."""
    share = match["share"]
    number = (
        Decimal(100)
        if share == "百"
        else Decimal(share)
        if share[0].isdigit() and share.isascii()
        else chinese_number(share)
    )
    if number is not None and not (share == "百" and match["per"] != "百"):
        yield NumberToken(
            match.start(), match.start("share"), match.end(), str(number), True, _RATE_UNITS[match["per"]]
        )


def _compound(match: regex.Match[str]) -> Iterator[NumberToken]:
    """1亿2000万元 is one figure: 12000 万元; 十亿3000万元 too. 12万8千7百元 is 128700 元."""
    high = Decimal(match["high"]) if match["high"].isascii() else chinese_number(match["high"])
    rest = _sum(match["low"].replace(",", "").replace("，", ""))
    if rest < 10_000 and high is not None:
        yield NumberToken(match.start(), match.start(), match.end(), str(high * 10_000 + rest))


def _sum(parts: str) -> Decimal:
    """The sum of parts that are counted by 千, 百 and 十: 8千7百."""
    return sum((Decimal(number) * _MULTIPLES[step] for number, step in _PART.findall(parts)), Decimal(0))


def _power(match: regex.Match[str]) -> NumberToken:
    """1.25E+07 and 1.5×10⁴, as a spreadsheet and a formula show what is too wide or too large."""
    first, exponent = match["power"][: match.start("exponent") - match.start()], normalize("NFKC", match["exponent"])
    mantissa = _PLAIN.match(first)
    assert mantissa is not None  # the pattern begins with one
    number = format(Decimal(mantissa[0]).scaleb(int(exponent)), "f")
    return NumberToken(match.start(), match.start(), match.end(), number, rounded=True)


def _spaced(text: str, match: regex.Match[str], alone: bool) -> Iterator[NumberToken]:
    """3 513 965: groups of three are one number before a unit or alone in a cell; in a table row they are several."""
    start, end = match.span()
    if alone or unit_at(text, end + (text[end : end + 1] == " ")):
        yield NumberToken(start, start, end, match[0].replace(" ", "").replace("\u00a0", ""))
        return
    for piece in _PLAIN.finditer(text, start, end):
        yield NumberToken(piece.start(), piece.start(), piece.end(), piece[0])


def _digits(cluster: str, start: int) -> Iterator[NumberToken]:
    if _PLAIN.fullmatch(cluster):
        yield NumberToken(start, start, start + len(cluster), cluster)
    elif _GROUPED.fullmatch(cluster):
        yield NumberToken(start, start, start + len(cluster), cluster.replace(",", "").replace("，", ""))
    elif "，" in cluster:
        # A full-width comma between numbers that are not groups of three is punctuation.
        for piece in cluster.split("，"):
            yield from _digits(piece, start)
            start += len(piece) + 1


def _hanzi(numeral: str, start: int, end: int) -> Iterator[NumberToken]:
    """一百二十万 yields 120 and leaves the multiplier to the unit; 一亿二千万 is only read as a whole."""
    head = numeral.rstrip("万亿")
    if head != numeral and not set("万亿") & set(head):
        numeral, end = head, start + len(head)
    number = chinese_number(numeral)
    if number is None and numeral[-1] in "千百":
        # 三十五千米: the last character belongs to the unit.
        numeral, end = numeral[:-1], end - 1
        number = chinese_number(numeral)
    if number is not None:
        yield NumberToken(start, start, end, str(number), True)
