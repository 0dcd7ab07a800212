"""Lists what a figure or a date may be, judging by every look at its own glyphs, never by what would suit a sum."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from math import exp, log
from typing import Any

from gouji.check.readings.likelihood import likelihood
from gouji.check.readings.observations import Look, Looks, no_looks
from gouji.check.readings.positions import (
    COMPARISON_SIGNS,
    FIGURE_CHARACTERS,
    NUMBER_CHARACTERS,
    Slot,
    row_slots,
    slots_of,
)
from gouji.check.readings.reparse import parser_for
from gouji.schemas.glyph import Box
from gouji.schemas.leaf import Leaf
from gouji.schemas.quantity import Bound, Quantity

MIN_ODDS = 0.002
"""Candidates with lower odds than this against the accepted reading are dropped."""
MAX_CANDIDATES = 12
SOURCE_WEIGHTS = {"layer": 0.35}
REPEATED_LOOK_WEIGHT = 0.3
"""Weight, in the logarithm, of a further look relative to the first one: it is the same recogniser on the same ink."""
WITH_BAR: dict[Bound, Bound] = {">": ">=", "<": "<="}
LOST_BAR_ODDS = 0.3
"""Odds of ≥ where > was read: small print and copies lose the bar, and these forms print ≥ far more often. They are too
low to correct by.
"""
SPURIOUS_MINUS_ODDS = 0.05
"""Odds that what was read as a minus is a speck or the end of a ruling."""
RED_MINUS_ODDS = 0.3
"""Odds that a figure in red print is negative where the report does not say so. They are too low to correct by."""
PERCENT = "%"
"""A small % is read as a digit (99.1% as 99.15); no digit is read as %."""
MIN_LOOK_LIKELIHOOD = 1e-4
"""A look under which no candidate is likelier than this saw something else and is ignored."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Another candidate reading of a figure.

    `odds` is its probability divided by that of the accepted reading, by all looks; `page_odds` is the same without the
    old text layer. `by_form`: the candidate is known from the form, and no glyph supports it.
    """

    value: Quantity | str
    text: str
    odds: float
    page_odds: float
    by_form: bool = False


@dataclass(frozen=True, slots=True)
class LookResult:
    """The likeliest text of one look, with its probability (0..1)."""

    source: str
    text: str
    probability: float


@dataclass(slots=True)
class CandidateSet:
    """All candidates of one figure.

    `taken` is the probability of the accepted `text`, `unknown` the probability of a text that no glyph lists.
    `unnamed` are the likeliest of the latter: enough for a doubt, never for a correction. `seen` holds the result of
    each look.
    """

    text: str
    value: Quantity | str | None
    taken: float = 1.0
    unknown: float = 0.0
    others: list[Candidate] = field(default_factory=list)
    seen: list[LookResult] = field(default_factory=list)
    unnamed: list[Candidate] = field(default_factory=list)


def candidates(leaf: Leaf[Any], looks: Looks = no_looks) -> CandidateSet:
    """The candidates of a leaf that holds a figure or a date, the likeliest first.

    Plain text and records loaded from a file have only the accepted reading, with the leaf's confidence.
    """
    trace = leaf.trace
    if leaf.value is None or not trace or trace.text != leaf.text:
        return CandidateSet(leaf.text, leaf.value, leaf.confidence, 1 - leaf.confidence)
    first, further = slots_of(trace), [(look, row_slots(look.row)) for look in looks(leaf)]
    tail = _tail_on_next_line(leaf)
    texts = _candidate_texts(leaf, first, further, tail)
    return _with_red_minus(leaf, _with_barred_sign(leaf, _combined(leaf, texts, first, further, tail)))


def _tail_on_next_line(leaf: Leaf[Any]) -> str:
    """The end of the text that stands on the next line or page (人次 split by a page break), which no further look at the
    figure's box shows.
    """
    trace, box, count = leaf.trace, leaf.bbox, 0
    for char, glyphs in zip(reversed(trace.text), reversed(trace.origins), strict=True):
        if (
            box is None
            or char in FIGURE_CHARACTERS
            or not glyphs
            or any(g.box is None or _overlap(g.box, box) for g in glyphs)
        ):
            break
        count += 1
    return trace.text[len(trace.text) - count :]


def _overlap(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _with_barred_sign(leaf: Leaf[Any], found: CandidateSet) -> CandidateSet:
    """Adds the candidate with a bar for a bare > or <, also where the sign has a cell of its own (指标性质)."""
    value = leaf.value
    if (
        isinstance(value, Quantity)
        and may_have_lost_bar(leaf)
        and value.bound
        and not any(_bound(r) == WITH_BAR[value.bound] for r in found.others)
    ):
        other = value.model_copy(update={"bound": WITH_BAR[value.bound]})
        sign = {">=": "≥", "<=": "≤"}[WITH_BAR[value.bound]]
        found.others.append(
            Candidate(other, sign + leaf.text.lstrip("><＞＜"), LOST_BAR_ODDS, LOST_BAR_ODDS, by_form=True)
        )
    return found


def _with_red_minus(leaf: Leaf[Any], found: CandidateSet) -> CandidateSet:
    """Adds the negative figure for one in red print: books print negative figures so, not only where they say it."""
    value = leaf.value
    digits = [glyph for glyph in leaf.trace.glyphs if glyph.char.isdigit()]
    if isinstance(value, Quantity) and value.amount > 0 and digits and all(glyph.red for glyph in digits):
        other = value.model_copy(update={"number": f"-{value.number}", "canonical": f"-{value.canonical}"})
        found.others.append(Candidate(other, f"-{leaf.text}", RED_MINUS_ODDS, RED_MINUS_ODDS, by_form=True))
    return found


def may_have_lost_bar(leaf: Leaf[Any]) -> bool:
    """Whether the figure has a printed sign that may have lost its bar; words (超过) have none."""
    value, rest = leaf.value, leaf.text.lstrip("><＞＜ ")
    return isinstance(value, Quantity) and value.bound in WITH_BAR and leaf.page is not None and rest[:1].isdigit()


def _bound(reading: Candidate) -> str | None:
    return reading.value.bound if isinstance(reading.value, Quantity) else None


LookRows = Sequence[tuple[Look, list[Slot]]]


def _candidate_texts(leaf: Leaf[Any], first: list[Slot], further: LookRows, tail: str) -> dict[str, Quantity | str]:
    """Maps each candidate's text to its value: the accepted text, what the first look allows, and what each further
    look saw.
    """
    parse = parser_for(leaf)
    own: Quantity | str | None = leaf.value
    out: dict[str, Quantity | str] = {} if own is None else {leaf.text: own}
    wanted = [text for text, _ in sorted(_substitutions(leaf.text, first), key=lambda pair: -pair[1])]
    wanted += [text + tail for _, row in further for text in _texts_seen(leaf.text.removesuffix(tail), row)]
    for text in dict.fromkeys(wanted):
        if len(out) > MAX_CANDIDATES:
            break
        if text not in out and (PERCENT not in leaf.text or PERCENT in text) and (value := parse(text)) is not None:
            out[text] = value
    return out


def _substitutions(text: str, slots: list[Slot]) -> Iterable[tuple[str, float]]:
    """Yields (text, odds) of the text with one or two characters replaced."""
    substitutions = [
        (i, form, odds)
        for i, slot in enumerate(slots)
        for form, odds in _alternatives(text[i], slot, last=i == len(slots) - 1)
    ]
    if text[:1] == "-" and not any(i == 0 and not form for i, form, _ in substitutions):
        substitutions.append((0, "", SPURIOUS_MINUS_ODDS))
    substitutions = sorted(substitutions, key=lambda s: -s[2])[:MAX_CANDIDATES]
    yield from ((_substituted(text, [substitution]), substitution[2]) for substitution in substitutions)
    for a, b in combinations(substitutions, 2):
        if a[0] != b[0] and a[2] * b[2] >= MIN_ODDS:
            yield _substituted(text, [a, b]), a[2] * b[2]


def _alternatives(char: str, slot: Slot, last: bool) -> Iterable[tuple[str, float]]:
    """Yields (form, odds against the accepted character) of what else may stand at a position of a figure; a small %
    looks like a last digit.
    """
    taken = max(slot.get(char, 0.0), 1e-6)
    if last and char.isdigit() and slot.get(PERCENT, 0.0) / taken >= MIN_ODDS:
        yield PERCENT, slot[PERCENT] / taken
    if char in NUMBER_CHARACTERS | COMPARISON_SIGNS:
        yield from (
            (f, p / taken)
            for f, p in slot.items()
            if f != char and p / taken >= MIN_ODDS and (NUMBER_CHARACTERS.issuperset(f) or f in COMPARISON_SIGNS)
        )
    else:  # a near miss: a sign before or after a unit
        yield from ((f, p / taken) for f, p in slot.items() if len(f) == 2 and char in f and p / taken >= MIN_ODDS)


def _substituted(text: str, substitutions: list[tuple[int, str, float]]) -> str:
    signs = list(text)
    for index, form, _ in substitutions:
        signs[index] = form
    return "".join(signs)


def _texts_seen(text: str, row: list[Slot]) -> Iterable[str]:
    """Yields what a further look read in the figure's place, by its likeliest characters; nothing if it read the figure
    itself.
    """
    best = "".join(max(slot, key=lambda form: slot[form]) if slot else "" for slot in row)
    if text in best:
        return
    for size in (len(text), len(text) - 1, len(text) + 1):
        for start in range(max(0, len(best) - size) + 1):
            around = best[max(0, start - 1) : start] + best[start + size : start + size + 1]
            if size and not NUMBER_CHARACTERS & set(around) and _is_similar(piece := best[start : start + size], text):
                yield piece


def _is_similar(a: str, b: str) -> bool:
    """Whether the texts have equal length and differ in at most two characters, or one of them has one character more."""
    if len(a) == len(b):
        return sum(x != y for x, y in zip(a, b, strict=True)) <= 2
    short, long = sorted((a, b), key=len)
    return any(long[:i] + long[i + 1 :] == short for i in range(len(long)))


def _combined(
    leaf: Leaf[Any], texts: dict[str, Quantity | str], first: list[Slot], further: LookRows, tail: str
) -> CandidateSet:
    """Combines the likelihoods of all looks. The first counts in full, each further one by its weight: it is the same
    recogniser and the same ink.
    """
    weighted_looks = [("first", 1.0, {text: likelihood(text, first, whole=True) for text in texts})]
    for look, row in further:
        likelihoods = {text: likelihood(text.removesuffix(tail), row, whole=False) for text in texts}
        if exp(max(likelihoods.values())) >= MIN_LOOK_LIKELIHOOD:
            weighted_looks.append((look.source, SOURCE_WEIGHTS.get(look.source, REPEATED_LOOK_WEIGHT), likelihoods))
    seen = [_look_result(source, likelihoods) for source, _, likelihoods in weighted_looks]
    total, none_of_them = _log_means(weighted_looks, texts)
    on_page, _ = _log_means([each for each in weighted_looks if each[0] not in SOURCE_WEIGHTS], texts)
    return _candidate_set(leaf, texts, total, on_page, none_of_them, seen)


WeightedLooks = list[tuple[str, float, dict[str, float]]]


def _log_means(weighted_looks: WeightedLooks, texts: Iterable[str]) -> tuple[dict[str, float], float]:
    """The weighted mean of the log likelihoods of each text, and of "none of them" by what each look leaves open.

    It is a mean, not a sum: where the ink is gone, every look sees the same and is no more reliable for being repeated.
    """
    whole = sum(weight for _, weight, _ in weighted_looks)
    total = {
        text: sum(
            weight * max(likelihoods[text], log(MIN_LOOK_LIKELIHOOD)) for _, weight, likelihoods in weighted_looks
        )
        / whole
        for text in texts
    }
    left = [
        (weight, max(MIN_LOOK_LIKELIHOOD, 1 - sum(exp(c) for c in likelihoods.values())))
        for _, weight, likelihoods in weighted_looks
    ]
    return total, sum(weight * log(rest) for weight, rest in left) / whole


def _look_result(source: str, likelihoods: dict[str, float]) -> LookResult:
    best = max(likelihoods, key=lambda text: likelihoods[text])
    return LookResult(source, best, round(exp(likelihoods[best]), 4))


def _candidate_set(
    leaf: Leaf[Any],
    texts: dict[str, Quantity | str],
    total: dict[str, float],
    on_page: dict[str, float],
    none_of_them: float,
    seen: list[LookResult],
) -> CandidateSet:
    """Merges candidates with the same meaning and relates each to the accepted reading."""
    merged: dict[Any, tuple[str, float, float]] = {}
    for text, value in texts.items():
        before = merged.get(key := _meaning(value), (text, 0.0, 0.0))
        merged[key] = (before[0], before[1] + exp(total[text]), before[2] + exp(on_page[text]))
    whole = sum(p for _, p, _ in merged.values()) + exp(none_of_them)
    _, taken, taken_on_page = merged.pop(_meaning(texts[leaf.text]))
    others = [Candidate(texts[text], text, p / taken, q / taken_on_page) for text, p, q in merged.values()]
    others = sorted((r for r in others if r.odds >= MIN_ODDS or r.page_odds >= MIN_ODDS), key=lambda r: -r.odds)
    return CandidateSet(leaf.text, leaf.value, taken / whole, exp(none_of_them) / whole, others, seen)


def _meaning(value: Quantity | str) -> Any:
    return (value.canonical, value.bound) if isinstance(value, Quantity) else value
