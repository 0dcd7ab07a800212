"""Which scanner a case gets: resolution, colour, turned pages and the seal, at random for each quality."""

from __future__ import annotations

from bench.cases.random import Dice
from bench.cases.scanned import Scanner
from bench.cases.sheet import Sheet

DPI = {
    "office": (200, 200, 150),
    "poor": (150, 150, 120),
    "copy": (200, 180, 150),
    "fax": (200, 200, 150),
    "photo": (150, 165, 180),
    "coarse": (90, 100, 110),
}
SCANNED = tuple(DPI)


def draw_scanner(
    dice: Dice, quality: str, sheets: list[Sheet], seal: str | None, table: bool, turn: int = 0
) -> Scanner:
    """The scanner of one document. On a table the seal lies over cells, else on the cover."""
    colour = quality == "photo" or (quality != "fax" and dice.chance(0.35))
    turns = {dice.randint(1, len(sheets)): 180} if dice.chance(0.04) else {}
    turns = {number: turn for number in range(1, len(sheets) + 1)} if turn else turns
    page = dice.randint(1, len(sheets)) if table else 1
    place = (seal, *_middle(dice, table), dice.uniform(38, 43)) if seal else None
    return Scanner(quality, dice.pick(DPI[quality]), colour, dice.randint(68, 82), dice.chance(0.6), turns, place, page)


def _middle(dice: Dice, table: bool) -> tuple[float, float]:
    return (
        (dice.uniform(0.6, 0.82), dice.uniform(0.12, 0.7))
        if table
        else (dice.uniform(0.5, 0.7), dice.uniform(0.45, 0.65))
    )
