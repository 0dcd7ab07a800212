"""Finds the figures of a Chinese text and converts them to canonical form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

import regex

from gouji.normalize.figures.canonical import NO_UNIT, canonical_quantity
from gouji.normalize.figures.chinese_numbers import DIGITS
from gouji.normalize.figures.dates import find_dates
from gouji.normalize.figures.not_figures import not_figures
from gouji.normalize.figures.number_tokens import NumberToken, number_tokens
from gouji.normalize.figures.qualifiers import INFIX_CHARS, NEUTRAL_LEAD, Qualified, qualifiers_around
from gouji.normalize.figures.units import Unit, unit_at
from gouji.schemas.quantity import Quantity
from gouji.schemas.spans import FoundQuantity

# Full-width forms become half-width ones of the same length, so that offsets hold.
# The full-width comma stays: it may be punctuation.
TO_HALF_WIDTH = str.maketrans(
    "０１２３４５６７８９％．－−﹣＋＝＞＜～／＊＃￥萬億圓圆陸貳參", "0123456789%.---+=><~/*#¥万亿元元陆贰叁"
)
MASK = "\0"
_UNIT_GAP = regex.compile(rf"(?P<about>[{INFIX_CHARS}])?[ \t\u3000\u00a0]*")
_MINUS = regex.compile(r"(?:(?<![0-9A-Za-z%)）\]\-])-|负|△) ?\Z")
_CHANGE = regex.compile(
    r"(?P<jiao>[零一二三四五六七八九壹贰叁肆伍陆柒捌玖])角(?:零?(?P<fen>[一二三四五六七八九壹贰叁肆伍陆柒捌玖])分)?"
    r"|零(?P<fen>[一二三四五六七八九壹贰叁肆伍陆柒捌玖])分|(?P<jiao>[0-9])角(?:(?P<fen>[0-9])分)?(?!之)"
)
"""The small change of an amount: 叁仟元柒角捌分, 叁仟元零捌分, 3000元7角8分."""
_TENTH = regex.compile(r"[一二三四五六七八九半](?![一二三四五六七八九十百千万个成项年])")
"""What stands behind 成 as a part of it: 九成五 is 95 %, 八成半 85 %."""
_CURRENCY = regex.compile(r"(?P<sign>[¥￥$])[ \t]*\Z")
# 160.12 -18.70 in a table row are two figures, the second negative: a dash joins with spaces on both sides or on none.
_RANGE = regex.compile(r"(?P<blank>[ \t\u3000]*)(?P<joint>-|—|–|~|～|至|到)(?(?<=-|—|–)(?P=blank)|[ \t\u3000]*)")
_FROM_TO = regex.compile(r"[从由自][^，。；、,;]{0,24}\Z")
_LOST_LEADING_DIGITS = regex.compile(r"[,，][0-9]{3}(?![0-9])")
"""A group of three digits after a comma: the digits before it are lost."""
PLUS = "+"
"""Before what was added (+45.00)."""
_TRAILING = " \t\u3000。；;，,"


@dataclass(frozen=True, slots=True)
class _Figure:
    """A number with its unit and the position of both."""

    token: NumberToken
    unit: Unit
    end: int
    number: str
    sign_start: int
    about: bool
    dropped: bool = False


def find_quantities(text: str) -> list[FoundQuantity]:
    """Returns all figures of a corrected text from left to right, without overlap.

    Dates, phone numbers, codes, ordinals and numerals inside words are not figures; neither are malformed digits
    (99,38). A range such as 5-8个 comes back as its two ends (see FoundQuantity.part).
    """
    half_width = text.translate(TO_HALF_WIDTH)
    spans = [(date.start, date.end) for date in find_dates(text)] + not_figures(half_width)
    return list(_found(_masked(half_width, spans)))


@lru_cache(maxsize=65536)
def parse_quantity(text: str, default_unit: str | None = None) -> Quantity | None:
    """Returns the one figure that the whole of `text` is (≥90%, 1,234.56, 131处), or None.

    `default_unit` comes from the table header (万元). It applies if the cell names no unit itself.
    """
    half_width = text.translate(TO_HALF_WIDTH).replace("\n", "").strip(_TRAILING)
    if _LOST_LEADING_DIGITS.match(text.translate(TO_HALF_WIDTH).strip()):
        return None
    found = _whole(half_width, masked=default_unit is None)
    if found is None:
        return None
    quantity = found.quantity
    if found.kind != "bare" or not default_unit:
        return quantity
    return canonical_quantity(quantity.number, _header_unit(default_unit), quantity.approximate, quantity.bound)


def _whole(half_width: str, masked: bool) -> FoundQuantity | None:
    """Returns the figure that is the whole cell, or None.

    A cell under a header that names its unit holds no code; anywhere else a phone number stays a phone number.
    """
    spans = [(date.start, date.end) for date in find_dates(half_width)] + (not_figures(half_width) if masked else [])
    found = list(_found(_masked(half_width, spans)))
    if len(found) != 1 or found[0].part or found[0].end != len(half_width):
        return None
    lead = half_width[: found[0].start].strip()
    return found[0] if lead == PLUS or NEUTRAL_LEAD.fullmatch(half_width, 0, found[0].start) else None


def _header_unit(printed: str) -> Unit:
    """Returns the header's unit. An unknown unit counts as itself."""
    name = printed.strip("()（） ")
    unit = unit_at(name, 0)
    return unit if unit and unit.length == len(name) else replace(NO_UNIT, printed=name, base=name, kind="count")


