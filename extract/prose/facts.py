"""Output and effect figures of running prose (产出与效益数据) with the growth, multiple or share the sentence states of them."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from itertools import takewhile
from typing import Literal

import regex

from gouji.extract.prose.passages import Figure, Passage
from gouji.extract.prose.subjects import subject
from gouji.schemas.leaf import QuantityLeaf, TextLeaf
from gouji.schemas.record import Fact, FactChange
from gouji.schemas.traced import Traced
from gouji.schemas.wordlists import any_of

KINDS = frozenset({"count", "rate", "money", "multiple", "bare"})
DELTA = regex.compile(
    r"[，,]?\s*(?:(?:比|较)(?:上年|去年|上一年|上年度|(?:19|20)\d\d年)?(?:同期)?|同比)?(?:净)?(?:增加|增长|多|减少|下降|降低|少|上升|提高)(?:了)?"
)
AGAINST_PLAN = regex.compile(
    r"[，,]?\s*(?:(?:比|较)?(?:年度|年初|预期|计划|预算)?(?:目标值?|计划|预期|预算|指标值?)(?:值)?)?(?:提高|高于|低于|高|低|超过|超出|节约|节省|多|少|提前)(?:了|出)?(?:(?:年度|年初|预期)?(?:目标值?|计划|预期|指标值?))?"
)
"""How far the figure before lies from what was planned for it: no fact of its own."""
PLAN = regex.compile(r"目标|计划|预期|预算|指标")
SUM = regex.compile(r"(?:合计|总计|共计|两项|三项|总量|总额)[^，。；]{0,8}$")
EARLIER = regex.compile(r"(?:由|从|比|较)(?:19|20)\d\d年(?:度|末|底|同期)*的?\s*$")
FROM = regex.compile(r"(?:由|从|比|较)[^，。；]{0,10}$")


@dataclass(slots=True)
class Reading:
    """A fact as it grows while its sentence is read. `base` waits for the change that is measured against it."""

    fact: Fact
    figure: Figure | None
    sentence: int


@cache
def _words(sense: str) -> regex.Pattern[str]:
    tail = {
        "base": r"(?:的|同期|为|是|有)*",
        "share": r"[^，。；]{0,16}?(?:的|比|比重|比例)?(?:约|为|达|达到|超过|近|：)*",
    }.get(sense, r"(?:了|率|幅度|速度|约|为|达|达到|近|超过|至少)*")
    return regex.compile(rf"(?:{any_of(__package__, 'change_words', frozenset({sense}))}){tail}\s*$")


def facts(passages: list[Passage]) -> list[Fact]:
    """All figures that no other parser has taken, each with its subject; figures that only tell a change stand with their fact."""
    out: list[Reading] = []
    for passage in passages:
        _read(passage, out)
    return [reading.fact for reading in out]


def _read(passage: Passage, out: list[Reading]) -> None:
    """One paragraph, figure by figure. `waiting` is an earlier year's figure that the next figure is compared with."""
    waiting: tuple[Figure, TextLeaf | None] | None = None
    delta: QuantityLeaf | None = None
    first = len(out)
    for figure in passage.figures:
        if figure.taken or figure.is_word or figure.found.kind not in KINDS:
            continue
        words = _before(passage, figure)
        here = out[first:]
        if _respectively(passage, figure, words, here):
            continue
        if _is_change(figure, words, here):
            _change(passage, figure, words, out, first, waiting, delta)
            waiting = delta = None
        elif here and DELTA.fullmatch(words) and figure.found.kind != "rate" and _close(passage, here[-1], figure):
            delta = figure.leaf(_down(words))
        elif here and AGAINST_PLAN.fullmatch(words) and PLAN.search(words) and _close(passage, here[-1], figure):
            figure.taken = True
        elif _is_base(passage, figure, words):
            waiting = (figure, subject(passage, figure) if FROM.search(words) else None)
        elif figure.found.kind != "bare" or figure.found.quantity.unit:
            name = waiting[1] if waiting and waiting[1] else _subject(passage, figure, words, here)
            if name:
                value = figure.leaf()
                out.append(
                    Reading(
                        Fact(subject=name, value=value, period=_period(passage, figure)),
                        figure,
                        _sentence(passage, figure),
                    )
                )


