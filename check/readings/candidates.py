"""What a figure or a date on the page may be, by all looks at its own glyphs: never by what would suit a sum."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from math import exp, log
from typing import Any

from gouji.check.readings.likelihood import likelihood
from gouji.check.readings.observations import Look, Looks, no_looks
from gouji.check.readings.positions import DIGITS, MARKS, SIGNS, Slot, row_slots, slots_of
from gouji.check.readings.reparse import reparsed
from gouji.schemas.glyph import Box
from gouji.schemas.leaf import Leaf
from gouji.schemas.quantity import Bound, Quantity

LEAST = 0.002
"""Readings less likely than this against the one taken are not looked at."""
MOST = 12
WEIGHTS = {"layer": 0.35}
AGAIN = 0.3
"""The same reader on the same ink: what a further look says counts this much, in the log, of what the first one said."""
BARRED: dict[Bound, Bound] = {">": ">=", "<": "<="}
BAR_LOST = 0.3
"""Odds of ≥ where > was read: small print and copies lose the bar, and these forms print ≥ far more often. Not enough to correct by."""
NO_SIGN = 0.05
"""Odds that what was read as a minus is a speck or the end of a rule."""
PERCENT = "%"
"""A small one is read as a digit (99.1% and 99.15); no digit is read as one."""
FLOOR = 1e-4
"""A look that no reading fits better than this saw something else."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Another reading; `odds` is its probability divided by that of the reading taken, by all looks. `page` the same without the old layer.

    `by_form`: it is known of such forms, and no glyph speaks of it.
    """

    value: Quantity | str
    text: str
    odds: float
    page: float
    by_form: bool = False


@dataclass(frozen=True, slots=True)
class Seen:
    """What one look took for the figure, and how surely."""

    source: str
    text: str
    probability: float


@dataclass(slots=True)
class Readings:
    """All readings of one figure: `taken` and `unknown` are the probabilities of the `text` taken and of a text that no glyph names.

    `unnamed` are the likeliest of the latter: enough for a doubt, never for a correction.
    """

    text: str
    value: Quantity | str | None
    taken: float = 1.0
    unknown: float = 0.0
    others: list[Reading] = field(default_factory=list)
    seen: list[Seen] = field(default_factory=list)
    unnamed: list[Reading] = field(default_factory=list)


def readings(leaf: Leaf[Any], looks: Looks = no_looks) -> Readings:
    """The readings of a leaf that holds a figure or a date, likeliest first.

    Plain text and records loaded from a file have only the one that was taken, as sure as the leaf is.
    """
    trace = leaf.trace
    if leaf.value is None or not trace or trace.text != leaf.text:
        return Readings(leaf.text, leaf.value, leaf.confidence, 1 - leaf.confidence)
    first, further = slots_of(trace), [(look, row_slots(look.row)) for look in looks(leaf)]
    tail = _beyond(leaf)
    texts = _texts(leaf, first, further, tail)
    return _barred(leaf, _fused(leaf, texts, first, further, tail))


def _beyond(leaf: Leaf[Any]) -> str:
    """The end of the text that stands on the next line or page (人次 parted by a turn): no further look at the figure's place shows it."""
    trace, box, count = leaf.trace, leaf.bbox, 0
    for char, glyphs in zip(reversed(trace.text), reversed(trace.origins), strict=True):
        if box is None or char in MARKS or not glyphs or any(g.box is None or _meets(g.box, box) for g in glyphs):
            break
        count += 1
    return trace.text[len(trace.text) - count :]


