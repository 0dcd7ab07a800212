"""Times from one day to another, and the day on which their end is told: 6月3日至6月9日公示，6月10日公示期满."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from gouji.extract.prose.passages import Passage
from gouji.schemas.spans import FoundDate
from gouji.schemas.wordlists import any_of

BETWEEN = regex.compile(r"\s*(?:日)?起?\s*(?:至|到|—+|–|-|~|～)\s*")
WORD = regex.compile(any_of(__package__, "span_words"))
OVER = regex.compile(
    rf"\s*[，,]?\s*(?:在|待|经)?(?P<which>\p{{Han}}{{0,6}}?)(?P<word>{WORD.pattern})(?:期|活动|工作|时间)?(?:届?满|期?结束|完毕|终止)"
)
"""Behind a date: what was over by then. 公示期满, 入户调查结束."""
ROUND = regex.compile(r"第[一二三四五六\d]+[期批轮次]|首[期批轮次]|[村镇乡县区市省]级|二次|再次|初审|复审")
"""Words by which one of several times is meant."""
PUBLICITY = "公示"
PLANNED = regex.compile(r"计划|原定|预计|拟于|约定|规定|要求")


def span_ends(passages: Sequence[Passage]) -> dict[int, tuple[str, bool]]:
    """What went on up to a date, by the id of the date, and whether the date tells that it was over. Of several times of
    one kind only an end before all of them is told; a time of which no end is told gives nothing, but that of a publicity.
    """
    spans = [span for passage in passages for span in _spans(passage)]
    over: dict[int, tuple[str, bool]] = {}
    for passage in passages:
        for found in passage.dates:
            match = OVER.match(passage.text.text, found.end)
            if match and found.value and not ROUND.search(match["which"]) and _is_end(found, match["word"], spans):
                over[id(found)] = match["word"], True
    told = {PUBLICITY, *(word for word, _ in over.values())}
    return {id(found): (word, False) for word, found in spans if word in told} | over


def _is_end(found: FoundDate, word: str, spans: Sequence[tuple[str, FoundDate]]) -> bool:
    ends = {last.value or "" for each, last in spans if each == word and last is not found}
    return bool(ends) and (len(ends) == 1 or (found.value or "") < min(ends))


def _spans(passage: Passage) -> Iterator[tuple[str, FoundDate]]:
    """What went on, and the date of its last day."""
    text = passage.text.text
    for first, last in zip(passage.dates, passage.dates[1:], strict=False):
        days = first.precision == last.precision == "day"
        if not days or not BETWEEN.fullmatch(text, first.end, last.start) or (first.value or "") > (last.value or ""):
            continue
        start = passage.stop_before(first.start, "，。；！") + 1
        ends = [place for stop in "，。；" if (place := text.find(stop, last.end)) >= 0]
        end = min([*ends, len(text)])
        words = [*WORD.finditer(text, start, first.start), *WORD.finditer(text, last.end, end)]
        if words and not PLANNED.search(text, start, first.start):
            yield words[-1][0], last