def _masked(text: str, spans: list[tuple[int, int]]) -> str:
    chars = list(text)
    for start, end in spans:
        chars[start:end] = MASK * (end - start)
    return "".join(chars)


def _found(text: str) -> Iterator[FoundQuantity]:
    figures, index = _figures(text), 0
    while index < len(figures):
        pair = figures[index : index + 2]
        if len(pair) == 2 and _is_range(text, *pair):
            yield from _range(text, *pair)
            index += 2
        else:
            if not figures[index].dropped:
                yield _one(text, figures[index])
            index += 1


def _figures(text: str) -> list[_Figure]:
    """Returns the numbers with their units.

    A number inside the unit of the previous one (5次/10万公顷) is not a figure.
    """
    figures: list[_Figure] = []
    for token in number_tokens(text):
        figure = _figure(text, token)
        if figure and (not figures or token.start >= figures[-1].end):
            figures.append(figure)
    return figures


def _figure(text: str, token: NumberToken) -> _Figure | None:
    """Returns the token with the unit after it; None for a numeral that counts nothing and for digits attached to
    Latin letters."""
    gap = _UNIT_GAP.match(text, token.end)
    assert gap is not None  # the pattern also matches nothing
    unit = _own_unit(token) or _unit_after(text, token.end, gap)
    end = token.end if token.unit else gap.end() + unit.length if unit else token.end
    if token.hanzi and not _counts(token, unit):
        return None
    sign = _CURRENCY.search(text, max(0, token.start - 3), token.start)
    if sign and (unit is None or not unit.base):
        unit = unit_at((unit.printed if unit else "") + ("美元" if sign["sign"] == "$" else "元"), 0)
    glued = unit is None and regex.match(r"[A-Za-z_]", text[token.end : token.end + 1]) is not None
    minus = _MINUS.search(text, max(0, token.digits_start - 3), token.digits_start)
    begin = sign.start() if sign else minus.start() if minus else token.start
    whole = token.number
    change = _CHANGE.match(text, end) if unit is not None and unit.printed == "元" and "." not in whole else None
    if change:
        whole += "." + "".join(_digit(sign) for sign in (change["jiao"] or "0", change["fen"]) if sign)
        end = change.end()
    tenth = (
        _TENTH.match(text, end)
        if unit is not None and unit.printed == "成" and token.hanzi and "." not in whole
        else None
    )
    if tenth:
        whole += f".{_digit(tenth[0]) if tenth[0] != '半' else 5}"
        end = tenth.end()
    number = ("-" if minus else "") + whole
    return _Figure(token, unit or NO_UNIT, end, number, begin, bool(gap["about"] and unit) or token.rounded, glued)


def _digit(sign: str) -> str:
    return sign if sign.isascii() else str(DIGITS[sign])


def _unit_after(text: str, end: int, gap: regex.Match[str]) -> Unit | None:
    """Returns the unit after the gap.

    Across a space, a single character must be a common unit: 42.77 对个人 is the next cell of a table.
    """
    unit = unit_at(text, gap.end())
    near = gap.end() == end + len(gap["about"] or "")
    sure = unit is None or near or unit.hanzi or len(unit.printed) > 1 or unit.kind != "count" or unit.printed.isascii()
    return unit if sure else None


def _own_unit(token: NumberToken) -> Unit | None:
    return unit_at(token.unit, 0) if token.unit else None


def _counts(token: NumberToken, unit: Unit | None) -> bool:
    """Tells whether a numeral counts: 三项 does, 三方 does not, 一项 means 'an item', but 一万元 and 一倍 are
    figures."""
    if unit is None or not (unit.hanzi or token.unit):
        return False
    return token.number != "1" or token.unit is not None or unit.kind == "multiple" or unit.factor > 1


def _is_range(text: str, low: _Figure, high: _Figure) -> bool:
    joint = _RANGE.fullmatch(text, low.end, high.token.start)
    if not joint or low.dropped or high.dropped:
        return False
    return joint["joint"] not in "至到" or not _FROM_TO.search(text, max(0, low.token.start - 24), low.token.start)


def _range(text: str, low: _Figure, high: _Figure) -> Iterator[FoundQuantity]:
    """Yields both ends.

    The low end takes the unit of the high end if it has none. Two bare numbers are a label (3-1), not a range.
    """
    if low.unit.kind == high.unit.kind == "bare":
        return
    if low.unit.kind == "bare":
        low = replace(low, unit=replace(high.unit, length=0))
    high = replace(high, number=high.token.number, sign_start=high.token.start)
    first, last = _one(text, low), _one(text, high)
    yield replace(first, part="low", quantity=first.quantity.model_copy(update={"bound": ">="}))
    yield replace(last, part="high", quantity=last.quantity.model_copy(update={"bound": "<="}))


def _one(text: str, figure: _Figure) -> FoundQuantity:
    around: Qualified = qualifiers_around(text, figure.sign_start, figure.end, figure.unit.printed)
    digits = figure.token.digits_start if figure.token.unit else min(around.operator, figure.sign_start)
    quantity = canonical_quantity(figure.number, figure.unit, around.approximate or figure.about, around.bound)
    return FoundQuantity(around.start, around.end, digits, figure.token.end, figure.unit.kind, quantity)
