"""Rows of a money table that tell of the whole what no column does: the points of its execution, or its rate."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

import regex

from gouji.extract.forms.cell_values import figure
from gouji.extract.roles.cell_types import cell_type
from gouji.extract.roles.grammar import Grammar
from gouji.extract.roles.rows import measures_of
from gouji.normalize.figures.quantities import parse_quantity
from gouji.normalize.figures.yuan import BRACKETED_YUAN
from gouji.schemas.leaf import QuantityLeaf
from gouji.schemas.record import BudgetRow
from gouji.schemas.traced import Traced
from gouji.tables.cell_grid import CellGrid, GridCell

MIN_ODDS, MIN_CHAR_ODDS = 4.0, 1.5
"""The log-odds from which words name the points of the execution, and those of each of their characters."""
RATE, POINTS = "execution_rate", ("weight", "score")
AMOUNTS = frozenset({"figure", "points", "ordinal", "rate"})
LABELS = frozenset({"words", "level", "top", "prose"})
BRACKETED = regex.compile(r"[（(][^（）()]*[）)]|[:：\s]")
HAN = regex.compile(r"\p{Han}")
KANA = regex.compile(r"[\p{Hiragana}\p{Katakana}ー]")
WEIGHT_IN_WORDS = regex.compile(
    r"(?:分值|权重|满分|占)[:：为]?\s*(?P<points>\d+(?:\.\d+)?)|(?P<points>\d+(?:\.\d+)?)\s*分"
)
OF_MONEY = regex.compile(BRACKETED_YUAN)
"""The name of a block of money (预算执行情况（万元）), which may be repeated in each of its rows."""
WEIGHT_LABELS = frozenset({"分值", "权重", "满分"})
SCORE_IN_WORDS = regex.compile(
    r"(?:[=＝:：]|得分|[计得])\s*(?P<points>\d+(?:\.\d+)?)\s*分?\s*(?:[（(][^（()）]*[）)])?[。；;]?$"
)
BEFORE_FIGURE = regex.compile(r"(?P<label>.+?)[:：=]\s*\d+(?:\.\d+)?\s*分?\s*$")
TOLD = regex.compile(
    r"\s*(?P<label>\p{Han}{2,12})\s*(?:[（(][^\d（）()]*(?P<weight>\d+(?:\.\d+)?)\s*分[^（）()]*[）)])?\s*[:：=]\s*"
    r"(?P<score>\d+(?:\.\d+)?)\s*分?[。；;]?\s*"
)
DOUBLE = regex.compile(r"\s*(\d+(?:\.\d{1,2})?\s*[%％]?)(?:\s*[/／]\s*|\s+|(?<=[%％]))(\d+(?:\.\d{1,2})?\s*[%％]?)\s*")
"""Two figures in one cell."""
MIN_SPAN = 0.5
"""A figure as wide as this part of the table stands under several heads and belongs to none of them."""


def whole_figures(sheet: CellGrid, row: int, grammar: Grammar) -> dict[str, QuantityLeaf]:
    """Returns the points and the rate that a row tells of the whole (预算执行得分（10分） | 9.7), by field; empty for any
    other row."""
    cells = [cell for cell in sheet.own(row) if cell.words]
    if told := _double(cells, grammar):
        return told
    first = next((cell for cell in cells if cell_type(cell.words) in LABELS and HAN.search(cell.words)), None)
    in_words = _in_words(cells) if first is not None and any(_is_of_execution(c.words) for c in cells) else {}
    if set(in_words) == set(POINTS):
        return in_words
    named = _field(_label(first.text), grammar) if first is not None else None
    if first is None or named is None:
        return {}
    figures = [cell for cell in cells if cell_type(cell.words) in AMOUNTS and cell.left >= first.right - 0.01]
    if named == RATE:
        alone = len(figures) == 1 and figures[0].right - figures[0].left > MIN_SPAN
        leaf = figure(figures[0], "%") if alone and cell_type(figures[0].words) != "ordinal" else None
        return {RATE: leaf} if leaf is not None else {}
    if not _is_of_execution(first.text.text) or OF_MONEY.search(first.words):
        return {}
    if set(labelled := labelled_points(sheet, row, grammar)) == set(POINTS):
        return labelled
    out = _in_words(cells)
    last = [leaf for cell in figures if (leaf := figure(cell, "分")) is not None and leaf.value is not None]
    if len(last) > 1 and named == "score":
        out |= {"weight": last[0], "score": last[-1]}
    elif len(last) == 1:
        out[named] = last[-1]
    return out


def _double(cells: list[GridCell], grammar: Grammar) -> dict[str, QuantityLeaf]:
    """The two figures of the whole that one cell holds behind a label of both (分值/得分 | 10/9.69, 执行率/得分 | 97.84% 19.57)."""
    for label, value in pairwise(cells):
        figures = DOUBLE.fullmatch(value.text.text)
        if figures is None:
            continue
        names = [_field(Traced.plain(name), grammar) for name in BRACKETED.sub("", label.text.text).split("/")]
        if len(names) != len(figures.groups()) or None in names or len(set(names)) < len(names):
            continue
        parts = [value.text.span(*figures.span(index)) for index in (1, 2)]
        values = [parse_quantity(t.text, "%" if n == RATE else "分") for n, t in zip(names, parts, strict=True)]
        if all(v is not None and (v.unit == "%") == (n == RATE) for n, v in zip(names, values, strict=True)):
            return {
                n: QuantityLeaf.of(t, v) for n, t, v in zip(names, parts, values, strict=True) if n is not None and v
            }
    return {}


def labelled_points(sheet: CellGrid, row: int, grammar: Grammar) -> dict[str, QuantityLeaf]:
    """Returns the points that labels of a row name, each before its figure (分值 | 10 | 预算执行得分 | 9.69)."""
    out: dict[str, QuantityLeaf] = {}
    cells = [cell for cell in sheet.own(row) if cell.words]
    for label, value in pairwise(cells):
        name = _field(label.text, grammar) if cell_type(label.words) in LABELS else None
        leaf = figure(value, "分") if name in POINTS and cell_type(value.words) in AMOUNTS else None
        if name is not None and leaf is not None:
            out.setdefault(name, leaf)
    return out


def told_points(text: Traced, grammar: Grammar) -> dict[str, QuantityLeaf]:
    """Returns the points of the execution that a line of their own tells (资金执行得分（满分10分）：9.66分)."""
    match = TOLD.fullmatch(text.text)
    if match is None or not _is_of_execution(match["label"]) or _field(_label(text), grammar) != "score":
        return {}
    found = {"score": match.span("score"), "weight": match.span("weight")}
    values = {name: parse_quantity(text.text[slice(*span)], "分") for name, span in found.items() if span[0] >= 0}
    return {
        name: QuantityLeaf.of(text.span(*found[name]), value) for name, value in values.items() if value is not None
    }


def _label(text: Traced) -> Traced:
    """The words before a colon that a figure follows; kana are no print of a form."""
    match = BEFORE_FIGURE.match(text.text)
    text = text.span(0, match.end("label")) if match else text
    kana = KANA.search(text.text)
    return text.span(0, kana.start()) if kana and kana.start() else text


def add_to_whole(line: BudgetRow, told: Mapping[str, QuantityLeaf]) -> None:
    """Puts figures of the whole into its line, where that has none."""
    for name, leaf in told.items():
        if getattr(line, name) is None:
            setattr(line, name, leaf)


def _is_of_execution(words: str) -> bool:
    return "执行" in words or "支出进度" in words


def _in_words(cells: list[GridCell]) -> dict[str, QuantityLeaf]:
    out: dict[str, QuantityLeaf] = {}
    for cell in cells:
        for name, pattern in (("weight", WEIGHT_IN_WORDS), ("score", SCORE_IN_WORDS)):
            match = pattern.search(cell.text.text) if cell_type(cell.words) in LABELS else None
            value = parse_quantity(match["points"], "分") if match else None
            if name == "score" and match is not None and cell.text.text[: match.start()].strip() in WEIGHT_LABELS:
                continue
            if (
                match is not None
                and value is not None
                and not (name == "weight" and "=" in cell.text.text[: match.end()])
            ):
                out.setdefault(name, QuantityLeaf.of(cell.text.span(match.start("points"), match.end("points")), value))
    return out


def _field(label: Traced, grammar: Grammar) -> str | None:
    """The field among points and rate that a label names, without what stands in brackets."""
    odds = measures_of(grammar).odds(label)
    best = max((*POINTS, RATE), key=lambda each: odds.get(each, 0.0))
    others = max(value for each, value in odds.items() if each != best)
    least = max(MIN_ODDS, MIN_CHAR_ODDS * len(BRACKETED.sub("", label.text)), others)
    return best if odds[best] > least else None
