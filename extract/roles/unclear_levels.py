"""Rows of groups whose names stand in several columns (一、货物 | | , | 设备购置费 | , | | 通用设备): which is a part of which nobody says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from gouji.extract.roles.dividers import ALONE
from gouji.extract.roles.rows import RowRole
from gouji.tables.cell_grid import CellGrid


def without_unclear_levels(sheet: CellGrid, rows: Sequence[int], roles: Sequence[RowRole]) -> tuple[RowRole, ...]:
    """The roles of the rows; where the parts of any group begin in several columns, no part of a group is a line of money: their
    cells stay as they were read, and the groups are summed."""
    begins: dict[int, set[int]] = defaultdict(set)
    for row, role in zip(rows, roles, strict=True):
        if role.parent is not None:
            first = (
                role.parent not in begins
            )  # 其中 beside a later part stands in the middle of parts of who knows what
            begins[role.parent].add(
                min((c.col for c in sheet.own(row) if c.words and not (first and ALONE.fullmatch(c.words))), default=0)
            )
    if all(len(columns) == 1 for columns in begins.values()):
        return tuple(roles)
    return tuple(replace(role, role="none", parent=None) if role.parent is not None else role for role in roles)
