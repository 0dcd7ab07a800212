"""The features of a figure by which its role is told: its kind, the words around it, its list, its headings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import regex

from gouji.extract.statements.figure_context import FILLER, Context, kind_of, names_source, senses
from gouji.extract.statements.phrase_names import name_in
from gouji.extract.statements.rivals import rival_features

MAX_ENDING = 6
YEAR = regex.compile(r"(?:19|20)\d\d年")


Form = Literal[
    "sum",
    "part",
    "up",
    "down",
    "less",
    "fall",
    "more",
    "multiple",
    "average",
    "product",
    "each",
    "paired",
    "same",
    "yearly",
    "of-rise",
    "of-fall",
    "chain",
    "within",
    "met",
    "atmost",
    "above",
    "below",
    "equal",
]


@dataclass(frozen=True, slots=True)
class Claimed:
    """A figure that follows from others: `form` is sum or that of a ratio; figures by their order in the text."""

    result: int
    form: Form
    operands: tuple[int, ...]
    minus: int = 0
    """How many of the last operands of a chain are taken off."""


def figure_features(every: list[Context], year: int | None, claims: Sequence[Claimed] = ()) -> list[list[str]]:
    """The features of each figure, a list of names for each, in the order of `every`.

    `claims` are the sums and ratios that the text makes of its figures: what a figure is the whole or the base of tells its role.
    """
    kinds = [kind_of(context) for context in every]
    seen: set[tuple[str, str]] = set()
    known = Counter(name for context in every for name in {name_in(context.lead), name_in(_subject(context))} if name)
    out = []
    told_elsewhere = rival_features(every)
    for index, context in enumerate(every):
        names = [
            *_own(context, kinds[index]),
            *_words(context),
            *_place(every, kinds, index),
            *_headings(context),
            *_years(context, year),
            *_names(context, known),
            *told_elsewhere[index],
        ]
        key = (context.figure.found.quantity.canonical, kinds[index])
        if key in seen:
            names.append("again")
        seen.add(key)
        out.append(names)
    for claim in claims:
        for place, name in _claimed(every, claim):
            out[place].append(name)
    return out


def _claimed(every: list[Context], claim: Claimed) -> Iterator[tuple[int, str]]:
    """What a claim says of each of its figures: (order, feature)."""
    told = [every[place].last for place in claim.operands]
    if claim.form == "sum":
        yield claim.result, "is-whole"
        sources = sum(names_source(every[place].lead) for place in claim.operands)
        yield claim.result, f"is-whole:{'sources' if 2 * sources > len(told) else 'parts'}"
        for place in claim.operands:
            yield place, "is-part"
            yield place, f"is-part-of:{every[claim.result].last}"
            yield place, f"is-part:{'sources' if 2 * sources > len(told) else 'parts'}"
            yield place, f"part-alone={every[place].last == '-'}:{every[claim.result].last}"
        return
    mine = every[claim.result].last
    yield claim.result, f"is={claim.form}"
    yield claim.result, f"is={claim.form}:{told[0]}/{told[1]}"
    yield claim.result, f"is={claim.form}:{mine}"
    for name, place, other in (("first", claim.operands[0], told[1]), ("second", claim.operands[1], told[0])):
        yield place, f"{name}-of={claim.form}"
        yield place, f"{name}-of={claim.form}:{mine}"
        yield place, f"{name}-of={claim.form}:with {other}"


def _own(context: Context, kind: str) -> Iterator[str]:
    quantity = context.figure.found.quantity
    yield "bias"
    yield f"kind={kind}"
    yield f"unit={quantity.unit}"
    if quantity.bound or quantity.approximate:
        yield "loose"
    if kind == "rate":
        yield f"rate={'100' if quantity.amount == 100 else 'over' if quantity.amount > 100 else 'high' if quantity.amount > 50 else 'low'}"
    if kind in ("score", "bare"):
        yield f"score={'100' if quantity.amount == 100 else '80+' if quantity.amount > 80 else '10' if quantity.amount == 10 else '<10' if quantity.amount < 10 else '>10'}"


def _words(context: Context) -> Iterator[str]:
    lead, core = context.lead, FILLER.sub("", context.lead)
    for size in range(1, MAX_ENDING + 1):
        if len(lead) >= size:
            yield f"L{size}={lead[-size:]}"
        if len(core) >= size and core != lead:
            yield f"F{size}={core[-size:]}"
    yield f"begins={lead[:1]}"
    for size in (1, 2, 3):
        yield f"R{size}={context.after[:size]}"
    told = senses(lead)
    yield f"last={told[-1] if told else '-'}"
    if len(told) > 1:
        yield f"last2={told[-2]}+{told[-1]}"
    yield from (f"any={sense}" for sense in set(told))
    before = senses(context.sentence[: len(context.sentence) - len(lead)])
    yield from (f"sent={sense}" for sense in set(before))
    if not told:
        yield f"inherit={before[-1] if before else '-'}"
    yield from (f"then={sense}" for sense in set(senses(context.after)))
    if names_source(lead):
        yield "source"
        yield f"source+{told[-1] if told else '-'}"
    elif names_source(context.sentence):
        yield "source-before"
    yield f"length={min(len(lead), 12) // 3}"
    yield f"depth={min(context.depth, 2)}{'o' if context.opened else ''}"


def _place(every: list[Context], kinds: list[str], index: int) -> Iterator[str]:
    context = every[index]
    money = [i for i in range(index) if every[i].paragraph == context.paragraph and kinds[i] == kinds[index]]
    inside = [i for i in money if every[i].sentence_start == context.sentence_start]
    yield f"nth={min(len(inside), 3)}"
    if not money:
        yield "first-of-paragraph"
    if inside:
        mine, last = context.figure.found.quantity.amount, every[inside[-1]].figure.found.quantity.amount
        yield "smaller" if mine < last else "equal" if mine == last else "larger"
    before = kinds[index - 1] if index else "-"
    behind = kinds[index + 1] if index + 1 < len(every) and every[index + 1].paragraph == context.paragraph else "-"
    yield f"between={before},{behind}"
    yield f"before={before}"
    if behind in ("rate", "money"):
        for size in (2, 3):
            yield f"N{size}={every[index + 1].lead[-size:]}"


def _headings(context: Context) -> Iterator[str]:
    for level, title in (("top", context.passage.path[:1]), ("here", context.passage.path[-1:])):
        for words in title:
            yield from (f"{level}={words[i : i + 2]}" for i in range(max(0, len(words) - 1)))
            yield from (f"{level}s={sense}" for sense in set(senses(words)))
    if not context.passage.path:
        yield "no-heading"
    if context.passage.head:
        yield "item"


def _years(context: Context, year: int | None) -> Iterator[str]:
    sentence = context.passage.text.text[context.sentence_start : context.figure.start]
    lead = sentence[-max(len(context.lead), 1) - 8 :]
    for where, words in (("lead", lead), ("sentence", sentence)):
        for match in YEAR.finditer(words):
            yield f"{where}-year={_relation(int(match[0][:4]), year)}"
    years = YEAR.findall(sentence)
    past = regex.findall("上年同期|上年|去年|本年|当年|今年|全年|年度", sentence)
    yield f"nearest-year={_relation(int(years[-1][:4]), year) if years else '-'}"
    yield f"nearest-time={past[-1] if past else '-'}"
    before = context.passage.text.text[: context.figure.start]
    if not years and (above := YEAR.findall(before)):
        yield f"paragraph-year={_relation(int(above[-1][:4]), year)}"


def _subject(context: Context) -> str:
    """The words of the sentence before its first figure."""
    return regex.split("#", context.sentence)[0]


def _names(context: Context, known: Counter[str]) -> Iterator[str]:
    """Where the nearest name stands that the figure could be of: before it, at its sentence's or its paragraph's beginning, above."""
    own, subject = name_in(context.lead), name_in(_subject(context))
    opening = name_in(regex.split("[：:，,。；]", context.passage.text.text[context.passage.words :])[0])
    title = context.passage.path[-1] if context.passage.path else ""
    heading = name_in(title)
    found = [("own", own), ("sentence", subject), ("paragraph", opening), ("title", heading)]
    yield from (f"{place}-name={_size(name)}" for place, name in found)
    place, name = next(((place, name) for place, name in found if name), ("no", ""))
    yield f"name@{place}"
    yield f"name@{place}:{'known' if known[name] > 1 else 'once'}"
    yield f"name@{place}:{'source' if names_source(name) else 'other'}"
    told = senses(context.lead)
    yield f"name@{place}:{told[-1] if told else '-'}"
    yield f"subject={'own' if own else 'sentence' if subject else 'none'}+{'title' if heading else '-'}"
    for size in (2, 3):
        yield f"name-begins{size}={name[:size]}"
        yield f"name-ends{size}={name[-size:]}"


def _size(name: str) -> str:
    return "-" if not name else "short" if len(name) < 4 else "name" if len(name) < 16 else "long"


def _relation(found: int, year: int | None) -> str:
    return "?" if year is None else "this" if found == year else "next" if found > year else "past"
