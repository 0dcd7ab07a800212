"""The one work of a report: where nothing else is named, what was finished and what was accepted belong together."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import regex

from gouji.extract.prose.passages import Passage
from gouji.extract.prose.unnamed_matter import names_nothing
from gouji.normalize.text.bare_names import bare
from gouji.schemas.leaf import TextLeaf
from gouji.schemas.record import Event
from gouji.schemas.spans import FoundDate

STEPS = frozenset({"开工", "竣工", "验收"})
"""What is done once to one work; contracts are signed and goods delivered of several kinds."""
BOUGHT = frozenset({"招标", "中标", "签订合同", "到货", "交付"})
CONTRACT = frozenset({"招标", "中标", "签订合同"})
OTHER_KINDS = regex.compile(
    r"设计|勘察|监理|检测|审计|评价|评审|代理|咨询|委托|租赁|保险|运维|管护|物业|服务|聘|培训|补充|续签|变更|设备|货物|物资|软件|意向|框架|责任"
)
"""Words of contracts that are not that of the work."""
SEVERAL = regex.compile(
    r"[一二三四五六七八九十\dA-Z两各个余他]\s*(?:标段|标包)|[一二三四五六七八九十\d两]\s*(?:个?批|批次|期工程|包)|首批|分批|批次|分别|各(?:标|村|乡|镇|点|项|单位|个|处|地)|其余|其他|其它|另[一有外]|陆续|先后|逐|"
    r"初验|初步验收|阶段验收|中间验收|预验收|复验|再次|单位工程|分部|上年|上一年|去年|往年|历年|前期"
)
"""Words by which a sentence tells of several works, of a part of one, or of another year's."""
LEAD = regex.compile(
    r"[\s，、并后经最终随即仅至到于在由其中止]*(?:(?:该|本|此|整个|全部|上述|所有|主体|土建)*(?:项目|工程|施工|设备|货物|物资|系统)?(?:已|均)?(?:全部|顺利)?(?:于|在|至)?)?"
    r"|\p{Han}{0,12}(?:局|公司|部门|验收组|专家组|政府|办|委|处|单位)(?:于|在)?"
    r"|[^，。；]{0,16}(?:后|基础上|满)(?:于|在)?"
    r"|[^，。；]{0,10}(?:时间|日期|日)(?:为|是|在)?"
)
"""What may stand between the last stop and a date without naming a work."""
ANOTHER = regex.compile(
    r"(?!由|经|与|和|同|会同|在|按|待|根据|共|全|[省市县区州旗乡镇][\p{Han}]{0,6}[局委办厅])[\p{Han}\d#]{2,10}?"
    r"(?:卫生院|医院|学校|小学|中学|幼儿园|中心|泵站|水厂|大?桥|公路|道路|路|渠|村|乡|镇|社区|小区|楼|水?库|塘|设备|工程|项目|改造|平台)(?!局|委|办|厅|部|政府|师|组织|会同|牵头|监理|验收)"
)
"""A name at the beginning of a clause."""
GENERAL = regex.compile(r"(?:该|本|此|整个|全部|上述|所有|主体|各|经|随后)*(?:项目|工程|设备|单位工程)")
WORK = regex.compile(r"(?:项目|工程|系统|平台|采购|服务|改造|建设|设备)$")
GOODS, WORKS = regex.compile(r"设备|货物|物资|软件|到货"), regex.compile(r"工程|施工|土建|主体|竣工|完工|交工")


@dataclass(slots=True)
class DatedEvent:
    """An event with its place; `own` are the words of its matter before those of an event beside it were taken."""

    event: Event
    passage: Passage
    found: FoundDate
    own: TextLeaf


