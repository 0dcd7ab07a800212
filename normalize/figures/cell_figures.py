"""Repairs cells that hold one figure and nothing else, where the form of the figure shows what was misread:
2,150,40000 has lost its decimal point."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from gouji.normalize.edits import Edit
from gouji.normalize.figures.per_mille import PER_MILLE_CONFIDENCE, RING, sign_with_ring
from gouji.normalize.figures.spaced_figures import join_spaced_figure
from gouji.normalize.figures.units import is_unit
from gouji.schemas.paragraph import CorrectionKind

SIGN_PATTERN = r"([≥≤><=]?-?)"
MAX_DIGITS = 14
"""No amount of a budget has more digits."""
MONEY_UNIT_PATTERN = r"((?:[亿万千百]?元)?)"
TYPED_FIGURE = re.compile(
    r"(?P<sign>[≥≤><＞＜=]?\s?-?)\s*(?P<figure>[\dOoQlI][OoQlI., \d]*?)\s*(?P<unit>[%％‰]?|[一-鿿]{0,4})"
)
"""Sign, figure and unit of a cell of plain text."""
LETTERS_TO_DIGITS = str.maketrans("OoIl", "0011")


@dataclass(frozen=True, slots=True)
class _CellRepair:
    """A pattern for a whole cell, the figure that the cell must then be, and the confidence of that."""

    pattern: re.Pattern[str]
    repaired: Callable[[re.Match[str]], str]
    kind: CorrectionKind
    reason: str
    confidence: float


def _compiled(middle: str) -> re.Pattern[str]:
    return re.compile(SIGN_PATTERN + middle + MONEY_UNIT_PATTERN)


def _regrouped(found: re.Match[str]) -> str:
    """Returns groups of three separated by commas, and the last two digits as decimals.

    Unchanged if there are more digits than any budget has: then two figures ran together.
    """
    if sum(char.isdigit() for char in found[2]) > MAX_DIGITS:
        return found[0]
    groups = re.split(r"[.,]", found[2])
    tail = f".{groups.pop()}" if len(groups[-1]) == 2 else ""
    return f"{found[1]}{','.join(groups)}{tail}{found[3]}"


CELL_REPAIRS = (
    # O.00 is 0.00.
    _CellRepair(
        re.compile(r"[≥≤><=\-]?[\d.,OoIl]*\d[\d.,OoIl]*[%‰]?"),
        lambda m: m[0].translate(LETTERS_TO_DIGITS),
        "digit",
        "letters_for_digits",
        0.95,
    ),
    # ≤o起: a lone o before a unit.
    _CellRepair(
        re.compile(r"([≥≤><=]?)[oO○〇](%?|[一-鿿]{1,3})"),
        lambda m: f"{m[1]}0{m[2]}" if is_unit(m[2]) else m[0],
        "digit",
        "letters_for_digits",
        0.9,
    ),
    # 2,150,40000: no group has five digits, so a decimal point is missing before the last two.
    _CellRepair(
        _compiled(r"(\d{1,3}(?:,\d{3})*,\d{3})(\d\d)"),
        lambda m: f"{m[1]}{m[2]}.{m[3]}{m[4]}",
        "digit",
        "point_lost",
        0.9,
    ),
    # 2.150,400.00 and 2.150.400.00: a figure has one decimal point.
    _CellRepair(
        _compiled(r"(\d{1,3}(?:[.,]\d{3}){2,}(?:[.,]\d\d)?|\d{1,3}[.,]\d{3}[.,]\d\d)"),
        _regrouped,
        "digit",
        "point_as_comma",
        0.9,
    ),
    # 1154,41: no group has two digits.
    _CellRepair(
        re.compile(SIGN_PATTERN + r"(\d{1,3}|\d{4,})[,，'](\d\d)(%?|[亿万千百]?元)"),
        lambda m: f"{m[1]}{m[2]}.{m[3]}{m[4]}",
        "digit",
        "point_as_comma",
        0.9,
    ),
    # 38,7: no group has one digit either; a list of two figures (序号 3,4) does not begin with two digits.
    _CellRepair(
        re.compile(SIGN_PATTERN + r"(\d{2,})[,，](\d)"),
        lambda m: f"{m[1]}{m[2]}.{m[3]}",
        "digit",
        "point_as_comma",
        0.85,
    ),
    # 98_4: a decimal point that touched the ruling below.
    _CellRepair(
        _compiled(r"(\d[\d,]*)_(\d{1,2})"), lambda m: f"{m[1]}{m[2]}.{m[3]}{m[4]}", "digit", "point_as_dash", 0.85
    ),
    # 131.09.: an amount has two decimals, and a speck after them is not a third.
    _CellRepair(
        re.compile(SIGN_PATTERN + r"(\d[\d,]*\.\d\d)[.。·]"), lambda m: m[1] + m[2], "digit", "speck_after_figure", 0.8
    ),
    # 861..36: a decimal point and a speck.
    _CellRepair(
        _compiled(r"(\d[\d,]*)\.\.(\d{1,6})"), lambda m: f"{m[1]}{m[2]}.{m[3]}{m[4]}", "digit", "point_doubled", 0.9
    ),
    # 627.85方元: there is no such unit. A digit in its place may be genuine: prices have three decimals (0.558元).
    _CellRepair(
        re.compile(SIGN_PATTERN + r"(\d[\d,]*\.\d\d)[方力刀](元)"),
        lambda m: f"{m[1]}{m[2]}万{m[3]}",
        "character",
        "wan_as_digit",
        0.85,
    ),
    # 可持续影.响指标: a cell of few words has no point; after a numeral the point is that of a list (一.目标).
    _CellRepair(
        re.compile(r"([一-鿿]{1,6}[^\W一二三四五六七八九十\d_A-Za-z])\.([一-鿿]{1,6})"),
        lambda m: m[1] + m[2],
        "punctuation",
        "speck_in_words",
        0.9,
    ),
    # 2.5%o is 2.5‰, and 93%0 a percent sign with a speck: nobody knows for sure.
    _CellRepair(
        re.compile(rf"([≥≤><=]?-?\d+(?:\.\d+)?)[%％]{RING}"),
        lambda m: f"{m[1]}{sign_with_ring(m[1])}",
        "character",
        "percent_with_ring",
        PER_MILLE_CONFIDENCE,
    ),
    # 100°0: the two rings of the percent sign.
    _CellRepair(
        re.compile(r"([≥≤><=]?-?\d+(?:\.\d+)?)(?:[°º][0oO°º]?|[0oO]/[0oO])"),
        lambda m: f"{m[1]}%",
        "digit",
        "percent_as_rings",
        0.9,
    ),
)


def misread_cell(text: str) -> list[Edit]:
    """Returns the one edit that turns a cell into the figure it must be; none for a well-formed cell or one without a
    figure.

    If the result of one repair is not well formed either (O,00), the edit combines two repairs.
    """
    first = _misread(text)
    second = _misread(first.new) if first else None
    if first and second:
        return [Edit(0, len(text), second.new, first.kind, first.reason, min(first.confidence, second.confidence))]
    return [first] if first else []


def _misread(text: str) -> Edit | None:
    bare = "".join(text.split())
    for repair in CELL_REPAIRS if bare == text else ():
        found = repair.pattern.fullmatch(text)
        if found and repair.repaired(found) != text:
            return Edit(0, len(text), repair.repaired(found), repair.kind, repair.reason, repair.confidence)
    return None


def misread_typed_cell(text: str) -> list[Edit]:
    """Does the same for a cell of plain text, where spaces do not separate cells: 27 9,59 is one figure there, and a
    lone o a zero."""
    if text in ("o", "O"):
        return [Edit(0, len(text), "0", "digit", "letters_for_digits", 0.85)]
    found = TYPED_FIGURE.fullmatch(text)
    known = found is not None and (not found["unit"] or is_unit(found["unit"]))
    figure = join_spaced_figure(found["figure"].strip()) if found and known else None
    return (
        [Edit(0, len(text), f"{found['sign']}{figure}{found['unit']}", "spacing", "blank_in_figure", 0.85)]
        if found and figure
        else misread_cell(text)
    )
