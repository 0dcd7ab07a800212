"""Fits the weights of sums and ratios: which figure a text claims to follow from which."""

from __future__ import annotations

import math
import random
from collections.abc import Iterable, Sequence

from bench.statements.labelled import Labelled, breakdowns, ratios
from bench.statements.softmax import Groups, fit_groups
from gouji.extract.statements.answers_to import answers
from gouji.extract.statements.figure_context import Context, kind_of
from gouji.extract.statements.ratio_candidates import FORMS, RatioCandidate, operands, ratio_candidates
from gouji.extract.statements.ratio_features import ratio_features, result_features
from gouji.extract.statements.sum_candidate import SumCandidate
from gouji.extract.statements.sum_candidates import sum_candidates_of
from gouji.extract.statements.sum_features import sum_features, whole_features

MAX_OTHERS = 70
"""Alternatives that are not claimed which a group keeps: a sample stands for the rest."""
BASE_REACH = 8
LOST_BASE_RATE = 0.4
"""The labelled texts mostly tell the base of a ratio; of so many a copy without it is added, in which nothing is claimed."""
FORMS_OF = {
    "growth": ("up",), "decline": ("down",), "difference": ("less",), "balance": ("less",), "multiple": ("multiple",),
    "average": ("average",), "product": ("product",),
}  # fmt: skip
"""The form of each kind of ratio of the truth; of all others the first is divided by the second."""
EITHER_WAY = frozenset({"balance", "difference", "product"})


def fit_sums(texts: Iterable[Labelled], penalty: float) -> dict[str, float]:
    """Feature → weight of the sums."""
    groups, chosen = Groups(), random.Random(5)
    for text in texts:
        known, unknown = breakdowns(text)
        for index in range(len(text.every)):
            found = sum_candidates_of(text.every, index)
            right = [is_sum(text.every, c, known.get(index, [])) for c in found]
            if found and index not in unknown and (any(right) or index not in known):
                groups.add(_sum_group(text.every, index, found, right, chosen))
    return fit_groups(groups, penalty)


def is_sum(every: list[Context], candidate: SumCandidate, known: Sequence[frozenset[int]]) -> bool:
    """Whether a candidate is one of the truth: of the same figures, or of figures of the same amounts."""
    mine = sorted(every[i].figure.found.quantity.amount for i in candidate.parts)
    return any(
        frozenset(candidate.parts) == each or mine == sorted(every[i].figure.found.quantity.amount for i in each)
        for each in known
    )


def _sum_group(
    every: list[Context], index: int, found: list[SumCandidate], right: list[bool], chosen: random.Random
) -> list[tuple[list[str], bool, float]]:
    words = whole_features(every, index)
    kept, offset = _sampled(len(found), right, chosen)
    out: list[tuple[list[str], bool, float]] = [(["none", *(f"none|{w}" for w in words)], not any(right), 0.0)]
    for place in kept:
        side = "after" if found[place].after else "before"
        features = [*sum_features(every, found[place]), *(f"{side}|W|{w}" for w in words)]
        out.append((features, right[place], 0.0 if right[place] else offset))
    return out


def _sampled(number: int, right: Sequence[bool], chosen: random.Random) -> tuple[list[int], float]:
    """The right ones and a sample of the others, with the log of how many each of these stands for."""
    others = [i for i in range(number) if not right[i]]
    offset = math.log(len(others) / MAX_OTHERS) if len(others) > MAX_OTHERS else 0.0
    return [i for i in range(number) if right[i]] + (chosen.sample(others, MAX_OTHERS) if offset else others), offset


def fit_ratios(texts: Iterable[Labelled], penalty: float) -> dict[str, float]:
    """Feature → weight of the ratios."""
    groups, chosen = Groups(), random.Random(5)
    for text in texts:
        known, unknown = ratios(text)
        for index, context in enumerate(text.every):
            if kind_of(context) not in FORMS or index in unknown:
                continue
            pool = operands(text.every, index)
            found = [c for form in FORMS[kind_of(context)] for c in ratio_candidates(text.every, index, pool, form)]
            right = [is_ratio(text.every, c, known.get(index, [])) for c in found]
            if found and (any(right) or index not in known):
                bases = _bases(text, known, index)
                groups.add(_ratio_group(text.every, index, found, right, bases, chosen))
                if any(right) and chosen.random() < LOST_BASE_RATE:
                    left = _without_base(text.every, found, right)
                    groups.add(_ratio_group(text.every, index, left, [False] * len(left), bases, chosen))
    return fit_groups(groups, penalty)


def _without_base(every: list[Context], found: Sequence[RatioCandidate], right: Sequence[bool]) -> list[RatioCandidate]:
    """The candidates that are left if the text did not tell the base: reports often know it from elsewhere."""
    lost = {every[c.second].amount for c, is_right in zip(found, right, strict=True) if is_right}
    return [c for c in found if not {every[c.first].amount, every[c.second].amount} & lost]


def is_ratio(every: list[Context], candidate: RatioCandidate, known: Sequence[tuple[str, int, int]]) -> bool:
    """Whether a candidate is one of the truth, by the amounts of its figures."""
    mine = tuple(every[i].figure.found.quantity.amount for i in (candidate.first, candidate.second))
    for kind, of, base in known:
        theirs = tuple(every[i].figure.found.quantity.amount for i in (of, base))
        if candidate.form in FORMS_OF.get(kind, ("part",)) and (
            mine == theirs or (kind in EITHER_WAY and mine == theirs[::-1])
        ):
            return True
        if kind == "saving" and candidate.form == "down" and mine == theirs:
            return True
    return False


def _bases(text: Labelled, known: dict[int, list[tuple[str, int, int]]], index: int) -> dict[str, int]:
    """The base of the last ratio of each form before, of a figure of the same kind; rates of all forms share theirs."""
    out: dict[str, int] = {}
    for before in range(index - 1, max(-1, index - BASE_REACH), -1):
        kind = kind_of(text.every[before])
        if before in known and kind == kind_of(text.every[index]):
            told, _, base = known[before][0]
            for form in FORMS[kind] if kind == "rate" else FORMS_OF.get(told, ("part",)):
                out.setdefault(form, base)
    return out


def _ratio_group(
    every: list[Context],
    index: int,
    found: list[RatioCandidate],
    right: list[bool],
    bases: dict[str, int],
    chosen: random.Random,
) -> list[tuple[list[str], bool, float]]:
    words, told = result_features(every, index), answers(every, index)
    kept, offset = _sampled(len(found), right, chosen)
    out: list[tuple[list[str], bool, float]] = [(["none", *(f"none|{w}" for w in words)], not any(right), 0.0)]
    for place in kept:
        form = found[place].form
        features = [
            *ratio_features(every, found[place], bases.get(form), told),
            form,
            *(f"{form}|W|{w}" for w in words),
        ]
        out.append((features, right[place], 0.0 if right[place] else offset))
    return out
