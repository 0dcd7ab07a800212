"""The thing that a figure measures where its own words only say when, by which plan or by what doing: 实际完成4.2公里."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import regex

from gouji.extract.prose.passages import Figure, Passage
from gouji.extract.prose.subjects import subject, trimmed
from gouji.schemas.leaf import TextLeaf
from gouji.schemas.traced import Traced
from gouji.schemas.wordlists import any_of, read_rows

YEAR = r"(?:19|20)\d\d(?:[—\-－–～~至到](?:19|20)\d\d)?年?(?:度|末|底|初|同期)?|“?[一二三四五六七八九十]+五”?(?:规划)?期?末?|[上这本去]一?(?:采暖|供暖|供热|作业)?[冬夏春秋季期轮届]"
EDGE = regex.compile(r"^[\s，、：:；。（）()“”—]+|[\s，、：:；。（）()“”—]+$")
STOPS = "。；！"
MAX_TITLE = 12
JOINED = regex.compile(r"\d[\p{Han}]{1,2}[、和及与]?$")
"""Another figure with its unit stands right before."""


def full_subject(passage: Passage, figure: Figure) -> TextLeaf | None:
    """The noun phrase of the figure; where its own words name nothing, that of the figure or clause before it in the
    sentence, with these words (室温上一冬). A figure of the same unit comes first."""
    own = subject(passage, figure)
    if own is None and JOINED.search(passage.text.text, 0, figure.start):
        thing = _thing(passage, figure)  # 走访1,200户3,640人
        return TextLeaf.of(thing, regex.sub(r"\s", "", thing.text)) if thing else None
    words = own or _clause_words(passage, figure)
    return with_thing(passage, figure, words) if words and is_bare(words.text) else own


def with_thing(passage: Passage, figure: Figure, own: TextLeaf) -> TextLeaf:
    """The words `own` behind the thing that the sentence last named before them; alone where it named none."""
    thing = _thing(passage, figure)
    if thing is None:
        return own
    lead = _plan().match(thing.text)
    span = thing.span(lead.end() if lead else 0, len(thing)) + _without_edges(own.trace)
    return TextLeaf.of(span, regex.sub(r"\s", "", span.text))


def is_bare(words: str) -> bool:
    """Whether the words name no thing."""
    return _bare().fullmatch(EDGE.sub("", words)) is not None


def bare_words() -> str:
    """The words that name no thing, as a regex alternation, the longest first."""
    return any_of(__package__, "bare_words")


@cache
def _bare() -> regex.Pattern[str]:
    return regex.compile(rf"(?:{bare_words()}|{YEAR}|[\s，、：:（）()“”])*")


@cache
def _plan() -> regex.Pattern[str]:
    """The plan that a thing was named with: 计划改造管网."""
    words = [word for word, sense in read_rows(__package__, "bare_words") if sense == "plan" and "计划" in word]
    return regex.compile(rf"(?:全年)?(?:{'|'.join(words)})(?=\p{{Han}}{{2}})")


def _clause_words(passage: Passage, figure: Figure) -> TextLeaf | None:
    """The words between the figure and the stop or figure before it."""
    text = passage.text.text
    floor = max(passage.words, passage.last_end(figure.start))
    start = max(floor, *(text.rfind(mark, floor, figure.start) + 1 for mark in "，：:、。；"))
    span = passage.text.span(start, figure.start).strip(" 为是有")
    return TextLeaf.of(span, span.text) if span else None


def _without_edges(span: Traced) -> Traced:
    kept = EDGE.sub("", span.text)
    start = span.text.find(kept)
    return span.span(start, start + len(kept))


def _thing(passage: Passage, figure: Figure) -> Traced | None:
    """What the sentence last measured in the same unit, else what it last named."""
    floor = passage.stop_before(figure.start, STOPS) + 1
    before = [f for f in passage.between(floor, figure.start) if not f.is_word]
    unit = figure.found.quantity.canonical_unit
    for other in reversed(before):
        if other.found.quantity.canonical_unit == unit and (named := _named(passage, other)):
            return named
    found = next(_things(passage, floor, figure.start, before), None)
    return found if found is not None or before else _title_before(passage, floor)


def _title_before(passage: Passage, floor: int) -> Traced | None:
    """The name that stands alone before the sentence: 清淤量。计划42万方，实际44万方."""
    begin = max(passage.words, passage.stop_before(floor - 1, STOPS) + 1)
    if not 0 < floor - 1 - begin <= MAX_TITLE or passage.between(begin, floor):
        return None
    named = trimmed(passage.text, begin, floor - 1)
    return named if named is not None and not is_bare(named.text) else None


def _named(passage: Passage, figure: Figure) -> Traced | None:
    own = subject(passage, figure)
    return own.trace if own and not is_bare(own.text) else _thing(passage, figure) if own else None


def _things(passage: Passage, floor: int, end: int, before: list[Figure]) -> Iterator[Traced]:
    """The names of the clauses before `end`, the last one first."""
    text = passage.text.text
    start = max(floor, passage.words)
    stops = [
        m.start()
        for m in regex.finditer(r"[，：:、（(]", text[:end])
        if m.start() >= start and text[m.start() - 1] not in ")）"
    ]
    for stop in (end, *reversed(stops)):
        begin = max(start, *(text.rfind(mark, start, stop) + 1 for mark in "，：:、（("))
        own = [f for f in before if begin <= f.start < stop]
        # The words right before `end` are those that name nothing.
        clause = trimmed(passage.text, begin, stop) if stop < end and not own else None
        named = _named(passage, own[-1]) if own else clause
        if named is not None and not is_bare(named.text):
            yield named
