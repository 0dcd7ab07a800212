"""Says how likely a proposed correction restores what was printed."""

from __future__ import annotations

from functools import cache
from math import exp

from gouji.normalize.text.attested_pairs import load_attested_pairs
from gouji.normalize.text.correction_features import correction_features
from gouji.normalize.text.lexicon import Lexicon
from gouji.normalize.text.word_proposals import WordProposal
from gouji.schemas.wordlists import read_rows

INTERCEPT = "always"
"""The weight that every proposal has."""


def correction_belief(text: str, proposal: WordProposal, lexicon: Lexicon) -> float:
    """Returns the probability (0..1) that the proposed word stands on the page of `text`."""
    weights = _load_weights()
    features = correction_features(text, proposal, lexicon, load_attested_pairs())
    odds = weights[INTERCEPT] + sum(weights.get(name, 0.0) * value for name, value in features)
    return 1 / (1 + exp(-odds))


@cache
def _load_weights() -> dict[str, float]:
    return {feature: float(weight) for feature, weight in read_rows(__package__, "belief_weights")}
