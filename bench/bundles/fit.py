"""Fits the weights by which a file is divided into reports, on generated bundles.

    python -m bench.bundles.fit --pool DIR/pool/11 [--bundles 600] [--out extract/bundles/weights.tsv]

A conditional random field with a quadratic penalty, by L-BFGS. A third of the documents hold a single report.
"""

from __future__ import annotations

import argparse
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import logsumexp

from bench.bundles.bundle import Bundle, draw_bundle
from bench.cases.random import Dice
from gouji.extract.bundles.block_features import block_features
from gouji.extract.bundles.page_blocks import page_blocks
from gouji.extract.bundles.sequence_model import FORBIDDEN, LABELS

OUT = Path(__file__).parents[2] / "extract" / "bundles" / "weights.tsv"
PENALTY = 0.15
"""Half the inverse variance of a weight."""
MIN_WEIGHT = 0.01
Floats = NDArray[np.float64]
Example = tuple[list[list[int]], list[int]]


def examples(pool: Path, count: int, seed: str) -> list[tuple[list[list[str]], list[str]]]:
    """The features and labels of generated bundles."""
    out = []
    for number in range(count):
        bundle = random_bundle(pool, f"{seed}/{number}")
        features = block_features(page_blocks(bundle.document))
        if features and len(features) == len(bundle.labels):  # else a page was not cut as it was made
            out.append((features, bundle.labels))
    return out


def random_bundle(pool: Path, seed: str, most: int = 12) -> Bundle:
    """A bundle of a random size; every third one has damaged pages."""
    dice = Dice(seed)
    reports = dice.pick([1, 1, dice.randint(2, 4), dice.randint(2, 4), dice.randint(2, most), dice.randint(2, most), 0])
    return draw_bundle(pool, dice, reports, 0.12 if dice.chance(0.33) else 0.0)


def fit(told: list[tuple[list[list[str]], list[str]]]) -> dict[tuple[str, str], float]:
    """The weights by feature and label; the feature `>label` is that of the block before."""
    names = {name: place for place, name in enumerate(sorted({n for rows, _ in told for row in rows for n in row}))}
    coded = [([[names[n] for n in row] for row in rows], [LABELS.index(x) for x in labels]) for rows, labels in told]
    size, labels = len(names), len(LABELS)
    start = np.zeros(size * labels + labels * labels)
    found = minimize(_loss, start, args=(coded, size), jac=True, method="L-BFGS-B", options={"maxiter": 200}).x
    emission, step = found[: size * labels].reshape(size, labels), found[size * labels :].reshape(labels, labels)
    weights = {(name, LABELS[k]): float(emission[place, k]) for name, place in names.items() for k in range(labels)}
    return weights | {
        (f">{LABELS[a]}", LABELS[b]): float(step[a, b])
        for a in range(labels)
        for b in range(labels)
        if (LABELS[a], LABELS[b]) not in FORBIDDEN
    }


def _loss(point: Floats, told: list[Example], size: int) -> tuple[float, Floats]:
    """The negative log-likelihood with the penalty, and its gradient."""
    count = len(LABELS)
    emission, step = point[: size * count].reshape(size, count), point[size * count :].reshape(count, count).copy()
    for before, label in FORBIDDEN:
        if before is not None:
            step[LABELS.index(before), LABELS.index(label)] = -1e9
    gradient, steps = np.zeros_like(emission), np.zeros_like(step)
    loss = 0.0
    for rows, labels in told:
        loss += _one(rows, labels, emission, step, gradient, steps)
    penalty = PENALTY * float(point @ point)
    return loss + penalty, np.concatenate([gradient.ravel(), steps.ravel()]) + 2 * PENALTY * point


def _one(
    rows: list[list[int]], labels: list[int], emission: Floats, step: Floats, gradient: Floats, steps: Floats
) -> float:
    scores = np.array([emission[row].sum(axis=0) for row in rows])
    for before, label in FORBIDDEN:
        if before is None:
            scores[0, LABELS.index(label)] = -1e9
    ahead, behind = np.zeros_like(scores), np.zeros_like(scores)
    ahead[0] = scores[0]
    for i in range(1, len(rows)):
        ahead[i] = scores[i] + logsumexp(ahead[i - 1][:, None] + step, axis=0)
    for i in range(len(rows) - 2, -1, -1):
        behind[i] = logsumexp(step + (scores[i + 1] + behind[i + 1])[None, :], axis=1)
    total = float(logsumexp(ahead[-1]))
    marginal = np.exp(ahead + behind - total)
    for i, row in enumerate(rows):
        expected = marginal[i].copy()
        expected[labels[i]] -= 1
        gradient[row] += expected
        if i:
            steps += np.exp(ahead[i - 1][:, None] + step + (scores[i] + behind[i])[None, :] - total)
            steps[labels[i - 1], labels[i]] -= 1
    path = sum(scores[i, k] for i, k in enumerate(labels)) + sum(step[a, b] for a, b in pairwise(labels))
    return total - float(path)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="bench.bundles.fit", description="Fits the weights of the sequence model.")
    parser.add_argument("--pool", type=Path, required=True)
    parser.add_argument("--bundles", type=int, default=600)
    parser.add_argument("--seed", default="fit")
    parser.add_argument("--out", type=Path, default=OUT)
    asked = parser.parse_args()
    told = examples(asked.pool, asked.bundles, asked.seed)
    weights = fit(told)
    rows = [f"{f}\t{k}\t{w:.2f}" for (f, k), w in sorted(weights.items()) if abs(w) >= MIN_WEIGHT]
    head = ["feature\tlabel\tweight", "# Made by `python -m bench.bundles.fit`: do not edit."]
    asked.out.write_text("\n".join([*head, *rows]) + "\n", encoding="utf-8")
    print(f"{len(told)} documents, {len(rows)} weights")


if __name__ == "__main__":
    main()
