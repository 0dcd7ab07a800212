"""Calibrates three probabilities on scans with known truth: the accepted reading, another listed candidate, none of
them.

The recogniser's own scores are not probabilities. Of two figures with equal scores, the one on a dim page is misread
far more often, and further looks at the same ink agree too easily. A model with a few fitted coefficients
(bench/calibrate.py writes check/choice.tsv) weighs the three: it scales and shifts the logarithm of the odds that the
looks give.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from math import exp, log

from gouji.check.readings.calibration import calibrated
from gouji.check.readings.candidates import CandidateSet
from gouji.schemas.measured_models import MAX_UNMEASURED_CONFIDENCE
from gouji.schemas.quantity import Quantity
from gouji.schemas.wordlists import read_rows

MIN_SHARE = 1e-4
"""Probabilities below this are clipped to it before their logarithm is taken."""
DIMNESS_OFFSET = 0.01
"""Added to the dimness of a page before its logarithm is taken: a page without a dim digit is not perfect."""

LOST_MINUS_ODDS = 0.2
"""Odds that the minus of an adjustment left no ink, on a page whose digits are all dim (dimness 1). Chosen by hand, not
measured: too few are printed.
"""
LEADING_ZERO = re.compile(r"(?<![\d.,])0\d")
"""A leading zero before other digits: no figure is printed this way."""


def calibrated_candidates(found: CandidateSet, dimness: float, *, measured: bool = True) -> CandidateSet:
    """Calibrates the candidates of a figure on a page of the given dimness (the share of its hardly legible digits,
    0..1).

    Candidates known from the form alone keep their odds, and a figure that no look examined is returned unchanged. If
    only the first look examined it, only the accepted reading's probability is calibrated (check/certainty.tsv). If the
    models were not `measured`, their tables never make a reading surer.
    """
    is_weighed = found.seen and 0 < found.taken < 1
    weighed = _weighed(found, dimness) if is_weighed else found
    return weighed if measured else _cautious(weighed, found.taken)


def _cautious(found: CandidateSet, seen: float) -> CandidateSet:
    """The candidates with the accepted reading no surer than the looks are; what is taken from it may be anything."""
    taken = min(found.taken, seen, MAX_UNMEASURED_CONFIDENCE)
    odds = found.taken / taken if taken else 1.0
    others = [r if r.by_form else replace(r, odds=r.odds * odds, page_odds=r.page_odds * odds) for r in found.others]
    return replace(found, taken=taken, unknown=found.unknown + found.taken - taken, others=others)


def _weighed(found: CandidateSet, dimness: float) -> CandidateSet:
    if len(found.seen) == 1:
        return _by_first_look(found)
    fitted = coefficients()
    others = [
        r if r.by_form else replace(r, odds=_calibrated(r.odds, fitted), page_odds=_calibrated(r.page_odds, fitted))
        for r in found.others
    ]
    none = exp(
        fitted["none"]
        + fitted["none_slope"] * unlisted_log_odds(found)
        + fitted["none_dim"] * log(dimness + DIMNESS_OFFSET)
    )
    whole = 1 + none + sum(r.odds for r in others if not r.by_form)
    return replace(found, taken=1 / whole, unknown=none / whole, others=sorted(others, key=lambda r: -r.odds))


def _by_first_look(found: CandidateSet) -> CandidateSet:
    right = calibrated(found.taken)
    factor = (1 - right) / right * found.taken / (1 - found.taken)
    others = [
        r if r.by_form else replace(r, odds=r.odds * factor, page_odds=r.page_odds * factor) for r in found.others
    ]
    return replace(found, taken=right, unknown=found.unknown * (1 - right) / (1 - found.taken), others=others)


def unlisted_log_odds(found: CandidateSet) -> float:
    """The log odds, by the looks, that no listed candidate is the printed text."""
    return log(max(found.unknown, MIN_SHARE) / max(found.taken, MIN_SHARE))


def _calibrated(odds: float, fitted: dict[str, float]) -> float:
    return exp(fitted["named"] + fitted["named_slope"] * log(odds)) if odds > 0 else 0.0


@cache
def coefficients() -> dict[str, float]:
    """The fitted coefficients by name."""
    return {name: float(value) for name, value in read_rows(__package__, "choice")}


def unlisted_candidates(
    found: CandidateSet, probabilities: Sequence[float], min_odds: float
) -> Iterator[tuple[str, float]]:
    """Yields (text, odds) of texts that may be printed although no look lists them.

    One digit is replaced by a digit that it is often confused with, or a last digit by % (check/mistaken.tsv).
    `probabilities` belong to the characters of the text; the odds of a replacement grow with the doubt about its
    character. Texts with odds below `min_odds` are left out.
    """
    doubts = [1 - p if char.isdigit() else 0.0 for char, p in zip(found.text, probabilities, strict=True)]
    whole, named = sum(doubts), {r.text for r in found.others}
    if not whole or not 0 < found.taken < 1:
        return
    for place, share in enumerate(doubts):
        for printed, part in digit_confusions().get(found.text[place], ()):
            text = found.text[:place] + printed + found.text[place + 1 :]
            odds = found.unknown / found.taken * share / whole * part
            if (
                odds >= min_odds
                and text not in named
                and (printed != "%" or place == len(doubts) - 1)
                and not LEADING_ZERO.search(text)
            ):
                yield text, odds


def lost_minus_candidates(found: CandidateSet, dimness: float, min_odds: float) -> Iterator[tuple[str, float]]:
    """Yields (text, odds) of an adjustment with the minus sign that a page of this dimness may have lost."""
    value, text = found.value, "-" + found.text
    if (
        isinstance(value, Quantity)
        and value.canonical_unit == "元"
        and not value.bound
        and value.amount > 0
        and text[1].isdigit()
    ):
        odds = LOST_MINUS_ODDS * dimness
        if odds >= min_odds and text not in {r.text for r in found.others}:
            yield text, odds


@cache
def digit_confusions() -> dict[str, tuple[tuple[str, float], ...]]:
    """Maps a digit that was read to the digits (and %) that are printed where it is wrong, each with its share."""
    out: dict[str, list[tuple[str, float]]] = {}
    for read, printed, share in read_rows(__package__, "mistaken"):
        out.setdefault(read, []).append((printed, float(share)))
    return {read: tuple(rows) for read, rows in out.items()}
