"""A phrase that may name a line, without the words at its ends that name nothing, in each way that it may be cut."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import regex

from gouji.extract.statements.figure_context import sense_words
from gouji.extract.statements.phrase_names import LEADS
from gouji.extract.statements.possible_names import CLAUSE, standing_names
from gouji.normalize.people.contacts import contacts
from gouji.schemas.traced import Traced
from gouji.schemas.wordlists import read_rows

INNER_CLAUSE = regex.compile(
    r"(?<=\p{Han}{2})(?:按|每|人均|户均|平均|由|经(?!费|济|营|贸)|向|给|为|是|(?<!公)共(?!同|享|建)|全年|实际|计划)"
)
"""Where a phrase goes on to tell how: 购房补贴|按每人一次性8.1万元发放150人，共1,215万元."""
TITLE_MARKS = ("《》", "“”", "（）")
COPULA = regex.compile(
    r"^[\p{Han}]{0,8}?(?:主要是|主要有|分配情况为|分别为|来源于|来自|用于|包括|由|为|是|有)(?=\p{Han}{2})"
)
"""Words before the name proper: 分配情况为更新改造, 支出由基本支出…组成."""
PLACES = frozenset("省市县区局厅")
"""At the end of a name these are part of it: 临河县|支出."""
ONLY = regex.compile(
    r"(?:只有|仅有|仅为|仅|只|才|约|近|达到|高达|[一二两三四五六七八九十几]+(?:台|套|个|项|辆|处|座|批))+(?:预算|支出|费用|资金|经费)*$"
)
"""Behind the name proper: 造林补助执行率只有, 监测一项."""
UNTIL = regex.compile(
    r"(?:截[至止]|到)(?:(?:20)?\d\d年)?(?:当?年[底末]|期末|目前|\d{1,2}月(?:[底末份]|\d{1,2}日)?)(?:为?止)?(?=\p{Han}{2})"
)
"""Words before the name that tell up to when: 截止年底干支渠土建支出410.5万元."""
OPENED = regex.compile(
    r"(?:(?:其中|主要|全部|分项|具体|均|都|另|另外|还)*(?:为|是|系)|(?:其中|主要|另|还)*(?:包含|含有?|另有|还有))(?=\p{Han}{2})"
)
"""Words that open a list: 主要为中央…, 含上年结转."""


@dataclass(frozen=True, slots=True)
class NameCandidate:
    """A phrase that may name the line: where it was found (`own0` is the words just before the figure), and its text."""

    way: str
    text: Traced
    before: str = ""
    after: str = ""
    """The characters before and behind it, in its paragraph."""

    @property
    def words(self) -> str:
        """The phrase without blanks."""
        return "".join(self.text.text.split())


@cache
def _edge() -> tuple[regex.Pattern[str], regex.Pattern[str], regex.Pattern[str]]:
    """Generic and measure words at the beginning, at the end, and measure words alone at the end."""
    measures = sense_words()
    generic = {row[0] for row in read_rows(__package__, "generic_words")}
    behind = generic - PLACES
    signs = r"[\s\d#%]"
    return (
        regex.compile(rf"(?:{_any_of({*measures, *generic})}|{signs})+"),
        regex.compile(rf"(?:{_any_of({*measures, *behind})}|{signs})+$"),
        regex.compile(rf"(?:{_any_of({*measures, *(word for word in behind if len(word) == 1)})}|{signs})+$"),
    )


def _any_of(words: set[str]) -> str:
    return "|".join(regex.escape(word) for word in sorted(words, key=lambda w: (-len(w), w)))


def trimmed(text: Traced, start: int, end: int, way: str) -> Iterator[NameCandidate]:
    """The phrase as it stands without list numbers, and without the measure and generic words at its end and at both ends;
    what stands in it before a clause (购房补贴按每人…), and behind a copula (分配情况为更新改造)."""
    words = text.text
    if contacts(words[start:end]):
        return  # whom to ask is no name of a line
    lead = LEADS.match(words, start, end)
    begin = lead.end() if lead else start
    until = UNTIL.match(words, begin, end)
    begin = until.end() if until else begin
    opened = OPENED.match(words, begin, end)
    begin = opened.end() if opened else begin
    end = _before_only(words, begin, end) if not way.startswith("title") else end
    told = COPULA.match(words[begin:end]) if not way.startswith("title") else None
    if told:
        yield from _cut(text, begin + told.end(), end, f"{way}-copula")
    if CLAUSE.match(words, begin, end):
        return
    yield _candidate(text, begin, end, way)
    if way.startswith("title"):
        return  # a heading is the name as it stands
    clause = next(
        (m.start() for m in INNER_CLAUSE.finditer(words, begin, end) if _is_closed(words[begin : m.start()])), begin
    )
    if clause > begin:
        yield _candidate(text, begin, clause, f"{way}-before")
    yield from _cut(text, begin, end, way)


def _is_closed(words: str) -> bool:
    """Whether every title that the words open is closed: a cut inside 《农村公路养护计划》 names nothing."""
    return all(words.count(pair[0]) == words.count(pair[1]) for pair in TITLE_MARKS)


def _cut(text: Traced, begin: int, end: int, way: str) -> Iterator[NameCandidate]:
    """The phrase without the measure and generic words at its end, and at both ends."""
    words = text.text
    head, tail, measure = _edge()
    standing = _standing_end(words, begin, end, tail)
    if standing is not None:
        yield _candidate(text, begin, standing, f"{way}-measure")
    short = measure.search(words, begin, end)
    if short and short.start() > begin and not contacts(words[begin : short.start()]):
        yield _candidate(text, begin, short.start(), f"{way}-measure")
    cut = tail.search(words, begin, end)
    stop = _before_only(words, begin, cut.start() if cut else end)
    if contacts(words[begin:stop]):
        return
    if stop > begin:
        yield _candidate(text, begin, stop, f"{way}-tail")
    inside = _standing_inside(words, begin, stop if cut and stop > begin else end, head)
    if inside is not None:
        yield _candidate(text, inside, end, f"{way}-both")
    opened = head.match(words, begin, stop)
    if opened and opened.end() < stop:
        yield _candidate(text, opened.end(), stop, f"{way}-both")
    if way.endswith("-copula"):
        yield _candidate(text, begin, end, way)


def _standing_end(words: str, begin: int, end: int, tail: regex.Pattern[str]) -> int | None:
    """Where the name of a line of every budget ends before measure words alone: 基本支出|预算."""
    ends = [begin + len(name) for name in standing_names() if words.startswith(name, begin, end)]
    return max((stop for stop in ends if stop < end and tail.fullmatch(words, stop, end)), default=None)


def _before_only(words: str, begin: int, end: int) -> int:
    """Where a phrase ends without the words that only tell how much there is of it."""
    only = ONLY.search(words, begin, end)
    return only.start() if only and only.start() - begin >= 2 else end


def _candidate(text: Traced, start: int, end: int, way: str) -> NameCandidate:
    return NameCandidate(way, text.span(start, end), text.text[start - 1 : start], text.text[end : end + 1])


def _standing_inside(words: str, begin: int, end: int, head: regex.Pattern[str]) -> int | None:
    """Where the name of a line of every budget begins behind generic words alone: 支付|其他费用."""
    starts = [end - len(name) for name in standing_names() if words[begin:end].endswith(name)]
    return min((start for start in starts if start > begin and head.fullmatch(words, begin, start)), default=None)