def _respectively(passage: Passage, figure: Figure, words: str, here: list[Reading]) -> bool:
    """甲21.3万人次，乙9.86万册次，分别增长12.4%和8.7%: each of the rates belongs to one of the facts before it, in their order."""
    if "分别" not in words or figure.found.kind != "rate" or not (_words("up").search(words) or _down(words)):
        return False
    rates, text = [figure], passage.text.text
    for other in (f for f in passage.figures[passage.first_behind(figure.end) :] if f.found.kind == "rate"):
        if not regex.fullmatch(r"[和及与、]+", text[rates[-1].end : other.start]):
            break
        rates.append(other)
    facts = [
        reading.fact
        for reading in here[-len(rates) :]
        if reading.fact.change is None and _close(passage, reading, figure)
    ]
    if len(rates) < 2 or len(facts) != len(rates):
        return False
    for fact, rate in zip(facts, rates, strict=True):
        fact.change = FactChange(kind="growth", value=rate.leaf(_down(words)))
    return True


def _subject(passage: Passage, figure: Figure, words: str, here: list[Reading]) -> TextLeaf | None:
    """Its own subject, or that of the figure it is only joined to: 分别为24.17亿元和10.50亿元."""
    if here and regex.fullmatch(r"[和及与、]+", words):
        return here[-1].fact.subject
    return subject(passage, figure)


def _before(passage: Passage, figure: Figure) -> str:
    """The words between the figure before (or the sentence's beginning) and this one."""
    text = passage.text.text
    floor = passage.last_end(figure.start)
    start = max(floor, *(text.rfind(stop, floor, figure.start) + 1 for stop in "。；"))
    return text[start : figure.start]


def _sentence(passage: Passage, figure: Figure) -> int:
    return passage.stop_before(figure.start, "。；！")


def _is_change(figure: Figure, words: str, here: list[Reading]) -> bool:
    kind = figure.found.kind
    if kind == "multiple" or (words == "的" and kind == "rate"):
        return True
    return kind == "rate" and any(_words(sense).search(words) for sense in ("up", "down", "share"))


def _is_base(passage: Passage, figure: Figure, words: str) -> bool:
    """由上年的30.08万人次增加到… / 是上年80场的1.9倍."""
    earlier = bool(_words("base").search(words)) or bool(EARLIER.search(words)) or _compared(passage, figure, words)
    return (figure.found.kind != "rate" and earlier) or _rate_base(passage, figure, words)


def _compared(passage: Passage, figure: Figure, words: str) -> bool:
    """由75分钟缩短到48分钟; 为年度计划62公里的103.71%."""
    text = passage.text.text
    following = passage.next_figure(figure.end)
    if following is None:
        return False
    between = text[figure.end : following.start]
    if between == "的" and following.found.kind in ("rate", "multiple"):
        return bool(regex.search(r"(?:是|为|达|占|完成|相当于)[^，。；]{0,12}$", words))
    return bool(regex.search(r"(?:由|从)[^，。；]{0,10}$", words)) and bool(
        regex.fullmatch(r"[^，。；\d]{0,6}(?:到|至|为|成)(?:了)?", between)
    )


def _rate_base(passage: Passage, figure: Figure, words: str) -> bool:
    after = passage.text.text[figure.end : figure.end + 6]
    return (
        figure.found.kind == "rate"
        and bool(regex.search(r"(?:由|从)(?:上年|去年|(?:19|20)\d\d年(?:度|末|底)?)?(?:的)?$", words))
        and bool(regex.match(r"[提增上下降减]", after))
    )


