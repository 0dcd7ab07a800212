"""What stands in a cell: a figure, words, or nothing (—, /, blank)."""

from __future__ import annotations

from collections.abc import Mapping

import regex

from gouji.normalize.figures.quantities import parse_quantity
from gouji.normalize.figures.units import lacks_digits
from gouji.normalize.figures.yuan import YUAN
from gouji.schemas.leaf import QuantityLeaf, TextLeaf
from gouji.schemas.quantity import Bound, Quantity
from gouji.schemas.traced import Traced
from gouji.tables.cell_grid import GridCell
from gouji.tables.column_consistency.comparison_signs import lone_sign

NOTHING = regex.compile(r"[一\s\-—–－_/／\\.…·、]*|无|暂无|不适用|N/?A")
SECOND_POINT = regex.compile(r"(?P<figure>\s*[≥≤><＞＜=]{0,2}\d[\d,]*\.\d+)\s*[.·。]\s*")
SPECKS = ".·,'`*^°º#"
"""Specks at the edge of a cell of words."""
SHORT, STOP = 10, regex.compile(r"[，。；、]")
"""Characters of words that are no sentence: a ring behind them (符合要求。) is dirt."""
DIRT = regex.compile(r"(?<=[\p{Han}%％‰])[.·,，。'`*^]+$|(?<=[\p{Han}%％‰\d])[△▲▽▼□■◇◆●◎★☆※♀♂]+$")
"""A speck behind a unit: a figure ends before it. One behind a digit may be the point of digits that are lost; a drawn sign is none."""
MINUS, IN_BRACKETS = regex.compile(r"[△▲▽▼–−]\s*(?=\d)"), regex.compile(r"[（(]\d[\d,]*(?:\.\d+)?[）)]")
MINUS_BEHIND = regex.compile(r"\d[\d,]*\.\d\d[-–−－]")
"""As accounting systems print it (15.00-); on a scan the stroke may be dirt."""
RAN_TOGETHER = regex.compile(r"[≥≤]\s*\d")
"""Figures behind two signs of comparison in one cell are those of two: what it says was not read."""
STRAY = regex.compile(r"(?<=[\p{Han}%％‰])[^\p{Han}%％‰]$|(?<=\d)[^\p{Han}%％‰\d]$")
HARDLY = 0.75
"""Behind a unit, and behind a figure without one, stands nothing: a stroke of a seal, or of the rule, that was read less surely than this."""
STROKES, SOME = frozenset("1lIiì!|¦丨][】()（）{}/\\tJj"), 0.03
"""What a 1 is read as, and how likely a digit may be at the most where something is said to be none."""
AHEAD = regex.compile(r"^[^\d\p{Han}≥≤><=＞＜+\-—]{1,2}(?=[≥≤><=＞＜]\s*\d)")
"""Before a sign of comparison stands nothing either."""
LITTER = 1
"""So many characters beside a sign are none of its own."""
MONEY, MISPLACED = regex.compile(YUAN), 0.85
"""How sure an amount is that was printed, or read, with a % behind it, and points with dirt."""
OF_FIGURES = frozenset(
    {
        "initial",
        "adjustment",
        "adjusted",
        "allocated",
        "spent",
        "balance",
        "execution_rate",
        "target",
        "actual",
        "weight",
        "score",
    }
)
"""Fields that hold figures."""
POINTED = regex.compile(r"(?P<points>\d{1,3}\.\d\d)[.。·,，、]+$")
OPERATORS: dict[str, Bound] = {
    "≥": ">=",
    ">=": ">=",
    "≧": ">=",
    "＞=": ">=",
    ">": ">",
    "＞": ">",
    "≤": "<=",
    "<=": "<=",
    "≦": "<=",
    "<": "<",
    "＜": "<",
}


def is_nothing(cell: GridCell | None) -> bool:
    """Whether a cell is empty or struck out: no value belongs there."""
    return cell is None or bool(NOTHING.fullmatch(cell.words))


def figure(cell: GridCell | None, unit: str | None) -> QuantityLeaf | None:
    """The cell's figure; `unit` is what the header says, for a cell that names none itself.

    None for an empty cell; a leaf without a value for one that has something in it that is no figure.
    """
    if cell is None or is_nothing(cell):
        return None
    text = _signed(_clean(_whole(cell.text)), unit)
    value = parse_quantity(text.text, unit)
    if value is None and unit == "分" and (found := POINTED.match(text.text)):
        text = text.span(
            0, found.end("points")
        )  # points have two places at the most: what follows is dirt, and no lost digit
        leaf = QuantityLeaf.of(text, parse_quantity(text.text, unit))
        leaf.limit_confidence(MISPLACED)
        return leaf
    if value is not None and value.unit == "%" and unit and MONEY.fullmatch(unit):
        text = text.span(
            0, len(text) - 1
        )  # no amount is a rate: what looks like its sign is dirt, or the figure of another column
        leaf = QuantityLeaf.of(text, parse_quantity(text.text, unit))
        leaf.limit_confidence(MISPLACED)
        return leaf
    return QuantityLeaf.of(text, value)


