"""Dated events (采购与合同事项): 评审, 招标, 中标, 签订合同, 验收, 付款, …"""

from __future__ import annotations

from functools import cache

import regex

from gouji.extract.prose.event_subjects import event_subject, honoured
from gouji.extract.prose.event_windows import event_window
from gouji.extract.prose.passages import Passage
from gouji.extract.prose.said_order import follows_in_chain, said_after
from gouji.schemas.leaf import TextLeaf
from gouji.schemas.record import AnnouncedCount, Event
from gouji.schemas.spans import FoundDate
from gouji.schemas.wordlists import read_rows

CUT_OFF = regex.compile(r"截[至止](?:到|于)?\s*$")
"""截至2021年12月31日: the day up to which figures are told, on which nothing happened."""
PLANNED = regex.compile(r"(?:计划|预计|拟|力争|争取|原定|目标[：:]?)(?:于|在|到|是)?\s*$")
"""计划2022年11月30日前完工: a day that was set, not one on which it happened."""
MATTER = regex.compile(r"项目|采购|合同|工程|标段|服务|设备")
STEPS = frozenset({"招标", "中标", "签订合同", "开工", "封顶", "竣工", "验收", "交付", "投入使用"})
"""Kinds that follow each other in one procurement: a sentence that tells several names what was procured once."""
USED = "投入使用"
"""What follows once a work is done (8月25日通过竣工验收并投入使用): where anything else happened that day, that is told."""
LAST_STEPS = frozenset({"验收", "交付"})
"""Kinds that belong to what the sentence before told of, where theirs names nothing: …11月25日完工。10月8日，县农业农村局组织了竣工验收。"""
GOODS, WORK = (
    regex.compile(r"设备|货物|物资|监理|设计|勘察|审计|信息化|软件"),
    regex.compile(r"工程|改造|建设|施工|修缮|维修"),
)
PAYMENT, PAID = "付款", regex.compile(r"发放|兑付|兑现|打卡|到账|到卡|到户")
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
    out: list[Event] = []
    told: tuple[Passage, int, TextLeaf] | None = None
    for index, passage in enumerate(passages):
        carried = _carried(passages, index, names)
        before: tuple[Event, FoundDate] | None = None
        for found in passage.dates:
            if not _is_day(passage, found):
                continue
            after = said_after(passage, found, _kind_in)
            kind = _kind(passage, found, names) or (PAYMENT if after and _is_paid(passage, found) else None)
            if not kind:
                continue
            subject = (honoured(passage, found) if kind == "获奖" else None) or event_subject(
                passage, found, names, carried
            )
            sentence = passage.stop_before(found.start, "。！") + 1
            beside = told is not None and told[0] is passage and (told[1] == sentence or kind in LAST_STEPS)
            if told and beside and kind in STEPS and _names_nothing(subject) and not _is_bought(subject, told[2]):
                subject = told[2]
            elif kind in STEPS:
                told = passage, sentence, subject
            event = Event(kind=kind, subject=subject, date=_date(passage, found), after=after)
            if event.after is None and before and follows_in_chain(passage, before, event, found):
                event.after = before[0].kind
            out.append(event)
            before = event, found
    return out


def _is_day(passage: Passage, found: FoundDate) -> bool:
    """Whether something may have happened on a date: it has a month, and is neither the day up to which figures are told nor one
    that was only planned."""
    month = found.value is None or len(found.value) >= 7
    words = passage.text.text[max(0, found.start - 5) : found.start]
    return month and not CUT_OFF.search(words) and not PLANNED.search(words)


def _date(passage: Passage, found: FoundDate) -> TextLeaf:
    return TextLeaf.of(passage.text.span(found.start, found.end), found.value)


def _is_paid(passage: Passage, found: FoundDate) -> bool:
    """Whether money reached those who were to get it."""
    _, after, end = event_window(passage, found)
    return PAID.search(passage.text.text, after, end) is not None


def _kind_in(words: str) -> str | None:
    """The kind of event that a few words speak of."""
    return next((kind for pattern, kind in _triggers() if pattern.search(words)), None)


def _is_bought(subject: TextLeaf, told: TextLeaf) -> bool:
    """Whether words before a date name goods or services that the matter told of before has nothing of: 场地改造工程…；设备采购合同…签订."""
    goods = GOODS.match(subject.text)
    return goods is not None and goods[0] not in told.text and WORK.search(told.text) is not None


def _names_nothing(subject: TextLeaf) -> bool:
    """Whether the words say what happened and not to what: 签订采购合同, 由县水务局 (组织完工验收)."""
    return bool(HAPPENED.fullmatch("".join(subject.text.split())))


def _known(counts: list[AnnouncedCount]) -> list[TextLeaf]:
    """Names that the text lists, longest first, so that 甲项目的监理项目 is not taken for 甲项目."""
    bought = [c for c in counts if MATTER.search(c.subject)]
    leaves = {leaf.text: leaf for count in bought for leaf in count.items if 4 <= len(leaf.text) <= 40}
    return sorted(leaves.values(), key=lambda leaf: -len(leaf.text))


def _kind(passage: Passage, found: FoundDate, names: list[TextLeaf]) -> str | None:
    """What happened: by the first trigger after the date, else the last one before it in the same clause. A name that the text lists begins
    a sentence of its own where the stop before it is lost (完成验收甲项目采用…)."""
    text = passage.text.text
    start, after, end = event_window(passage, found)
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


def _carried(passages: list[Passage], index: int, names: list[TextLeaf]) -> TextLeaf | None:
    """The one thing that this paragraph, or the one before under the same heading, names: 1个新采购项目，为甲。"""
    near = [passages[index], *(p for p in passages[max(0, index - 1) : index] if p.path == passages[index].path)]
    for passage in near:
        here = [leaf for leaf in names if leaf.text in passage.text.text]
        if len(here) == 1:
            return here[0]
    return None
