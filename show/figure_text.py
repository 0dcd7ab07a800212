"""Shows a figure to a person: with thousands separators, and never broken into pieces."""

from __future__ import annotations

import re

from gouji.schemas.leaf import QuantityLeaf

PLAIN_NUMBER = re.compile(r"([+-]?)(\d+)(\.\d+)?")


def figure_text(leaf: QuantityLeaf | None) -> str:
    """The figure with its unit; "?" if it is unreadable, empty if there is none."""
    if leaf is None:
        return ""
    return "?" if leaf.value is None else group_digits(leaf.value.number) + leaf.value.unit


def group_digits(number: str) -> str:
    """12345678.90 → 12,345,678.90. Text that is not a plain number is unchanged."""
    found = PLAIN_NUMBER.fullmatch(number)
    return f"{found[1]}{int(found[2]):,}{found[3] or ''}" if found and not found[2].startswith("0") else number
