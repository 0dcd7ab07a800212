"""Dated events (采购与合同事项): 评审, 招标, 中标, 签订合同, 验收, 付款, …"""

from __future__ import annotations

from functools import cache

import regex

from gouji.extract.prose.dated_labels import dated_label
from gouji.extract.prose.event_subjects import AGAIN, event_subject, honoured
from gouji.extract.prose.event_windows import event_window
from gouji.extract.prose.labelled_matters import part_labelled_matters
from gouji.extract.prose.lead_matter import lead_matter
from gouji.extract.prose.loose_days import is_loose
from gouji.extract.prose.one_matter import DatedEvent, join_one_matter, names_another, tells_several
from gouji.extract.prose.passages import Passage
from gouji.extract.prose.said_order import after_all, done_behind, follows_in_chain, said_after
from gouji.extract.prose.span_ends import span_ends
from gouji.extract.prose.unnamed_matter import names_nothing
from gouji.schemas.leaf import TextLeaf
from gouji.schemas.record import AnnouncedCount, Event
from gouji.schemas.spans import FoundDate
from gouji.schemas.wordlists import read_rows

CUT_OFF = regex.compile(r"截[至止](?:到|于)?\s*$")
"""截至2021年12月31日: the day up to which figures are told, on which nothing happened."""
PLANNED = regex.compile(
    r"(?:计划|预计|拟|将|力争|争取|原定|约定|要求|规定|须|应当?|目标[：:]?)(?:于|在|到|是)?\s*$"
    r"|(?:计划|预计|原定|约定|规定|要求|目标)的?(?:\p{Han}{0,6}(?:时间|日期|期限|工期|节点)|\p{Han}{2,4}日)(?:为|是|：|:)?\s*$"
)
"""计划2022年11月30日前完工, 合同约定竣工日期为…: a day that was set, not one on which it happened."""
MATTER = regex.compile(r"项目|采购|合同|工程|标段|服务|设备")
STEPS = frozenset({"招标", "中标", "签订合同", "开工", "封顶", "竣工", "验收", "到货", "交付", "投入使用"})
"""Kinds that follow each other in one procurement: a sentence that tells several names what was procured once."""
USED = "投入使用"
"""What follows once a work is done (8月25日通过竣工验收并投入使用): where anything else happened that day, that is told."""
LAST_STEPS = frozenset({"验收", "到货", "交付"})
"""Kinds that belong to what the sentence before told of, where theirs names nothing: …11月25日完工。10月8日，县农业农村局组织了竣工验收。"""
ARRIVED = "到货"
"""Goods that come in batches come before and behind the acceptance of others."""
GOODS, WORK = (
    regex.compile(r"设备|货物|物资|监理|设计|勘察|审计|信息化|软件"),
    regex.compile(r"工程|改造|建设|施工|修缮|维修"),
)
PAYMENT, PAID = "付款", regex.compile(r"发放|兑付|兑现|打卡|到账|到卡|到户")


@cache
def _triggers() -> tuple[tuple[regex.Pattern[str], str], ...]:
    return tuple((regex.compile(row[0]), row[1]) for row in read_rows(__package__, "event_kinds"))


def events(passages: list[Passage], counts: list[AnnouncedCount]) -> list[Event]:
    """The events with a day or a month, in reading order. A date that nothing happened on gives none."""
    names, ends = _known(counts), span_ends(passages)
    out: list[DatedEvent] = []
    told: DatedEvent | None = None
    for index, passage in enumerate(passages):
        carried = _carried(passages, index, names)
        before: tuple[Event, FoundDate] | None = None
        for found in passage.dates:
            if not _is_day(passage, found):
                continue
            event = _event(passage, found, names, carried, ends.get(id(found)))
            if event is None:
                continue
            own, kind = event.subject, event.kind
            dated = DatedEvent(event, passage, found, own)
            beside = kind in STEPS and told is not None and _is_beside(told, dated)
            if told and beside and names_nothing(own) and not _is_bought(own, told.own):
                event.subject = told.own
            elif kind in STEPS and not AGAIN.search(own.text):
                told = dated
            apart = event.after or before is None or before[0].loose or event.loose
            if not apart and before and follows_in_chain(passage, before, event, found):
                event.after = before[0].kind
            out.append(dated)
            before = event, found
    join_one_matter(out)
    part_labelled_matters(out)
    return [each.event for each in out]


def _is_beside(told: DatedEvent, dated: DatedEvent) -> bool:
    """Whether a step may be of what was told of in the same sentence, or in one before it, where both speak of one work."""
    passage = dated.passage
    if told.passage is not passage or names_another(passage, dated.found):
        return False
    if passage.stop_before(told.found.start, "。！") == passage.stop_before(dated.found.start, "。！"):
        return True
    several = tells_several(passage, told.found) or tells_several(passage, dated.found)
    return dated.event.kind in LAST_STEPS and not several


def _event(
    passage: Passage, found: FoundDate, names: list[TextLeaf], carried: TextLeaf | None, end: tuple[str, bool] | None
) -> Event | None:
    """What happened on a date, to what, and what was over by then; None where nothing did."""
    label = dated_label(passage, found, _kind_in)
    behind = None if label else done_behind(passage, found, _kind_in)
    after = said_after(passage, found, _kind_in) or (behind[0] if behind else None)
    kind = label[0] if label else _kind(passage, found, names, behind[1] if behind else found.end)
    kind = kind or (PAYMENT if after and _is_paid(passage, found) else None)
    if end is not None:
        word, over = end
        kind, after = (kind or word, word) if over else (word, after)
    if not kind:
        return None
    subject = honoured(passage, found) if kind == "获奖" else None
    subject = subject or event_subject(passage, found, names, carried, label[1] if label else None)
    if names_nothing(subject):
        subject = lead_matter(passage, found, _kind_in) or subject
    loose = is_loose(passage, found) or (kind == ARRIVED and tells_several(passage, found))
    if kind == "验收" and after is None:
        after = after_all(passage, found)
    return Event(kind=kind, subject=subject, date=_date(passage, found), after=after, loose=loose)


def _is_day(passage: Passage, found: FoundDate) -> bool:
    """Whether something may have happened on a date: it has a month, and is neither the day up to which figures are told nor one
    that was only planned."""
    month = found.value is None or len(found.value) >= 7
    words = passage.text.text[max(0, found.start - 16) : found.start]
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


def _known(counts: list[AnnouncedCount]) -> list[TextLeaf]:
    """Names that the text lists, longest first, so that 甲项目的监理项目 is not taken for 甲项目."""
    bought = [c for c in counts if MATTER.search(c.subject)]
    leaves = {leaf.text: leaf for count in bought for leaf in count.items if 4 <= len(leaf.text) <= 40}
    return sorted(leaves.values(), key=lambda leaf: -len(leaf.text))


def _kind(passage: Passage, found: FoundDate, names: list[TextLeaf], place: int) -> str | None:
    """What happened: by the first trigger behind `place`, else the last one before it in the same clause. A name that the text lists begins
    a sentence of its own where the stop before it is lost (完成验收甲项目采用…)."""
    text = passage.text.text
    start, _, end = event_window(passage, found)
    after = place
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
