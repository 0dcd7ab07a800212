"""Exact decimals in a database column: NUMERIC in PostgreSQL, and in SQLite a number that is exactly the figure."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from sqlalchemy import Dialect, Numeric
from sqlalchemy.types import TypeDecorator, TypeEngine, UserDefinedType

TEXT_PREFIX = "exact:"
"""Prefix of a figure that no number of SQLite represents. It keeps SQLite from turning the digits into a nearby float.
"""
INTEGER_LIMIT = 2**63


class _Number(UserDefinedType[Any]):
    """A numeric SQLite column that passes values through unchanged."""

    cache_ok = True

    def get_col_spec(self, **_: Any) -> str:
        return "NUMERIC"


class ExactDecimal(TypeDecorator[Decimal]):
    """A column of Decimal. SQLite has only 64-bit integers and binary floats, so a figure is stored as the number that
    prints as its digits (which holds for all amounts of up to 15 digits), or as prefixed text if there is none."""

    impl = Numeric
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """The column type of the database in use."""
        return dialect.type_descriptor(_Number() if dialect.name == "sqlite" else Numeric())

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> Any:
        """The value to store in the database."""
        return value if value is None or dialect.name != "sqlite" else to_sqlite(Decimal(value))

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        """The stored figure, digit for digit (without trailing zeros after the decimal point)."""
        return value if value is None or isinstance(value, Decimal) else from_sqlite(value)


def to_sqlite(value: Decimal) -> int | float | str:
    """The SQLite number that is exactly `value`, otherwise its digits with the prefix."""
    if value == value.to_integral_value() and abs(value) < INTEGER_LIMIT:
        return int(value)
    nearest = float(value)
    return nearest if Decimal(repr(nearest)) == value else TEXT_PREFIX + format(value, "f")


def from_sqlite(value: int | float | str) -> Decimal:
    """The figure that `to_sqlite` stored."""
    return Decimal(value.removeprefix(TEXT_PREFIX)) if isinstance(value, str) else Decimal(repr(value))
