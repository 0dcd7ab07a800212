"""The phrases that may name the line of a figure: of its own words, of its sentence, its paragraph or its heading."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import regex

from gouji.extract.statements.figure_context import Context, names_source
from gouji.extract.statements.phrase_names import name_in
from gouji.extract.statements.possible_names import is_of_month, may_name, standing_names
from gouji.extract.statements.trimmed_names import NameCandidate, trimmed
from gouji.normalize.people.contacts import contacts
from gouji.schemas.traced import Traced

SEPARATOR = regex.compile(
    r"(?:[，,；;。：:、（(）)\s|｜—–├└│]|(?<=\p{Han})[.．](?=\s*\p{Han})|其中|另有|另外|此外|包括|分别为|分别是)+"
)
SHORT_BRACKET = regex.compile(r"(?<=\p{Han})[（(]\p{Han}{1,3}(?:、\p{Han}{1,3})*[)）](?=\p{Han})")
"""A bracket inside a name: 免（少）耕播种补助, 县（市、区）配套."""
AND = regex.compile(r"(?:以及|及|和|与)(?=\p{Han}{3})")
"""Between a figure and the next name: 人员经费516.42万元和公用经费66.75万元."""
LIST_STOP = regex.compile(r"[，,；;。：:（(）)|｜]|其中|另有|另外|此外|包括|分别为|分别是")
OPENING = regex.compile(r"[：:，,。；;]")
LONGEST = 40
MAX_SEGMENTS = 3
AFTER = regex.compile(
    r"^[，,]?(?:(?:主要|全部|专项)?(?:用于|用在|给了?|投入到?|安排给|拨给|花在|作为|是)(?P<name>[\p{Han}A-Za-z0-9“”（）()]{2,24}?)(?=[，,；;。、]|$)"
    r"|(?:都|均|全部|全|则|再)?由(?P<giver>[\p{Han}A-Za-z0-9“”（）()]{2,24}?)(?:从[^，,；;。]{2,12}?)?(?:自筹|承担|负担|安排|解决|补足|配套|出资|投入)(?=[，,；;。、）)]|$))"
)
ITEM = regex.compile(
    r"(?:第?[一二三四五六七八九十]+(?:大?(?:块|类|项|方面|部分|笔|个)?是|[，、])|[（(][一二三四五六七八九十\d]{1,2}[)）]|[①-⑳]|其[一二三四五][是，])"
)
"""The mark of a point inside a paragraph: what it is about stands behind it (第一，建设补贴，每家一次性补12万元，共168万元)."""
REST = regex.compile(r"(?:其余|其他|剩余|另外)#?\d+[\p{Han}]{1,2}(?=[，,]?(?:共|合计|计)?$)")
"""The others of a list by their number: 其余6座382.5万元."""
POINT_STOP = regex.compile(r"[，,。：:；;（(\d]")
EACH = regex.compile(r"(?:每|人均|户均|平均|单价|标准)[^，,；;。]*$")


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
        yield from trimmed(text, begin, end, f"own{number}")
    after = AFTER.match(text.text[here.figure.end : here.figure.end + LONGEST])
    if after and after["name"] not in standing_names():  # 住房公积金7.62万元，全部是基本支出
        which = "name" if after["name"] else "giver"
        yield from trimmed(text, here.figure.end + after.start(which), here.figure.end + after.end(which), "after")
    yield from _before_counts(here, floor)
    yield from _of_point(here)
    first = next((f.start for f in here.passage.figures if f.start >= here.sentence_start), start)
    for number, (begin, end) in enumerate(_segments(text.text, here.sentence_start, first)):
        if number < 2:
            yield from trimmed(text, begin, end, f"sentence{number}")
    stop = OPENING.search(text.text, here.passage.words)
    if stop and stop.start() <= start:
        run_in = here.passage.head is not None and stop[0] in "。：:"
        whole = NameCandidate("paragraph", text.span(here.passage.words, stop.start()).strip())
        yield from (
            (whole,)
            if run_in and not contacts(whole.words)
            else trimmed(text, here.passage.words, stop.start(), "paragraph")
        )
    for level, title in enumerate(reversed(here.passage.titles[-2:])):
        yield from trimmed(title, 0, len(title), f"title{level}")
    if previous is not None:
        yield NameCandidate("previous", previous)


def _of_point(here: Context) -> Iterator[NameCandidate]:
    """What the point is about in which a figure stands inside its paragraph: 第二，运营补贴，按考核等次发放，共152.4万元."""
    text = here.passage.text
    marks = list(ITEM.finditer(text.text, here.passage.words, here.figure.start))
    if marks:
        begin = marks[-1].end()
        stop = POINT_STOP.search(text.text, begin)
        yield from trimmed(text, begin, min(stop.start() if stop else len(text), here.figure.start), "item")


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
        yield from trimmed(here.passage.text, begin, end, f"counted{number}")


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
