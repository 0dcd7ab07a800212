"""The columns of a table by the fields of the record: where each lies across the table, and its unit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import regex

from gouji.normalize.figures.yuan import UNIT_OF_MONEY
from gouji.schemas.leaf import QuantityLeaf

Kind = Literal["budget", "indicator"]
POINTS = regex.compile(
    r"(?P<points>\d+(?:\.\d+)?)\s*分?\s*[*×xX]\s*(?:预算)?执行率|执行率\s*[*×xX]\s*(?P<points>\d+(?:\.\d+)?)"
)
STRAY = ".·。、,，'`-—"
"""Specks at the edge of a cell."""
MONEY = regex.compile(UNIT_OF_MONEY)


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: where it lies across the table, and the unit its header names."""

    left: float
    right: float
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Header:
    """A header row: its kind and its columns by field."""

    kind: Kind
    columns: dict[str, Column]
    points: QuantityLeaf | None = None
    """The weight that the head of the points names itself: 得分（20分*执行率）."""

    @property
    def first(self) -> float:
        """Where the first column with figures begins: what stands left of it names the row."""
        figures = [
            c.left for f, c in self.columns.items() if f not in ("part", "source", "number", "level1", "level2", "name")
        ]
        return min(figures, default=1.0)
