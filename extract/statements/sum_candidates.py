"""Which figures may be the parts of which: every run of like figures behind or before a figure of the same unit."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from gouji.extract.statements.alike_units import is_alike
from gouji.extract.statements.far_sums import far_sums
from gouji.extract.statements.figure_context import FILLER, Context, kind_of, senses
from gouji.extract.statements.found_sums import found_sums
from gouji.extract.statements.named_sums import named_sums
from gouji.extract.statements.sum_candidate import SumCandidate

MAX_PARTS = 24
MAX_STARTS, MAX_OPENED = 6, 2
"""A list may begin at one of the first figures behind its whole, or at one that 其中 leads to."""
MAX_LIST_PARAGRAPHS = 24
MAX_AHEAD = 60
MAX_BACK = 40
CLOSES = ("）", ")", "]", "】")
LEADS = regex.compile(r"其中|包括|分别|用于|构成|去处|来源|分成|分为|：|具体|分项|明细|按")
ORDINAL = regex.compile(
    r"^(?:[。；]?\s*)(?:[一二三四五六七八九十]是|其[一二三四五六七八九]|第?[一二三四五六七八九十]+[批类项期、，]|[（(][一二三四五六七八九十\d]+[）)]|\d{1,2}[.．、])"
)
COUNTED_FIRST = regex.compile(
    r"前([两二三四五六七八九十2-9])(?:项|个|类|块|部分|家|处|者|种|批|级|方面|年|季度)[^，,。；;：:]{0,8}$"
)
NUMERALS = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
NESTED = regex.compile(r"其中|包括|包含|含(?!量)|分别|由")
STOP = regex.compile(r"[。！？]")


def sum_candidates_of(every: list[Context], index: int) -> list[SumCandidate]:
    """The sums that a figure may be the whole of, an empty list where there are none."""
    found = [*_after(every, index), *_before(every, index)] if _summable(every[index]) else []
    counted = list(_counted_first(every, index)) if found else []
    found = counted or found  # 前两项合计: the words say which
    kept = [candidate for candidate in found if not _spans_points(every, candidate)]
    if _summable(every[index]) and not counted:
        kept += [*named_sums(every, index), *far_sums(every, index, _first_so_many(every[index]))]
        known = {frozenset(c.parts) for c in kept}
        kept += [c for c in found_sums(every, index) if frozenset(c.parts) not in known]
    return list({(c.parts, c.after): c for c in reversed(kept)}.values())


def _spans_points(every: list[Context], candidate: SumCandidate) -> bool:
    """Whether the parts stand in several points of the list in which the whole has a point of its own: one point may break
    down what the point before it told, several tell of other things.
    """
    inside = {every[part].paragraph: every[part] for part in candidate.parts}
    whole = every[candidate.whole]
    return len(inside) > 1 and any(_is_beside(whole, part) for part in inside.values())


def _summable(context: Context) -> bool:
    return kind_of(context) in ("money", "count", "score") and not context.figure.found.part


def _after(every: list[Context], index: int) -> Iterator[SumCandidate]:
    whole = every[index]
    outer = whole.depth - 1 if whole.after[:1] in CLOSES else whole.depth
    pool = [j for j in _reach(every, index) if is_alike(whole, every[j])]
    opened = [k for k in range(MAX_STARTS, len(pool)) if NESTED.search(every[pool[k]].lead)][:MAX_OPENED]
    later = [k for start in opened for k in (start, start + 1) if k < len(pool)]  # 其中：甲10分，得9.5分; 乙…
    for skipped in [*range(min(MAX_STARTS, len(pool))), *later]:
        level = every[pool[skipped]].depth
        if level < outer:
            return
        for way, run in _ways(every, pool[skipped:], level, outer):
            for size in range(2, min(len(run), MAX_PARTS) + 1):
                yield SumCandidate(index, tuple(run[:size]), True, skipped, way)


def _before(every: list[Context], index: int) -> Iterator[SumCandidate]:
    whole = every[index]
    near = range(max(0, index - MAX_BACK), index)
    pool = [j for j in near if every[j].paragraph == whole.paragraph and is_alike(whole, every[j])]
    pool.reverse()
    for skipped in range(min(2, len(pool))):
        level = every[pool[skipped]].depth
        if level == whole.depth or (level == whole.depth + 1 and skipped == 0):
            for way, run in _ways(every, pool[skipped:], level, whole.depth):
                for size in range(2, min(len(run), MAX_PARTS) + 1):
                    yield SumCandidate(index, tuple(reversed(run[:size])), False, skipped, way)
    bracketed = _bracketed(every, pool, whole.depth)
    for size in range(2, min(len(bracketed), MAX_PARTS) + 1):
        yield SumCandidate(index, tuple(reversed(bracketed[:size])), False, 0, "bracketed")
    if "whole" in senses(whole.lead):
        yield from _over_sentences(every, index, _same_bracket(every, pool, whole.depth))


def _over_sentences(every: list[Context], index: int, pool: list[int]) -> Iterator[SumCandidate]:
    """All like figures from the beginning of a sentence before its own to a figure that is called the whole; `pool` runs away from
    it: 中央资金800万元已到位。县级配套120万元，群众自筹30万元。项目总投入950万元.
    """
    for size in range(2, min(len(pool), MAX_PARTS) + 1):
        first, before = every[pool[size - 1]], every[pool[size]] if size < len(pool) else None
        begins = before is None or before.sentence_start != first.sentence_start
        if begins and first.sentence_start != every[pool[0]].sentence_start:
            yield SumCandidate(index, tuple(reversed(pool[:size])), False, 0, "sentences")


def _counted_first(every: list[Context], index: int) -> Iterator[SumCandidate]:
    """The first so many of a list: 很满意315户、满意158户、一般24户、不满意3户，前两项合计473户; the list may open with its own whole."""
    whole = every[index]
    number = _first_so_many(whole)
    if number is None:
        return
    near = range(max(0, index - MAX_BACK), index)
    listed = [j for j in near if every[j].paragraph == whole.paragraph and is_alike(whole, every[j])]
    run = sorted(_run(every, _same_bracket(every, listed[::-1], whole.depth), False))
    for start in (0, 1):
        if len(run) > start + number:
            yield SumCandidate(index, tuple(run[start : start + number]), False, 0, "first")


def _first_so_many(whole: Context) -> int | None:
    """How many points from the first on the words before a figure say that it comes of: 前四项小计; None where they say none."""
    told = COUNTED_FIRST.search(whole.passage.text.text[whole.sentence_start : whole.figure.start])
    return (NUMERALS.get(told[1]) or int(told[1])) if told else None


def _reach(every: list[Context], index: int) -> list[int]:
    """The figures behind it in its paragraph, and in the list of paragraphs that it leads to."""
    whole, out, paragraphs = every[index], [], set()
    for j in range(index + 1, min(len(every), index + MAX_AHEAD)):
        context = every[j]
        if context.paragraph != whole.paragraph:
            if not _goes_on(context):
                break
            paragraphs.add(context.paragraph)
            if len(paragraphs) > MAX_LIST_PARAGRAPHS:
                break
        out.append(j)
    return out


def _is_beside(whole: Context, context: Context) -> bool:
    """Whether a paragraph is the next point of the whole's own list, or one above it: it tells something else."""
    mine, theirs = whole.passage.head, context.passage.head
    return mine is not None and theirs is not None and theirs.level <= mine.level


