"""Which figure of the budget a column of amounts holds, where its head does not say it: its sum is told elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import exp, log

from gouji.extract.roles.columns import wordings
from gouji.extract.roles.grammar import Grammar
from gouji.schemas.record import BudgetRow
from gouji.schemas.traced import Traced

FIELDS = ("initial", "adjusted", "allocated", "spent", "balance")
PRIOR = -4.0
"""The log-odds that a column of figures is this year's money of the report, before anything is looked at."""
DIGIT_WORTH, MAX_DIGITS = 1.5, 5
"""What each digit of an amount says that is printed again as the sum of the column: chance would seldom do it."""
ADDS_UP, IN_MONEY, CAPTION = 2.0, 1.0, 2.0
"""The log-odds that the column adds up to it, that its unit is one of money, that the words above name the field; they speak as
much against any other."""
SUM_ALONE = -1.0
"""The same where the column has no sum of its own, and its parts come to the amount."""
OF_A_PART = -2.0
"""The log-odds of a list that parts one line, and not the total."""
MIN_WORDS, MAX_WORDS = -2.0, 4.0
"""Between these the words of the head count."""
MIN_PROBABILITY = 0.8
PLAIN = ("amount", "sum")
PLANS = ("initial", "adjusted")
"""A report that tells one plan calls it either."""


@dataclass(frozen=True, slots=True)
class Told:
    """An amount that is told elsewhere: of which line (None for the total that no line has), and under which field."""

    line: BudgetRow | None
    field: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Seen:
    """A column as seen: its head, its sum, what its parts come to (None where it has none), whether it is counted in money."""

    head: Traced | None
    total: Decimal | None
    parts: Decimal | None
    in_money: bool


def told_amounts(lines: Sequence[BudgetRow], totals: Iterable[tuple[str, Decimal]]) -> list[Told]:
    """Returns the amounts of the total and of the parts as these lines tell them, then further ones that sentences tell of the
    total, by their fields."""
    return [
        *_of_lines(lines),
        *(Told(None, field, abs(amount)) for field, amount in totals if field in FIELDS and amount),
    ]


def _of_lines(lines: Sequence[BudgetRow]) -> list[Told]:
    return [
        Told(line, field, leaf.value.amount)
        for line in lines
        for field in FIELDS
        if line.role != "source" and (leaf := getattr(line, field)) is not None and leaf.value and leaf.value.amount
    ]


def column_field(seen: Seen, caption: str | None, told: Sequence[Told], grammar: Grammar) -> tuple[Told, float] | None:
    """Returns what the column's sum is, with its probability; None where that is not clear."""
    odds = dict(_odds(seen, caption, told, grammar))
    if not odds:
        return None
    whole = log(1.0 + sum(exp(value) for value in odds.values()))
    best = max(odds, key=lambda index: odds[index])
    probability = exp(odds[best] - whole)
    return (told[best], probability) if probability >= MIN_PROBABILITY else None


def _odds(seen: Seen, caption: str | None, told: Sequence[Told], grammar: Grammar) -> Iterator[tuple[int, float]]:
    """The log-odds of each field of each amount that the column comes to; of the same field the first line that tells it."""
    words = wordings(grammar).odds(seen.head) if seen.head is not None and seen.head.text.strip() else {}
    plain = max(words, key=lambda role: words[role], default="") in PLAIN  # 金额 speaks for and against no field
    fields: set[str] = set()
    for index, each in enumerate(told):
        if each.field in fields or each.amount not in (seen.total, seen.parts):
            continue
        fields.add(each.field)
        both = seen.total == seen.parts
        alone = seen.total is None
        odds = PRIOR + DIGIT_WORTH * min(MAX_DIGITS, _digits(each.amount))
        odds += ADDS_UP * both + SUM_ALONE * alone + IN_MONEY * seen.in_money
        odds += OF_A_PART * (each.line is not None and each.line.role != "total")
        odds += CAPTION * ((caption == each.field) - (caption is not None and caption != each.field))
        yield index, odds + (0.0 if plain else min(MAX_WORDS, max(MIN_WORDS, words.get(each.field, 0.0))))


def _digits(amount: Decimal) -> int:
    return len(amount.normalize().as_tuple().digits)
