"""How likely one figure of a product is a slip: of what all get, of who gets it, of what each gets."""

from __future__ import annotations

from collections.abc import Container, Sequence
from decimal import ROUND_HALF_UP, Decimal

import regex

from gouji.extract.statements.agreement import computed, follows
from gouji.extract.statements.each_products import EachProduct
from gouji.extract.statements.figure_context import Context
from gouji.extract.statements.figure_features import Claimed
from gouji.extract.statements.solved import is_unit_slip
from gouji.extract.statements.standards import got_by_some
from gouji.normalize.figures.slips import UNIT_RATE_EACH, chance, digit_slip, swapped
from gouji.schemas.quantity import Quantity

ERROR_RATE = 0.06
"""How often a product of the labelled texts does not come out."""
CLAIMED = ((3, 0.95), (4, 0.9), (5, 0.7), (8, 0.4))
"""How surely the report claims a product, by the figures over which its own stand."""
TOGETHER, BESIDE, SURE = regex.compile(r"应|共|需|合计|总"), 3, 0.97
"""Words of an amount that say that it is that of all; how near they must stand, and how sure that makes it."""
SAID = regex.compile(r"^[，,、]?\p{Han}{0,4}?(?:共(?![同有建])|合计|总计)\p{Han}{0,8}$")
"""Words between a standard and an amount that is said to be that of all: 每户统一奖补1500元，共发放奖补资金96万元."""
RECKONED = regex.compile(r"按[^，,。；;#]{0,8}#[^，,。；;#]{0,6}?(?:计算?|[测核匡推]?算)(?=$|[，,。；;）)])")
"""Words that say that two figures beside each other are multiplied: 按每度0.5元算，多出1,400元; 节本309.6万元，按8.6万只计."""
SAID_PREMISE = 0.9
NEARBY = 2.0
"""How much likelier than by chance an amount that no standard was multiplied for comes near the product: some left, some came."""
LISTED = 0.99
"""How surely a total behind a list of pairs is theirs: nobody of a list left, or came."""
AGAIN, SUPPORTED = 12.0, 0.1
"""How much likelier a right value stands elsewhere in the text; a wrong one in a claim that holds, or another time."""
MIN_DIGITS = 3
PAST = frozenset({"去年", "上年", "上一年"})
TIME = regex.compile(r"(?<![较比由从于与])(?:去年|上年|上一年)|今年|本年|当年|全年|(?:19|20)\d\d年")


def premise_of_product(every: Sequence[Context], each: EachProduct, supported: Container[int]) -> float:
    """How likely the report claims the product and misprints one of its figures; `supported` are the figures that other claims
    prove right.
    """
    expected = computed(each.claimed.form, [every[i].figure.found.quantity for i in each.claimed.operands])
    if expected is None or not expected.value or _is_explained(every, each.claimed, expected.value):
        return 0.0
    if _is_said(every, each) or _is_reckoned(every, each):
        return SAID_PREMISE
    claimed = next((sure for limit, sure in CLAIMED if each.distance <= limit), 0.0)
    if each.distance <= BESIDE and TOGETHER.search(every[each.claimed.result].clause):
        claimed = SURE
    nearby = NEARBY
    if each.standard is None:
        claimed, nearby = LISTED, 1.0
    slips = sum(
        _slip(every, index, other, _may_be_new(each, index))
        * (SUPPORTED if index in supported or _is_again(every, index) else 1.0)
        for index in (each.claimed.result, *each.claimed.operands)
        if (other := _solved(every, each.claimed, index, expected.value)) is not None
    )
    wrong = claimed * ERROR_RATE * slips
    never = (1 - claimed) * nearby * chance(every[each.claimed.result].figure.found.quantity)
    return wrong / (wrong + never) if wrong else 0.0


def _is_said(every: Sequence[Context], each: EachProduct) -> bool:
    """Whether a count, what each gets and what all got follow on each other in one sentence: the words claim it, whatever the slip."""
    index = each.claimed.result
    if each.standard is None or len(each.standard.ones) != 1 or each.claimed.operands != (index - 2, index - 1):
        return False
    figures = [every[i] for i in (index - 2, index - 1, index)]
    exact = not any(c.figure.found.quantity.bound or c.figure.found.quantity.approximate for c in figures)
    together = len({(c.paragraph, c.sentence_start, c.depth) for c in figures}) == 1
    return exact and together and each.standard.index == index - 1 and SAID.match(figures[2].lead) is not None


