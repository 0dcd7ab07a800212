"""What all get together: a standard times those who get it, times the months, wherever the sentences of a paragraph tell them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from gouji.extract.statements.figure_context import Context
from gouji.extract.statements.figure_features import Claimed, Form
from gouji.extract.statements.ratio_candidates import name_pairs
from gouji.extract.statements.standards import Standard, is_counted, one_class

MONTH = "月"
MAX_COUNTS, MAX_AMOUNTS, MAX_ONES, REACH = 6, 8, 3, 24
MIN_WORDS, FAR = 3, 4
"""How many pairs of characters the words of a standard, a count and an amount of other paragraphs have in common, and for how
many figures apart they count."""


@dataclass(frozen=True, slots=True)
class EachProduct:
    """What all of `claimed` get: a product of those who get it and of what each gets, over `distance` figures."""

    claimed: Claimed
    standard: Standard | None
    """None where they are several of each, in pairs."""
    distance: int

    @property
    def own(self) -> frozenset[int]:
        """What all get, and the standard: each of them stands in one product."""
        return frozenset((self.claimed.result, *((self.standard.index,) if self.standard else ())))


def each_products(every: Sequence[Context], standard: Standard, known: frozenset[int]) -> Iterator[EachProduct]:
    """Yields the products of a standard in its paragraph, the nearest figures first; `known` are standards themselves."""
    index = standard.index
    span = range(max(0, index - REACH), min(len(every), index + REACH + 1))
    near = [
        j
        for j in sorted(span, key=lambda j: abs(j - index))
        if j not in known and every[j].paragraph == every[index].paragraph and not every[j].figure.found.quantity.bound
    ]
    amounts = [j for j in near if every[j].unit == standard.unit and every[j].amount > 0][:MAX_AMOUNTS]
    if not amounts:
        yield from _elsewhere(every, standard, known)
    for counts, yearly in _counts(every, standard, near):
        for result in amounts:
            places = (index, result, *counts)
            if len(set(places)) == len(places):
                form: Form = "yearly" if yearly else "product" if standard.is_mean else "each"
                claimed = Claimed(result, form, (*counts, index))
                yield EachProduct(claimed, standard, max(places) - min(places))


def _elsewhere(every: Sequence[Context], standard: Standard, known: frozenset[int]) -> Iterator[EachProduct]:
    """The products of a standard of which its own paragraph tells no amount: a count and an amount side by side in a later one, with
    words of the standard's.
    """
    here = every[standard.index]
    words = name_pairs(here)
    if len(standard.ones) != 1:
        return
    for j in range(standard.index + 1, min(len(every) - 1, standard.index + REACH)):
        count, amount = every[j], every[j + 1]
        beside = (count.paragraph, count.sentence_start) == (amount.paragraph, amount.sentence_start)
        if not beside or count.paragraph == here.paragraph or not {j, j + 1}.isdisjoint(known):
            continue
        alike = len(words & name_pairs(count)) >= MIN_WORDS and len(words & name_pairs(amount)) >= MIN_WORDS
        bound = count.figure.found.quantity.bound or amount.figure.found.quantity.bound
        if (
            alike
            and not bound
            and count.kind == "count"
            and is_counted(count, standard.ones[0])
            and amount.unit == standard.unit
        ):
            yield EachProduct(
                Claimed(j + 1, "product" if standard.is_mean else "each", (j, standard.index)), standard, FAR
            )


def _counts(
    every: Sequence[Context], standard: Standard, near: Sequence[int]
) -> Iterator[tuple[tuple[int, ...], bool]]:
    """The counts that a standard is multiplied with, and whether by the twelve months of the year too, which nobody prints."""
    counted = [j for j in near if every[j].kind == "count" and every[j].amount > 1]
    if not standard.ones:
        here = every[standard.index]
        yield from (((j,), False) for j in counted if every[j].sentence_start == here.sentence_start)
        return
    choices: list[list[int | None]] = []
    for one in standard.ones:
        found = [j for j in counted if is_counted(every[j], one)][:MAX_COUNTS]
        choices.append([*found] or ([None] if one_class(one) == MONTH else []))
    for chosen in product(*choices) if len(choices) <= MAX_ONES else ():
        places = tuple(each for each in chosen if each is not None)
        if places:
            yield places, None in chosen
