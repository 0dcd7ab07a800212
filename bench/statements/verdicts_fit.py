"""Fits the weights by which a claim that fails is told an error: on claims by the words of weights that never saw the text."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
import scipy.optimize

from bench.statements.claims_fit import fit_ratios, fit_sums
from bench.statements.labelled import Labelled
from bench.statements.spoiled import spoiled
from gouji.extract.statements.claims import holding, money_decimals, ratio_priors, sum_priors
from gouji.extract.statements.figure_context import Context
from gouji.extract.statements.figure_features import Claimed
from gouji.extract.statements.ratio_candidates import FORMS
from gouji.extract.statements.verdict import failing

FOLDS = 2
SPOILED_SHARE = 0.05
"""What a claim with a slip that was put in counts for: there are thirty of them to each genuine error."""
BIAS, MAX_ODDS = "bias", 50.0
PIECE = "piece"
"""A mark of pieces written to hold more errors than reports do; it has no weight when reading."""


@dataclass(frozen=True, slots=True)
class Example:
    """The evidence about a claim that fails, whether it is an error, and whether the slip was put in by `spoiled`."""

    evidence: dict[str, float]
    is_error: bool
    is_spoiled: bool = False


def fit_verdicts(texts: Sequence[Labelled], claim_penalty: float, penalty: float) -> dict[str, float]:
    """Feature → weight of the evidence about claims that fail."""
    sources = list(dict.fromkeys(text.name.partition("/")[0] for text in texts))
    examples: list[Example] = []
    chosen = random.Random(11)
    for fold in range(FOLDS):
        inside = [text for text in texts if sources.index(text.name.partition("/")[0]) % FOLDS == fold]
        others = [text for text in texts if sources.index(text.name.partition("/")[0]) % FOLDS != fold]
        sums, ratios = fit_sums(others, claim_penalty), fit_ratios(others, claim_penalty)
        for text in inside:
            examples += _examples(text, sums, ratios)
            examples += _spoiled_examples(text, sums, ratios, chosen)
    return _fit(examples, penalty)


def _examples(text: Labelled, sums: dict[str, float], ratios: dict[str, float]) -> Iterator[Example]:
    decimals = money_decimals(text.every)
    piece = {PIECE: 1.0} if text.name.startswith("q") else {}
    for index, context in enumerate(text.every):
        found, priors = sum_priors(text.every, index, sums)
        both = [([Claimed(index, "sum", each.parts) for each in found], priors)]
        if context.kind in FORMS:
            rates, odds = ratio_priors(text.every, index, {}, ratios)
            both.append(([Claimed(index, each.form, (each.first, each.second)) for each in rates], odds))
        for claims, shares in both:
            claim, evidence = failing(text.every, claims, holding(text.every, claims, decimals), shares, decimals)
            if claim is not None:
                yield Example({**evidence, **piece}, _is_error(text, claim))


def _spoiled_examples(
    text: Labelled, sums: dict[str, float], ratios: dict[str, float], chosen: random.Random
) -> Iterator[Example]:
    """The claims with a slip put in that are the likeliest of those that fail at their figure."""
    decimals = money_decimals(text.every)
    for each in spoiled(text, chosen):
        index = each.claim.result
        if each.claim.form == "sum":
            found, shares = sum_priors(each.every, index, sums)
            claims = [Claimed(index, "sum", candidate.parts) for candidate in found]
        elif each.every[index].kind in FORMS:
            rates, shares = ratio_priors(each.every, index, {}, ratios)
            claims = [Claimed(index, rate.form, (rate.first, rate.second)) for rate in rates]
        else:
            continue
        claim, evidence = failing(each.every, claims, holding(each.every, claims, decimals), shares, decimals)
        if claim is not None and _amounts(each.every, claim) == _amounts(each.every, each.claim):
            yield Example(evidence, True, True)


def _amounts(every: Sequence[Context], claim: Claimed) -> tuple[str, list[Decimal]]:
    return claim.form, sorted(every[i].amount for i in claim.operands)


def _is_error(text: Labelled, claim: Claimed) -> bool:
    """Whether the truth calls a claim wrong: as a breakdown or a ratio that does not hold, or by an error at one of its figures."""
    places = {text.at(error) for error in text.truth["errors"] if error.get("quote")}
    if places & {claim.result, *claim.operands}:
        return True
    for each in text.truth["breakdowns"]:
        parts = [text.at(part) for part in each["parts"]]
        if claim.form == "sum" and not each["holds"] and text.at(each["whole"]) == claim.result and None not in parts:
            mine = sorted(text.every[i].amount for i in claim.operands)
            return mine == sorted(text.every[i].amount for i in parts if i is not None)
    for each in text.truth["ratios"]:
        if claim.form != "sum" and not each["holds"] and text.at(each["result"]) == claim.result:
            return {text.at(each["of"]), text.at(each["base"])} <= {*claim.operands}
    return False


def _fit(examples: Sequence[Example], penalty: float) -> dict[str, float]:
    """The weights by all examples; how likely an error is at all is told by the genuine ones alone."""
    names = sorted({name for each in examples for name in each.evidence})
    matrix = np.array([[each.evidence.get(name, 0.0) for name in names] for each in examples])
    wrong = np.array([each.is_error for each in examples], dtype=float)
    share = np.array([SPOILED_SHARE if each.is_spoiled else 1.0 for each in examples])
    found = _logistic(matrix, wrong, share, penalty)
    genuine = np.array([not each.is_spoiled for each in examples])
    odds = matrix[genuine] @ found
    more = _logistic(np.ones((len(odds), 1)), wrong[genuine], share[genuine], 0.0, odds)
    table = {name: float(value) for name, value in zip(names, found, strict=True) if name != PIECE}
    return {**table, BIAS: table[BIAS] + float(more[0])}


def _logistic(
    matrix: np.ndarray, wrong: np.ndarray, share: np.ndarray, penalty: float, offset: np.ndarray | float = 0.0
) -> np.ndarray:
    """The weights of a logistic regression; each row counts for its share, and has an offset."""

    def loss(vector: np.ndarray) -> tuple[float, np.ndarray]:
        odds = matrix @ vector + offset
        likely = 1 / (1 + np.exp(-np.clip(odds, -MAX_ODDS, MAX_ODDS)))
        value = (share * (np.logaddexp(0, odds) - wrong * odds)).sum() + 0.5 * penalty * vector @ vector
        return float(value), matrix.T @ (share * (likely - wrong)) + penalty * vector

    found = scipy.optimize.minimize(loss, np.zeros(matrix.shape[1]), jac=True, method="L-BFGS-B")
    return np.asarray(found.x)
