"""An amount, by how much it changed, and the rate of that (支出420万元，与上年相比减少80万元，下降16%): what it follows from."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import regex

from gouji.extract.statements.agreement import agrees, computed
from gouji.extract.statements.figure_context import Context
from gouji.extract.statements.figure_features import Claimed
from gouji.extract.statements.ratio_candidates import Form
from gouji.normalize.figures.slips import chance, digit_slip
from gouji.schemas.quantity import Quantity

RISE, FALL = regex.compile(r"增加|增长|上升|提高|多|增收|增支"), regex.compile(r"减少|下降|降低|压减|少|减收|减支")
RATE_OF_CHANGE = regex.compile(r"(?:增[加长幅]|上升|提高|减[少幅]|下降|降[低幅])(?:率|幅度?)?[为了达约近]*$")
CLAIMED, ERROR_RATE = 0.995, 0.03
"""How often such words claim it, and how often such a claim is wrong."""
POINT_FACTORS, POINT_RATE = (Decimal(10), Decimal("0.1")), 0.02
MIN_OFF, MIN_PREMISE = Decimal("0.02"), 0.5
"""A rate that is off by less was reckoned from figures that are not printed, or from last year's as they were adjusted."""


def change_claim(every: Sequence[Context], index: int, decimals: int | None) -> tuple[Claimed, bool, float] | None:
    """Returns which figures the rate at `index` follows from, whether it holds, and how surely the text claims it.

    None where the two figures before it are no amount with its change, or where the rate is off by more than a slip.
    """
    if index < 2 or every[index].kind != "rate" or not RATE_OF_CHANGE.search(every[index].clause):
        return None
    amount, change = every[index - 2], every[index - 1]
    form = _form(change)
    beside = change.paragraph == amount.paragraph == every[index].paragraph
    if form is None or not beside or amount.unit != change.unit or change.kind not in ("money", "count"):
        return None
    if change.sentence_start != every[index].sentence_start or RISE.search(amount.clause) or FALL.search(amount.clause):
        return None
    claimed = Claimed(index, form, (index - 1, index - 2))
    result = every[index].figure.found.quantity
    expected = computed(form, [change.figure.found.quantity, amount.figure.found.quantity], decimals)
    if expected is None:
        return None
    if agrees(result, expected, form):
        return claimed, True, CLAIMED
    plain = computed("part", [change.figure.found.quantity, amount.figure.found.quantity], decimals)
    if plain is not None and agrees(result, plain, "part"):
        return None  # 与上年支出420万元相比，减少80万元: the amount is the old one
    near = abs(abs(expected.value) - abs(result.amount)) < MIN_OFF * abs(expected.value)
    wrong = 0.0 if near else CLAIMED * ERROR_RATE * _slip(result, expected.value)
    premise = wrong / (wrong + (1 - CLAIMED) * chance(result)) if wrong else 0.0
    sure = amount.sentence_start == change.sentence_start and premise >= MIN_PREMISE
    return (claimed, False, premise) if sure else None


def _slip(result: Quantity, value: Decimal) -> float:
    """How likely somebody who meant the value printed this: a digit or two transposed, or the point one place off."""
    unit = Decimal(1).scaleb(-result.decimals)
    moved = any(abs(abs(value) * factor - abs(result.amount)) < unit for factor in POINT_FACTORS)
    return digit_slip(result, value) or (POINT_RATE if moved else 0.0)


def _form(change: Context) -> Form | None:
    """of-rise or of-fall, by the words that lead to the change; None where they say neither, or both."""
    up, down = RISE.search(change.clause), FALL.search(change.clause)
    return None if bool(up) == bool(down) else "of-rise" if up else "of-fall"
