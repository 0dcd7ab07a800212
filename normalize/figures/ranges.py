"""Finds the range that a text gives (3%～5%)."""

from __future__ import annotations

from gouji.normalize.figures.quantities import find_quantities
from gouji.schemas.quantity import Quantity


def range_of(text: str) -> tuple[Quantity, Quantity] | None:
    """Returns the two ends of the one range in a text, the lower first; None if it has none, or other figures too."""
    found = find_quantities(text)
    if [each.part for each in found] != ["low", "high"]:
        return None
    low, high = (each.quantity for each in found)
    return (low, high) if low.canonical_unit == high.canonical_unit and low.amount < high.amount else None
