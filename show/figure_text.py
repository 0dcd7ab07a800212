"""A figure as a person reads it: groups of three digits, and never in pieces."""

from __future__ import annotations

import re

from gouji.schemas.leaf import QuantityLeaf

PLAIN_NUMBER = re.compile(r"([+-]?)(\d+)(\.\d+)?")


def figure_text(leaf: QuantityLeaf | None) -> str:
    """The figure with its unit; "?" where it was seen and could not be read, nothing where there is none."""
    if leaf is None:
        return ""
    return "?" if leaf.value is None else group_digits(leaf.value.number) + leaf.value.unit


def group_digits(number: str) -> str:
    """12345678.90 → 12,345,678.90; what is no plain number stays as it is."""
    found = PLAIN_NUMBER.fullmatch(number)
    return f"{found[1]}{int(found[2]):,}{found[3] or ''}" if found and not found[2].startswith("0") else number
