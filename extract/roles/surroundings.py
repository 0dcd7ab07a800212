"""What stands over a table: the unit of its money, and which figure of a budget it lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import regex

from gouji.extract.roles.cell_types import cell_type
from gouji.extract.roles.grammar import Grammar
from gouji.extract.roles.unit_told_elsewhere import unit_told_elsewhere
from gouji.normalize.figures.declared_money import declared_money, money_alone
from gouji.normalize.figures.units import is_unit, unit_at
from gouji.schemas.paragraph import Paragraph
from gouji.schemas.rotation import down
from gouji.schemas.traced import Traced
from gouji.tables.cell_grid import CellGrid

COUNTED = regex.compile(
    r"单位[为是]?[:：](?P<unit>[^，。、；;:：（()）\d]{1,4})[)）]?[:：]?$"
    r"|(?:^|[，。；;,])[^，。；;,]{2,20}[（(](?P<unit>[^（()）:：]{1,4})[)）][:：]?$"
)
"""A unit of things that is declared, or that stands in brackets behind a caption (各镇任务（亩）：)."""
UNIT_LABEL = regex.compile(r"(?:资金|金额|货币|计价)?单位[:：]?")
DECLARING = regex.compile(r"[（(]?(?:金额|货币|计量|计价|资金|币种)?(?:单位)?[:：]")
MAX_UNIT_CELL = 12
FIGURES = frozenset({"figure", "points", "money", "rate"})
MAX_CAPTION_LENGTH = 24
"""A longer paragraph says of the table only what its last clause does, if that ends with a colon."""
MAX_LINES_ABOVE = 3
CLAUSE = regex.compile(r"[，。；;,]")

Place = tuple[int, float]
"""Page (0 for plain text) and the distance from its top; in plain text the number of the line."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The unit of the table's money, and the field of a column that is called 金额; None where nothing says it."""

    unit: str | None = None
    amount: str | None = None


def unit_in_table(sheet: CellGrid) -> str | None:
    """Returns the unit of money that the table itself tells, by a label (资金单位 | 万元) or in a cell of its own (金额：万元); None where
    nothing does."""
    for row in range(sheet.rows):
        cells = [cell for cell in sheet.own(row) if cell.words]
        for label, value in pairwise(cells):
            if UNIT_LABEL.fullmatch(label.words) and (unit := money_alone(value.words)):
                return unit
        told = [unit for cell in cells if len(cell.words) <= MAX_UNIT_CELL and (unit := _declared(cell.words))]
        if told and not any(cell_type(cell.words) in FIGURES for cell in cells):
            return told[0]
        if len(cells) > 1 and not row and (unit := money_alone(cells[-1].words)):
            return unit
    return None


def _declared(words: str) -> str | None:
    return declared_money(words) if DECLARING.match(words) else None


def surroundings(
    sheets: Sequence[CellGrid], paragraphs: Sequence[Paragraph], turns: Mapping[int | None, int], grammar: Grammar
) -> list[Surroundings]:
    """Returns what stands over each table. `turns` is how each page lay."""
    placed = [(place, p.text.text) for p in paragraphs if (place := _place(p.text, turns)) is not None]
    around = [p.text for p in paragraphs if _runs_on(p.text)]
    units = [(place, unit) for place, words in placed if (unit := declared_money(words))]
    told = [p.text.text for p in paragraphs]
    out = []
    for sheet in sheets:
        top = _top(sheet, turns)
        cut = _cut(around, top)
        above = [(place, unit) for place, unit in units if top is None or place < top]
        above += [(place, unit) for place, words in cut if (unit := declared_money(words))]
        unit = max(above)[1] if above else units[0][1] if units else unit_told_elsewhere(sheet, told)
        near = [words for place, words in [*placed, *cut] if top is not None and _is_near(place, top)]
        counted = any(_counts_things(words) for words in near)
        field = next((f for words in near[::-1] if (f := told_field(_caption(words), grammar))), None)
        out.append(Surroundings(unit, None if counted else field))
    return out


def told_field(words: str, grammar: Grammar) -> str | None:
    """Returns the field that the last of the words that tell one stands for."""
    found = [(words.rfind(word), field) for word, field in grammar.contexts.items() if word in words]
    return max(found)[1] if found else None


def _caption(words: str) -> str:
    """What a paragraph says of the table below it."""
    bare = "".join(words.split())
    if len(bare) <= MAX_CAPTION_LENGTH:
        return bare
    last = CLAUSE.split(bare.rstrip("。"))[-1]
    return last if last.endswith((":", "：")) or "（" in last else ""


def _counts_things(words: str) -> bool:
    """Whether the words above a table say that its figures count things: 任务分解如下（单位：亩）."""
    if declared_money(words) is not None:
        return False
    told = COUNTED.search("".join(words.split()))
    unit = unit_at(told["unit"], 0) if told is not None and is_unit(told["unit"]) else None
    return unit is not None and unit.kind != "money"


def _runs_on(text: Traced) -> bool:
    """Whether a paragraph of plain text goes on below lines that are none of its own: those of a table."""
    lines = [glyph.line for glyph in text.glyphs if glyph.line is not None]
    return any(after > before + 1 for before, after in pairwise(lines))


def _cut(around: Sequence[Traced], top: Place | None) -> list[tuple[Place, str]]:
    """The parts of these paragraphs that stand above the table, with their places."""
    if top is None or top[0] != 0:
        return []
    own = [_above(text, top) for text in around]
    return [(place, text.text) for text in own if (place := _place(text, {})) is not None]


def _above(text: Traced, top: Place) -> Traced:
    """The part of a paragraph in plain text that stands above a table: without the table it may run on below it."""
    lines = [next((g.line for g in glyphs if g.line is not None), None) for glyphs in text.origins]
    below = next((n for n, line in enumerate(lines) if line is not None and line >= top[1]), len(lines))
    return text.span(0, below)


def _is_near(place: Place, top: Place) -> bool:
    if place[0] != top[0] or place >= top:
        return False
    return place[0] > 0 or top[1] - place[1] <= MAX_LINES_ABOVE


def _place(text: Traced, turns: Mapping[int | None, int]) -> Place | None:
    """Where the last character of a paragraph stands."""
    for glyph in reversed(text.glyphs):
        if glyph.box and glyph.page:
            return glyph.page, down(glyph.box, turns.get(glyph.page, 0))[0]
        if glyph.line is not None:
            return 0, float(glyph.line)
    return None


def _top(sheet: CellGrid, turns: Mapping[int | None, int]) -> Place | None:
    if sheet.page is not None and sheet.box is not None:
        return sheet.page, down(sheet.box, turns.get(sheet.page, 0))[0]
    lines = [cell.line for cell in sheet.cells if cell.line is not None]
    return (0, float(min(lines))) if lines else None
