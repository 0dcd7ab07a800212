"""The phrases that may name the line of a figure: of its own words, of its sentence, its paragraph or its heading."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import regex

from gouji.extract.statements.figure_context import Context, names_source, sense_words
from gouji.extract.statements.phrase_names import LEADS, name_in
from gouji.extract.statements.possible_names import CLAUSE, is_of_month, may_name, standing_names
from gouji.normalize.people.contacts import contacts
from gouji.schemas.traced import Traced
from gouji.schemas.wordlists import read_rows

SEPARATOR = regex.compile(r"(?:[，,；;。：:、（(）)\s|｜—–├└│]|其中|另有|另外|此外|包括|分别为|分别是)+")
SHORT_BRACKET = regex.compile(r"(?<=\p{Han})[（(]\p{Han}{1,3}[)）](?=\p{Han})")
"""A bracket inside a name: 免（少）耕播种补助."""
AND = regex.compile(r"(?:以及|及|和|与)(?=\p{Han}{3})")
"""Between a figure and the next name: 人员经费516.42万元和公用经费66.75万元."""
LIST_STOP = regex.compile(r"[，,；;。：:（(）)|｜]|其中|另有|另外|此外|包括|分别为|分别是")
OPENING = regex.compile(r"[：:，,。；;]")
LONGEST = 40
MAX_SEGMENTS = 3
AFTER = regex.compile(
    r"^[，,]?(?:(?:主要|全部|专项)?(?:用于|用在|给了?|投入到?|安排给|拨给|花在|作为|是)(?P<name>[\p{Han}A-Za-z0-9“”（）()]{2,24}?)(?=[，,；;。、]|$)"
    r"|由(?P<giver>[\p{Han}A-Za-z0-9“”（）()]{2,24}?)(?:自筹|承担|负担|安排|解决|补足|配套|出资|投入)(?=[，,；;。、）)]|$))"
)
ITEM = regex.compile(
    r"(?:第?[一二三四五六七八九十]+(?:大?(?:块|类|项|方面|部分|笔|个)?是|[，、])|[（(][一二三四五六七八九十\d]{1,2}[)）]|[①-⑳]|其[一二三四五][是，])"
)
"""The mark of a point inside a paragraph: what it is about stands behind it (第一，建设补贴，每家一次性补12万元，共168万元)."""
INNER_CLAUSE = regex.compile(
    r"(?<=\p{Han}{2})(?:按|每|人均|户均|平均|由|经(?!费|济|营|贸)|向|给|为|是|(?<!公)共(?!同|享|建)|全年|实际|计划)"
)
"""Where a phrase goes on to tell how: 购房补贴|按每人一次性8.1万元发放150人，共1,215万元."""
TITLE_MARKS = ("《》", "“”", "（）")
COPULA = regex.compile(
    r"^[\p{Han}]{0,8}?(?:主要是|主要有|分配情况为|分别为|来源于|来自|用于|包括|由|为|是|有)(?=\p{Han}{2})"
)
"""Words before the name proper: 分配情况为更新改造, 支出由基本支出…组成."""
REST = regex.compile(r"(?:其余|其他|剩余|另外)#?\d+[\p{Han}]{1,2}(?=[，,]?(?:共|合计|计)?$)")
"""The others of a list by their number: 其余6座382.5万元."""
POINT_STOP = regex.compile(r"[，,。：:；;（(\d]")
EACH = regex.compile(r"(?:每|人均|户均|平均|单价|标准)[^，,；;。]*$")
ONLY = regex.compile(
    r"(?:只有|仅有|仅为|仅|只|才|约|近|达到|高达|[一二两三四五六七八九十几]+(?:台|套|个|项|辆|处|座|批))+(?:预算|支出|费用|资金|经费)*$"
)
"""Behind the name proper: 造林补助执行率只有, 监测一项."""
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


def name_candidates(
    every: list[Context], index: int, previous: Traced | None, parallel: Traced | None = None
) -> list[NameCandidate]:
    """The phrases that may name the line of a figure, the nearest first; each wording once.

    `parallel` is the name that the order of two lists gives it: then the words leave nothing else open, nor do they before
    the others of a list (其余6座382.5万元).
    """
    if parallel is not None:
        return [NameCandidate("parallel", parallel)]
    here = every[index]
    rest = REST.search(here.passage.text.text, here.sentence_start, here.figure.start)
    if rest:
        return [NameCandidate("rest", here.passage.text.span(*rest.span()))]
    if is_of_month(here.lead):
        return []
    found: dict[str, NameCandidate] = {}
    for each in _phrases(every, index, previous):
        if may_name(each.words):
            found.setdefault(each.words, each)
    own = [each for each in found.values() if each.way.startswith("own0") and name_in(each.words)]
    if own and not names_source(own[0].words):
        return [each for each in found.values() if each.way[:5] != "after"]  # 人员经费702.40万元，用于工资、社保
    return list(found.values())


def phrase_counts(every: list[Context]) -> Counter[str]:
    """How often each phrase before a figure or as a heading stands in the document."""
    out: Counter[str] = Counter()
    for index in range(len(every)):
        out.update({each.words for each in _phrases(every, index, None) if each.way[:3] in ("own", "tit", "sen")})
    return out


def _phrases(every: list[Context], index: int, previous: Traced | None) -> Iterator[NameCandidate]:
    here = every[index]
    text, start = here.passage.text, here.figure.start
    floor = max(here.sentence_start, max((f.end for f in here.passage.figures if f.end <= start), default=0))
    close = _before_bracket(text.text, floor, start)
    for number, (begin, end) in enumerate(_own_segments(text.text, floor, close)):
        if number == MAX_SEGMENTS:
            break
        yield from _trimmed(text, begin, end, f"own{number}")
    after = AFTER.match(text.text[here.figure.end : here.figure.end + LONGEST])
    if after and after["name"] not in standing_names():  # 住房公积金7.62万元，全部是基本支出
        which = "name" if after["name"] else "giver"
        yield from _trimmed(text, here.figure.end + after.start(which), here.figure.end + after.end(which), "after")
    yield from _before_counts(here, floor)
    yield from _of_point(here)
    first = next((f.start for f in here.passage.figures if f.start >= here.sentence_start), start)
    for number, (begin, end) in enumerate(_segments(text.text, here.sentence_start, first)):
        if number < 2:
            yield from _trimmed(text, begin, end, f"sentence{number}")
    stop = OPENING.search(text.text, here.passage.words)
    if stop and stop.start() <= start:
        run_in = here.passage.head is not None and stop[0] in "。：:"
        whole = NameCandidate("paragraph", text.span(here.passage.words, stop.start()).strip())
        yield from (
            (whole,)
            if run_in and not contacts(whole.words)
            else _trimmed(text, here.passage.words, stop.start(), "paragraph")
        )
    for level, title in enumerate(reversed(here.passage.titles[-2:])):
        yield from _trimmed(title, 0, len(title), f"title{level}")
    if previous is not None:
        yield NameCandidate("previous", previous)


def _of_point(here: Context) -> Iterator[NameCandidate]:
    """What the point is about in which a figure stands inside its paragraph: 第二，运营补贴，按考核等次发放，共152.4万元."""
    text = here.passage.text
    marks = list(ITEM.finditer(text.text, here.passage.words, here.figure.start))
    if marks:
        begin = marks[-1].end()
        stop = POINT_STOP.search(text.text, begin)
        yield from _trimmed(text, begin, min(stop.start() if stop else len(text), here.figure.start), "item")


def _before_counts(here: Context, floor: int) -> Iterator[NameCandidate]:
    """The phrases before the counts that stand between a figure and the money before it: 购救护车4辆用去192万元.

    A price for each of them is no such money: 人工割打的64公里，每公里3.2万元，花了204.8万元.
    """
    text = here.passage.text.text
    found = [f for f in here.passage.figures if f.end <= here.figure.start and f.start >= here.sentence_start]
    money = max(
        (
            f.end
            for f in found
            if f.found.kind in ("money", "rate")
            and not EACH.search(text, max(here.sentence_start, f.start - 12), f.start)
        ),
        default=here.sentence_start,
    )
    counts = [f for f in found if f.start >= money and f.start < floor]
    begins = [money, *(f.end for f in counts)]
    pieces = [piece for a, f in zip(begins, counts, strict=False) for piece in _segments(text, a, f.start)]
    for number, (begin, end) in enumerate(reversed(pieces[-MAX_SEGMENTS:])):
        yield from _trimmed(here.passage.text, begin, end, f"counted{number}")


def _before_bracket(text: str, floor: int, start: int) -> int:
    """Where a bracket just before a figure opens (抚恤（义务兵优待金等）2,684.50万元), else where the figure begins."""
    words = text[floor:start].rstrip()
    if words.endswith(("）", ")")):
        opened = max(words.rfind("（"), words.rfind("("))
        if opened > 0:
            return floor + opened
    return start


def _own_segments(text: str, floor: int, start: int) -> Iterator[tuple[int, int]]:
    """The pieces between a figure and the one before it, the nearest first: names that one figure is of together first."""
    joined = AND.match(text, floor, start) if floor else None
    floor = joined.end() if joined else floor
    pieces = list(_segments(text, floor, start))
    if not pieces:
        return
    whole = [match.end() for match in LIST_STOP.finditer(text, floor, start)]
    begin = max([floor, *whole])
    begin += len(text[begin:start]) - len(text[begin:start].lstrip("、 "))
    if pieces[-1][0] > begin and pieces[-1][1] > begin and "、" in text[begin : pieces[-1][1]]:
        yield begin, pieces[-1][1]  # 更换管道、阀门1,408,000元
    yield from reversed(pieces)


def _segments(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The pieces of a text between its stops."""
    floor = start
    inside = [match.span() for match in SHORT_BRACKET.finditer(text, start, end)]
    for match in SEPARATOR.finditer(text, start, end):
        if any(a <= match.start() < b for a, b in inside):
            continue
        if match.start() > floor:
            yield floor, match.start()
        floor = match.end()
    if end > floor:
        yield floor, end


@cache
def _edge() -> tuple[regex.Pattern[str], regex.Pattern[str], regex.Pattern[str]]:
    """Generic and measure words at the beginning, at the end, and measure words alone at the end."""
    measures = sense_words()
    generic = {row[0] for row in read_rows(__package__, "generic_words")}
    either = _any_of({*measures, *generic})
    signs = r"[\s\d#D%]"
    return (
        regex.compile(rf"(?:{either}|{signs})+"),
        regex.compile(rf"(?:{either}|{signs})+$"),
        regex.compile(rf"(?:{_any_of({*measures, *(word for word in generic if len(word) == 1)})}|{signs})+$"),
    )


def _any_of(words: set[str]) -> str:
    return "|".join(regex.escape(word) for word in sorted(words, key=lambda w: (-len(w), w)))


def _trimmed(text: Traced, start: int, end: int, way: str) -> Iterator[NameCandidate]:
    """The phrase as it stands without list numbers, and without the measure and generic words at its end and at both ends;
    what stands in it before a clause (购房补贴按每人…), and behind a copula (分配情况为更新改造)."""
    words = text.text
    if contacts(words[start:end]):
        return  # whom to ask is no name of a line
    lead = LEADS.match(words, start, end)
    begin = lead.end() if lead else start
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
