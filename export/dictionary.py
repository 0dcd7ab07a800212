"""The data dictionary (数据字典): every column of the export tables in both languages."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from gouji.export.columns import tables
from gouji.export.escape_formulas import escape_formula

FILE_NAME = "data_dictionary.csv"
DICTIONARY_COLUMNS = ("table", "column", "type", "unit", "label_zh", "label_en", "description_zh", "description_en")
TABLE_SCHEMA_TYPES = {
    "text": "string",
    "number": "number",
    "integer": "integer",
    "boolean": "boolean",
    "share": "number",
}
"""Column types in the terms of the Table Schema."""


def dictionary_rows() -> list[tuple[str, ...]]:
    """One row per column, in the order of `DICTIONARY_COLUMNS`."""
    return [
        (
            c.table,
            c.name,
            TABLE_SCHEMA_TYPES[c.kind],
            c.unit,
            c.label["zh"],
            c.label["en"],
            c.description["zh"],
            c.description["en"],
        )
        for columns in tables().values()
        for c in columns
    ]


def write_dictionary(folder: Path) -> int:
    """Writes the dictionary as CSV into a folder. Returns the number of described columns."""
    rows = [tuple(map(escape_formula, row)) for row in dictionary_rows()]
    pd.DataFrame(rows, columns=list(DICTIONARY_COLUMNS)).to_csv(
        folder / FILE_NAME, index=False, encoding="utf-8-sig", lineterminator="\n"
    )
    return len(rows)