def join_one_matter(events: Sequence[DatedEvent]) -> None:
    """Gives the steps of a report that tells of one work the same matter. Nothing is changed where several may be meant: more
    than one is named, a step has two dates, or the words speak of parts, rounds or other years.
    """
    groups: dict[str, list[DatedEvent]] = {}
    for each in events:
        groups.setdefault(bare(each.event.subject.text), []).append(each)
    built = {name: group for name, group in groups.items() if any(each.event.kind in STEPS for each in group)}
    places = {id(each.passage) for group in built.values() for each in group}
    bought = {
        name: group
        for name, group in groups.items()
        if name not in built and all(_is_of_the_work(each, places) for each in group)
    }
    groups = built | bought if _is_told_once([*built.values(), *bought.values()]) else built
    steps = [each for group in groups.values() for each in group if each.event.kind in STEPS]
    named = [group for group in groups.values() if not all(_says_no_matter(each) for each in group)]
    if len(groups) < 2 or len(named) > 1 or not _is_told_once(groups.values()):
        return
    if any(tells_several(each.passage, each.found) or names_another(each.passage, each.found) for each in steps):
        return
    if _is_mixed(steps):
        return
    largest = max(groups.values(), key=len)
    works = [each.event.subject for group in named for each in group if WORK.search(each.event.subject.text)]
    subject = works[0] if works else largest[0].event.subject
    for group in groups.values():
        for each in group:
            each.event.subject = subject


def _says_no_matter(each: DatedEvent) -> bool:
    """Whether neither the words before the date nor those behind it name a work."""
    text, passage = each.passage.text.text, each.passage
    start = max(passage.stop_before(each.found.start, "，。；！：") + 1, passage.words)
    return names_nothing(each.own) and LEAD.fullmatch(text, start, each.found.start) is not None


def _is_of_the_work(each: DatedEvent, places: Collection[int]) -> bool:
    """Whether what was bought is the work itself: its contract is told in the paragraph of the steps, and called by no kind of its own."""
    text, passage = each.passage.text.text, each.passage
    start = passage.stop_before(each.found.start, "，。；！") + 1
    stop = passage.stop_after(each.found.end, "，。；！")
    clause = text[start : stop if stop >= 0 else len(text)]
    return (
        each.event.kind in CONTRACT
        and id(passage) in places
        and _says_no_matter(each)
        and OTHER_KINDS.search(clause) is None
    )


def _is_told_once(groups: Collection[Sequence[DatedEvent]]) -> bool:
    """Whether each step has one date, told with whatever precision, and contracts belong to one of the groups."""
    events = [each for group in groups for each in group]
    for kind in STEPS | CONTRACT:
        days = sorted({each.found.value or "" for each in events if each.event.kind == kind}, key=len)
        if any(not day.startswith(days[0]) for day in days) or len({day for day in days if len(day) == 10}) > 1:
            return False
    return sum(any(each.event.kind in BOUGHT for each in group) for group in groups) < 2


def tells_several(passage: Passage, found: FoundDate) -> bool:
    """Whether the sentence of a date speaks of several works."""
    text = passage.text.text
    start = passage.stop_before(found.start, "。！") + 1
    stop = passage.stop_after(found.end, "。！；")
    return SEVERAL.search(text, start, stop if stop >= 0 else len(text)) is not None


def names_another(passage: Passage, found: FoundDate) -> bool:
    """Whether the clauses before a date, behind the date before it, name a work of their own."""
    start = passage.stop_before(found.start, "。！") + 1
    begin = max([start, *(date.end for date in passage.dates if date.end <= found.start)])
    clauses = regex.split(r"[，；：]", passage.text.text[begin : found.start])
    own = clauses[:-1] if begin == start else clauses[1:-1]
    return any((m := ANOTHER.match(clause)) and not GENERAL.fullmatch(m[0]) for clause in own)


def _is_mixed(steps: Sequence[DatedEvent]) -> bool:
    """Whether goods are told of beside works: what was accepted may be either."""
    goods = [bool(GOODS.search(_words(each))) for each in steps]
    works = [bool(WORKS.search(_words(each))) for each in steps]
    return any(g and not w for g, w in zip(goods, works, strict=True)) and any(
        w and not g for g, w in zip(goods, works, strict=True)
    )


def _words(each: DatedEvent) -> str:
    """The clause of a step, and the words of its matter."""
    text, passage = each.passage.text.text, each.passage
    start = passage.stop_before(each.found.start, "，。；！") + 1
    stop = passage.stop_after(each.found.end, "，。；！")
    return text[start : stop if stop >= 0 else len(text)] + each.event.subject.text
