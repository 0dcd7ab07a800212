"""The data types of comparing reports with each other."""

from __future__ import annotations

from dataclasses import dataclass

from gouji.schemas.batch import Names
from gouji.schemas.leaf import QuantityLeaf
from gouji.schemas.quantity import Quantity
from gouji.schemas.record import Report, Severity, Status


@dataclass(frozen=True, slots=True, eq=False)
class Filed:
    """A report as stored in the archive."""

    report_id: str
    names: Names
    report: Report


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of an archived report: its name, its place, and whether its reading is beyond doubt."""

    holder: Filed
    name: str
    pointer: str
    leaf: QuantityLeaf
    quantity: Quantity
    sure: bool


@dataclass(frozen=True, slots=True)
class Between:
    """A checked relation between reports. `claim` is the report that makes the claim; `figures` are all compared
    figures, the claimed one first.
    """

    rule: str
    claim: Filed
    other: Filed
    status: Status
    severity: Severity
    message: str
    equation: str
    figures: tuple[Figure, ...] = ()
    observed: str | None = None
    expected: str | None = None
    tolerance: str | None = None
    suggestion: str | None = None
