"""Lists before their count: 包括甲、乙、丙等3个子项目; 完成甲、乙、丙、丁4个系统的运维; 出台《甲》《乙》2项制度."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from gouji.extract.prose.counted_things import counted_things, is_named, noun
from gouji.extract.prose.listed_items import Span, listed_items
from gouji.extract.prose.passages import Figure, Passage
from gouji.schemas.record import AnnouncedCount

LIST_VERB = regex.compile(
    r"(?:包括|包含|涵盖|涉及|覆盖|内设|下辖|(?<=[府局委院校镇乡县位关门心会])设(?![施计备立定置想法有])|分布在|(?:成立|组建|设立)了(?!由|以)|分为|分别为|由|含|设有|下设|设置|划分为|主要有|(?<![、为是括含盖由及和设国所：:])有)\s*[：:]?"
)
"""有 that begins a name (有害生物防治费, 有线电视工程) announces nothing."""
CLOSERS = regex.compile(r"(?P<open>等)?\s*(?:共计|合计|总计|共|这|全部|上述|以上)?\s*$")
AND = regex.compile(r"以及|[和与及]")
MEMBER = regex.compile(r"(?:、|以及|[和与及])$")
COUNTED = regex.compile(r"\d+\s*(?:个|家|名|所|处|支|间|座|项)(?!\d)")
"""An item with a count of its own (1个下属单位和1个派出机构) is none of another count's."""
DONE = regex.compile(r"(?:已|共)?(?:完成|实现|建成|保障|开展|推进)(?:了)?")
PLACED = regex.compile(r"\p{Han}{0,6}?(?:选在|位于|分布于|抽查了?|走访了?|抽取了?)(?=\p{Han}{2})")
TITLES, TITLED = regex.compile(r"[^，。；：]{0,12}(?=《)"), regex.compile(r"》(?:以及|及|和|与)?《")
MIN_NAME, MAX_NAME = 3, 16
MIN_ALIKE = 3
"""Names that all end as what is counted does (柳林乡、白沙镇 … 乡镇) are its list without any word that says so."""
LONGEST_LIST, LONGEST_CLOSER = 5000, 12
"""Characters by which the words that announce a list stand before its count at the most, and of those that close it."""


def list_before(passage: Passage, figure: Figure) -> AnnouncedCount | None:
    """The count with what the words before it list; None where they list nothing. 由4个部分构成 tells what comes behind."""
    text = passage.text.text
    if any(verb.end() == figure.start for verb in LIST_VERB.finditer(text, max(0, figure.start - 4), figure.start)):
        return None
    start = passage.stop_before(figure.start, "。；，：") + 1
    if MEMBER.search(text, start, figure.start):  # 自然资源局、水利局、三个沿海街道: one of the list itself
        return None
    closer = CLOSERS.search(text, max(start, figure.start - LONGEST_CLOSER), figure.start)
    end, is_open = (closer.start(), bool(closer["open"])) if closer else (figure.start, False)
    announced = _announced(passage, figure, start, end)
    begin = announced if announced is not None else start
    if "、" not in text[begin:end] and not TITLED.search(text, begin, end):
        return None
    wanted = int(figure.found.quantity.number)
    items = listed_items(text, Span(max(begin, passage.words), end), wanted)
    if len(items) != wanted and len(last := _behind_last_and(text, items)) == wanted:
        items = last
    if announced is None:
        items = _without_verb(text, items)
        if not is_open and not _is_list(text, items, wanted, noun(passage, figure)):
            return None
        if is_open and not _lists_more(text, items, wanted):
            return None
    counted = any(COUNTED.match(text, item.start, item.end) for item in items)
    if len(items) < 2 or counted or any(not is_named(text[item.start : item.end]) for item in items):
        return None
    return counted_things(passage, figure, items, is_open)


def _behind_last_and(text: str, items: list[Span]) -> list[Span]:
    """The items of an inner list: 财务室和陈列、社教、保卫、典藏四个部室."""
    for place in range(len(items) - 2, -1, -1):
        found = AND.search(text, items[place].start + 1, items[place].end - 1)
        if found is not None:
            return [Span(found.end(), items[place].end), *items[place + 1 :]]
    return items


def _announced(passage: Passage, figure: Figure, start: int, end: int) -> int | None:
    """Where the list begins that a verb announces; None without one."""
    text = passage.text.text
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
            announced = verb.end()
    return announced


def _is_list(text: str, items: Sequence[Span], wanted: int, counted: str) -> bool:
    """Whether words without a listing verb are the list of a count: as many as it says (举办讲座、展览53场 counts events, not the words
    before it), or titles, or names that end as what is counted does.
    """
    words = [text[item.start : item.end] for item in items]
    titled = all(each.startswith("《") and each.endswith("》") for each in words)
    alike = len(words) >= MIN_ALIKE and all(MIN_NAME - 1 <= len(w) <= MAX_NAME and w[-1] in counted for w in words)
    return len(items) == wanted or titled or (alike and words[0] != words[-1])


def _lists_more(text: str, items: Sequence[Span], wanted: int) -> bool:
    """Whether a list that may be shorter than its count is longer: 对甲医院、乙中心、……己学校等5家机构 with six names."""
    return len(items) > max(2, wanted) and all(MIN_NAME <= len(text[i.start : i.end]) <= MAX_NAME for i in items[1:])


def _without_verb(text: str, items: list[Span]) -> list[Span]:
    """The items, the first without the verb before it."""
    if items:
        first = items[0]
        verb = next((m for p in (DONE, PLACED) if (m := p.match(text, first.start, first.end))), None)
        first.start += verb.end() - first.start if verb else 0
        title = TITLES.match(text, first.start, first.end)
        first.start = title.end() if title else first.start
    return items
