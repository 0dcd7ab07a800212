"""Compares what a report says of last year with last year's report."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import regex

from gouji.archive.comparable_figures import comparable_figure, row_figures, total_index
from gouji.archive.cross_finding import cross_finding
from gouji.archive.matching_names import name_key
from gouji.check.relations.tests import ratio_test, same_test
from gouji.extract.vocabulary import fund_sources
from gouji.schemas.cross_report import Between, Figure, Filed
from gouji.schemas.record import Fact, FactChange, Section
from gouji.schemas.wordlists import read_rows

MAX_CHARACTERS_TO_CHANGE = 40
"""Maximum number of characters between a figure and its growth in one sentence."""


def prior_year(this: Filed, last: Filed, lang: str) -> Iterator[Between]:
    """Findings of `this` year's report against `last` year's report on the same project."""
    found = [*_growths(this, last, lang), _carried(this, last, lang)]
    yield from (each for each in found if each is not None)


def _growths(this: Filed, last: Filed, lang: str) -> Iterator[Between | None]:
    """Figures whose growth over last year is printed. A growth over anything else (the plan, the last quarter) is not
    checked."""
    before = _facts(last)
    for key, (index, fact) in _facts(this).items():
        change = fact.change
        value = comparable_figure(this, fact.subject.text, f"/facts/{index}/value", fact.value)
        if key not in before or value is None or change is None or not _over_last_year(this, fact, change):
            continue
        then = comparable_figure(last, fact.subject.text, f"/facts/{before[key][0]}/value", before[key][1].value)
        if then is None or then.quantity.canonical_unit != value.quantity.canonical_unit:
            continue
        yield _base(this, index, change, then, lang) or _rate(this, index, change, value, then, lang)


def _base(this: Filed, index: int, change: FactChange, then: Figure, lang: str) -> Between | None:
    claim = comparable_figure(this, then.name, f"/facts/{index}/change/base", change.base)
    if claim is None or claim.quantity.canonical_unit != then.quantity.canonical_unit:
        return None
    return cross_finding("prior-year", (claim, then), same_test()([claim.quantity, then.quantity]), lang)


def _rate(this: Filed, index: int, change: FactChange, value: Figure, then: Figure, lang: str) -> Between | None:
    claim = comparable_figure(this, then.name, f"/facts/{index}/change/value", change.value)
    if claim is None or change.kind != "growth" or claim.quantity.canonical_unit != "%":
        return None
    outcome = ratio_test(True, True, None)([claim.quantity, value.quantity, then.quantity])
    return cross_finding("prior-year", (claim, value, then), outcome, lang)


def _facts(filed: Filed) -> dict[str, tuple[int, Fact]]:
    """Facts by their subject. A subject that occurs twice is ambiguous and left out."""
    found: dict[str, list[tuple[int, Fact]]] = {}
    for index, fact in enumerate(filed.report.facts):
        if key := name_key(fact.subject.value or ""):
            found.setdefault(key, []).append((index, fact))
    return {key: facts[0] for key, facts in found.items() if len(facts) == 1}


def _over_last_year(filed: Filed, fact: Fact, change: FactChange) -> bool:
    """Whether the sentence names last year between the figure and its change."""
    if fact.value is None:
        return False
    first, second = regex.escape(fact.value.text), regex.escape(change.value.text)
    sentence = regex.compile(rf"{first}([^。；]{{0,{MAX_CHARACTERS_TO_CHANGE}}}?){second}")
    return any(
        _last_year().search(match[1])
        for section_text in _texts(filed.report.sections)
        for match in sentence.finditer(section_text)
    )


def _texts(sections: list[Section]) -> Iterator[str]:
    for section in sections:
        yield section.title.text + section.text
        yield from _texts(section.children)


@cache
def _last_year() -> regex.Pattern[str]:
    return regex.compile("|".join(regex.escape(word) for (word,) in read_rows(__package__, "last_year")))


@cache
def _carried_names() -> frozenset[str]:
    return frozenset(word for word, kind in fund_sources().items() if kind == "carried")


def _carried(this: Filed, last: Filed, lang: str) -> Between | None:
    """This year's 上年结转 against the closing balance (结余) of last year's report."""
    rows = [
        i
        for i, row in enumerate(this.report.budget)
        if row.role == "source" and (row.name.value or "") in _carried_names()
    ]
    index = total_index(last)
    left = row_figures(last, index).get("balance") if index is not None else None
    if len(rows) != 1 or left is None:
        return None
    line = row_figures(this, rows[0])
    claim = next((line[name] for name in ("initial", "allocated", "adjusted") if name in line), None)
    if claim is None or claim.quantity.canonical_unit != left.quantity.canonical_unit:
        return None
    return cross_finding("prior-year", (claim, left), same_test()([claim.quantity, left.quantity]), lang)
