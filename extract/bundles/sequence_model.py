"""Labels the blocks of a document: each begins a report, continues one, or is other matter that begins or continues.

A linear-chain conditional random field. Its weights are fitted on generated bundles by `bench.bundles.fit`; a feature
that it never saw weighs nothing.
"""

from __future__ import annotations

from functools import cache

from gouji.schemas.wordlists import read_rows

LABELS = ("begins", "continues", "other", "other continues")
FORBIDDEN = {
    *((before, "continues") for before in (None, "other", "other continues")),
    *((before, "other continues") for before in (None, "begins", "continues")),
}
"""Neither a report nor other matter can continue where none has begun."""


def most_probable_labels(features: list[list[str]]) -> list[str]:
    """The most probable sequence of labels, one for each block, by the Viterbi algorithm."""
    if not features:
        return []
    scores: dict[str, float] = {
        label: _emission(features[0], label) for label in LABELS if (None, label) not in FORBIDDEN
    }
    back: list[dict[str, str]] = []
    for active in features[1:]:
        step: dict[str, str] = {}
        following: dict[str, float] = {}
        for label in LABELS:
            options = {
                before: score + _weights().get((f">{before}", label), 0.0)
                for before, score in scores.items()
                if (before, label) not in FORBIDDEN
            }
            if options:
                step[label] = max(options, key=options.__getitem__)
                following[label] = options[step[label]] + _emission(active, label)
        back.append(step)
        scores = following
    out = [max(scores, key=scores.__getitem__)]
    for step in reversed(back):
        out.append(step[out[-1]])
    return out[::-1]


def _emission(active: list[str], label: str) -> float:
    return sum(_weights().get((name, label), 0.0) for name in active)


@cache
def _weights() -> dict[tuple[str, str], float]:
    """The weight of each feature for each label; the feature `>label` is that of the block before."""
    return {(feature, label): float(weight) for feature, label, weight in read_rows(__package__, "weights")}
