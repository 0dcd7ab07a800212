"""Figures that the text prints again: the same amount in the same unit, of the same thing as far as its words tell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import regex

from gouji.extract.prose.subjects import subject
from gouji.extract.statements.figure_context import Context
from gouji.extract.statements.figure_name import figure_name
from gouji.extract.statements.phrase_names import name_in
from gouji.extract.statements.ratio_candidates import name_pairs
from gouji.extract.statements.target_features import likeness, names
from gouji.schemas.leaf import QuantityLeaf
from gouji.schemas.quantity import Quantity
from gouji.schemas.record import Restated

MIN_DIGITS = 3
"""Figures with fewer digits are often equal by chance."""
MIN_ALIKE, MIN_ALIKE_WORDS = 0.5, 0.4
COUNTED = regex.compile(r"(?![左右以上以下以内]{2}|其中|包括|分别|实际|完成)\p{Han}{2}")
MIN_NAME, MIN_NAMED = 2, 10
"""Characters of a name by which two equal counts are one, and the least of these: smaller ones are equal by chance."""
KINDS = frozenset({"money", "count", "rate", "score"})


Key = tuple[str, str]


def repeated(every: list[Context], cells: Iterable[tuple[QuantityLeaf, str]] = ()) -> list[Restated]:
    """Each figure that is printed again, with a place of the same thing before, in the text or in `cells`, the figures of its
    tables with what they are of; only equal ones, so no contradiction comes of it.
    """
    before: dict[Key, list[int]] = defaultdict(list)
    told: set[Key] = set()
    tabled: dict[Key, list[tuple[QuantityLeaf, str]]] = defaultdict(list)
    for leaf, name in cells:
        if leaf.value:
            tabled[_key(leaf.value)].append((leaf, name))
    out = []
    for index, context in enumerate(every):
        quantity = context.figure.found.quantity
        key = _key(quantity)
        cell = next((leaf for leaf, name in tabled[key] if _is_of_cell(context, name)), None) if key in tabled else None
        if cell is not None and key not in told:
            told.add(key)
            out.append(Restated(subject=_subject(context), first=cell, second=_leaf(context), elsewhere=True))
        if context.kind not in KINDS or quantity.bound or key in told:
            continue
        again = next((i for i in before[key] if _is_same(every[i], context)), None)
        before[key].append(index)
        if again is not None:
            told.add(key)
            out.append(
                Restated(
                    subject=_subject(context),
                    first=_leaf(every[again]),
                    second=_leaf(context),
                    elsewhere=True,
                )
            )
    return out


def _key(quantity: Quantity) -> Key:
    return quantity.canonical_unit, str(quantity.amount.normalize())


def _subject(context: Context) -> str:
    """What the figure is of; the figure itself where the text only has words of measure before it."""
    found = subject(context.passage, context.figure)
    words = (found.value or found.text) if found else ""
    return words if name_in(words) else context.figure.found.quantity.number + context.figure.found.quantity.unit


def _is_same(first: Context, second: Context) -> bool:
    """Whether two equal figures are of one thing: they have many digits, or their words are alike."""
    if _digits(second) >= MIN_DIGITS:
        return True
    mine, theirs = name_pairs(first), name_pairs(second)
    alike = len(mine & theirs) >= MIN_ALIKE_WORDS * max(1, min(len(mine), len(theirs)))
    if alike or likeness(first, second) in ("all", "half") or _counted(first) == _counted(second) is not None:
        return True
    return first.kind == second.kind == "count" and second.amount >= MIN_NAMED and _is_named_alike(first, second)


def _is_named_alike(first: Context, second: Context) -> bool:
    """Whether two counts are called alike, before the one and behind the other too: 综合文化站22个, 22个文化站; 目标：改造190户, 实际改造190户."""
    one, other = figure_name(first), figure_name(second)
    if len(one) >= MIN_NAME and len(other) >= MIN_NAME and (one.endswith(other) or other.endswith(one)):
        return True
    nouns = (_counted(first), other), (_counted(second), one)
    return any(noun is not None and noun in name for noun, name in nouns)


def _counted(context: Context) -> str | None:
    """The beginning of the noun that a count has behind it: 26个小区; None without one."""
    found = COUNTED.match(context.after) if context.kind == "count" else None
    return found[0] if found else None


def _is_of_cell(context: Context, name: str) -> bool:
    """Whether an equal figure of a table is of the same thing: it has many digits, or its row is named alike."""
    pairs = {name[i : i + 2] for i in range(len(name) - 1)}
    mine = names(context)
    alike = bool(pairs and mine) and len(pairs & mine) / min(len(pairs), len(mine)) >= MIN_ALIKE
    return _digits(context) >= MIN_DIGITS or alike


def _digits(context: Context) -> int:
    """The digits of a figure that are hardly equal by chance: money is often round, but to the last digit printed."""
    number = context.figure.found.quantity.number.replace(",", "").lstrip("-0.")
    return len(number.replace(".", "")) if context.kind == "money" else len(number.replace(".", "").rstrip("0"))


def _leaf(context: Context) -> QuantityLeaf:
    """The figure as a leaf; telling that it is printed again does not use it up."""
    taken = context.figure.taken
    leaf = context.figure.leaf()
    context.figure.taken = taken
    return leaf
