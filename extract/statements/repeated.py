"""Figures that the text prints again: the same amount in the same unit, of the same thing as far as its words tell."""

from __future__ import annotations

from collections.abc import Iterable

from gouji.extract.prose.subjects import subject
from gouji.extract.statements.figure_context import Context
from gouji.extract.statements.phrase_names import name_in
from gouji.extract.statements.ratio_candidates import name_pairs
from gouji.schemas.leaf import QuantityLeaf
from gouji.schemas.quantity import Quantity
from gouji.schemas.record import Restated

MIN_DIGITS = 3
"""Figures with fewer digits are often equal by chance."""
MIN_ALIKE = 0.4
KINDS = frozenset({"money", "count", "rate", "score"})


Key = tuple[str, str]


def repeated(every: list[Context], cells: Iterable[QuantityLeaf] = ()) -> list[Restated]:
    """Each figure that is printed again with its first place, in the text or in `cells`, the figures of its tables; only
    equal ones, so no contradiction comes of it.
    """
    first: dict[Key, int] = {}
    told: set[Key] = set()
    tabled = {_key(leaf.value): leaf for leaf in cells if leaf.value}
    out = []
    for index, context in enumerate(every):
        quantity = context.figure.found.quantity
        key = _key(quantity)
        if key in tabled and key not in told and _digits(context) >= MIN_DIGITS:
            told.add(key)
            out.append(Restated(subject=_subject(context), first=tabled[key], second=_leaf(context), elsewhere=True))
        if context.kind not in KINDS or quantity.bound or key in told:
            continue
        before = first.setdefault(key, index)
        if before != index and (_digits(context) >= MIN_DIGITS or _alike(every[before], context)):
            told.add(key)
            out.append(
                Restated(
                    subject=_subject(context),
                    first=_leaf(every[before]),
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


def _digits(context: Context) -> int:
    return len(context.figure.found.quantity.number.replace(".", "").replace(",", "").strip("-0"))


def _alike(a: Context, b: Context) -> bool:
    mine, theirs = name_pairs(a), name_pairs(b)
    return len(mine & theirs) / max(1, min(len(mine), len(theirs))) >= MIN_ALIKE


def _leaf(context: Context) -> QuantityLeaf:
    """The figure as a leaf; telling that it is printed again does not use it up."""
    taken = context.figure.taken
    leaf = context.figure.leaf()
    context.figure.taken = taken
    return leaf
