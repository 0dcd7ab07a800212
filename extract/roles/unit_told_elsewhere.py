"""The unit of a table's money where nothing over it or in it declares one: that of the same figures in the prose."""

from __future__ import annotations

from collections.abc import Iterable

import regex

from gouji.normalize.figures.yuan import YUAN
from gouji.tables.cell_grid import CellGrid

FIGURE = regex.compile(r"\d[\d,]*(?:\.\d+)?")
AMOUNT = regex.compile(rf"(?<![\d.])(?P<number>\d[\d,]*(?:\.\d+)?)\s*(?P<unit>{YUAN})")
MIN_DIGITS, SURE_DIGITS = 3, 4
"""A figure of fewer digits is told twice by chance; one of so many is not."""
MIN_FIGURES = 2
"""So many shorter ones are not either."""


def unit_told_elsewhere(sheet: CellGrid, paragraphs: Iterable[str]) -> str | None:
    """Returns the unit that the prose prints behind figures of this table (901.60万元); None where none of them stands
    there, or where it has several units.
    """
    printed = {_bare(cell.words) for cell in sheet.cells if FIGURE.fullmatch(cell.words)}
    found = {
        (_bare(told["number"]), told["unit"])
        for words in paragraphs
        for told in AMOUNT.finditer(words)
        if _bare(told["number"]) in printed and _digits(told["number"]) >= MIN_DIGITS
    }
    sure = len(found) >= MIN_FIGURES or any(_digits(number) >= SURE_DIGITS for number, _ in found)
    units = {unit for _, unit in found}
    return units.pop() if sure and len(units) == 1 else None


def _bare(number: str) -> str:
    bare = number.replace(",", "")
    return bare.rstrip("0").rstrip(".") if "." in bare else bare


def _digits(number: str) -> int:
    """Digits that tell the figure: noughts before and behind do not."""
    return len(_bare(number).replace(".", "").strip("0"))
