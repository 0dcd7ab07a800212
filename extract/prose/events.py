"""Dated events (采购与合同事项): 评审, 招标, 中标, 签订合同, 验收, 付款, …"""

from __future__ import annotations

from bisect import bisect_left
from functools import cache

import regex

from gouji.extract.prose.passages import Passage
from gouji.schemas.leaf import TextLeaf
from gouji.schemas.record import AnnouncedCount, Event
from gouji.schemas.spans import FoundDate
from gouji.schemas.wordlists import read_rows

SUBJECT_STOP = regex.compile(
    r"经(?=[\p{Han}])|委托|由(?=[\p{Han}])|通过|采取|采用|以(?=自主|公开|竞争|询价|单一|邀请)|于(?=\d|\s)|在(?=[\p{Han}])|按(?=照|内部|规定|程序|制度|要求|计划|合同)|根据|已|的采购|开展|完成|，|。|；|："
)
AFTER_DATE = regex.compile(r"[\s，、]*(?:前|底前?|初|末|[上中下]旬|起|左右)?[\s，、]*")
THING = regex.compile(
    r"(?P<name>[\p{Han}A-Za-z0-9（）()“”《》·\-]{3,30}?)(?:已|均)?(?=通过|完成|签订|签署|发布|确定|组织|召开|正式|全面|顺利|全部|公开|投入|举行|支付|建成|开工|竣工|完工|开标|启动)"
)
CUT_OFF = regex.compile(r"截[至止](?:到|于)?\s*$")
"""截至2021年12月31日: the day up to which figures are told, on which nothing happened."""
HONOURED = regex.compile(r"[，,\s]*(?P<name>[^，。；]{2,40}?)(?:又|再次|连续)?(?:被|荣获|获得|获评|入选|获)")
MATTER = regex.compile(r"项目|采购|合同|工程|标段|服务|设备")
OBJECT = regex.compile(
    r"(?:签订|签署|完成|通过|支付|拨付|开展|组织|举行|召开)(?:了)?(?P<name>[\p{Han}A-Za-z0-9（）()“”《》·\-]{2,40}?)(?:的)?(?:采购|服务)?(?:合同|协议|评审|论证|验收|首期款|尾款|进度款|款项|$)"
)
STEPS = frozenset({"招标", "中标", "签订合同", "开工", "封顶", "竣工", "验收", "交付", "投入使用"})
"""Kinds that follow each other in one procurement: a sentence that tells several names what was procured once."""
USED = "投入使用"
"""What follows once a work is done (8月25日通过竣工验收并投入使用): where anything else happened that day, that is told."""
LAST_STEPS = frozenset({"验收", "交付"})
"""Kinds that belong to what the sentence before told of, where theirs names nothing: …11月25日完工。10月8日，县农业农村局组织了竣工验收。"""
HAPPENED = regex.compile(
    r"(?:完成|签订|签署|发布|发出?|下达|通过|组织|召开|确定|正式|全部|全面|顺利|并|于|的|了|令|通知书?|公告|公开|合同|协议|工程|项目|施工|采购|设备|货物|"
    r"物资|建设|主体|安装|调试|招标|中标|开标|成交|供应商|单位|人|企业|进场|实施|开工|动工|封顶|完工|竣工|交工|试运行|初步|最终|验收|到货|入库|交付|使用|移交|投入)+"
    r"(?:[（(].*[）)])?|(?:由|经|与|和|同)[^，。；]{2,30}|[^，。；]{2,40}(?:会同|牵头)[^，。；]{0,40}|[^，。；]{2,40}(?:组织|委托|对)[^，。；]{0,40}(?:竣工|完工|初步|最终|阶段)验收|(?:[省市县区乡镇州旗]级|主管部门|专家组?|第三方)*(?:初步|竣工|完工|最终|阶段)?(?:验收)?"
)


@cache
def _triggers() -> tuple[tuple[regex.Pattern[str], str], ...]:
    return tuple((regex.compile(row[0]), row[1]) for row in read_rows(__package__, "event_kinds"))


def events(passages: list[Passage], counts: list[AnnouncedCount]) -> list[Event]:
    """The events with a day or a month, in reading order. A date that nothing happened on gives none."""
    names = _known(counts)
    out = []
    told: tuple[Passage, int, TextLeaf] | None = None
    for index, passage in enumerate(passages):
        carried = _carried(passages, index, names)
        for found in passage.dates:
            if (found.value is not None and len(found.value) < 7) or CUT_OFF.search(
                passage.text.text, max(0, found.start - 4), found.start
            ):
                continue
            kind = _kind(passage, found, names)
            if kind:
                date = TextLeaf.of(passage.text.span(found.start, found.end), found.value)
                honoured = _honoured(passage, found) if kind == "获奖" else None
                subject = honoured or _subject(passage, found, names, carried)
                sentence = passage.stop_before(found.start, "。！") + 1
                beside = told is not None and told[0] is passage and (told[1] == sentence or kind in LAST_STEPS)
                if told and beside and kind in STEPS and _names_nothing(subject):
                    subject = told[2]
                elif kind in STEPS:
                    told = passage, sentence, subject
                out.append(Event(kind=kind, subject=subject, date=date))
    return out


def _names_nothing(subject: TextLeaf) -> bool:
    """Whether the words say what happened and not to what: 签订采购合同, 由县水务局 (组织完工验收)."""
    return bool(HAPPENED.fullmatch("".join(subject.text.split())))


