"""Fits the weights by which a proposed correction is believed, and writes normalize/text/belief_weights.tsv.

    python -m bench.corrections.fit [--out FILE]

A logistic regression with a quadratic penalty on the fitting sources of the labelled texts and pieces. Each source is
judged by the pairs of the others.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from bench.corrections.clean_texts import clean_texts, counting_sources
from bench.corrections.examples import ROUNDS, examples
from bench.corrections.pairs import PairCounts
from gouji.normalize.text import correction_belief
from gouji.normalize.text.correction_belief import INTERCEPT
from gouji.normalize.text.correction_features import Feature, correction_features

OUT = Path(correction_belief.__file__).with_name("belief_weights.tsv")
HEAD = "# Weights of features, fitted by python -m bench.corrections.fit.\nfeature\tweight\n"
PENALTY = 1.0
CLEAN_WEIGHT = float(ROUNDS + 1)
"""A proposal for a clean text counts as often as the text is seen."""
MIN_WEIGHT = 0.05
Floats = NDArray[np.float64]
Row = tuple[list[Feature], bool, float]


def rows(sources: list[str]) -> list[Row]:
    """(features, whether the proposal is right, how often it counts)."""
    counts = PairCounts(sources)
    out = []
    for source in sources:
        attested = counts.attested(without=source)
        for document in clean_texts(source):
            for e in examples(document, "fit").found:
                features = list(correction_features(e.text, e.proposal, e.lexicon, attested))
                out.append((features, e.right, CLEAN_WEIGHT if e.clean else 1.0))
    return out


def fit(told: list[Row]) -> dict[str, float]:
    """Feature → weight."""
    every = {name for features, _, _ in told for name, _ in features} | {INTERCEPT}
    names = {name: place for place, name in enumerate(sorted(every))}
    matrix = np.zeros((len(told), len(names)))
    matrix[:, names[INTERCEPT]] = 1.0
    for index, (features, _, _) in enumerate(told):
        for name, value in features:
            matrix[index, names[name]] = value
    sign = np.array([1.0 if right else -1.0 for _, right, _ in told])
    weight = np.array([often for _, _, often in told])
    free = np.array([0.0 if name == INTERCEPT else 1.0 for name in names])

    def loss(point: Floats) -> tuple[float, Floats]:
        margin = sign * (matrix @ point)
        slope = -sign * weight / (1 + np.exp(margin))
        penalty = PENALTY * free * point
        return float(weight @ np.logaddexp(0, -margin) + penalty @ point / 2), matrix.T @ slope + penalty

    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 2000})
    return {name: float(found.x[place]) for name, place in names.items()}


def main() -> None:
    """Fit and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=OUT)
    out = parser.parse_args().out
    told = rows(counting_sources())
    kept = {name: weight for name, weight in fit(told).items() if abs(weight) >= MIN_WEIGHT or name == INTERCEPT}
    out.write_text(HEAD + "".join(f"{k}\t{v:.2f}\n" for k, v in sorted(kept.items())), encoding="utf-8")
    print(f"{len(told)} proposals, {sum(right for _, right, _ in told)} of them right, {len(kept)} weights in {out}")


if __name__ == "__main__":
    main()