def _is_reckoned(every: Sequence[Context], each: EachProduct) -> bool:
    """Whether a count, what each gets and an amount follow on each other in whatever order, and words say that one is reckoned by
    another."""
    places = sorted((each.claimed.result, *each.claimed.operands))
    if each.standard is None or len(each.standard.ones) != 1 or places[-1] - places[0] != 2 or len(places) != 3:
        return False
    figures = [every[i] for i in places]
    exact = not any(c.figure.found.quantity.bound or c.figure.found.quantity.approximate for c in figures)
    together = len({(c.paragraph, c.sentence_start, c.depth) for c in figures}) == 1
    told = [c for c in figures if c.order != each.claimed.result]
    return exact and together and any(RECKONED.search(_clause(c)) for c in told)


def _clause(context: Context) -> str:
    """The words of the clause around a figure, the figure as #."""
    return context.clause + "#" + regex.split("[，,。；;）)]", context.after.lstrip("#"))[0]


def _may_be_new(each: EachProduct, index: int) -> bool:
    """Whether a figure may be a slip for one that stands nowhere: what all get, or an average of it."""
    mean = each.standard is not None and each.standard.is_mean and index == each.standard.index
    return mean or index == each.claimed.result


def _solved(every: Sequence[Context], claim: Claimed, index: int, product: Decimal) -> Quantity | None:
    """The figure at `index` as it would have to be printed; None where no value of its last place makes the product come out."""
    printed = every[index].figure.found.quantity
    if not printed.amount or (claim.form == "paired" and index != claim.result):
        return None
    value = product if index == claim.result else printed.amount * every[claim.result].amount / product
    if is_unit_slip(printed, value):
        return printed.model_copy(update={"canonical": format(value, "f")})
    number = (value / printed.scale).quantize(Decimal(1).scaleb(-printed.decimals), rounding=ROUND_HALF_UP)
    other = printed.model_copy(update={"number": format(number, "f"), "canonical": format(number * printed.scale, "f")})
    return other if number > 0 and _follows_with(every, claim, index, other) else None


def _slip(every: Sequence[Context], index: int, other: Quantity, may_be_new: bool) -> float:
    """How likely somebody who meant `other` printed the figure; without `may_be_new` only what stands elsewhere too: a few
    more or fewer may have got it.
    """
    printed = every[index].figure.found.quantity
    if is_unit_slip(printed, other.amount):
        return UNIT_RATE_EACH
    right = [c for c in every if c.amount == other.amount and c.unit == every[index].unit]
    again = bool(right) and _digits(other) >= MIN_DIGITS
    beside = any(c.paragraph == every[index].paragraph for c in right)
    if beside or (not again and not may_be_new):
        return 0.0  # beside it stands another one: last year's, another group's
    return (digit_slip(printed, other.amount) or swapped(printed, other.amount)) * (AGAIN if again else 1.0)


def _is_again(every: Sequence[Context], index: int) -> bool:
    """Whether a figure of some digits is printed another time: it is no slip."""
    here = every[index]
    again = any(c.amount == here.amount and c.unit == here.unit and c.order != index for c in every)
    return again and _digits(here.figure.found.quantity) >= MIN_DIGITS


def _is_explained(every: Sequence[Context], claim: Claimed, value: Decimal) -> bool:
    """Whether the words say that some got less, or just the difference to the product is printed in the paragraph: another amount,
    or those who came or left.
    """
    here = every[claim.result]
    if got_by_some(_words(every, claim)) or len({_is_past(every[i]) for i in (claim.result, *claim.operands)}) > 1:
        return True
    shares = [(claim.result, abs(value - here.amount))]
    if claim.form != "paired":
        shares += [(i, abs(every[i].amount * here.amount / value - every[i].amount)) for i in claim.operands]
    return any(
        c.paragraph == here.paragraph and c.unit == every[i].unit and c.amount == difference and difference
        for i, difference in shares
        for c in every
    )


def _is_past(context: Context) -> bool:
    """Whether the last words of time before a figure are those of last year."""
    times = TIME.findall(context.passage.text.text[context.sentence_start : context.figure.start])
    return bool(times) and times[-1] in PAST


def _words(every: Sequence[Context], claim: Claimed) -> str:
    """The words from the first sentence of the claim to what follows its last figure."""
    told = [c for i in (claim.result, *claim.operands) if (c := every[i]).paragraph == every[claim.result].paragraph]
    last = max(told, key=lambda c: c.order)
    return last.passage.text.text[min(c.sentence_start for c in told) : last.figure.end] + last.after


def _follows_with(every: Sequence[Context], claim: Claimed, index: int, other: Quantity) -> bool:
    """Whether the product comes out with `other` in the place of the figure at `index`."""
    result, *operands = (
        other if i == index else every[i].figure.found.quantity for i in (claim.result, *claim.operands)
    )
    return follows(claim.form, result, operands)


def _digits(quantity: Quantity) -> int:
    return sum(sign.isdigit() for sign in quantity.number.lstrip("0."))