def _signed(text: Traced, unit: str | None) -> Traced:
    """An amount with the minus that tables print as △, as ▲, as brackets around it or, where it was not read from ink, behind it."""
    marked = MINUS.match(text.text) if unit != "分" else None
    bracketed = IN_BRACKETS.fullmatch(text.text) if unit not in ("分", "%") else None
    if marked:
        return text.replace(0, marked.end(), "-")
    if unit not in ("分", "%") and MINUS_BEHIND.fullmatch(text.text) and min(text.probs) == 1:
        return text.span(0, len(text) - 1).replace(0, 1, f"-{text.text[0]}")
    return text.span(0, len(text) - 1).replace(0, 1, "-") if bracketed else text


def of_one_field(cells: Mapping[str, GridCell | None], field: str) -> bool:
    """Whether a cell belongs to this field alone: where a rule is lost one cell lies under several heads, and whose figure it holds
    nobody knows."""
    return all(cell is not cells[field] for other, cell in cells.items() if other != field and other in OF_FIGURES)


def measure(cell: GridCell | None, unit: str | None, bound: Bound | None) -> QuantityLeaf | TextLeaf | None:
    """A target or an actual value: a figure where the cell is one, else its words."""
    if cell is None or is_nothing(cell):
        return None
    text = _without_second_point(_clean(_whole(cell.text)))
    quantity = parse_quantity(text.text, unit)
    if quantity is None:
        if len(RAN_TOGETHER.findall(text.text)) > 1:
            return QuantityLeaf.of(text, None)
        bare = text.strip(SPECKS)
        if lacks_digits(bare.text):
            return QuantityLeaf.of(text, None)
        bare = bare.strip("。") if len(bare) <= SHORT and not STOP.search(bare.text[:-1]) else bare
        return TextLeaf.of(bare, bare.text) if bare else None
    if bound and quantity.bound is None:
        quantity = quantity.model_copy(update={"bound": bound})
    return QuantityLeaf.of(text, quantity)


def cell_figure(cell: GridCell) -> Quantity | None:
    """The figure that a cell of an unknown column is, by nothing but its own words; None for anything else."""
    return None if is_nothing(cell) else parse_quantity(cell.words)


def operator(cell: GridCell | None) -> Bound | None:
    """The comparison that a column of its own holds (指标性质); what is left of a rule or a streak may stand beside it."""
    if cell is None:
        return None
    signs = [c for c in cell.words if c in OPERATORS]
    alone = signs[0] if len(signs) == 1 and len(cell.words) <= len(signs) + LITTER else None
    return OPERATORS.get(cell.words) or OPERATORS.get(alone or lone_sign(cell.text) or "")


def _clean(text: Traced) -> Traced:
    """The text without a speck behind its unit, or a character there that was hardly read, where only that keeps it from being a figure."""
    ahead = AHEAD.match(text.text)
    text = text.span(ahead.end(), len(text)) if ahead and parse_quantity(text.text) is None else text
    dirt, stray = DIRT.search(text.text), STRAY.search(text.text)
    end = dirt.start() if dirt else stray.start() if stray and _is_stray(text, stray.start()) else len(text)
    if end == len(text) or parse_quantity(text.text) is not None or parse_quantity(text.text[:end]) is None:
        return text
    return text.span(0, end)


def _without_second_point(text: Traced) -> Traced:
    """The text without a speck that was read as a point behind a figure that has its point: 9.8. is 9.8, but 9. has lost a digit."""
    found = SECOND_POINT.fullmatch(text.text)
    return text.span(0, found.end("figure")) if found else text


def _is_stray(text: Traced, at: int) -> bool:
    """Whether the last character was hardly read, and behind a digit is none that it may have lost: ] for 1."""
    if text.probs[at] >= HARDLY:
        return False
    digits = [prob for glyph in text.origins[at] for char, prob in glyph.alternatives if char.isdigit()]
    return not text.text[at - 1].isdigit() or (text.text[at] not in STROKES and max(digits, default=0.0) < SOME)


def _whole(text: Traced) -> Traced:
    """The text without the blanks between its lines."""
    for index in range(len(text) - 1, -1, -1):
        if text.text[index].isspace():
            text = text.replace(index, index + 1, "")
    return text
