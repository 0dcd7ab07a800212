"""The reading taken, another one that the glyphs name, or none of them: how likely each is, as measured on scans with known truth.

What the reader says of itself is no probability: of two figures that it doubts alike, the one on a dim page is misread far more
often, and further looks at the same ink agree too easily. So the three are weighed by a rule whose few numbers were fitted
(bench/calibrate.py → check/choice.tsv): the logarithm of the odds that the looks give is stretched and moved.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from math import exp, log

from gouji.check.readings.calibration import calibrated
from gouji.check.readings.candidates import Readings
from gouji.schemas.quantity import Quantity
from gouji.schemas.wordlists import read_rows

FLOOR = 1e-4
"""Shares below this are as good as none."""
DIM = 0.01
"""Added to the dimness of a page: one without a doubtful digit does not count as perfect."""

LOST_SIGN = 0.2
"""Odds that the minus of an adjustment left nothing on a page of which no digit can be read surely. Chosen, not measured: too few are printed."""
IDLE = re.compile(r"(?<![\d.,])0\d")
"""A nought before other digits: no figure is printed so."""


def chosen(found: Readings, dim: float) -> Readings:
    """The readings as likely as such readings were measured to be, on a page of which the share `dim` of the digits is hardly legible.

    What is known of the form alone keeps its odds; readings that no look weighed stay as they are. Of a place that was looked at but
    once only the first look's own share is known (check/certainty.tsv).
    """
    if not found.seen or not 0 < found.taken < 1:
        return found
    if len(found.seen) == 1:
        return _by_first_look(found)
    rule = rules()
    others = [
        r if r.by_form else replace(r, odds=_named(r.odds, rule), page=_named(r.page, rule)) for r in found.others
    ]
    none = exp(rule["none"] + rule["none_slope"] * doubt(found) + rule["none_dim"] * log(dim + DIM))
    whole = 1 + none + sum(r.odds for r in others if not r.by_form)
    return replace(found, taken=1 / whole, unknown=none / whole, others=sorted(others, key=lambda r: -r.odds))


def _by_first_look(found: Readings) -> Readings:
    right = calibrated(found.taken)
    factor = (1 - right) / right * found.taken / (1 - found.taken)
    others = [r if r.by_form else replace(r, odds=r.odds * factor, page=r.page * factor) for r in found.others]
    return replace(found, taken=right, unknown=found.unknown * (1 - right) / (1 - found.taken), others=others)


def doubt(found: Readings) -> float:
    """The logarithm of the odds that no reading is the printed one, as the looks tell them."""
    return log(max(found.unknown, FLOOR) / max(found.taken, FLOOR))


def _named(odds: float, rule: dict[str, float]) -> float:
    return exp(rule["named"] + rule["named_slope"] * log(odds)) if odds > 0 else 0.0


@cache
def rules() -> dict[str, float]:
    """The fitted numbers by name."""
    return {name: float(value) for name, value in read_rows(__package__, "choice")}


def unnamed(found: Readings, probabilities: Sequence[float], least: float) -> Iterator[tuple[str, float]]:
    """(text, odds) of what may be printed though no look names it: one digit that is often taken for another, or a last % for a digit
    (check/mistaken.tsv).

    `probabilities` are those of the signs of the text: the less sure one is, the rather it is the wrong one. Texts with odds
    below `least` are left out.
    """
    doubts = [1 - p if char.isdigit() else 0.0 for char, p in zip(found.text, probabilities, strict=True)]
    whole, named = sum(doubts), {r.text for r in found.others}
    if not whole or not 0 < found.taken < 1:
        return
    for place, share in enumerate(doubts):
        for printed, part in mistaken().get(found.text[place], ()):
            text = found.text[:place] + printed + found.text[place + 1 :]
            odds = found.unknown / found.taken * share / whole * part
            if (
                odds >= least
                and text not in named
                and (printed != "%" or place == len(doubts) - 1)
                and not IDLE.search(text)
            ):
                yield text, odds


def lost_sign(found: Readings, dim: float, least: float) -> Iterator[tuple[str, float]]:
    """(text, odds) of an adjustment with the minus before it that a page as dim as this may have lost."""
    value, text = found.value, "-" + found.text
    if (
        isinstance(value, Quantity)
        and value.canonical_unit == "元"
        and not value.bound
        and value.amount > 0
        and text[1].isdigit()
    ):
        odds = LOST_SIGN * dim
        if odds >= least and text not in {r.text for r in found.others}:
            yield text, odds


@cache
def mistaken() -> dict[str, tuple[tuple[str, float], ...]]:
    """For a digit that was read: the digits (and %) that are printed where it is wrong, and how often."""
    out: dict[str, list[tuple[str, float]]] = {}
    for read, printed, share in read_rows(__package__, "mistaken"):
        out.setdefault(read, []).append((printed, float(share)))
    return {read: tuple(rows) for read, rows in out.items()}
