"""Finds words of a template that were left in the report: 增加/持平/减少 side by side, XX, ***, 待填写, 年 月 日 without numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby

import regex

from gouji.schemas.leaf import QuantityLeaf, TextLeaf
from gouji.schemas.paragraph import Corrected
from gouji.schemas.record import BudgetRow, Indicator
from gouji.schemas.traced import Traced
from gouji.schemas.wordlists import read_records
from gouji.tables.cell_grid import CellGrid

MIN_CONFIDENCE = 0.8
"""Marks that were read with less confidence may be anything."""
MIN_FIGURES = 2
"""Figures of a sentence, or cells with figures in a row, that show that it was filled in."""
SENTENCE = regex.compile(r"[^。！？；;]+")
FIGURE = regex.compile(r"\d+(?:[.,]\d+)*")
PLACEHOLDER_NAME = regex.compile(r"\s*指标\s*(?:\d{1,2}|[一二三四五六七八九十])\s*[:：]?\s*")
NUMBERED = regex.compile(r"指标\s*\d{1,2}\s*[:：]?")
EMPTY_DATE = r"\s*[:：]?\s*年\s*月\s*日"
LONE_DATE = regex.compile(r"\s*年\s*月\s*日\s*")
MANY_STARS = regex.compile(r"\*{2,}")


def template_words(
    corrected: Corrected,
    grids: Sequence[CellGrid],
    budget: Sequence[BudgetRow],
    indicators: Sequence[Indicator],
    dated: bool,
) -> list[TextLeaf]:
    """Returns the words that were left, each with its place, in the order of prose, tables, names of indicators.
    `dated`: the report has its date, so that an empty one without a label is somebody else's to fill in.

    An empty form is a template as a whole: [] where the report has neither money nor values. Rows that nobody filled in
    are left out, and so are names, numbers and telephones that were masked on purpose.
    """
    if not _is_filled_in(budget, indicators):
        return []
    found = [
        TextLeaf.of(text.span(start, end), text.text[start:end])
        for text in (*(p.text for p in corrected.paragraphs), *_filled_cells(grids))
        for start, end in _places(text.text)
    ]
    if not dated:
        alone = [p.text for p in corrected.paragraphs if LONE_DATE.fullmatch(p.text.text)]
        found += [TextLeaf.of(text, text.text) for text in alone[-1:]]
    names = [each.name for each in indicators if _is_placeholder(each)]
    return [*(leaf for leaf in found if leaf.confidence >= MIN_CONFIDENCE), *names]


def _is_filled_in(budget: Sequence[BudgetRow], indicators: Sequence[Indicator]) -> bool:
    money = (getattr(row, name) for row in budget for name in ("initial", "adjusted", "allocated", "spent"))
    values = (each.actual for each in indicators)
    return any(isinstance(leaf, QuantityLeaf) and leaf.value is not None for leaf in (*money, *values))


def _filled_cells(grids: Sequence[CellGrid]) -> Iterator[Traced]:
    """The texts of the cells that stand in rows with figures, or that are sentences of their own."""
    for grid in grids:
        cells = sorted(grid.cells, key=lambda cell: (cell.row, cell.col))
        for _, row in groupby(cells, key=lambda cell: cell.row):
            texts = [cell.text for cell in row]
            filled = sum(bool(FIGURE.search(NUMBERED.sub("", text.text))) for text in texts) >= MIN_FIGURES
            yield from (text for text in texts if filled or len(FIGURE.findall(text.text)) >= MIN_FIGURES)
            yield from (text for text in texts if not filled and _date().search(text.text))


def _is_placeholder(each: Indicator) -> bool:
    figures = (each.target, each.actual)
    return bool(PLACEHOLDER_NAME.fullmatch(each.name.text)) and all(
        isinstance(leaf, QuantityLeaf) and leaf.value is not None for leaf in figures
    )


def _places(text: str) -> Iterator[tuple[int, int]]:
    """The places of such words, up to where an instruction of the form begins."""
    note = _note().search(text)
    text = text[: note.start()] if note else text
    yield from (match.span() for match in _date().finditer(text))
    yield from (match.span() for match in _fill().finditer(text))
    yield from (match.span("mark") for match in _mark().finditer(text) if not _is_masked(text, match.start("mark")))
    for sentence in SENTENCE.finditer(text):
        if len(FIGURE.findall(sentence[0])) >= MIN_FIGURES:
            yield from (
                (sentence.start() + match.start("words"), sentence.start() + match.end("words"))
                for match in _choice().finditer(sentence[0])
            )


def _is_masked(text: str, start: int) -> bool:
    """Whether the signs hide a person's data, or only set words off (**重点**)."""
    label = text[max(0, start - 12) : start]
    pairs = len(MANY_STARS.findall(text)) if text[start] == "*" else 0
    return any(word in label for word in _words("mask")) or (pairs > 1 and not text.startswith("***", start))


@cache
def _words(kind: str) -> tuple[str, ...]:
    found = [row["words"] for row in read_records(__package__, "template_words") if row["kind"] == kind]
    return tuple(sorted(found, key=lambda word: (-len(word), word)))


def _any(kind: str) -> str:
    return "|".join(regex.escape(word) for word in _words(kind))


@cache
def _note() -> regex.Pattern[str]:
    return regex.compile(rf"(?:^|(?<=[。！？；;]))[（(\s]*(?:{_any('note')})\s*[:：]")


@cache
def _date() -> regex.Pattern[str]:
    return regex.compile(rf"(?:{_any('date')}){EMPTY_DATE}")


@cache
def _fill() -> regex.Pattern[str]:
    return regex.compile(_any("fill"))


@cache
def _mark() -> regex.Pattern[str]:
    """XX, ×× or *** of their own, before what would follow the figure or the name that they stand for."""
    behind = _any("behind")
    return regex.compile(
        rf"(?<![A-Za-z0-9\-*×ＸX])(?P<mark>(?:20)?(?:X{{2,}}|Ｘ{{2,}}|x{{2,}}|×{{2,}}|\*{{2,}})(?:{behind}))"
    )


@cache
def _choice() -> regex.Pattern[str]:
    """The words to choose from side by side, right beside a figure: 比上年增加/减少20万元, （增加/减少）20万元."""
    sets = "|".join(_side_by_side(row.split()) for row in _words("choice"))
    free = rf"(?:{_any('compared')})[^。，,；;]{{0,14}}?(?P<words>{sets})\s*\d"
    return regex.compile(
        rf"(?:{free}|(?P<words>[（(]\s*(?:{sets})\s*[）)])\s*\d|\d[\p{{Han}}%％]{{0,3}}(?P<words>[（(]\s*(?:{sets})\s*[）)]))"
    )


def _side_by_side(words: Sequence[str]) -> str:
    return r"\s*[/／]\s*".join(regex.escape(word) for word in words)
