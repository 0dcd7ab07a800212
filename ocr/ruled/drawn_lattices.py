"""The lattices of rulings that are known exactly, because the file draws them."""

from __future__ import annotations

from collections.abc import Sequence

from gouji.ocr.ruled.connected_rulings import connected_rulings
from gouji.ocr.ruled.covered_stretches import covered_stretches
from gouji.ocr.ruled.lattice import Lattice, found_lattices
from gouji.ocr.ruled.rulings import Ruling

MEETING_PT = 3.0
"""Rulings that end this near to one another meet."""


def drawn_lattices(level: Sequence[Ruling], upright: Sequence[Ruling]) -> list[Lattice]:
    """Returns the tables that these rulings (points) form, from top to bottom."""

    def measure(xs: list[float], ys: list[float]) -> Lattice:
        return Lattice(xs, ys, covered_stretches(level, ys, xs), covered_stretches(upright, xs, ys))

    return found_lattices(connected_rulings(level, upright, MEETING_PT, 1.0), measure, 1.0)
