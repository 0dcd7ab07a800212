"""Cells that are one figure and nothing else, where the form of figures says what was misread: 2,150,40000 has lost its point."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from gouji.normalize.edits import Edit
from gouji.normalize.figures.spaced_figures import closed
from gouji.normalize.figures.units import is_unit
from gouji.schemas.paragraph import CorrectionKind

SIGN = r"([≥≤><=]?-?)"
MOST_DIGITS = 14
UNIT = r"((?:[亿万千百]?元)?)"
TYPED = re.compile(
    r"(?P<sign>[≥≤><＞＜=]?\s?-?)\s*(?P<figure>[\dOoQlI][OoQlI., \d]*?)\s*(?P<unit>[%％‰]?|[一-鿿]{0,4})"
)
LETTERS = str.maketrans("OoIl", "0011")


@dataclass(frozen=True, slots=True)
class _Form:
    """What a whole cell looks like, the figure that it then must be, and how sure that is."""

    pattern: re.Pattern[str]
    mend: Callable[[re.Match[str]], str]
    kind: CorrectionKind
    reason: str
    confidence: float


def _compiled(middle: str) -> re.Pattern[str]:
    return re.compile(SIGN + middle + UNIT)


def _grouped(found: re.Match[str]) -> str:
    """Groups of three by commas, and the last two digits behind a point; as it is where that would be more than any budget has: two figures
    that ran together."""
    if sum(char.isdigit() for char in found[2]) > MOST_DIGITS:
        return found[0]
    groups = re.split(r"[.,]", found[2])
    tail = f".{groups.pop()}" if len(groups[-1]) == 2 else ""
    return f"{found[1]}{','.join(groups)}{tail}{found[3]}"


FORMS = (
    # O.00 is 0.00.
    _Form(
        re.compile(r"[≥≤><=\-]?[\d.,OoIl]*\d[\d.,OoIl]*[%‰]?"),
        lambda m: m[0].translate(LETTERS),
        "digit",
        "letters_for_digits",
        0.95,
    ),
    # ≤o起: a lone ring before a unit.
    _Form(
        re.compile(r"([≥≤><=]?)[oO○〇](%?|[一-鿿]{1,3})"),
        lambda m: f"{m[1]}0{m[2]}" if is_unit(m[2]) else m[0],
        "digit",
        "letters_for_digits",
        0.9,
    ),
    # 2,150,40000: no group has five digits, so there is a point before the last two.
    _Form(
        _compiled(r"(\d{1,3}(?:,\d{3})*,\d{3})(\d\d)"),
        lambda m: f"{m[1]}{m[2]}.{m[3]}{m[4]}",
        "digit",
        "point_lost",
        0.9,
    ),
    # 2.150,400.00 and 2.150.400.00: one figure has one point.
    _Form(
        _compiled(r"(\d{1,3}(?:[.,]\d{3}){2,}(?:[.,]\d\d)?|\d{1,3}[.,]\d{3}[.,]\d\d)"),
        _grouped,
        "digit",
        "point_as_comma",
        0.9,
    ),
    # 1154,41: no group has two digits.
    _Form(
        re.compile(SIGN + r"(\d{1,3}|\d{4,})[,，'](\d\d)(%?|[亿万千百]?元)"),
        lambda m: f"{m[1]}{m[2]}.{m[3]}{m[4]}",
        "digit",
        "point_as_comma",
        0.9,
    ),
    # 38,7: no group has one digit either; two figures (序号 3,4) are not written so behind two digits.
    _Form(re.compile(SIGN + r"(\d{2,})[,，](\d)"), lambda m: f"{m[1]}{m[2]}.{m[3]}", "digit", "point_as_comma", 0.85),
    # 98_4: a point that ran into the rule below.
    _Form(_compiled(r"(\d[\d,]*)_(\d{1,2})"), lambda m: f"{m[1]}{m[2]}.{m[3]}{m[4]}", "digit", "point_as_dash", 0.85),
    # 131.09.: an amount has two places, and a speck behind them is no third.
    _Form(re.compile(SIGN + r"(\d[\d,]*\.\d\d)[.。·]"), lambda m: m[1] + m[2], "digit", "speck_after_figure", 0.8),
    # 861..36: a point and a speck.
    _Form(_compiled(r"(\d[\d,]*)\.\.(\d{1,6})"), lambda m: f"{m[1]}{m[2]}.{m[3]}{m[4]}", "digit", "point_doubled", 0.9),
    # 627.85方元: no unit is called so. A digit there may be one: prices have three places (0.558元).
    _Form(
        re.compile(SIGN + r"(\d[\d,]*\.\d\d)[方力刀](元)"),
        lambda m: f"{m[1]}{m[2]}万{m[3]}",
        "character",
        "wan_as_digit",
        0.85,
    ),
    # 可持续影.响指标: in a cell of few words stands no point; behind a numeral it is that of a list (一.目标).
    _Form(
        re.compile(r"([一-鿿]{1,6}[^\W一二三四五六七八九十\d_A-Za-z])\.([一-鿿]{1,6})"),
        lambda m: m[1] + m[2],
        "punctuation",
        "speck_in_words",
        0.9,
    ),
    # 93%0 and 100°0: the two rings of the sign.
    _Form(
        re.compile(r"([≥≤><=]?-?\d+(?:\.\d+)?)(?:%[0oO°º]|[°º][0oO°º]?|[0oO]/[0oO])"),
        lambda m: f"{m[1]}%",
        "digit",
        "percent_as_rings",
        0.9,
    ),
)


def misread_cell(text: str) -> list[Edit]:
    """The one change that makes a cell the figure it must be; none for a cell that is well formed, or is no figure. Where what one form
    makes of it is not well formed either (O,00), the change is that of both."""
    first = _misread(text)
    second = _misread(first.new) if first else None
    if first and second:
        return [Edit(0, len(text), second.new, first.kind, first.reason, min(first.confidence, second.confidence))]
    return [first] if first else []


def _misread(text: str) -> Edit | None:
    bare = "".join(text.split())
    for form in FORMS if bare == text else ():
        found = form.pattern.fullmatch(text)
        if found and form.mend(found) != text:
            return Edit(0, len(text), form.mend(found), form.kind, form.reason, form.confidence)
    return None


def misread_typed_cell(text: str) -> list[Edit]:
    """The same for a cell of plain text, whose blanks part no cells: 27 9,59 is one figure there, and a lone o a nought."""
    if text in ("o", "O"):
        return [Edit(0, len(text), "0", "digit", "letters_for_digits", 0.85)]
    found = TYPED.fullmatch(text)
    known = found is not None and (not found["unit"] or is_unit(found["unit"]))
    figure = closed(found["figure"].strip()) if found and known else None
    return (
        [Edit(0, len(text), f"{found['sign']}{figure}{found['unit']}", "spacing", "blank_in_figure", 0.85)]
        if found and figure
        else misread_cell(text)
    )
