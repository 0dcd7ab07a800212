"""Fitted weights of features, read from the tables beside the code."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from math import exp

from gouji.schemas.wordlists import read_rows


@cache
def weights(name: str) -> dict[str, float]:
    """Feature → weight of `name`.tsv. `python -m bench.statements.fit` writes the tables."""
    return {row[0]: float(row[1]) for row in read_rows(__package__, name)}


def score(table: dict[str, float], features: Iterable[str]) -> float:
    """The sum of the weights of the features; a feature that was never seen in fitting has none."""
    return sum(table.get(feature, 0.0) for feature in features)


def shares(scores: Sequence[float]) -> list[float]:
    """The probabilities of alternatives with these scores."""
    top = max(scores)
    weighed = [exp(value - top) for value in scores]
    total = sum(weighed)
    return [value / total for value in weighed]
