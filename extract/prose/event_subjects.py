"""Whose event a date of the text tells: the matter named before it, in its own clause, in its sentence, or before that."""

from __future__ import annotations

from bisect import bisect_left

import regex

from gouji.extract.prose.event_windows import event_window
from gouji.extract.prose.passages import Passage
from gouji.schemas.leaf import TextLeaf
from gouji.schemas.spans import FoundDate

SUBJECT_STOP = regex.compile(
    r"经(?=[\p{Han}])|委托|由(?=[\p{Han}])|通过|采取|采用|以(?=自主|公开|竞争|询价|单一|邀请)|于(?=\d|\s)|在(?=[\p{Han}])|按(?=照|内部|规定|程序|制度|要求|计划|合同)|根据|已|的采购|开展|完成|，|。|；|："
)
AFTER_DATE = regex.compile(r"[\s，、]*(?:前|底前?|初|末|[上中下]旬|起|左右)?[\s，、]*")
THING = regex.compile(
    r"(?P<name>[\p{Han}A-Za-z0-9（）()“”《》·\-]{3,30}?)(?:已|均)?(?=通过|完成|签订|签署|发布|确定|组织|召开|正式|全面|顺利|全部|公开|投入|举行|支付|建成|开工|竣工|完工|开标|启动)"
)
LOT = regex.compile(
    r"其?中?(?P<lot>第?[一二三四五六七八九十\d]{1,2}(?:标段?|标包|包)|[A-Z]\d?(?:标段?|包)|第[一二三四五六]批\p{Han}{0,4}?(?=[于的已，\d]))"
)
"""A part of a procurement at the beginning of a clause: 二标段进度较快，9月15日通过验收."""
OWN_MATTER = regex.compile(r"(?:项目|工程|标段|分包|合同|协议|[一二三四五六七八九十]期)$")
AGAIN = regex.compile(r"补充|续签|变更")
"""A contract that was made again: what follows is not of it alone."""
GENERIC = regex.compile(
    r"(?:该|本|此|上述|整个|主体|施工|土建|建设|采购|全部|所有|配套|附属|各|设备|货物|物资|服务|监理|设计|总承包|承包|双方|正式)*(?:项目|工程|标段|合同)"
)
"""Words that name no work of their own beside the one that the sentence is about."""
FRANK = regex.compile(r"先\p{Han}{1,4}后\p{Han}{1,2}|倒签|补签|早于|先于|倒置|颠倒|未批先")
"""Words of a sentence that itself tells that things were not done in their order."""
HONOURED = regex.compile(r"[，,\s]*(?P<name>[^，。；]{2,40}?)(?:又|再次|连续)?(?:被|荣获|获得|获评|入选|获)")
OBJECT = regex.compile(
    r"(?:签订|签署|完成|通过|支付|拨付|开展|组织|举行|召开)(?:了)?(?P<name>[\p{Han}A-Za-z0-9（）()“”《》·\-]{2,40}?)(?:的)?(?:采购|服务)?(?:合同|协议|评审|论证|验收|首期款|尾款|进度款|款项|$)"
)

ACCEPTED = regex.compile(
    r"对(?!已|全部|各|本|该)(?P<name>[\p{Han}A-Za-z0-9]{3,16}?)(?<!的)(?:作了?|进行|组织|开展)了?\p{Han}{0,4}验收"
)
"""What was accepted (对护岸标作完工验收), which an event told before may be of."""


def event_subject(
    passage: Passage, found: FoundDate, names: list[TextLeaf], carried: TextLeaf | None, label: TextLeaf | None = None
) -> TextLeaf:
    """Whose event it is: a listed name in the sentence, else the sentence's own subject, else the name spoken of before; the
    `label` of the date stands for words that name nothing."""
    text = passage.text.text
    start, after, end = event_window(passage, found)
    if FRANK.search(text, start, end):
        return _rest(passage, after, end)
    named = _last_name(passage, start, found.start, names)
    phrase = _own_matter(passage, start, found.start) or _phrase(passage, start, found.start)
    if named and not (phrase and phrase.text.startswith(named.text)):
        return named
    if phrase:
        return phrase  # 甲项目的监理项目 is more than the 甲项目 that a list names
    earlier = _last_name(passage, 0, start, names)
    if earlier or carried or label:
        return earlier or carried or label  # type: ignore[return-value]
    accepted = ACCEPTED.search(text, after, end)
    if accepted and accepted["name"] in text[:start]:
        return passage.leaf(accepted.start("name"), accepted.end("name"))
    match = OBJECT.search(text, after, end)
    if match and len(match["name"]) >= 4:
        return passage.leaf(match.start("name"), match.end("name"))
    return _rest(passage, after, end)


def _own_matter(passage: Passage, start: int, end: int) -> TextLeaf | None:
    """The work that the nearest clause behind a comma names (一期工程10月竣工，二期工程2月开工，11月完工); None where none does."""
    text = passage.text.text
    comma, nearest = passage.stop_before(end, "，") + 1, True
    while comma > start:
        if lot := LOT.match(text, comma, end):
            return passage.leaf(lot.start("lot"), lot.end("lot"))
        phrase = _phrase(passage, comma, end)
        again = phrase and not nearest and AGAIN.search(phrase.text)
        if phrase and OWN_MATTER.search(phrase.text) and not GENERIC.fullmatch(phrase.text) and not again:
            return phrase
        nearest = False
        comma = passage.stop_before(comma - 1, "，") + 1
    return None


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


def honoured(passage: Passage, found: FoundDate) -> TextLeaf | None:
    """2023年2月，某管理部被评为…: who was."""
    _, after, end = event_window(passage, found)
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
        r"(?:项目|工程|服务|采购|系统|设备|合同|经费|部|中心|局|公司|队|站|馆|号|平台|标段|分包|包|期|协议)$", name
    ):
        return None
    return passage.leaf(begin, begin + len(name))
