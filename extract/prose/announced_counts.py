"""Announced counts and their lists (宣布数与列举): 包括甲、乙、丙等3个子项目; 分别为…; 一是…二是…三是…"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import regex

from gouji.extract.prose.passages import Figure, Passage
from gouji.schemas.leaf import TextLeaf
from gouji.schemas.record import AnnouncedCount

ORDINALS = "一二三四五六七八九十"
ORDINAL = regex.compile(
    r"(?:(?<=[。；：，:;])|(?<=^))[\s·•.．]*(?:第?([一二三四五六七八九十])(?:是|要|、(?=\p{Han}))|([1-9])[.．、）](?!\d))"
)
NOUN = regex.compile(r"[\p{Han}A-Za-z0-9（）()“”]{0,16}?(?=[，。；：:、“]|的(?!确)|分别|组成|构成|$)")
LISTED_AFTER = regex.compile(
    r"(?:的\p{Han}{1,6})?(?:组成|构成|实施|开展|推进|进行)?[，,：:]?\s*(?:其中)?(?P<verb>分别(?:为|是|有)|具体(?:为|是|有|包括)|即|包括|为|是|[：:])\s*[：:]?"
)
LIST_VERB = regex.compile(
    r"(?:包括|包含|涵盖|涉及|覆盖|内设|下辖|分布在|分为|分别为|由|含|设有|下设|设置|划分为|主要有|(?<![、为是括含盖由及和设：:])有)\s*[：:]?"
)
"""有 that begins a name (有害生物防治费, 有线电视工程) announces nothing."""
CLOSERS = regex.compile(r"(?P<open>等)?\s*(?:共计|合计|总计|共|这)?\s*$")
REST = regex.compile(r"。(?P<names>[\p{Han}A-Za-z0-9（）]{3,16}(?:、[\p{Han}A-Za-z0-9（）]{3,16})*)。?\s*")
COUNTED = regex.compile(r"\d+\s*(?:个|家|名|所|处|支|间|座|项)(?!\d)")
"""An item with a count of its own (1个下属单位和1个派出机构) is none of another count's."""
MIN_NAME, MAX_NAME = 3, 16
MOST_COUNTED = 61
"""Paragraphs behind a count that its list is looked for in: no count is larger (see `_counts_things`)."""
LONGEST_LIST, LONGEST_CLOSER = 5000, 12
"""Characters by which the words that announce a list stand before its count at the most, and of those that close it."""
SAID = regex.compile(r"[已均将按了并不]")
"""A name has none of these, a sentence has."""
CONJUNCTION = regex.compile(r"以及|及|和|与")
COUNT_UNITS = frozenset(
    [
        "个",
        "项",
        "类",
        "种",
        "家",
        "份",
        "条",
        "大",
        "方面",
        "部分",
        "块",
        "宗",
        "件",
        "名",
        "本",
        "笔",
        "套",
        "台",
        "处",
        "座",
        "辆",
        "大类",
        "方",
        "点",
    ]
)


ANNOUNCES = regex.compile(r"以下|如下|下列|[共分按为做了在抓有个项类方面条点]")
LETTERED = regex.compile(r"\s*([A-Z])\s*[.、．:：）)类]")


@dataclass(slots=True)
class Span:
    """A piece of the passage."""

    start: int
    end: int


def counts(passages: list[Passage]) -> list[AnnouncedCount]:
    """The announced counts that have a list to be counted against."""
    out = []
    for index, passage in enumerate(passages):
        for figure in passage.figures:
            if figure.taken or not _counts_things(figure) or _is_ordinal(passage, figure):
                continue
            found = (
                _before(passage, figure)
                or _after(passage, figure)
                or _below(passage, figure, passages[index + 1 : index + 1 + MOST_COUNTED])
            )
            if found and not _counts_another(passage, figure, len(found.items)):
                out.append(found)
    return out


def _counts_another(passage: Passage, figure: Figure, items: int) -> bool:
    """Whether the list is that of an earlier count: 下属单位4个，其中参公单位1个，其他3个，分别是 and then four names."""
    if figure.found.quantity.amount == items:
        return False
    begin = passage.stop_before(figure.start, "。；") + 1
    before = (f for f in passage.between(begin, figure.start) if _counts_things(f))
    return any(f.found.quantity.amount == items for f in before)


