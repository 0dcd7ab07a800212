"""Figures of before: what a change is measured against, or facts of their own."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from gouji.extract.prose.bare_subjects import is_bare, is_compared, with_thing
from gouji.extract.prose.change_words import change_words
from gouji.extract.prose.fact_reading import Reading, in_one_sentence, named_year, sentence_of, unit_of
from gouji.extract.prose.passages import Figure, Passage
from gouji.extract.prose.subjects import subject
from gouji.schemas.leaf import TextLeaf
from gouji.schemas.record import Fact

EARLIER = regex.compile(r"(?:由|从|比|较)(?:19|20)\d\d年(?:度|末|底|同期)*的?\s*$")
OF_YEAR = regex.compile(r"[\s，、（(]*(?:而)?(?P<year>(?:19|20)\d\d)年(?:度|同期)?(?:为|是|有)?")
FROM = regex.compile(r"(?:由|从|比|较)[^，。；]{0,10}$")


@dataclass(slots=True)
class Earlier:
    """A figure of before that waits for the change that is measured against it. `name` is the subject of what it
    changed to, which comes next."""

    figure: Figure
    name: TextLeaf | None
    words: str
    named: bool = False


def earlier_figure(passage: Passage, figure: Figure, words: str, here: list[Reading]) -> Earlier | None:
    """The figure, if the `words` before it say that it is one of before; None for one of its own. `here` are the facts
    before it in its paragraph."""
    if not (_is_base(passage, figure, words) or _is_of_earlier_year(passage, figure, words, here)):
        return None
    return Earlier(figure, subject(passage, figure) if FROM.search(words) else None, words)


def _is_base(passage: Passage, figure: Figure, words: str) -> bool:
    """由上年的30.08万人次增加到… / 是上年80场的1.9倍."""
    earlier = (
        bool(change_words("base").search(words)) or bool(EARLIER.search(words)) or _compared(passage, figure, words)
    )
    return (figure.found.kind != "rate" and earlier) or _rate_base(passage, figure, words)


def _is_of_earlier_year(passage: Passage, figure: Figure, words: str, here: list[Reading]) -> bool:
    """灾情11起，2022年为17起: the same of an earlier year than the one that the sentence speaks of."""
    year, last = OF_YEAR.fullmatch(words), here[-1] if here else None
    if not (year and last and last.figure and in_one_sentence(passage, last.figure, figure)):
        return False
    known = last.fact.period.value if last.fact.period else None
    return unit_of(last) == figure.found.quantity.canonical_unit and (known is None or year["year"] < known)


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


def standing_alone(passage: Passage, earlier: Earlier | None) -> list[Reading]:
    """The earlier figure as a fact: what it measured, and when (热线投诉2021年的)."""
    if earlier is None or earlier.figure.taken:
        return []
    figure = earlier.figure
    when = passage.text.span(figure.start - len(earlier.words), figure.start).strip(" ，、：:（(的为是有")
    own = TextLeaf.of(when, when.text)
    same = is_bare(when.text) or is_compared(passage, figure, when.text)
    name = with_thing(passage, figure, own) if same else own
    fact = Fact(subject=name, value=figure.leaf(), period=named_year(passage, figure))
    return [Reading(fact, figure, sentence_of(passage, figure))]


def insert_readings(out: list[Reading], first: int, past: list[Reading]) -> None:
    """Puts each earlier figure where it stands in the text."""
    for reading in past:
        behind = (
            index
            for index, other in enumerate(out[first:], first)
            if other.figure and reading.figure and other.figure.start > reading.figure.start
        )
        out.insert(next(behind, len(out)), reading)