def _goes_on(context: Context) -> bool:
    """Whether a paragraph may hold the parts of a figure above it: an item of a list, or words that open a list."""
    text = context.passage.text.text
    return (
        context.passage.head is not None
        or bool(ORDINAL.match(text))
        or bool(LEADS.search(text[: context.figure.start]))
    )


def _ways(every: list[Context], pool: list[int], level: int, outer: int) -> Iterator[tuple[str, list[int]]]:
    """The ways to choose the parts out of the figures of one list; `pool` runs away from the whole."""
    level_pool = _same_bracket(every, pool, level)
    run = _run(every, level_pool, level > outer)
    yield "run", run
    for way, chosen in (
        ("nested", _without_nested(every, run)),
        ("stride2", run[::2]),
        ("stride3", run[::3]),
        ("alike", _alike(every, level_pool)),
        ("item", _first_of_items(every, level_pool)),
    ):
        if chosen != run and len(chosen) > 1:
            yield way, chosen


def _same_bracket(every: list[Context], pool: list[int], level: int) -> list[int]:
    """The figures of one depth of brackets, up to where that bracket ends."""
    out: list[int] = []
    for j in pool:
        if every[j].depth < level:
            break
        if every[j].depth == level:
            if out and level and _left_bracket(every, min(out[-1], j), max(out[-1], j), level):
                break
            out.append(j)
    return out


