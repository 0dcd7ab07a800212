"""Another text of the same figure or date: its value, by the same grammar that gave the first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from gouji.normalize.figures.dates import find_dates, parse_date
from gouji.normalize.figures.quantities import find_quantities, parse_quantity
from gouji.schemas.leaf import Leaf
from gouji.schemas.quantity import Quantity

Parse = Callable[[str], Quantity | str | None]


def reparsed(leaf: Leaf[Any]) -> Parse:
    """From a text to the value that the leaf would have if that text stood there; None where it is no figure (date) of the same kind.

    What the leaf's surroundings gave it stays: the unit of a header, the sign of a word (调减), a bound, the year told before.
    A leaf whose own text does not give its value has no other readings either.
    """
    value = leaf.value
    if isinstance(value, Quantity):
        return _figure(leaf.text, value)
    if isinstance(value, str):
        return _date(leaf.text, value)
    return lambda text: None


def _figure(own: str, old: Quantity) -> Parse:
    plain = _parsed(own, old)
    if plain is None or abs(plain.amount) != abs(old.amount):
        return lambda text: None
    turned = old.number.startswith("-") and not plain.number.startswith("-")
    told: dict[str, Any] = {"bound": old.bound} if plain.bound is None and old.bound else {}
    told |= {"approximate": old.approximate} if old.approximate != plain.approximate else {}

    def parse(text: str) -> Quantity | None:
        new = _parsed(text, old)
        if new is None or new.unit != old.unit:
            return None
        if turned and not new.number.startswith("-"):
            new = new.model_copy(update={"number": "-" + new.number, "canonical": "-" + new.canonical})
        return new.model_copy(update=told) if told else new

    return parse


def _parsed(text: str, old: Quantity) -> Quantity | None:
    """The whole text as one figure; a cell that prints no unit has that of its header."""
    found = find_quantities(text)
    if len(found) == 1 and (found[0].start, found[0].end) == (0, len(text)) and found[0].quantity.unit == old.unit:
        return found[0].quantity
    return parse_quantity(text, old.unit or None)


def _date(own: str, old: str) -> Parse:
    """A date without its year keeps the year that it was told."""
    year = int(old[:4]) if old[:4].isdigit() else None
    if _day(own, year) != old:
        return lambda text: None
    return lambda text: new if (new := _day(text, year)) and len(new) == len(old) else None


def _day(text: str, year: int | None) -> str | None:
    if (whole := parse_date(text, year)) is not None:
        return whole
    found = find_dates(text, year)
    return found[0].value if len(found) == 1 else None
