"""Sums whose parts stand apart from their whole: a column of the items of a list below or above it, or a later paragraph that takes
the whole up again (支出中，基本支出…、项目支出…).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby

import regex

from gouji.extract.statements.alike_units import is_alike
from gouji.extract.statements.figure_context import Context
from gouji.extract.statements.sum_candidate import SumCandidate

MAX_FIGURES, MAX_PARAGRAPHS, MAX_PARTS = 160, 30, 30
RESUMED_WITHIN = 12
"""Paragraphs within which a paragraph may take a figure up again."""
PLAUSIBLE = Decimal("0.4"), Decimal("2.5")
"""Parts that come to less or more than so many times the whole are not tried: no slip of a clerk goes so far."""
BULLET = regex.compile(
    r"\s*(?:[-—–•●○◆◇■□▪★※·├└│┣┗]+|[①-⑳]|[（(]?[a-zA-Z][)）.、]|第[一二三四五六七八九十]+[，、是：]?|[一二三四五六七八九十]是|其[一二三四五六七八九])"
)
OPENS = regex.compile(r"其中|包括|包含|分别|用于|构成|组成|来源|分成|分为|分项|按|从|：|中[，,]|[由分是]")
COLON = regex.compile(r"(?:如下|包括|情况|去向|[为是分有看中])[：:]\s*")
"""Words behind which the first line of a list may stand in their own paragraph."""
GOES_ON = regex.compile(r"[；;，,、：:]\s*$")
POSITIONS = 4
PLAIN, LINE, BULLETED = 99, 60, 50
MAX_LINE_NAME, MAX_LISTS = 16, 3
FIRST = regex.compile(r"\s*[（(]?(?:1|１|一|①|[aA])(?![\d一二三四五六七八九十])[)）.．、，:：\s]")
"""The number of the first point of a list."""
MIN_COVER = 0.6
"""A column that fewer of the items have is none."""


def far_sums(every: list[Context], index: int, first: int | None = None) -> Iterator[SumCandidate]:
    """The sums of a figure whose parts stand in other paragraphs, by the columns of lists and by paragraphs that resume it.

    `first`: the words say that the first so many points of a list above make it up (前四项小计).
    """
    whole = every[index]
    behind = _paragraphs(every, range(index + 1, min(len(every), index + MAX_FIGURES)), whole)
    ahead = _paragraphs(every, range(index - 1, max(-1, index - MAX_FIGURES), -1), whole)
    for after, paragraphs in ((True, behind), (False, ahead)):
        for items in _lists(whole, paragraphs, after):
            for way, column in _columns(whole, items):
                parts = column[:first]
                if _is_plausible(whole, parts):
                    yield _candidate(index, parts, after, f"column-{way}", every)
    for paragraph in behind[:RESUMED_WITHIN] if first is None else []:
        for parts in _runs(paragraph):
            if paragraph[0].paragraph != whole.paragraph and _is_plausible(whole, parts):
                yield _candidate(index, parts, True, "resumed", every)


def _candidate(index: int, parts: list[Context], after: bool, way: str, every: list[Context]) -> SumCandidate:
    order = tuple(sorted(part.order for part in parts))
    return SumCandidate(index, order, after, 9, way)


def _paragraphs(every: list[Context], near: range, whole: Context) -> list[list[Context]]:
    """The figures like the whole by their paragraphs, the nearest first, each in reading order."""
    like = [
        every[j]
        for j in near
        if abs(every[j].paragraph - whole.paragraph) <= MAX_PARAGRAPHS and is_alike(whole, every[j])
    ]
    out = [list(group) for _, group in groupby(like, key=lambda c: c.paragraph)]
    return [sorted(group, key=lambda c: c.order) for group in out]


def _level(paragraph: list[Context]) -> int:
    """How deep a paragraph stands among headings and lists; lines that begin with a name and its figure are a list, too."""
    first = paragraph[0]
    if first.passage.head is not None:
        return first.passage.head.level
    if BULLET.match(first.passage.text.text):
        return BULLETED
    text = first.passage.text.text
    opened = max((match.end() for match in COLON.finditer(text, 0, first.figure.start)), default=0)
    return LINE if first.figure.start - opened <= MAX_LINE_NAME else PLAIN


def _lists(whole: Context, paragraphs: list[list[Context]], after: bool) -> Iterator[list[list[Context]]]:
    """The nearest lists: points of one level, with what stands deeper left out; and paragraphs of which each but the last one ends
    with a comma or a semicolon. A point with the first number begins another list.
    """
    others = [group for group in paragraphs if group[0].paragraph != whole.paragraph]
    opened = _opened(whole, paragraphs) if after else []
    for level in dict.fromkeys(map(_level, others)):
        if level == PLAIN:
            continue
        found: list[list[list[Context]]] = [[]]
        for group in others:
            mine = _level(group)
            if mine == level:
                is_first = FIRST.match(group[0].passage.text.text) is not None
                if after and is_first and found[-1]:
                    found.append([])
                found[-1].append(group)
                if not after and is_first:
                    found.append([])
            elif found[-1] and (mine < level or level == LINE or _starts_anew(group[0])):
                found.append([])
        yield from (items if after else items[::-1] for items in found[:MAX_LISTS] if len(items) > 1)
        if opened and others and found[0] and found[0][0] is others[0]:
            yield [opened, *found[0]]
    if after:
        yield from _going_on(whole, paragraphs)


def _opened(whole: Context, paragraphs: list[list[Context]]) -> list[Context]:
    """The first point of a list where it stands in the paragraph of the whole, behind a colon: 全年支出90万元，具体情况：甲50万元，执行…."""
    for group in paragraphs:
        if group[0].paragraph == whole.paragraph:
            text = whole.passage.text.text
            colons = [m.end() for m in COLON.finditer(text, whole.figure.end) if m.end() <= group[-1].figure.start]
            items = [c for c in group if colons and c.figure.start >= colons[-1]]
            return items if items and items[0].figure.start - colons[-1] <= MAX_LINE_NAME else []
    return []


def _starts_anew(context: Context) -> bool:
    """Whether a paragraph without a number is no more part of the point before it: it sums up or turns to something else."""
    return bool(regex.match(r"\s*(?:以上|上述|综上|合计|总计)", context.passage.text.text))


def _going_on(whole: Context, paragraphs: list[list[Context]]) -> Iterator[list[list[Context]]]:
    """A list without numbers over several paragraphs, which may begin in the paragraph of the whole: …基本支出…；¶项目支出…."""
    items: list[list[Context]] = []
    last = whole
    for group in paragraphs:
        here = group[0]
        if here.paragraph != last.paragraph:
            if not GOES_ON.search(last.passage.text.text):
                break
            last = here
        if here.paragraph == whole.paragraph:
            group = [c for c in group if OPENS.search(c.passage.text.text[whole.figure.end : c.figure.start])]
        if group:
            items.append(group)
    if len(items) > 1:
        yield items


def _columns(whole: Context, items: list[list[Context]]) -> Iterator[tuple[str, list[Context]]]:
    """One figure of each item: that which the same measure word leads to as to the whole, or that of one position."""
    told: dict[tuple[int, ...], tuple[str, list[Context]]] = {}
    columns: list[tuple[str, list[Context]]] = []
    if whole.last != "-":
        columns.append(("sense", [f for item in items for f in [c for c in _outer(item) if c.last == whole.last][:1]]))
    columns += [(f"place{k}", [_outer(item)[k] for item in items if len(_outer(item)) > k]) for k in range(POSITIONS)]
    columns.append(("last", [_outer(item)[-1] for item in items]))
    for way, parts in columns:
        if 2 <= len(parts) <= MAX_PARTS and len(parts) >= MIN_COVER * len(items):
            told.setdefault(tuple(c.order for c in parts), (way, parts))
    yield from told.values()


def _outer(item: list[Context]) -> list[Context]:
    """The figures of an item that stand outside the brackets in it."""
    depth = min(c.depth for c in item)
    return [c for c in item if c.depth == depth]


def _runs(paragraph: list[Context]) -> Iterator[list[Context]]:
    """The lists inside one paragraph: from its first figure or from words that open a list, up to the end of a sentence."""
    outer = _outer(paragraph)
    by_sentence: dict[int, list[Context]] = defaultdict(list)
    for context in outer:
        by_sentence[context.sentence_start].append(context)
    seen = set()
    for run in (outer, *by_sentence.values()):
        starts = [i for i, c in enumerate(run) if i == 0 or OPENS.search(c.lead)]
        for start in starts[:4]:
            for chosen in (run[start:], run[start::2], run[start::3]):
                key = tuple(c.order for c in chosen)
                if 2 <= len(chosen) <= MAX_PARTS and key not in seen:
                    seen.add(key)
                    yield chosen


def _is_plausible(whole: Context, parts: list[Context]) -> bool:
    total = abs(sum((part.amount for part in parts), Decimal(0)))
    low, high = PLAUSIBLE
    return bool(whole.amount) and low * abs(whole.amount) <= total <= high * abs(whole.amount)
