"""Writes frames as a CSV file for Excel: UTF-8 with a BOM, text that cannot become a formula, exact figures."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from gouji.export.columns import tables
from gouji.export.escape_formulas import escape_formulas

BOM = b"\xef\xbb\xbf"
NEEDS_QUOTES = '[",\r\n]'


class CsvFiles:
    """One CSV file per table in a folder, with headings in a language, or the column names if `headings` is None."""

    def __init__(self, folder: Path, headings: str | None = None) -> None:
        self._folder, self._headings = folder, headings

    def write(self, table: str, frame: pd.DataFrame) -> None:
        """Appends the frame's rows to <table>.csv, which begins with a line of headings."""
        path = self._folder / f"{table}.csv"
        kinds = [column.kind for column in tables()[table]]
        with path.open("ab") as file:
            if file.tell() == 0:
                heads = pa.table(
                    [[column.heading(self._headings)] for column in tables()[table]], names=[*frame.columns]
                )
                file.write(BOM + bytes(csv_lines(heads, ["text"] * len(kinds))))
            if len(frame):
                file.write(csv_lines(pa.Table.from_pandas(frame, preserve_index=False), kinds))

    def close(self) -> None:
        """Does nothing: no file stays open between frames."""


def csv_lines(rows: pa.Table, kinds: list[str]) -> memoryview:
    """The rows as lines of UTF-8, built by Arrow column by column (row by row takes minutes for millions of rows).

    Arrow's own CSV writer quotes the digits of exact decimals like text, and writes small ones as powers of ten.
    """
    texts = [_text(column.combine_chunks(), kind) for column, kind in zip(rows.columns, kinds, strict=True)]
    texts[-1] = pc.binary_join_element_wise(texts[-1], "", "\n", null_handling="replace")
    lines = pc.binary_join_element_wise(*texts, ",", null_handling="replace")
    lines = lines.combine_chunks() if isinstance(lines, pa.ChunkedArray) else lines
    return memoryview(lines.buffers()[2])[: pc.sum(pc.binary_length(lines)).as_py()]


def _text(column: pa.Array[Any], kind: str) -> pa.Array[Any]:
    """The fields of the column as written in the file."""
    if kind != "text":
        return column.cast(pa.string())
    safe = escape_formulas(column)
    special = pc.match_substring_regex(safe, NEEDS_QUOTES)
    if pc.any(special).as_py():
        inner = pc.replace_substring(safe, '"', '""')
        safe = pc.if_else(
            special, pc.binary_join_element_wise(pc.binary_join_element_wise('"', inner, ""), '"', ""), safe
        )
    return safe
