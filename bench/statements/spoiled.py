"""Claims of the labelled texts that hold, each with a slip of a clerk put into one of its figures.

Reports hold few errors, and weights that tell an error from what was never claimed need many. The words of a text stay as they
are: only the printed digits of one figure change, the way that the slips of the genuine errors are spread.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from bench.statements.labelled import Labelled, breakdowns, ratios
from gouji.extract.statements.agreement import agrees, computed
from gouji.extract.statements.figure_context import Context
from gouji.extract.statements.figure_features import Claimed
from gouji.normalize.figures.slips import transposed
from gouji.schemas.quantity import Quantity

FORM = {
    "execution_rate": "part", "share": "part", "completion": "part", "recovery": "part", "saving": "part", "growth": "up",
    "decline": "down", "difference": "less", "balance": "less", "multiple": "multiple", "average": "average", "product": "product",
}  # fmt: skip
SLIPS = (("transposed", 0.34), ("digit", 0.3), ("stale", 0.21), ("full", 0.05), ("point", 0.05), ("unit", 0.05))
"""How often each slip is put in: about as the genuine errors of the fitting sources have them."""
BASE_SHARE = 0.3
"""How often a rate is worked out over another figure of the text than its words name, beside each other slip: as many of the genuine
errors of rates are."""
NEAR_BASE = Decimal("0.5"), Decimal(2)
BASE_REACH = 40
STALE = (0.8, 1.25)
"""A figure that was not updated lies between these times the right one."""


@dataclass(frozen=True, slots=True)
class Spoiled:
    """A text's figures with one of them wrong, the claim that fails by it, and the figure that is wrong."""

    every: list[Context]
    claim: Claimed
    wrong: int


def spoiled(text: Labelled, chosen: random.Random) -> Iterator[Spoiled]:
    """Each claim of the text that holds as printed, once with its result wrong and, if it is a sum, once with a part wrong."""
    for claim in _claims(text):
        places = [claim.result, chosen.choice(claim.operands)] if claim.form == "sum" else [claim.result]
        for place in places:
            quantity = _slip(text.every, place, chosen)
            if quantity is None:
                continue
            every = [*text.every]
            every[place] = _with(every[place], quantity)
            if not _holds(every, claim):
                yield Spoiled(every, claim, place)
        if claim.form in ("part", "up", "down") and chosen.random() < BASE_SHARE:
            yield from _over_another(text.every, claim, chosen)


def _over_another(figures: list[Context], claim: Claimed, chosen: random.Random) -> Iterator[Spoiled]:
    """The claim with its rate worked out over another figure like its base: over the opening budget for the year's, or a growth over the
    new figure."""
    first, base = (figures[i].figure.found.quantity for i in claim.operands)
    low, high = NEAR_BASE
    bases = [
        c.figure.found.quantity
        for c in figures[max(0, claim.result - BASE_REACH) : claim.result + BASE_REACH]
        if c.unit == base.canonical_unit
        and base.amount
        and low < c.amount / base.amount < high
        and c.amount != base.amount
    ]
    bases = [q for q in bases if q.amount != first.amount]
    if claim.form == "part" and not bases:
        return
    if claim.form == "part":
        expected = computed("part", [first, chosen.choice(bases)])
        value = expected.value if expected is not None else None
    else:
        value = abs(first.amount - base.amount) / first.amount * 100 if first.amount else None
    printed = figures[claim.result].figure.found.quantity
    quantity = _printed(printed, f"{value:.{printed.decimals}f}") if value is not None else None
    if quantity is not None:
        every = [*figures]
        every[claim.result] = _with(every[claim.result], quantity)
        if not _holds(every, claim):
            yield Spoiled(every, claim, claim.result)


def _claims(text: Labelled) -> Iterator[Claimed]:
    known, _ = breakdowns(text)
    sums = [Claimed(whole, "sum", tuple(sorted(parts))) for whole, found in known.items() for parts in found]
    told, _ = ratios(text)
    pairs = [
        Claimed(result, FORM[kind], (base, of) if kind == "balance" else (of, base))
        for result, found in told.items()
        for kind, of, base in found
        if kind in FORM
    ]
    for claim in (*sums, *pairs):
        if claim.result not in claim.operands and len(claim.operands) > 1 and _holds(text.every, claim):
            yield claim


def _holds(every: list[Context], claim: Claimed) -> bool:
    expected = computed(claim.form, [every[i].figure.found.quantity for i in claim.operands])
    return expected is not None and agrees(every[claim.result].figure.found.quantity, expected, claim.form)


def _slip(every: list[Context], place: int, chosen: random.Random) -> Quantity | None:
    """The figure at a place with a slip in it; None if this slip leaves it as it is."""
    quantity = every[place].figure.found.quantity
    kind = chosen.choices([name for name, _ in SLIPS], [share for _, share in SLIPS])[0]
    if kind == "transposed":
        return chosen.choice([*transposed(quantity)] or [None])
    if kind == "digit":
        places = [i for i, sign in enumerate(quantity.number) if sign.isdigit()]
        at = chosen.choice(places)
        digit = chosen.choice([d for d in "123456789" if d != quantity.number[at]])
        return _printed(quantity, quantity.number[:at] + digit + quantity.number[at + 1 :])
    if kind == "stale":
        value = Decimal(quantity.number.replace(",", "")) * Decimal(str(round(chosen.uniform(*STALE), 4)))
        return _printed(quantity, f"{value:.{quantity.decimals}f}")
    if kind == "full":
        return _printed(quantity, f"{100:.{quantity.decimals}f}") if quantity.canonical_unit == "%" else None
    if kind == "point":
        value = Decimal(quantity.number.replace(",", "")) * chosen.choice((10, Decimal("0.1")))
        return _printed(quantity, f"{value:.{quantity.decimals}f}")
    if quantity.canonical_unit != "元":
        return None
    amount = quantity.amount * (Decimal(10000) if quantity.scale == 1 else Decimal("0.0001"))
    return quantity.model_copy(update={"canonical": format(amount, "f")})


def _printed(quantity: Quantity, number: str) -> Quantity | None:
    """The same quantity with other digits."""
    if Decimal(number.replace(",", "")) == Decimal(quantity.number.replace(",", "")):
        return None
    amount = Decimal(number.replace(",", "")) * quantity.scale
    return quantity.model_copy(update={"number": number, "canonical": format(amount, "f")})


def _with(context: Context, quantity: Quantity) -> Context:
    figure = replace(context.figure, found=replace(context.figure.found, quantity=quantity))
    return replace(context, figure=figure, amount=quantity.amount)
