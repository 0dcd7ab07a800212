"""Exact decimals in a database column: NUMERIC in PostgreSQL, and in SQLite a number that is the figure and no other."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from sqlalchemy import Dialect, Numeric
from sqlalchemy.types import TypeDecorator, TypeEngine, UserDefinedType

MARK = "exact:"
"""Before a figure that no number of SQLite holds. It keeps SQLite from turning the digits into a nearby float."""
LARGEST = 2**63


class _Number(UserDefinedType[Any]):
    """A SQLite column of numbers that hands values on as they are."""

    cache_ok = True

    def get_col_spec(self, **_: Any) -> str:
        return "NUMERIC"


class Exact(TypeDecorator[Decimal]):
    """A column of Decimal. SQLite knows only 64-bit integers and binary floats, so a figure is stored as the number that
    prints as its digits (all money up to 15 digits does), and as marked text where there is none."""

    impl = Numeric
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """The column type of the database at hand."""
        return dialect.type_descriptor(_Number() if dialect.name == "sqlite" else Numeric())

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> Any:
        """What goes into the database."""
        return value if value is None or dialect.name != "sqlite" else stored(Decimal(value))

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        """The figure again, digit for digit (without idle zeros after the point)."""
        return value if value is None or isinstance(value, Decimal) else figure(value)


def stored(value: Decimal) -> int | float | str:
    """The number of SQLite that is exactly `value`, else its marked digits."""
    if value == value.to_integral_value() and abs(value) < LARGEST:
        return int(value)
    nearest = float(value)
    return nearest if Decimal(repr(nearest)) == value else MARK + format(value, "f")


def figure(value: int | float | str) -> Decimal:
    """The figure that `stored` put away."""
    return Decimal(value.removeprefix(MARK)) if isinstance(value, str) else Decimal(repr(value))
