"""What the words say that an event came after: 公示无异议后，…于7月25日发放; 8月18日通过验收，并于9月1日移交，9月5日启用."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable

import regex

from gouji.extract.prose.event_windows import event_window
from gouji.extract.prose.passages import Passage
from gouji.schemas.record import Event
from gouji.schemas.spans import FoundDate

DONE = r"公示|验收|竣工|完工|交工|中标|开标|评审|立项|试运行|(?:安装|调试)|签订\p{Han}{0,6}合同|合同签订"
AFTER = regex.compile(rf"(?P<done>{DONE})[^，。；：]{{0,8}}?(?:后|期满|基础上)[，,]?(?P<rest>[^，。；：]{{0,16}})$")
BEHIND = regex.compile(
    rf"[，,\s　]*(?P<lead>在|待|经)?[^，。；：]{{0,12}}?(?P<done>{DONE})(?:[^，。；：后]{{0,6}}?)(?:之后|以后|后|期满|基础上)(?P<stop>[，,])?"
)
"""The words behind a date that tell what was over by then: 11月8日，在工程全部完工之后，…组织验收."""
BY = ("由", "组织")
PLANNED = regex.compile(r"计划|原定|约定|要求|目标|应[于当在]|须于?|拟于?|预计|力争|规定|指标值")
"""Words of a date on which something was to happen."""
APART = regex.compile(r"因|此前|早在|之前|前期|其余|其他|其中|另|分别|首批|第[一二三四五]批|分[两二三四]批|[而但]")
"""Words by which a sentence tells dates of several things, or goes back in time."""
PAIRS = frozenset({("公示", "付款"), ("公示", "下达"), ("批复", "下达")})
"""What a sentence that tells both in this order says to have come in this order: a list is paid by after its publicity."""

GONE = regex.compile(
    r"对?[^，。；]{0,12}?(?:已经?全部|全部|均已)(?P<done>完工|竣工|建成|到货|运抵)的[^，。；]{0,20}?验收"
)
"""What is accepted when all of it was done: 对已全部完工的渠道进行验收."""
ALL = regex.compile(r"(?:全部|所有|整个)(?:(?P<goods>设备|货物|物资|器材|车辆|家具|仪器)|工程|标段|施工内容|建设内容)")
WHOLE = regex.compile(r"\p{Han}{0,14}?(?:整体|总体|综合|统一|最终|竣工|完工|到货)\p{Han}{0,6}?验收")
"""What is accepted as a whole: 全部设备经调试，于5月6日组织整体验收."""


def after_all(passage: Passage, found: FoundDate) -> str | None:
    """The kind of the events that must all be over on a date on which the words say that everything was accepted; None if they do not."""
    text = passage.text.text
    _, after, end = event_window(passage, found)
    if gone := GONE.match(text, after, end):
        return "到货" if gone["done"] in ("到货", "运抵") else "竣工"
    start = passage.stop_before(found.start, "。！；;") + 1
    index = bisect_left(passage.dates, found.start, key=lambda d: d.start)
    start = max(start, passage.dates[index - 1].end) if index else start
    all_of_it = ALL.search(text, start, found.start)
    if all_of_it is None or PLANNED.search(text, start, found.start) or not WHOLE.match(text, after, end):
        return None
    return "到货" if all_of_it["goods"] else "竣工"


def said_after(passage: Passage, found: FoundDate, kind_in: Callable[[str], str | None]) -> str | None:
    """The kind of the event that the words before a date say was over by then; None if they say nothing of it."""
    text = passage.text.text
    start = passage.stop_before(found.start, "。！；") + 1
    index = bisect_left(passage.dates, found.start, key=lambda d: d.start)
    if index and passage.dates[index - 1].end > start:
        start = passage.dates[index - 1].end
    match = AFTER.search(text, start, found.start)
    return None if match is None or PLANNED.search(match["rest"]) else _done(match["done"], kind_in)


def done_behind(passage: Passage, found: FoundDate, kind_in: Callable[[str], str | None]) -> tuple[str, int] | None:
    """The kind of the event that the words right behind a date say was over by then, and where those words end; None if
    they say nothing of it.
    """
    _, after, end = event_window(passage, found)
    match = BEHIND.match(passage.text.text, after, end)
    if match is None:
        return None
    rest = passage.text.text[match.end() : end]
    if not (match["lead"] or match["stop"] or rest.startswith(BY)) or not kind_in(rest):
        return None
    kind = _done(match["done"], kind_in)
    return (kind, match.end()) if kind else None


def _done(word: str, kind_in: Callable[[str], str | None]) -> str | None:
    return "竣工" if word in ("安装", "调试") else kind_in(word)


def follows_in_chain(passage: Passage, before: tuple[Event, FoundDate], event: Event, found: FoundDate) -> bool:
    """Whether one sentence tells its dates in their order, of which this one alone runs back behind the one `before` it."""
    text, last = passage.text.text, before[1]
    start = passage.stop_before(found.start, "。！；;") + 1
    if last.start < start or not _runs_back(last, found):
        return False
    if (before[0].kind, event.kind) in PAIRS:
        return not _is_apart(text, start, found.start)
    index = bisect_left(passage.dates, found.end, key=lambda d: d.start)
    behind = passage.dates[index] if index < len(passage.dates) else None
    stop = passage.stop_after(found.end, "。！；;")
    if behind is None or behind.value is None or (0 <= stop < behind.start) or len(behind.value) < 7:
        return False
    return not _runs_back(last, behind) and not _is_apart(text, start, behind.start)


def _runs_back(first: FoundDate, second: FoundDate) -> bool:
    one, other = first.value or "", second.value or ""
    size = min(len(one), len(other))
    return size >= 7 and other[:size] < one[:size]


def _is_apart(text: str, start: int, end: int) -> bool:
    return bool(PLANNED.search(text, start, end) or APART.search(text, start, end))
