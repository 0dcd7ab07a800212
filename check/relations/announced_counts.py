"""Relations between an announced number and the items listed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from gouji.check.relations.relation import Outcome, Relation, Test
from gouji.schemas.quantity import Quantity
from gouji.schemas.record import AnnouncedCount, BudgetRow

PRIORS = {"numbered": 0.98, "names": 0.9, "alike": 0.85, "figures": 0.2}
"""How often a list behind or before a count is what the count announces, by how it is listed: counted on labelled texts."""
FIGURE = regex.compile(r"\d(?!\d*\s*[号#])(?:[\d,.]*\d)?\s*(?:\p{Han}{1,3}|%)?$")
"""A figure at the end of an item: 上柳乡655户; 云抗10号 is a name."""
ERROR_RATE = 0.03
OFF = {1: 0.8, 2: 0.1}
FAR_OFF = 0.02
"""How far a wrong count is off."""
ANY_COUNT = 0.125
"""How often two counts that have nothing to do with each other differ by just so many."""


def count_relations(counts: list[AnnouncedCount], budget: Sequence[BudgetRow] = ()) -> Iterator[Relation]:
    """宣布数 = 列举数; a list that ends in 等 may be shorter, never longer.

    等 leaves nothing open if the budget has exactly the listed items as its sub-projects (甲、乙等3个子项目).
    """
    subprojects = {row.name.value for row in budget if row.role == "subproject" and row.name.value}
    for count in counts:
        if _is_no_list(count) or _is_summed(count):
            continue
        complete = bool(subprojects) and subprojects == {leaf.value for leaf in count.items}
        yield Relation(
            "announced-count",
            count.subject,
            (count.announced,),
            _test(count, count.open and not complete),
            tuple(count.items),
            listed=True,
            premise=_premise(count),
        )


def _is_no_list(count: AnnouncedCount) -> bool:
    """Whether one name, or none, stands beside a count of more: it is no list of them."""
    value = count.announced.value
    return not count.items or (len(count.items) == 1 and value is not None and value.amount != 1)


def _is_summed(count: AnnouncedCount) -> bool:
    """Whether each item has a number of the same things (共有车辆7辆：甲用车0辆、乙用车7辆): they are added up, not counted."""
    unit = count.announced.value.unit if count.announced.value is not None else ""
    own = [regex.search(rf"\d\s*{regex.escape(unit)}$", item.text) for item in count.items] if unit else [None]
    return all(found is not None for found in own)


def _premise(count: AnnouncedCount) -> float:
    """The probability that the list is meant to be complete: one that is counted off is, one of words that have figures
    of their own is hardly, and a list that is one short or over was likelier meant than one that is far off.
    """
    if count.announced.value is None:
        return 1.0
    off = abs(int(count.announced.value.amount) - len(count.items))
    if not off or (count.open and count.announced.value.amount >= len(count.items)):
        return 1.0
    measured = [bool(FIGURE.search(item.text)) for item in count.items]
    kind = "alike" if all(measured) else "figures" if any(measured) else "names"
    prior = PRIORS["numbered" if count.numbered else kind]
    meant = prior * ERROR_RATE * OFF.get(off, FAR_OFF)
    return round(meant / (meant + (1 - prior) * ANY_COUNT), 2)


def _test(count: AnnouncedCount, is_open: bool) -> Test:
    def test(figures: Sequence[Quantity]) -> Outcome:
        announced, listed = figures[0].amount, len(count.items)
        fits = announced >= listed if is_open else announced == listed
        names = (
            "、".join(leaf.value or leaf.text for leaf in count.items)
            if all(len(i.text) <= 30 for i in count.items)
            else ""
        )
        words = f"{figures[0].number}{'≥' if is_open and announced != listed else '=' if fits else '≠'}{listed}" + (
            f"（{names}）" if names else ""
        )
        return Outcome("exact" if fits else "violation", figures[0].canonical, str(listed), "0", words)

    return test