def _known(counts: list[AnnouncedCount]) -> list[TextLeaf]:
    """Names that the text lists, longest first, so that 甲项目的监理项目 is not taken for 甲项目."""
    bought = [c for c in counts if MATTER.search(c.subject)]
    leaves = {leaf.text: leaf for count in bought for leaf in count.items if 4 <= len(leaf.text) <= 40}
    return sorted(leaves.values(), key=lambda leaf: -len(leaf.text))


def _window(passage: Passage, found: FoundDate) -> tuple[int, int, int]:
    """Sentence start, and the words after the date up to the next date or the end of the sentence."""
    text = passage.text.text
    start = passage.stop_before(found.start, "。；！：") + 1
    later = bisect_left(passage.dates, found.end, key=lambda d: d.start)
    end = passage.dates[later].start if later < len(passage.dates) else len(text)
    ends = [place for place in (text.find(stop, found.end, end) for stop in "。；！") if place >= 0]
    return start, found.end, min([*ends, end])


def _kind(passage: Passage, found: FoundDate, names: list[TextLeaf]) -> str | None:
    """What happened: by the first trigger after the date, else the last one before it in the same clause. A name that the text lists begins
    a sentence of its own where the stop before it is lost (完成验收甲项目采用…)."""
    text = passage.text.text
    start, after, end = _window(passage, found)
    begun = [place for leaf in names if (place := text.find(leaf.text, after, end)) > after]
    for clause_end in sorted({*begun, *(i for i in range(after + 1, end) if text[i] in "，、"), end}):
        # The last trigger of the first clause that has one: 公开招标确定中标单位 tells of the award.
        told = [(m.start(), len(m[0]), kind) for p, kind in _triggers() for m in p.finditer(text, after, clause_end)]
        if told:
            first = [each for each in told if each[2] != USED] or told
            return max(first)[2]
    clause = max(start, max(text.rfind(stop, start, found.start) for stop in "，：、") + 1)
    last = max(
        ((m.end(), len(m[0]), kind) for p, kind in _triggers() for m in p.finditer(text, clause, found.start)),
        default=None,
    )
    return last[2] if last else None


def _subject(passage: Passage, found: FoundDate, names: list[TextLeaf], carried: TextLeaf | None) -> TextLeaf:
    """Whose event it is: a listed name in the sentence, else the sentence's own subject, else the name spoken of before."""
    text = passage.text.text
    start, after, end = _window(passage, found)
    named = _last_name(passage, start, found.start, names)
    phrase = _phrase(passage, start, found.start)
    if named and not (phrase and phrase.text.startswith(named.text)):
        return named
    if phrase:
        return phrase  # 甲项目的监理项目 is more than the 甲项目 that a list names
    earlier = _last_name(passage, 0, start, names)
    match = OBJECT.search(text, after, end)
    if earlier:
        return earlier
    if carried:
        return carried
    if match and len(match["name"]) >= 4:
        return passage.leaf(match.start("name"), match.end("name"))
    return _rest(passage, after, end)


def _rest(passage: Passage, after: int, end: int) -> TextLeaf:
    """The words behind the date: the thing that something happened to, where they begin with one, else what happened."""
    text = passage.text.text
    lead = AFTER_DATE.match(text, after, end)
    begin = lead.end() if lead else after
    thing = THING.match(text, begin, end)
    if thing:
        return passage.leaf(thing.start("name"), thing.end("name"))
    stop = regex.compile("[，。；]").search(text, begin, end)
    return passage.leaf(begin, begin + len(text[begin : stop.start() if stop else end].rstrip(" ，、并且")))


def _honoured(passage: Passage, found: FoundDate) -> TextLeaf | None:
    """2023年2月，某管理部被评为…: who was."""
    _, after, end = _window(passage, found)
    match = HONOURED.match(passage.text.text, after, end)
    return passage.leaf(match.start("name"), match.end("name")) if match else None


def _last_name(passage: Passage, start: int, end: int, names: list[TextLeaf]) -> TextLeaf | None:
    """The listed name that begins last before `end`; of those at one place the longest."""
    best: tuple[int, int] | None = None
    for leaf in names:
        place = passage.text.text.rfind(leaf.text, start, end)
        if place >= 0 and (best is None or place + len(leaf.text) > best[1]):
            best = (place, place + len(leaf.text))
    return passage.leaf(*best) if best else None


def _phrase(passage: Passage, start: int, end: int) -> TextLeaf | None:
    text = passage.text.text
    begin = max(start, passage.words)
    lead = regex.compile(r"(?:[\s，、]|其中[，：]?|同时|另外|此外|并|[一二三四五六七八九十]{1,2}是)*").match(
        text, begin, end
    )
    begin = lead.end() if lead else begin
    stop = SUBJECT_STOP.search(text, begin + 2, end)
    following = bisect_left(passage.dates, begin, key=lambda d: d.start)
    first = passage.dates[following].start if following < len(passage.dates) else end
    last = min(stop.start() if stop else end, first)
    name = text[begin:last].rstrip("，、的于 ")
    if len(name) < 3 or not regex.search(
        r"(?:项目|工程|服务|采购|系统|设备|合同|经费|部|中心|局|公司|队|站|馆|号|平台|标段|分包|包|期)$", name
    ):
        return None
    return passage.leaf(begin, begin + len(name))


def _carried(passages: list[Passage], index: int, names: list[TextLeaf]) -> TextLeaf | None:
    """The one thing that this paragraph, or the one before under the same heading, names: 1个新采购项目，为甲。"""
    near = [passages[index], *(p for p in passages[max(0, index - 1) : index] if p.path == passages[index].path)]
    for passage in near:
        here = [leaf for leaf in names if leaf.text in passage.text.text]
        if len(here) == 1:
            return here[0]
    return None