def _below(passage: Passage, figure: Figure, following: Sequence[Passage]) -> AnnouncedCount | None:
    """主要承担以下五项重点工作： and then a paragraph for each, numbered 1. 2. 3. or A B C."""
    text = passage.text.text.rstrip()
    if not text.endswith(("：", ":")) or not ANNOUNCES.search(text, max(passage.words, figure.start - 16)):
        return None
    if any(sign in text[figure.end : -1] for sign in "，。；;：:"):
        return None
    items = list(_numbered(following))
    if len(items) < 2 and following and following[0].head is None:
        items = [(following[0], span.start) for span in _ordinals(following[0].text.text, 0)]
    if len(items) < 2:
        return None
    leaves = [item.leaf(begin, _end_of_item(item, begin)) for item, begin in items]
    return AnnouncedCount(
        subject=_noun(passage, figure).rstrip("：:"), announced=figure.leaf(), items=leaves, numbered=True
    )


def _numbered(following: Sequence[Passage]) -> Iterator[tuple[Passage, int]]:
    """The paragraphs that count on from 1 or A, one directly behind the other, and where the words of each begin."""
    level: int | None = None
    for number, passage in enumerate(following, 1):
        head, letter = passage.head, LETTERED.match(passage.text.text)
        if head is not None and head.place == number and level in (None, head.level):
            level = head.level
            yield passage, head.end
        elif head is None and level in (None, 0) and letter and ord(letter[1]) - ord("A") + 1 == number:
            level = 0
            yield passage, letter.start(1)
        else:
            return


def _end_of_item(passage: Passage, begin: int) -> int:
    stop = regex.search(r"[，,：:；;。]", passage.text.text[begin:])
    return begin + stop.start() if stop else len(passage.text.text)


def _counts_things(figure: Figure) -> bool:
    found = figure.found
    whole = found.quantity.number.isdigit() and 1 <= int(found.quantity.number) <= 60
    return (
        whole
        and (found.kind == "bare" or (found.kind == "count" and found.quantity.unit in COUNT_UNITS))
        and not found.quantity.bound
    )


def _is_ordinal(passage: Passage, figure: Figure) -> bool:
    """Whether the count is the name of one of several kinds, told behind the kind before it: 一类点420路、二类点860路、三类点80路."""
    text = passage.text.text
    place = ORDINALS.find(text[figure.start])
    name = text[figure.start + 1 : figure.end + 1]
    return place > 0 and len(name) > 1 and ORDINALS[place - 1] + name in text[: figure.start]


def _noun(passage: Passage, figure: Figure) -> str:
    match = NOUN.match(passage.text.text, figure.end)
    return match[0].strip() if match else ""


def _before(passage: Passage, figure: Figure) -> AnnouncedCount | None:
    """包括甲、乙、丙等3个子项目 / 由甲、乙、丙3个部分组成 / 完成甲、乙、丙、丁4个系统的运维; 由4个部分构成 tells what comes behind."""
    text = passage.text.text
    if any(verb.end() == figure.start for verb in LIST_VERB.finditer(text, max(0, figure.start - 4), figure.start)):
        return None
    start = passage.stop_before(figure.start, "。；，：") + 1
    closer = CLOSERS.search(text, max(start, figure.start - LONGEST_CLOSER), figure.start)
    end = closer.start() if closer else figure.start
    announced = None
    for verb in LIST_VERB.finditer(text, max(passage.stop_before(figure.start, "。；") + 1, end - LONGEST_LIST), end):
        first = text[verb.end() : end].partition("、")
        counted = regex.search(r"\d+\s*\p{Han}{1,2}$", text[start : verb.start()])  # 27个内设机构 opens no list
        if (
            counted is None
            and first[1]
            and not regex.search(r"[，。；]", first[0])
            and not regex.search(r"[。；]", first[2])
        ):
            announced = verb
    begin = announced.end() if announced else start
    if "、" not in text[begin:end]:
        return None
    items = _items(text, Span(max(begin, passage.words), end), figure)
    if announced is None:
        # 举办讲座、展览53场 counts events, not the words before it: without a listing verb only an exact match is a list.
        items = _without_verb(text, items)
        open_list = bool(closer and closer["open"])
        if len(items) != int(figure.found.quantity.number) and not open_list:
            return None
    if any(COUNTED.match(text, item.start, item.end) for item in items):
        return None
    is_open = bool(closer and closer["open"])
    if is_open and announced is None and not _lists_more(text, items, int(figure.found.quantity.number)):
        return None
    if any(not _is_named(text[item.start : item.end]) for item in items):
        return None
    return _count(passage, figure, items, is_open) if len(items) >= 2 else None


