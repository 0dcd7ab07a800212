"""The columns of the data tables, which the exports share."""

from __future__ import annotations

from gouji.schemas.wordlists import read_rows


def column_rows() -> tuple[tuple[str, ...], ...]:
    """(table, column, kind, label in Chinese, label in English) of each column, `reports` first."""
    return read_rows(__package__, "columns")
