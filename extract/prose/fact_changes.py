"""The growth, multiple or share that a sentence states of a figure, put beside its fact."""

from __future__ import annotations

from typing import Literal

import regex

from gouji.extract.prose.change_words import change_words, is_down
from gouji.extract.prose.divided_figures import divided_whole
from gouji.extract.prose.earlier_figures import Earlier
from gouji.extract.prose.fact_reading import Reading, is_close, named_year, sentence_of, unit_of
from gouji.extract.prose.passages import Figure, Passage
from gouji.extract.prose.subjects import subject
from gouji.schemas.leaf import QuantityLeaf, TextLeaf
from gouji.schemas.record import Fact, FactChange

SUM = regex.compile(r"(?:合计|总计|共计|两项|三项|总量|总额)[^，。；]{0,8}$")


def add_change(
    passage: Passage,
    figure: Figure,
    words: str,
    out: list[Reading],
    first: int,
    waiting: Earlier | None,
    delta: QuantityLeaf | None,
) -> None:
    kind = _kind(figure, words)
    summed = bool(SUM.search(words)) and kind == "growth"
    target = None if summed or len(out) == first else out[-1]
    if waiting and target is not None and kind != "share":
        target = _whole_reading(passage, out[first:], waiting.figure) or _of_unit(out[first:], waiting.figure) or target
    near = target is not None and is_close(passage, target, figure) and not _has_own_subject(words, kind)
    base = waiting.figure.leaf() if waiting else None
    if not near and target is not None:
        target = None
    if target is None:
        name = _sum_name(passage, figure) if summed else subject(passage, figure)
        if kind == "share":
            if name is not None:
                out.append(
                    Reading(
                        Fact(subject=name, value=figure.leaf(), period=named_year(passage, figure)),
                        figure,
                        sentence_of(passage, figure),
                    )
                )
            return
        change = FactChange(kind=kind, value=figure.leaf(is_down(words)), base=base)
        if name is not None:
            out.append(
                Reading(Fact(subject=name, value=None, change=change, period=named_year(passage, figure)), None, -1)
            )
        return
    if kind == "share":
        base = base or _whole(words, target, out[first:-1])
    change = FactChange(kind=kind, value=figure.leaf(is_down(words)), base=base, delta=delta, rise=_rises(kind, words))
    if target.fact.change is None:
        target.fact.change = change
    else:
        target.fact.further.append(change)


def _whole_reading(passage: Passage, here: list[Reading], base: Figure) -> Reading | None:
    """The whole that a list of parts divides before the figure of before that it is compared with."""
    whole = divided_whole(passage, base)
    return next((r for r in here if r.figure is whole), None) if whole else None


def _of_unit(here: list[Reading], base: Figure) -> Reading | None:
    """The last fact in the unit of what it is compared with: 改造270户，户均5,000元，较上年的225户增加20%."""
    return next((r for r in reversed(here) if r.figure and unit_of(r) == base.found.quantity.canonical_unit), None)


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
        if change_words("share").search(words)
        and not change_words("up").search(words)
        and not change_words("down").search(words)
        else "growth"
    )


def _has_own_subject(words: str, kind: str) -> bool:
    """门诊量增长5% and 老年人占21.8% speak of something else than the figure before."""
    if kind == "multiple" or words == "的":
        return False
    sense = "share" if kind == "share" else "down" if is_down(words) else "up"
    match = change_words(sense).search(words)
    before = words[: match.start()] if match else ""
    before = regex.sub(
        r"同比|环比|(?:较|比|与|和|同)(?:上年|去年|上一年|上年度|年初|期初)?(?:同期)?(?:相比)?|年均|平均|净|均|其中|共|约|分别|累计|总体|总计|合计|两项|三项|，|、|\s",
        "",
        before,
    )
    return len(before) >= 2


def _rises(kind: str, words: str) -> bool:
    return kind == "multiple" and bool(change_words("up").search(words))


def _whole(words: str, target: Reading, earlier: list[Reading]) -> QuantityLeaf | None:
    """The figure that a share is a part of: the one named after 占, else the last one of the same unit in the sentence."""
    value = target.fact.value
    if value is None or value.value is None:
        return None  # a fact of which only the change is printed
    same = [
        r
        for r in earlier
        if r.sentence == target.sentence
        and r.fact.value
        and r.fact.value.value
        and unit_of(r) == value.value.canonical_unit
    ]
    named = regex.search(r"占(?P<whole>[\p{Han}]{2,14}?)(?:的|比重|比例)", words)
    if named:
        name = regex.sub(r"^(?:总|全部|全年)", "", named["whole"])
        for reading in reversed(earlier):
            if unit_of(reading) == value.value.canonical_unit and (
                name in reading.fact.subject.text or reading.fact.subject.text in name
            ):
                return reading.fact.value
    return same[-1].fact.value if same else None
