"""Days up to which something was to be done, with the day on which it was: 应于10月31日前发放完毕，实际10月24日发放完毕."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from functools import cache

import regex

from gouji.extract.prose.passages import Passage
from gouji.extract.prose.subjects import trimmed
from gouji.extract.statements.reached_claims import misses, says_reached
from gouji.schemas.record import Deadline
from gouji.schemas.spans import FoundDate
from gouji.schemas.wordlists import any_of

STOP, CLAUSE = regex.compile(r"[。！？；;]"), "，,：:。；;（("
UP_TO = regex.compile(r"\s*(?:底|末)?\s*(?:之前|以前|前|止)")
FIRST = regex.compile(r"\s*(?:底|末|初|上旬|中旬|下旬)?\s*(?:后|之后|以后|起|至|到|-|—|~)")
"""Behind a day that is the first one, or one of a period."""
MAX_NAME = 24


def deadlines(passages: Sequence[Passage]) -> list[Deadline]:
    """The pairs of one sentence each, in the order of the text. `premise`: how surely the report says that the day was kept."""
    return [found for passage in passages for found in _of_passage(passage)]


def _of_passage(passage: Passage) -> Iterator[Deadline]:
    dates = [date for date in passage.dates if date.precision in ("day", "month")]
    for due, done in itertools.pairwise(dates):
        text = passage.text.text
        between = text[due.end : done.start]
        if STOP.search(between) or not _is_due(passage, due) or not _is_done(text, between, done):
            continue
        end = _next_stop(text, done.end)
        begin = passage.stop_before(due.start, "。！？") + 1
        kept = says_reached(text[done.end : end]) and not misses(text[begin:end])
        yield Deadline(
            subject=_subject(passage, due),
            due=passage.leaf(due.start, due.end, due.value),
            done=passage.leaf(done.start, done.end, done.value),
            premise=KEPT if kept else UNSAID,
        )


KEPT, UNSAID = 0.9, 0.4
"""How surely a report says that it was in time: by its words, and where it only tells the two days."""


def _is_due(passage: Passage, date: FoundDate) -> bool:
    """Whether the words of its clause make a day the last one on which something was to be done."""
    text = passage.text.text
    begin = max([passage.words] + [text.rfind(stop, 0, date.start) + 1 for stop in CLAUSE])
    words, behind = text[begin : date.start], text[date.end : date.end + 12]
    return bool(_words("due").search(words) and (UP_TO.match(behind) or _words("end").search(behind)))


def _is_done(text: str, between: str, date: FoundDate) -> bool:
    """Whether the words about a day say that it was done then, and not that it is planned."""
    behind = regex.split(r"[，,。；;]", text[date.end : date.end + 24])[0]
    planned = _words("due").search(regex.split(r"[，,]", between)[-1])
    told = _words("done").search(between) or _words("end").search(behind)
    return bool(told and not planned and not FIRST.match(text, date.end) and not UP_TO.match(text, date.end))


def _subject(passage: Passage, date: FoundDate) -> str:
    text = passage.text.text
    begin = max([passage.words] + [text.rfind(stop, 0, date.start) + 1 for stop in CLAUSE])
    span = trimmed(passage.text, begin, date.start)
    words = _words("due").sub("", span.text) if span else ""
    return regex.sub(r"[应须需拟于在\s]+$", "", words)[-MAX_NAME:]


def _next_stop(text: str, place: int) -> int:
    found = STOP.search(text, place)
    return found.start() if found else len(text)


@cache
def _words(kind: str) -> regex.Pattern[str]:
    return regex.compile(any_of(__package__, "deadline_words", frozenset({kind})))
