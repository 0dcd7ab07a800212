"""Parses another text of a figure or date by the grammar that parsed the first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from gouji.normalize.figures.dates import find_dates, parse_date
from gouji.normalize.figures.quantities import find_quantities, parse_quantity
from gouji.normalize.figures.ranges import range_of
from gouji.schemas.leaf import Leaf
from gouji.schemas.quantity import Quantity

Parse = Callable[[str], Quantity | str | None]


def parser_for(leaf: Leaf[Any]) -> Parse:
    """Returns a function from a text to the value that the leaf would have with that text; it returns None if the text
    is no figure (or date) of the same kind.

    What the context gave the leaf stays: the unit of a header, the sign of a word (调减), a bound, the year named before.
    If the leaf's own text does not yield its value, every other text yields None.
    """
    value = leaf.value
    if isinstance(value, Quantity):
        return _figure_parser(leaf.text, value)
    if isinstance(value, str) and range_of(value):
        return lambda text: text if range_of(text) else None
    if isinstance(value, str):
        return _date_parser(leaf.text, value)
    return lambda text: None


def _figure_parser(own: str, old: Quantity) -> Parse:
    plain = _parsed(own, old)
    if plain is None or abs(plain.amount) != abs(old.amount):
        return lambda text: None
    negate = old.number.startswith("-") and not plain.number.startswith("-")
    inherited: dict[str, Any] = {"bound": old.bound} if plain.bound is None and old.bound else {}
    inherited |= {"approximate": old.approximate} if old.approximate != plain.approximate else {}

    def parse(text: str) -> Quantity | None:
        new = _parsed(text, old)
        if new is None or new.unit != old.unit:
            return None
        if negate and not new.number.startswith("-"):
            new = new.model_copy(update={"number": "-" + new.number, "canonical": "-" + new.canonical})
        return new.model_copy(update=inherited) if inherited else new

    return parse


def _parsed(text: str, old: Quantity) -> Quantity | None:
    """Parses the whole text as one figure; a cell that prints no unit takes that of its header."""
    found = find_quantities(text)
    if len(found) == 1 and (found[0].start, found[0].end) == (0, len(text)) and found[0].quantity.unit == old.unit:
        return found[0].quantity
    return parse_quantity(text, old.unit or None)


def _date_parser(own: str, old: str) -> Parse:
    """A date printed without a year keeps the year that it was given."""
    year = int(old[:4]) if old[:4].isdigit() else None
    if _parsed_date(own, year) != old:
        return lambda text: None
    return lambda text: new if (new := _parsed_date(text, year)) and len(new) == len(old) else None


def _parsed_date(text: str, year: int | None) -> str | None:
    if (whole := parse_date(text, year)) is not None:
        return whole
    found = find_dates(text, year)
    return found[0].value if len(found) == 1 else None
