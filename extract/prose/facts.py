"""Output and effect figures of running prose (产出与效益数据) with the growth, multiple or share the sentence states of them."""

from __future__ import annotations

import regex

from gouji.extract.prose.bare_subjects import full_subject
from gouji.extract.prose.change_words import change_words, is_down
from gouji.extract.prose.earlier_figures import Earlier, earlier_figure, insert_readings, standing_alone
from gouji.extract.prose.fact_changes import add_change
from gouji.extract.prose.fact_reading import Reading, in_one_sentence, is_close, named_year, sentence_of
from gouji.extract.prose.passages import Figure, Passage
from gouji.schemas.leaf import QuantityLeaf, TextLeaf
from gouji.schemas.record import Fact, FactChange

KINDS = frozenset({"count", "rate", "money", "multiple", "bare"})
DELTA = regex.compile(
    r"[，,]?\s*(?:(?:比|较)(?:上年|去年|上一年|上年度|(?:19|20)\d\d年)?(?:同期)?|同比)?(?:净)?(?:增加|增长|多|减少|下降|降低|少|上升|提高)(?:了)?"
)
AGAINST_PLAN = regex.compile(
    r"[，,]?\s*(?:(?:比|较)?(?:年度|年初|预期|计划|预算)?(?:目标值?|计划|预期|预算|指标值?)(?:值)?)?(?:提高|高于|低于|高|低|超过|超出|节约|节省|多|少|提前)(?:了|出)?(?:(?:年度|年初|预期)?(?:目标值?|计划|预期|指标值?))?"
)
"""How far the figure before lies from what was planned for it: no fact of its own."""
PLAN = regex.compile(r"目标|计划|预期|预算|指标")


def facts(passages: list[Passage]) -> list[Fact]:
    """All figures that no other parser has taken, each with its subject; figures that only tell a change stand with their fact."""
    out: list[Reading] = []
    for passage in passages:
        _read(passage, out)
    return [reading.fact for reading in out]


def _read(passage: Passage, out: list[Reading]) -> None:
    """One paragraph, figure by figure. `waiting` is an earlier figure that the next figure is compared with; where the
    sentence tells no change over it, it is a fact of its own."""
    waiting: Earlier | None = None
    delta: QuantityLeaf | None = None
    first = len(out)
    past: list[Reading] = []
    for figure in passage.figures:
        if figure.taken or figure.is_word or figure.found.kind not in KINDS:
            continue
        if waiting and not in_one_sentence(passage, waiting.figure, figure):
            past += standing_alone(passage, waiting)
            waiting = None
        words = _before(passage, figure)
        here = out[first:]
        if _respectively(passage, figure, words, here):
            continue
        if _is_change(figure, words, here):
            add_change(passage, figure, words, out, first, waiting, delta)
            waiting = delta = None
        elif here and DELTA.fullmatch(words) and figure.found.kind != "rate" and is_close(passage, here[-1], figure):
            delta = figure.leaf(is_down(words))
        elif here and AGAINST_PLAN.fullmatch(words) and PLAN.search(words) and is_close(passage, here[-1], figure):
            figure.taken = True
        elif earlier := earlier_figure(passage, figure, words, here):
            past += standing_alone(passage, waiting)
            waiting = earlier
        elif figure.found.kind != "bare" or figure.found.quantity.unit:
            if waiting and (waiting.named or not waiting.name):
                past += standing_alone(passage, waiting)
                waiting = None
            name = waiting.name if waiting else _subject(passage, figure, words, here)
            if waiting:
                waiting.named = True
            if name:
                value = figure.leaf()
                out.append(
                    Reading(
                        Fact(subject=name, value=value, period=named_year(passage, figure)),
                        figure,
                        sentence_of(passage, figure),
                    )
                )
    insert_readings(out, first, [*past, *standing_alone(passage, waiting)])


def _respectively(passage: Passage, figure: Figure, words: str, here: list[Reading]) -> bool:
    """甲21.3万人次，乙9.86万册次，分别增长12.4%和8.7%: each of the rates belongs to one of the facts before it, in their order."""
    if "分别" not in words or figure.found.kind != "rate" or not (change_words("up").search(words) or is_down(words)):
        return False
    rates, text = [figure], passage.text.text
    for other in (f for f in passage.figures[passage.first_behind(figure.end) :] if f.found.kind == "rate"):
        if not regex.fullmatch(r"[和及与、]+", text[rates[-1].end : other.start]):
            break
        rates.append(other)
    facts = [
        reading.fact
        for reading in here[-len(rates) :]
        if reading.fact.change is None and is_close(passage, reading, figure)
    ]
    if len(rates) < 2 or len(facts) != len(rates):
        return False
    for fact, rate in zip(facts, rates, strict=True):
        fact.change = FactChange(kind="growth", value=rate.leaf(is_down(words)))
    return True


def _subject(passage: Passage, figure: Figure, words: str, here: list[Reading]) -> TextLeaf | None:
    """Its own subject, or that of the figure it is only joined to: 分别为24.17亿元和10.50亿元."""
    if here and regex.fullmatch(r"[和及与、]+", words):
        return here[-1].fact.subject
    return full_subject(passage, figure)


def _before(passage: Passage, figure: Figure) -> str:
    """The words between the figure before (or the sentence's beginning) and this one."""
    text = passage.text.text
    floor = passage.last_end(figure.start)
    start = max(floor, *(text.rfind(stop, floor, figure.start) + 1 for stop in "。；"))
    return text[start : figure.start]


def _is_change(figure: Figure, words: str, here: list[Reading]) -> bool:
    kind = figure.found.kind
    if kind == "multiple" or (words == "的" and kind == "rate"):
        return True
    return kind == "rate" and any(change_words(sense).search(words) for sense in ("up", "down", "share"))