def _change(
    passage: Passage,
    figure: Figure,
    words: str,
    out: list[Reading],
    first: int,
    waiting: tuple[Figure, TextLeaf | None] | None,
    delta: QuantityLeaf | None,
) -> None:
    kind = _kind(figure, words)
    summed = bool(SUM.search(words)) and kind == "growth"
    target = None if summed or len(out) == first else out[-1]
    near = target is not None and _close(passage, target, figure) and not _has_own_subject(words, kind)
    base = waiting[0].leaf() if waiting else None
    if not near and target is not None:
        target = None
    if target is None:
        name = _sum_name(passage, figure) if summed else subject(passage, figure)
        if kind == "share":
            if name is not None:
                out.append(
                    Reading(
                        Fact(subject=name, value=figure.leaf(), period=_period(passage, figure)),
                        figure,
                        _sentence(passage, figure),
                    )
                )
            return
        change = FactChange(kind=kind, value=figure.leaf(_down(words)), base=base)
        if name is not None:
            out.append(
                Reading(Fact(subject=name, value=None, change=change, period=_period(passage, figure)), None, -1)
            )
        return
    if kind == "share":
        base = base or _whole(words, target, out[first:-1])
    change = FactChange(kind=kind, value=figure.leaf(_down(words)), base=base, delta=delta, rise=_rises(kind, words))
    if target.fact.change is None:
        target.fact.change = change
    else:
        target.fact.further.append(change)


def _sum_name(passage: Passage, figure: Figure) -> TextLeaf | None:
    match = regex.search(
        r"合计|总计|共计|两项|三项|总量|总额", passage.text.text, pos=max(0, figure.start - 14), endpos=figure.start
    )
    return passage.leaf(match.start(), match.end()) if match else None


def _kind(figure: Figure, words: str) -> Literal["growth", "multiple", "share"]:
    if figure.found.kind == "multiple":
        return "multiple"
    if words == "的":
        return "share"
    return (
        "share"
        if _words("share").search(words) and not _words("up").search(words) and not _words("down").search(words)
        else "growth"
    )


def _has_own_subject(words: str, kind: str) -> bool:
    """门诊量增长5% and 老年人占21.8% speak of something else than the figure before."""
    if kind == "multiple" or words == "的":
        return False
    sense = "share" if kind == "share" else "down" if _down(words) else "up"
    match = _words(sense).search(words)
    before = words[: match.start()] if match else ""
    before = regex.sub(
        r"同比|环比|(?:较|比|与|和|同)(?:上年|去年|上一年|上年度|年初|期初)?(?:同期)?(?:相比)?|年均|平均|净|均|其中|共|约|分别|累计|总体|总计|合计|两项|三项|，|、|\s",
        "",
        before,
    )
    return len(before) >= 2


def _rises(kind: str, words: str) -> bool:
    return kind == "multiple" and bool(_words("up").search(words))


def _down(words: str) -> bool:
    return bool(_words("down").search(words))


def _close(passage: Passage, target: Reading, figure: Figure) -> bool:
    """A change speaks of the fact before it in the same sentence; a new sentence begins a new matter."""
    if target.figure is None:
        return target.sentence < 0
    between = passage.text.text[target.figure.end : figure.start]
    return not regex.search(r"[。！]", between) and (";" not in between and "；" not in between)


def _whole(words: str, target: Reading, earlier: list[Reading]) -> QuantityLeaf | None:
    """The figure that a share is a part of: the one named after 占, else the last one of the same unit in the sentence."""
    value = target.fact.value
    assert value is not None and value.value is not None
    same = [
        r
        for r in earlier
        if r.sentence == target.sentence
        and r.fact.value
        and r.fact.value.value
        and _unit(r) == value.value.canonical_unit
    ]
    named = regex.search(r"占(?P<whole>[\p{Han}]{2,14}?)(?:的|比重|比例)", words)
    if named:
        name = regex.sub(r"^(?:总|全部|全年)", "", named["whole"])
        for reading in reversed(earlier):
            if _unit(reading) == value.value.canonical_unit and (
                name in reading.fact.subject.text or reading.fact.subject.text in name
            ):
                return reading.fact.value
    return same[-1].fact.value if same else None


def _unit(reading: Reading) -> str | None:
    leaf = reading.fact.value
    return leaf.value.canonical_unit if leaf and leaf.value else None


def _period(passage: Passage, figure: Figure) -> TextLeaf | None:
    """The year that the sentence names before the figure."""
    floor = _sentence(passage, figure)
    before = bisect_right(passage.dates, figure.start, key=lambda d: d.end)
    inside = takewhile(lambda d: d.start > floor, (passage.dates[i] for i in range(before - 1, -1, -1)))
    found = next((d for d in inside if d.value and len(d.value) == 4), None)
    if found is None or found.value is None:
        return None
    span: Traced = passage.text.span(found.start, found.end)
    return TextLeaf.of(span, found.value)