def _is_named(words: str) -> bool:
    """Whether a member of a list is a name: no count of its own (17个大队), and no clause behind the list (…具体实施，设)."""
    return not regex.match(r"\s*[\d一二三四五六七八九十两]+[个支所处名家]", words) and not regex.search("[，,]", words)


def _lists_more(text: str, items: list[Span], wanted: int) -> bool:
    """Whether a list that may be shorter than its count is longer: 对甲医院、乙中心、……己学校等5家机构 with six names."""
    return len(items) > max(2, wanted) and all(MIN_NAME <= len(text[i.start : i.end]) <= MAX_NAME for i in items[1:])


def _without_verb(text: str, items: list[Span]) -> list[Span]:
    if items:
        verb = regex.match(r"(?:已|共)?(?:完成|实现|建成|保障|开展|推进)(?:了)?", text[items[0].start : items[0].end])
        items[0].start += verb.end() if verb else 0
    return items


def _after(passage: Passage, figure: Figure) -> AnnouncedCount | None:
    """2个新采购项目，分别为甲、乙。 / 以下三项工作：一是…；二是…。"""
    text = passage.text.text
    noun = NOUN.match(text, figure.end)
    after = noun.end() if noun else figure.end
    match = LISTED_AFTER.match(text, after)
    if not match:
        return None
    ordinals = _ordinals(text, match.end())
    if ordinals and not regex.search(r"[。；]|、.*、", text[match.end() : ordinals[0].start]):
        return _count(passage, figure, ordinals, False, numbered=True)
    colon = match["verb"] in ("：", ":")
    if colon and match.end() >= len(text) - 1:
        return None
    if figure.found.kind == "bare":
        return None
    stop = regex.search(r"[。；]|，(?!以及|及|和)", text[match.end() :])
    end = match.end() + (stop.start() if stop else len(text) - match.end())
    close = regex.search(r"等\s*$|等[\p{Han}]{0,4}$", text[match.end() : end])
    items = _items(text, Span(match.end(), match.end() + close.start() if close else end), figure)
    items += _behind_stop(text, end, items, int(figure.found.quantity.number)) if not close else []
    single = (
        (colon or match["verb"] in ("为", "是", "即")) and len(items) == 1 and int(figure.found.quantity.number) != 1
    )
    if single or not all(_is_name(text[i.start : i.end]) for i in items):
        return None
    return _count(passage, figure, items, bool(close))


def _behind_stop(text: str, end: int, items: list[Span], wanted: int) -> list[Span]:
    """The rest of a list that a comma read as a full stop cuts in two (分别为甲费、乙费。丙费。): where the paragraph ends with just as many
    names as are missing, each of which ends as one of the others does, and nothing is said of them."""
    rest = REST.fullmatch(text, end)
    if rest is None or len(items) < 2:
        return []
    spans = [
        Span(m.start(), m.end())
        for m in regex.finditer(r"[^、。]+", text, pos=rest.start("names"), endpos=rest.end("names"))
    ]
    ends = {text[i.end - 1] for i in items}
    named = all(text[s.end - 1] in ends and not SAID.search(text[s.start : s.end]) for s in spans)
    return spans if named and len(spans) == wanted - len(items) else []


def _is_name(words: str) -> bool:
    return 2 <= len(words) <= 40 and not regex.search(r"[，：]", words)


def _ordinals(text: str, start: int) -> list[Span]:
    """一是…；二是…；三是…: as many pieces as the row runs without a gap."""
    marks: list[int] = []
    place = start
    for begins, after in _marks(text):
        index = bisect_left(begins, place)
        if index == len(begins):
            break
        place = after[index]
        marks.append(place)
    ends = [*marks[1:], len(text)][: len(marks)]
    spans = []
    for begin, limit in zip(marks, ends, strict=True):
        stop = regex.search(r"[；;。]", text[begin:limit])
        spans.append(Span(begin, begin + stop.start() if stop else limit))
    return spans if len(spans) >= 2 else []


