"""The thing that a figure measures where its own words only say when, by which plan or by what doing: 实际完成4.2公里."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import regex

from gouji.extract.prose.divided_figures import divided_whole
from gouji.extract.prose.passages import Figure, Passage
from gouji.extract.prose.subjects import counted_thing, subject, trimmed
from gouji.schemas.leaf import TextLeaf
from gouji.schemas.traced import Traced
from gouji.schemas.wordlists import any_of, read_rows

YEAR = r"(?:19|20)\d\d(?:[—\-－–～~至到](?:19|20)\d\d)?年?(?:度|末|底|初|同期)?|“?[一二三四五六七八九十]+五”?(?:规划)?期?末?|[上这本去]一?(?:采暖|供暖|供热|作业)?[冬夏春秋季期轮届]"
EDGE = regex.compile(r"^[\s，、：:；。（）()“”—]+|[\s，、：:；。（）()“”—]+$")
STOPS = "。；！"
MAX_TITLE = 12
JOINED = regex.compile(r"\d[\p{Han}]{1,2}[、和及与]?$")
"""Another figure with its unit stands right before."""
COMPARED = regex.compile(r"(?:比(?![赛例重对武价])|较(?!大|小|高|低|好|差)|(?:与|同|和)(?=.*(?:相比|比较|年|期)))")
"""How the words begin that lead to what a figure is measured against."""
DONE = regex.compile(
    r"(?:全年|当年|年底|年末|最后|最终)*(?:实际|实(?![施现验训名体物习])|最终|最后|已)(?P<deed>\p{Han}{0,4})$"
)
"""What came of a plan, with a deed whose object the plan named: 实购, 实际结业."""
GOAL = regex.compile(r"(?:目标|指标|计划|预期)[值数]?$")
"""A thing's words end in these where its goal was told."""
GOES_ON = regex.compile(r"[；;]\s*(?:其中|比|较|与|同)")
"""A clause that speaks of the one before its semicolon."""


def full_subject(passage: Passage, figure: Figure) -> TextLeaf | None:
    """The noun phrase of the figure; where its own words name nothing, that of the figure or clause before it in the
    sentence, with these words (室温上一冬). A figure of the same unit comes first."""
    own = subject(passage, figure)
    if own is None and JOINED.search(passage.text.text, 0, figure.start):
        thing = _thing(passage, figure)  # 走访1,200户3,640人
        return TextLeaf.of(thing, regex.sub(r"\s", "", thing.text)) if thing else None
    if first := _first_counted(passage, figure):
        return full_subject(passage, first)
    words = own or _clause_words(passage, figure)
    if words and (is_bare(words.text) or (own and _speaks_of_one_before(passage, figure, words.text))):
        return with_thing(passage, figure, words)
    return own


def _first_counted(passage: Passage, figure: Figure) -> Figure | None:
    """The first of the figures before it, where only the thing that each counts stands between them: 改造6个小区、52栋楼、1,870户. None
    where it counts a thing of its own."""
    first = None if counted_thing(passage, figure) else _counted_before(passage, figure)
    while first is not None and (earlier := _counted_before(passage, first)):
        first = earlier
    return first


def _counted_before(passage: Passage, figure: Figure) -> Figure | None:
    """The figure right before it, where only the thing that one counts stands between both."""
    before = passage.last_end(figure.start)
    last = next((f for f in passage.figures if f.end == before and not f.is_word), None)
    between = passage.text.text[before : figure.start]
    if last is None or not regex.fullmatch(r"\p{Han}{1,6}、", between):
        return None
    thing = counted_thing(passage, last)
    return last if thing is not None and thing.text == between[:-1] else None


def _speaks_of_one_before(passage: Passage, figure: Figure, words: str) -> bool:
    """Whether a figure of the same unit before it in the sentence names what it is of: it is compared with that one, came of that plan, or
    repeats its deed without the object (铺设草方格9,000亩，最后铺设9,270亩)."""
    alike = _alike(passage, figure)
    if not alike:
        return False
    if COMPARED.match(words) or DONE.fullmatch(words):
        return True
    deed = _without_bare(words)
    named = _named(passage, alike[-1])
    return named is not None and len(deed) == 2 and deed in named.text[: -len(deed)]


def is_compared(passage: Passage, figure: Figure, words: str) -> bool:
    """Whether the words compare the figure with one of its unit that stands before it."""
    return COMPARED.match(words) is not None and bool(_alike(passage, figure))


def _alike(passage: Passage, figure: Figure) -> list[Figure]:
    """The figures of its unit before it in the sentence."""
    unit = figure.found.quantity.canonical_unit
    before = passage.between(_floor(passage, figure), figure.start)
    return [f for f in before if not f.is_word and f.found.quantity.canonical_unit == unit]


