"""Finds the figure that a path of the user names in a record."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from gouji.check.own.field_path import folded
from gouji.check.own.own_rule import FieldPath
from gouji.schemas.leaf import Leaf, QuantityLeaf, TextLeaf
from gouji.schemas.record import Report


@dataclass(frozen=True, slots=True)
class Found:
    """A figure of the record, what it is of (the printed name and the column), and the line that it stands in."""

    leaf: QuantityLeaf
    subject: str
    row: object


@dataclass(frozen=True, slots=True)
class Missing:
    """A path that leads to no figure of the record that could be compared.

    `absent`: nothing there. `many`: more than one line fits, with different figures. `words`: words stand there.
    `unreadable`: the figure could not be read. `same`: two paths lead to one figure. `units`: its unit is another. `apart`: a date of
    another procurement than the other dates.
    """

    path: FieldPath
    why: Literal["absent", "many", "words", "unreadable", "same", "units", "apart"]


def find_field(path: FieldPath, report: Report) -> Found | Missing:
    """The figure at `path`, or why there is none."""
    if path.head == "evaluation":
        return _figure(path, [(getattr(report.evaluation, path.field), path.field, report.evaluation)])
    rows = _rows(path, report)
    named = _fitting(path.name, rows) if path.name else rows
    if named is None:
        return Missing(path, "many")
    column = "" if path.head == "fact" else f" {path.field}"
    return _figure(path, [(getattr(row, path.field), f"{_told(name)}{column}", row) for name, row in named])


def _rows(path: FieldPath, report: Report) -> list[tuple[TextLeaf, Any]]:
    """The lines, indicators or facts with their names."""
    if path.head == "budget":
        return [(row.name, row) for row in report.budget if path.role in (None, row.role)]
    if path.head == "indicator":
        return [(each.name, each) for each in report.indicators]
    return [(fact.subject, fact) for fact in report.facts]


def _fitting(name: str, rows: Sequence[tuple[TextLeaf, Any]]) -> list[tuple[TextLeaf, Any]] | None:
    """The rows of this very name; else those of the only name that contains it; None if several names do."""
    wanted = folded(name)
    names = [folded(_told(leaf)) for leaf, _ in rows]
    hits = {each for each in names if each == wanted} or {each for each in names if wanted in each}
    return None if len(hits) > 1 else [row for row, each in zip(rows, names, strict=True) if each in hits]


def _told(name: TextLeaf) -> str:
    return name.value or name.text


def _figure(path: FieldPath, found: Iterable[tuple[Leaf[Any] | None, str, object]]) -> Found | Missing:
    """The figure that all these places agree on."""
    there = [(leaf, subject, row) for leaf, subject, row in found if leaf is not None]
    if not there:
        return Missing(path, "absent")
    figures = [Found(leaf, subject, row) for leaf, subject, row in there if isinstance(leaf, QuantityLeaf)]
    if len(figures) < len(there):
        return Missing(path, "words")
    values = [each.leaf.value for each in figures if each.leaf.value is not None]
    if len({(value.amount, value.canonical_unit) for value in values}) > 1:
        return Missing(path, "many")
    if len(values) < len(figures):
        return Missing(path, "unreadable")
    return figures[0]
