"""What a figure measures: the noun phrase before it, with the noun after it where the figure counts one (新增12个充电站)."""

from __future__ import annotations

from functools import cache

import regex

from gouji.extract.prose.passages import Figure, Passage
from gouji.normalize.people.contacts import contacts
from gouji.schemas.leaf import TextLeaf
from gouji.schemas.traced import Traced
from gouji.schemas.wordlists import any_of

LEAD = regex.compile(
    r"^(?:[\s，、：:；。）)]|[（(](?=\p{Han}{2})|综上所?述?|其中|此外|另外?外|同时|截[至止](?:到)?[^，]{0,14}(?:底|末|日)，?|(?:19|20)\d\d年(?:度|初|末|底)?|"
    r"[一二三四五六七八九十]{1,2}是|第[一二三四五六七八九十][，、]|（[一二三四五六七八九十\d]{1,2}）|\d{1,2}[.．、]|本|该|全年|年中|当年|按(?![时期季月年])|根据[^，]{0,20}要求|因[^，]{0,16}(?:需要|原因))+"
)
"""Words before the noun proper: when, in which order, why."""
TAIL = regex.compile(
    r"(?:[\s，、：:（(]|共|共计|合计|总计|累计|(?<![节签履条合预公邀代])约|仅有?|(?<!船)只有?|仍然?|还|将近|接近|突破|(?<!行)为|是|(?<!雷)达|达到|达成|有|了|计|分别|由上年的?|由去年的?|从上年的?|比上年|较上年|上年|去年|的|在|(?<!报)到|至|超过|突破|"
    r"由|从|增加到|增加至|增长到|增长至|提高到|提高至|提升到|提升至|上升到|上升至|减少到|减少至|下降到|下降至|降低到|降低至|降至|升至|增至|减至|同比|环比|其中|增加|增长|下降|减少|(?:由|从|比|较)(?:19|20)\d\d年(?:度|末|底|同期)?的?)+$"
)
NOUN = regex.compile(
    r"的?(?P<noun>[\p{Han}A-Za-z]{1,14}?)(?=[，。；、：:（(]|的|和|及|与|，|同比|占|等|开展|进行|提供|参加|参与|全部|均已|已经|获得|达到|凭|\d|$)"
)
OF = regex.compile(r"的(?P<noun>[\p{Han}A-Za-z]{2,12}?)(?=[，。；、：:由被在已能均是为]|$)")
DAY = regex.compile(r"(?:(?:19|20)\d\d年)?\d{1,2}月(?:\d{1,2}日)?(?:底|初|末|中旬)?，?")
COUNTED = frozenset("个项家名种类条套台件座处所人户例起次场批期部大万")
COUNTED_ALONE = frozenset("位床栋幢辆艘盏棵株头只匹口眼间支组块枚亩册")
"""Units that name what they count where nothing else does: 面向520位项目负责人, 320亩水稻."""
MIN_NOUN = 2
"""Behind a measure or another unit less than that names nothing: 412公里航道."""
PREPOSITION = regex.compile(r"(?:面向|对|为|给|向|把|将|让|使|组织|到期的)$")
NO_THING = regex.compile(
    r"[由以已均并且也将在被左右增减提升降达超上下后前需可能使让给对把为是的之多出]|[全多]部|通过|用于|位于|来自|分布|纳入|采取|组成|拿出|[中里内外](?![小学医央药等型科国地省资部销贸])"
)
"""What follows a figure and is not what it counts."""
SPANS = frozenset("时钟秒天日周月年岁")
"""Last signs of units of time, which count nothing."""
STOPS = "。；，：:、,;"


def subject(passage: Passage, figure: Figure) -> TextLeaf | None:
    """The thing that `figure` measures, or None where the sentence has no words for it."""
    before = _before(passage, figure, alone=False)
    if _is_preposition(passage, figure):
        before = None
    after = _after(passage, figure, bool(before))
    if before is None and after is None:
        before = _before(passage, figure, alone=True)
    if before is None and after is None:
        return None
    span = (before or Traced()) + (after or Traced())
    return TextLeaf.of(span, regex.sub(r"\s", "", span.text))


def _is_preposition(passage: Passage, figure: Figure) -> bool:
    """Whether the words right before the figure only lead to what it counts."""
    text, floor = passage.text.text, max(passage.words, passage.last_end(figure.start))
    start = max([floor] + [text.rfind(stop, floor, figure.start) + 1 for stop in STOPS])
    return PREPOSITION.fullmatch(text[start : figure.start].strip()) is not None


def _before(passage: Passage, figure: Figure, alone: bool) -> Traced | None:
    """The words of the clause before the figure; an empty clause (…，共5台) borrows the one before."""
    text, end = passage.text.text, figure.start
    floor = max(passage.words, passage.last_end(figure.start, words=False))
    for _ in range(3):
        start = max([floor] + [text.rfind(stop, floor, end) + 1 for stop in STOPS])
        if start == floor > passage.words and not alone:
            return None  # these words are what the figure before counts: 7大模块24个子模块
        span = trimmed(passage.text, start, end)
        if span is not None:
            return span
        if start <= floor or text[start - 1] in "。；":
            return None
        end = start - 1
    return None


def trimmed(text: Traced, start: int, end: int) -> Traced | None:
    """The noun phrase in `start`..`end` without the words that lead in and out of it; None where nothing is left."""
    words = text.text[start:end]
    tail = TAIL.search(words)
    words = words[: tail.start()] if tail else words
    lead = LEAD.match(words)
    begin = lead.end() if lead else 0
    day = DAY.match(words, begin)
    begin = day.end() if day else begin
    kept = words[begin:].strip()
    if len(kept) < 2 or kept.endswith("等") or any(each.kind != "name" for each in contacts(kept)):
        return None
    begin += len(words[begin:]) - len(words[begin:].lstrip())
    return text.span(start + begin, start + begin + len(kept))


def counted_thing(passage: Passage, figure: Figure) -> Traced | None:
    """The noun right behind a figure that counts it: 6个小区."""
    return _after(passage, figure, has_before=False)


def _after(passage: Passage, figure: Figure, has_before: bool) -> Traced | None:
    """The noun a count counts, or for 超过27%的线上业务 what the rate is of."""
    text = passage.text.text
    found = figure.found
    of = OF.match(text, figure.end) if found.kind == "rate" else None
    if of and not has_before:
        return passage.text.span(of.start("noun"), of.end("noun"))
    unit = found.quantity.unit or ""
    if found.kind != "count" or not unit or unit[-1] in SPANS or "/" in unit:
        return None
    match = NOUN.match(text, figure.end)
    if not match or NO_THING.match(match["noun"]):
        return None
    counts = unit[-1] in COUNTED or (not has_before and unit[-1] in COUNTED_ALONE)
    if not counts and (len(match["noun"]) < MIN_NOUN or _deeds().match(match["noun"])):
        return None
    return passage.text.span(match.start("noun"), match.end("noun"))


@cache
def _deeds() -> regex.Pattern[str]:
    """Verbs and other words that name no thing, at the beginning of what follows a figure."""
    return regex.compile(any_of(__package__, "bare_words"))
