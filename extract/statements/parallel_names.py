"""Figures in the order of names told before: 甲项、乙项分别为12万元、8万元; 四项支出依次为…, behind a list of four; ①12万元；②8万元."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import regex

from gouji.extract.statements.figure_context import Context, names_source, sense_words, senses
from gouji.extract.statements.phrase_names import name_in
from gouji.normalize.figures.chinese_numbers import chinese_number
from gouji.schemas.traced import Traced

MARK = regex.compile(r"[①-⑳]|[（(]\d{1,2}[)）]|[a-zA-Z][、.)）]")
TOLD = regex.compile(
    r"(?P<names>[^，,；;：:。！？#（()）]+?)(?:(?:共同)?(?:组成|构成)[，,]?|[，,](?=分别))?(?:安排|资金|金额)?(?:分别|依次|各)"
)
"""The names that figures behind 分别 are of, in their order."""
BETWEEN = regex.compile(r"、|以及|和(?=\p{Han}{2})|及(?=\p{Han}{2})|与(?=\p{Han}{2})")
COUNTED = regex.compile(
    r"(?:等|这|共)*[两二三四五六七八九十\d]+(?:项|个|级|方|笔|类|块|方面|部分|大类|镇|县|区|处|家)[^、]*$"
)
ANNOUNCED = regex.compile(
    r"(?P<names>[^，,。；;：:、]{2,16}(?:、[^，,。；;：:、]{2,16})+?)等?(?:这|共)?(?P<count>[两二三四五六七八九十]|\d{1,2})(?:个|项|类|块|大类|个?方面)[^，,。；;、]{0,8}[，,]"
)
OPENED = regex.compile(
    r"[^、]{0,16}?(?:分为|分成|包括|包含|涵盖|由|设有|涉及|实施了?|开展了?|安排了?|用于)(?=\p{Han}{2})"
)
IN_ORDER = regex.compile(r"分别|依次")
MIN_NAME = 2
MAX_PARAGRAPHS = 12


@dataclass(frozen=True, slots=True)
class Namesake:
    """Where the name of a figure stands: in words before its list, or at a `figure` of an earlier list."""

    text: Traced | None = None
    figure: int | None = None


def parallel_names(every: list[Context]) -> dict[int, Namesake]:
    """The place of the name of each figure that stands in a list without names, by its order."""
    out: dict[int, Namesake] = {}
    known: list[list[int]] = []
    marked: dict[str, int] = {}
    for run in _runs(every):
        bare = [i for i in run[1:] if not name_in(every[i].lead)]
        if len(run) > 1 and len(bare) == len(run) - 1:
            out |= (
                _by_words(every, run)
                or _by_count(every, run)
                or _by_marks(every, run, marked)
                or _by_list(every, run, known)
            )
            if run[0] in out:
                known.append([i for i in run if i in out])
        else:
            named = [i for i in run if name_in(every[i].lead)]
            if len(named) > 1:
                known.append(named)
        marked |= {mark: i for i in run if i not in out and (mark := _mark(every[i])) and name_in(every[i].lead)}
    return out


def _runs(every: list[Context]) -> Iterator[list[int]]:
    """Figures of one kind, sentence and depth that follow each other; what stands in brackets between them is passed over."""
    for kind in ("money", "rate"):
        run: list[int] = []
        for index, context in enumerate(every):
            if context.kind != kind:
                continue
            last = every[run[-1]] if run else None
            if last is not None and last.paragraph == context.paragraph and context.depth > last.depth:
                continue
            if (
                last is None
                or (last.paragraph, last.depth) != (context.paragraph, context.depth)
                or _ends(last, context)
            ):
                if run:
                    yield run
                run = []
            run.append(index)
        if run:
            yield run


def _ends(last: Context, here: Context) -> bool:
    """Whether a list ends between two figures: with a full stop, or with words that tell of something else (为, 分别)."""
    text = here.passage.text.text
    stop = any(sign in text[last.figure.end : here.figure.start] for sign in "。！？")
    return stop or bool(regex.search("分别|依次|按块|按项", here.lead))


def _by_words(every: list[Context], run: list[int]) -> dict[int, Namesake]:
    first = every[run[0]]
    text = first.passage.text
    told = list(TOLD.finditer(text.text, first.sentence_start, first.figure.start))
    if not told:
        return {}
    start, end = told[-1].span("names")
    given = regex.match(r"[^、]{0,12}?(?:由|包括|分为|含)(?=\p{Han}{2})", text.text[start:end])
    start += given.end() if given else 0
    counted = COUNTED.search(text.text, start, end)
    end = counted.start() if counted else end
    spans, floor = [], start
    for match in BETWEEN.finditer(text.text, start, end):
        spans.append((floor, match.start()))
        floor = match.end()
    spans.append((floor, _without_measure(text.text, spans, floor, end)))
    if len(run) == len(spans) + 1 and "whole" in senses(every[run[-1]].lead):
        run = run[:-1]  # 分别为120.5万元、60万元，合计180.5万元
    if len(spans) != len(run) or any(b - a < 2 and not names_source(text.text[a:b] + "级") for a, b in spans):
        return {}
    return {i: Namesake(text=text.span(a, b)) for i, (a, b) in zip(run, spans, strict=True)}


def _by_count(every: list[Context], run: list[int]) -> dict[int, Namesake]:
    """The names that the sentence counts before it tells the figures of each (分为甲、乙、丙三个项目，预算分别为…)."""
    first = every[run[0]]
    text = first.passage.text
    if not IN_ORDER.search(first.lead):
        return {}
    run = run[:-1] if "whole" in senses(every[run[-1]].lead) else run
    for match in reversed(list(ANNOUNCED.finditer(text.text, first.sentence_start, first.figure.start))):
        given = OPENED.match(match["names"])
        spans, floor = [], match.start("names") + (given.end() if given else 0)
        for between in BETWEEN.finditer(text.text, floor, match.end("names")):
            spans.append((floor, between.start()))
            floor = between.end()
        spans.append((floor, match.end("names")))
        number = match["count"]
        counted = int(number) if number.isascii() else chinese_number(number)
        if counted == len(spans) == len(run) and all(b - a >= MIN_NAME for a, b in spans):
            return {i: Namesake(text=text.span(a, b)) for i, (a, b) in zip(run, spans, strict=True)}
    return {}


def _without_measure(text: str, before: list[tuple[int, int]], start: int, end: int) -> int:
    """Where the last name ends: without the measure of all (基本支出、项目支出执行率) that the names before do not end with."""
    measure = _measure().search(text, start, end)
    if measure is None or measure.start() - start < 2 or any(text[a:b].endswith(measure[0]) for a, b in before):
        return end
    return measure.start()


@cache
def _measure() -> regex.Pattern[str]:
    words = sorted(sense_words(), key=lambda word: (-len(word), word))
    return regex.compile(rf"的?(?:{'|'.join(map(regex.escape, words))}|情况|数|额)+$")


def _mark(context: Context) -> str | None:
    """The mark of the point that a figure is told in: ①, （2）."""
    found = MARK.search(context.lead) or MARK.match(context.passage.text.text.lstrip())
    return found[0] if found else None


def _by_marks(every: list[Context], run: list[int], marked: dict[str, int]) -> dict[int, Namesake]:
    marks = [mark[0] if (mark := MARK.search(every[i].lead)) else None for i in run]
    if None in marks or any(mark not in marked for mark in marks):
        return {}
    return {i: Namesake(figure=marked[mark]) for i, mark in zip(run, marks, strict=True) if mark}


def _by_list(every: list[Context], run: list[int], known: list[list[int]]) -> dict[int, Namesake]:
    here = every[run[0]]
    if not regex.search("分别|依次|各", here.lead):
        return {}
    run = run[:-1] if "whole" in senses(every[run[-1]].lead) else run
    for names in reversed(known):
        near = 0 <= here.paragraph - every[names[0]].paragraph <= MAX_PARAGRAPHS
        if near and len(names) == len(run) and names[-1] < run[0]:
            return {i: Namesake(figure=j) for i, j in zip(run, names, strict=True)}
    return {}