def _meets(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _barred(leaf: Leaf[Any], found: Readings) -> Readings:
    """A bare > or < may be a sign that lost its bar, also where the sign stands in a cell of its own (指标性质)."""
    value = leaf.value
    if (
        isinstance(value, Quantity)
        and has_bare_sign(leaf)
        and value.bound
        and not any(_bound(r) == BARRED[value.bound] for r in found.others)
    ):
        other = value.model_copy(update={"bound": BARRED[value.bound]})
        sign = {">=": "≥", "<=": "≤"}[BARRED[value.bound]]
        found.others.append(Reading(other, sign + leaf.text.lstrip("><＞＜"), BAR_LOST, BAR_LOST, by_form=True))
    return found


def has_bare_sign(leaf: Leaf[Any]) -> bool:
    """Whether a sign was printed that may have lost its bar; words (超过) have none."""
    value, rest = leaf.value, leaf.text.lstrip("><＞＜ ")
    return isinstance(value, Quantity) and value.bound in BARRED and leaf.page is not None and rest[:1].isdigit()


def _bound(reading: Reading) -> str | None:
    return reading.value.bound if isinstance(reading.value, Quantity) else None


Rows = Sequence[tuple[Look, list[Slot]]]


def _texts(leaf: Leaf[Any], first: list[Slot], further: Rows, tail: str) -> dict[str, Quantity | str]:
    """Each reading's text and value: the one taken, what the first look allows, and what each further look saw."""
    parse = reparsed(leaf)
    own: Quantity | str | None = leaf.value
    out: dict[str, Quantity | str] = {} if own is None else {leaf.text: own}
    wanted = [text for text, _ in sorted(_swapped(leaf.text, first), key=lambda pair: -pair[1])]
    wanted += [text + tail for _, row in further for text in _sighted(leaf.text.removesuffix(tail), row)]
    for text in dict.fromkeys(wanted):
        if len(out) > MOST:
            break
        if text not in out and (PERCENT not in leaf.text or PERCENT in text) and (value := parse(text)) is not None:
            out[text] = value
    return out


def _swapped(text: str, slots: list[Slot]) -> Iterable[tuple[str, float]]:
    """(text, odds) with one or two places read otherwise."""
    swaps = [
        (i, form, odds)
        for i, slot in enumerate(slots)
        for form, odds in _rivals(text[i], slot, last=i == len(slots) - 1)
    ]
    if text[:1] == "-" and not any(i == 0 and not form for i, form, _ in swaps):
        swaps.append((0, "", NO_SIGN))
    swaps = sorted(swaps, key=lambda s: -s[2])[:MOST]
    yield from ((_with(text, [swap]), swap[2]) for swap in swaps)
    for a, b in combinations(swaps, 2):
        if a[0] != b[0] and a[2] * b[2] >= LEAST:
            yield _with(text, [a, b]), a[2] * b[2]


def _rivals(char: str, slot: Slot, last: bool) -> Iterable[tuple[str, float]]:
    """The other forms of a place that may belong to a figure, with their odds against the one taken; a small % looks like a last digit."""
    taken = max(slot.get(char, 0.0), 1e-6)
    if last and char.isdigit() and slot.get(PERCENT, 0.0) / taken >= LEAST:
        yield PERCENT, slot[PERCENT] / taken
    if char in DIGITS | SIGNS:
        yield from (
            (f, p / taken)
            for f, p in slot.items()
            if f != char and p / taken >= LEAST and (DIGITS.issuperset(f) or f in SIGNS)
        )
    else:  # a sign that nearly stood before or behind a unit
        yield from ((f, p / taken) for f, p in slot.items() if len(f) == 2 and char in f and p / taken >= LEAST)


def _with(text: str, swaps: list[tuple[int, str, float]]) -> str:
    signs = list(text)
    for index, form, _ in swaps:
        signs[index] = form
    return "".join(signs)


def _sighted(text: str, row: list[Slot]) -> Iterable[str]:
    """What a further look read in the figure's place, by its own best signs; nothing where it read the figure itself."""
    best = "".join(max(slot, key=lambda form: slot[form]) if slot else "" for slot in row)
    if text in best:
        return
    for size in (len(text), len(text) - 1, len(text) + 1):
        for start in range(max(0, len(best) - size) + 1):
            around = best[max(0, start - 1) : start] + best[start + size : start + size + 1]
            if size and not DIGITS & set(around) and _near(piece := best[start : start + size], text):
                yield piece


def _near(a: str, b: str) -> bool:
    """One or two signs apart, and alike at one end."""
    if len(a) == len(b):
        return sum(x != y for x, y in zip(a, b, strict=True)) <= 2
    short, long = sorted((a, b), key=len)
    return any(long[:i] + long[i + 1 :] == short for i in range(len(long)))


def _fused(leaf: Leaf[Any], texts: dict[str, Quantity | str], first: list[Slot], further: Rows, tail: str) -> Readings:
    """The looks' likelihoods as one: the first in full, each further one at its weight, for it is the same reader and the same ink."""
    looked = [("first", 1.0, {text: likelihood(text, first, whole=True) for text in texts})]
    for look, row in further:
        chances = {text: likelihood(text.removesuffix(tail), row, whole=False) for text in texts}
        if exp(max(chances.values())) >= FLOOR:
            looked.append((look.source, WEIGHTS.get(look.source, AGAIN), chances))
    seen = [_sight(source, chances) for source, _, chances in looked]
    total, strange = _pooled(looked, texts)
    page, _ = _pooled([each for each in looked if each[0] not in WEIGHTS], texts)
    return _weighed(leaf, texts, total, page, strange, seen)


Looked = list[tuple[str, float, dict[str, float]]]


def _pooled(looked: Looked, texts: Iterable[str]) -> tuple[dict[str, float], float]:
    """The weighted mean of the logs for each text, and for "none of them" by what each look leaves open.

    A mean and not a sum: where the ink is gone every look sees the same, and is no more right for seeing it often.
    """
    whole = sum(weight for _, weight, _ in looked)
    total = {
        text: sum(weight * max(chances[text], log(FLOOR)) for _, weight, chances in looked) / whole for text in texts
    }
    left = [(weight, max(FLOOR, 1 - sum(exp(c) for c in chances.values()))) for _, weight, chances in looked]
    return total, sum(weight * log(rest) for weight, rest in left) / whole


def _sight(source: str, chances: dict[str, float]) -> Seen:
    best = max(chances, key=lambda text: chances[text])
    return Seen(source, best, round(exp(chances[best]), 4))


def _weighed(
    leaf: Leaf[Any],
    texts: dict[str, Quantity | str],
    total: dict[str, float],
    page: dict[str, float],
    strange: float,
    seen: list[Seen],
) -> Readings:
    """Readings with one meaning count as one, each relative to the reading taken."""
    merged: dict[Any, tuple[str, float, float]] = {}
    for text, value in texts.items():
        before = merged.get(key := _meaning(value), (text, 0.0, 0.0))
        merged[key] = (before[0], before[1] + exp(total[text]), before[2] + exp(page[text]))
    whole = sum(p for _, p, _ in merged.values()) + exp(strange)
    _, taken, on_page = merged.pop(_meaning(texts[leaf.text]))
    others = [Reading(texts[text], text, p / taken, q / on_page) for text, p, q in merged.values()]
    others = sorted((r for r in others if r.odds >= LEAST or r.page >= LEAST), key=lambda r: -r.odds)
    return Readings(leaf.text, leaf.value, taken / whole, exp(strange) / whole, others, seen)


def _meaning(value: Quantity | str) -> Any:
    return (value.canonical, value.bound) if isinstance(value, Quantity) else value
