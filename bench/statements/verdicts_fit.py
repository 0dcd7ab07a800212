"""Fits the weights by which a claim that fails is told an error: on claims by the words of weights that never saw the text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import scipy.optimize

from bench.statements.claims_fit import fit_ratios, fit_sums
from bench.statements.labelled import Labelled
from gouji.extract.statements.claims import holding, money_decimals, ratio_priors, sum_priors
from gouji.extract.statements.figure_features import Claimed
from gouji.extract.statements.ratio_candidates import FORMS
from gouji.extract.statements.verdict import failing

FOLDS = 2
PIECE = "piece"
"""A mark of pieces written to hold more errors than reports do; it has no weight when reading."""
Example = tuple[dict[str, float], bool]


def fit_verdicts(texts: Sequence[Labelled], claim_penalty: float, penalty: float) -> dict[str, float]:
    """Feature → weight of the evidence about claims that fail."""
    sources = list(dict.fromkeys(text.name.partition("/")[0] for text in texts))
    examples: list[Example] = []
    for fold in range(FOLDS):
        inside = [text for text in texts if sources.index(text.name.partition("/")[0]) % FOLDS == fold]
        others = [text for text in texts if sources.index(text.name.partition("/")[0]) % FOLDS != fold]
        sums, ratios = fit_sums(others, claim_penalty), fit_ratios(others, claim_penalty)
        for text in inside:
            examples += _examples(text, sums, ratios)
    return _fit(examples, penalty)


def _examples(text: Labelled, sums: dict[str, float], ratios: dict[str, float]) -> Iterator[Example]:
    decimals = money_decimals(text.every)
    piece = {PIECE: 1.0} if text.name.startswith("q") else {}
    for index, context in enumerate(text.every):
        found, priors = sum_priors(text.every, index, sums)
        both = [([Claimed(index, "sum", each.parts) for each in found], priors)]
        if context.kind in FORMS:
            rates, odds = ratio_priors(text.every, index, None, ratios)
            both.append(([Claimed(index, each.form, (each.first, each.second)) for each in rates], odds))
        for claims, shares in both:
            claim, evidence = failing(text.every, claims, holding(text.every, claims, decimals), shares, decimals)
            if claim is not None:
                yield {**evidence, **piece}, _is_error(text, claim)


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
    names = sorted({name for evidence, _ in examples for name in evidence})
    matrix = np.array([[evidence.get(name, 0.0) for name in names] for evidence, _ in examples])
    wrong = np.array([is_wrong for _, is_wrong in examples], dtype=float)

    def loss(vector: np.ndarray) -> tuple[float, np.ndarray]:
        odds = matrix @ vector
        share = 1 / (1 + np.exp(-odds))
        value = np.logaddexp(0, odds).sum() - wrong @ odds + 0.5 * penalty * vector @ vector
        return float(value), matrix.T @ (share - wrong) + penalty * vector

    found = scipy.optimize.minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B")
    return {name: float(value) for name, value in zip(names, found.x, strict=True) if name != PIECE}