def _run(every: list[Context], pool: list[int], inside: bool) -> list[int]:
    """The figures of one list: up to a sentence that is no part of it."""
    out: list[int] = []
    for j in pool:
        if out and not _joined(every, min(out[-1], j), max(out[-1], j), inside):
            break
        out.append(j)
    return out


def _joined(every: list[Context], before: int, here: int, inside: bool) -> bool:
    a, b = every[before], every[here]
    if a.paragraph != b.paragraph:
        return not inside and (b.passage.head is not None or bool(ORDINAL.match(b.passage.text.text)))
    between = a.passage.text.text[a.figure.end : b.figure.start]
    stop = STOP.search(between)
    return stop is None or bool(ORDINAL.match(between[stop.start() :]))


def _left_bracket(every: list[Context], before: int, here: int, level: int) -> bool:
    """Whether the bracket was closed and another one opened between two figures."""
    if every[before].paragraph != every[here].paragraph:
        return True
    depth = level
    for sign in every[before].passage.text.text[every[before].figure.end : every[here].figure.start]:
        depth += (sign in "（([") - (sign in "）)]")
        if depth < level:
            return True
    return False


def _bracketed(every: list[Context], pool: list[int], outer: int) -> list[int]:
    """The figures that stand each in a bracket of its own beside others: 投入（15分）得14.6分，过程（25分）得24.0分."""
    run = _run(every, pool, False)
    inside = [j for j in run if every[j].depth == outer + 1 and every[j].opened]
    return inside if len(inside) < len(run) else []


def _without_nested(every: list[Context], run: list[int]) -> list[int]:
    """The run without the figures that an 其中 inside it opens, up to the next semicolon or sentence."""
    forward = sorted(run)
    out, skipping = [], False
    for place, j in enumerate(forward):
        here = every[j]
        if place and NESTED.search(here.lead):
            skipping = True
        elif skipping and here.sentence_start != every[forward[place - 1]].sentence_start:
            skipping = False
        if not skipping:
            out.append(j)
    return out if run == forward else out[::-1]


def _alike(every: list[Context], pool: list[int]) -> list[int]:
    """The figures that the same two characters lead to as to the first: 甲预算…，拨付…；乙预算…，拨付…."""
    if not pool:
        return []
    ending = FILLER.sub("", every[pool[0]].lead)[-2:]
    return [j for j in pool if len(ending) == 2 and FILLER.sub("", every[j].lead)[-2:] == ending]


def _first_of_items(every: list[Context], pool: list[int]) -> list[int]:
    """The first figure of each sentence, semicolons ending one too: 一是甲…；二是乙…."""
    first: dict[tuple[int, int], int] = {}
    for j in pool:
        key = (every[j].paragraph, every[j].sentence_start)
        first[key] = min(j, first.get(key, j))
    chosen = set(first.values())
    return [j for j in pool if j in chosen]
