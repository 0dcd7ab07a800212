"""Parts that their words say to be all that is left of a whole: 剩余21.5万元，其中14.2万元收回，其余8.3万元结转."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from gouji.extract.statements.alike_units import is_alike
from gouji.extract.statements.closed_lists import (
    MOST,
    behind_opener,
    comes_out,
    is_inexact,
    makes_up_another,
    measure_of,
    words_between,
)
from gouji.extract.statements.figure_context import FILLER, Context
from gouji.extract.statements.figure_features import Claimed
from gouji.extract.statements.misprinted import Misprint

SURE = 0.85
REST = regex.compile(r"^[，,；;、]?(?:而|其)?(?:其余|余下)的?(?:部分|资金|款项|\p{Han}{0,4})?[为是有约共计]?$")
OPENS = regex.compile(r"其中|包括|分别|[中里内][，,：:]|[：:]")
STOP = regex.compile(r"[。！？]")
FOREIGN = frozenset({"up", "down", "past", "compared", "target", "each"})
"""Measures of figures that are no parts of what was told before them."""
MAX_PARTS = 6


def unmet_rests(every: Sequence[Context], decimals: int | None) -> Iterator[Misprint]:
    """Yields the lists whose last part is called the rest and that do not make up the whole before them."""
    for rest in every:
        if not REST.search(_gap(every, rest)) or is_inexact(rest) or rest.kind not in ("money", "count", "score"):
            continue
        claims = list(_lists(every, rest))
        if not claims or any(comes_out(every, claim, decimals) for claim, _ in claims):
            continue
        opened = [claim for claim, opens in claims if opens]
        if opened and _is_wrong(every, opened[0]):
            yield Misprint(opened[0], SURE)


def _gap(every: Sequence[Context], here: Context) -> str:
    """The words of the last clause before a figure, from the figure before it on."""
    if not here.order or every[here.order - 1].paragraph != here.paragraph:
        return ""
    words = words_between(every[here.order - 1], here)
    return words[max(words.rfind(sign) for sign in "，,；;、。") :] if regex.search("[，,；;、。]", words) else words


def _lists(every: Sequence[Context], rest: Context) -> Iterator[tuple[Claimed, bool]]:
    """Each whole that the rest may be of, the nearest first, with the parts between, and whether words open the list behind it."""
    following = every[rest.order + 1] if rest.order + 1 < len(every) else None
    if following is not None and following.sentence_start == rest.sentence_start and is_alike(rest, following):
        return  # one more part behind the rest
    parts = [rest]
    for here in reversed(every[: rest.order]):
        if here.paragraph != rest.paragraph or len(parts) > MAX_PARTS:
            return
        if here.depth > rest.depth or not (is_alike(here, rest) or is_alike(rest, here)):
            continue
        gap = words_between(here, parts[-1])
        if len(parts) > 1:
            opens = OPENS.search(gap) is not None or behind_opener(gap) is not None
            operands = tuple(part.order for part in reversed(parts))
            yield Claimed(here.order, "sum", operands), opens and not is_inexact(here)
        if STOP.search(gap) or is_inexact(here) or measure_of(FILLER.sub("", here.clause)) in FOREIGN:
            return
        parts.append(here)


def _is_wrong(every: Sequence[Context], claim: Claimed) -> bool:
    whole, parts = every[claim.result], [every[i] for i in claim.operands]
    total = sum(part.amount for part in parts)
    near = whole.amount / MOST < total < whole.amount * MOST and max(part.amount for part in parts) < whole.amount
    return near and not makes_up_another(every, claim)