@lru_cache(maxsize=4)
def _marks(text: str) -> list[tuple[list[int], list[int]]]:
    """Where each ordinal from 一 to 十 begins and ends, as often as it stands in the text."""
    found: list[tuple[list[int], list[int]]] = [([], []) for _ in ORDINALS]
    for match in ORDINAL.finditer(text):
        begins, after = found[ORDINALS.index(match[1]) if match[1] else int(match[2]) - 1]
        begins.append(match.start())
        after.append(match.end())
    return found


def _items(text: str, span: Span, figure: Figure) -> list[Span]:
    """The things between the commas of a list. The last two may be joined by 及 or 和, where both look like the others."""
    pieces: list[Span] = []
    begin, depth = span.start, 0
    for place in range(span.start, span.end):
        depth += (text[place] in "（(《“") - (text[place] in "）)》”")
        if text[place] == "、" and depth <= 0:
            pieces.append(Span(begin, place))
            begin = place + 1
    pieces.append(Span(begin, span.end))
    pieces = [_trim(text, p) for p in pieces]
    pieces = [p for p in pieces if p.end > p.start]
    if pieces and (split := _split_last(text, pieces, int(figure.found.quantity.number))):
        pieces = pieces[:-1] + split
    if len(pieces) > 2 and len(pieces) == int(figure.found.quantity.number) - 1:
        pieces = _split_one(text, pieces)
    return pieces


def _split_one(text: str, pieces: list[Span]) -> list[Span]:
    """The pieces with the only one that joins two names split: 局本级和县图书馆、县文化馆."""
    joined = [
        (place, match)
        for place, piece in enumerate(pieces)
        for match in regex.finditer("和", text, pos=piece.start + 2, endpos=piece.end - 2)
    ]
    if len(joined) != 1:
        return pieces
    (place, match) = joined[0]
    halves = [Span(pieces[place].start, match.start()), Span(match.end(), pieces[place].end)]
    return [*pieces[:place], *halves, *pieces[place + 1 :]]


def _trim(text: str, span: Span) -> Span:
    while span.start < span.end and text[span.start] in " ，、：:":
        span.start += 1
    while span.end > span.start and text[span.end - 1] in " ，、：:":
        span.end -= 1
    lead = regex.match(r"以及|及|和|与", text[span.start : span.end])
    span.start += lead.end() if lead and span.end - span.start > lead.end() else 0
    return span


def _split_last(text: str, pieces: list[Span], wanted: int) -> list[Span]:
    """丙及丁 is two things where both end as the others do; a name such as 开放及建设项目 stays one."""
    last = pieces[-1]
    tails = {text[p.start : p.end][-2:] for p in pieces[:-1]}
    halves = [
        (Span(last.start, m.start()), Span(m.end(), last.end))
        for m in CONJUNCTION.finditer(text, last.start + 2, last.end - 1)
    ]
    for left, right in halves:
        ends = text[left.start : left.end][-2:]
        if ends in tails or ends == text[right.start : right.end][-2:]:
            return [left, right]
    for left, right in halves:
        if (
            len(pieces) + 1 == wanted
            and len(pieces) > 1
            and right.end - right.start >= 2
            and _alike(text, pieces, left, right)
        ):
            return [left, right]
    return []


def _alike(text: str, pieces: list[Span], left: Span, right: Span) -> bool:
    """Without a common ending: both halves are about as long as the other items."""
    usual = sum(p.end - p.start for p in pieces[:-1]) / max(1, len(pieces) - 1)
    return all(0.5 * usual <= s.end - s.start <= 2 * usual for s in (left, right))


def _count(
    passage: Passage, figure: Figure, items: list[Span], is_open: bool, numbered: bool = False
) -> AnnouncedCount:
    leaves = [_item(passage, span) for span in items]
    noun = _noun(passage, figure)
    return AnnouncedCount(subject=noun, announced=figure.leaf(), items=leaves, open=is_open, numbered=numbered)


def _item(passage: Passage, span: Span) -> TextLeaf:
    return passage.leaf(span.start, span.end)