def _without_bare(words: str) -> str:
    """The words without those at their beginning that name nothing: 原计划挂设 is 挂设."""
    return regex.sub(rf"^(?:{bare_words()}|{YEAR})+", "", EDGE.sub("", words))


def _floor(passage: Passage, figure: Figure) -> int:
    """Where the sentence of the figure begins, with what stands before a semicolon that it goes on behind."""
    stop = passage.stop_before(figure.start, STOPS)
    while stop >= 0 and GOES_ON.match(passage.text.text, stop):
        stop = passage.stop_before(stop, STOPS)
    return stop + 1


def with_thing(passage: Passage, figure: Figure, own: TextLeaf) -> TextLeaf:
    """The words `own` behind the thing that the sentence last named before them; alone where it named none."""
    thing = _thing(passage, figure)
    if thing is None:
        return own
    lead, goal = _plan().match(thing.text), GOAL.search(thing.text)
    begin, end = lead.end() if lead else 0, goal.start() if goal else len(thing)
    kept = thing.span(begin, end if end > begin + 1 else len(thing))
    span = kept + _without_deed(_without_edges(own.trace), kept.text)
    return TextLeaf.of(span, regex.sub(r"\s", "", span.text))


def _without_deed(own: Traced, thing: str) -> Traced:
    """The words without a deed at their end that the thing was named with: 铺设草方格, 最后铺设 is 铺设草方格最后."""
    deed = _without_bare(own.text)
    said = len(deed) > 1 and deed in thing and own.text.endswith(deed)
    return own.span(0, len(own) - len(deed)) if said else own


def is_bare(words: str) -> bool:
    """Whether the words name no thing."""
    return _bare(deeds=True).fullmatch(EDGE.sub("", words)) is not None


def bare_words() -> str:
    """The words that name no thing, as a regex alternation, the longest first; deeds that may be part of a name are not among them."""
    return any_of(__package__, "bare_words", frozenset({"time", "plan", "done", "verb", "small"}))


@cache
def _bare(deeds: bool) -> regex.Pattern[str]:
    every = any_of(__package__, "bare_words") if deeds else bare_words()
    return regex.compile(rf"(?:{every}|{YEAR}|[\s，、：:（）()“”])*")


@cache
def _plan() -> regex.Pattern[str]:
    """The plan that a thing was named with: 计划改造管网."""
    words = [word for word, sense in read_rows(__package__, "bare_words") if sense == "plan" and "计划" in word]
    return regex.compile(rf"(?:全年)?(?:{'|'.join(words)})(?=\p{{Han}}{{2}})")


def _clause_words(passage: Passage, figure: Figure) -> TextLeaf | None:
    """The words between the figure and the stop or figure before it."""
    text = passage.text.text
    floor = max(passage.words, passage.last_end(figure.start))
    start = max(floor, *(text.rfind(mark, floor, figure.start) + 1 for mark in "，：:、。；,;"))
    span = passage.text.span(start, figure.start).strip(" 为是有")
    return TextLeaf.of(span, span.text) if span else None


def _without_edges(span: Traced) -> Traced:
    kept = EDGE.sub("", span.text)
    start = span.text.find(kept)
    return span.span(start, start + len(kept))


def _thing(passage: Passage, figure: Figure) -> Traced | None:
    """What the sentence last measured in the same unit, else what it last named."""
    if whole := divided_whole(passage, figure):
        return _named(passage, whole)
    floor = _floor(passage, figure)
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
    if own is None:
        return None
    if not is_bare(own.text):
        return own.trace
    if _bare(deeds=False).fullmatch(EDGE.sub("", own.text)):
        return _thing(passage, figure)
    return with_thing(passage, figure, own).trace


def _things(passage: Passage, floor: int, end: int, before: list[Figure]) -> Iterator[Traced]:
    """The names of the clauses before `end`, the last one first."""
    text = passage.text.text
    start = max(floor, passage.words)
    stops = [
        m.start()
        for m in regex.finditer(r"[，：:、（(,]", text[:end])
        if m.start() >= start and text[m.start() - 1] not in ")）"
    ]
    for stop in (end, *reversed(stops)):
        begin = max(start, *(text.rfind(mark, start, stop) + 1 for mark in "，：:、（(,"))
        own = [f for f in before if begin <= f.start < stop]
        # The words right before `end` are those that name nothing.
        clause = trimmed(passage.text, begin, stop) if stop < end and not own else None
        named = _named(passage, own[-1]) if own else clause
        if named is not None and not is_bare(named.text):
            yield named
