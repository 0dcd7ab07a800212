"""Writes frames as Parquet files: exact decimals, missing values, labels and units of the columns."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from gouji.export.columns import Column, tables

DECIMAL_TYPE = pa.decimal128(38, 10)
"""28 digits before the decimal point and 10 after it: an amount in 亿元 with 18 decimal places still fits."""
ARROW_TYPES = {
    "text": pa.string(),
    "number": DECIMAL_TYPE,
    "integer": pa.int64(),
    "boolean": pa.bool_(),
    "share": pa.float64(),
}


class ParquetFiles:
    """One Parquet file per table in a folder. `unfit` counts figures that no decimal of the file represents: they are
    missing, and their printed form is in the column's `_raw` neighbour."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._open = folder, dict[str, pq.ParquetWriter]()
        self.unfit: dict[str, int] = {}

    def write(self, table: str, frame: pd.DataFrame) -> None:
        """Appends the frame's rows to <table>.parquet."""
        columns = tables()[table]
        if table not in self._open:
            self.close()
            fields = [_field(column) for column in columns]
            self._open[table] = pq.ParquetWriter(
                self._folder / f"{table}.parquet", pa.schema(fields), compression="zstd"
            )
        rows = pa.Table.from_pandas(frame, preserve_index=False)
        arrays = [self._array(rows[column.name].combine_chunks(), column) for column in columns]
        self._open[table].write_table(pa.table(arrays, schema=pa.schema([_field(column) for column in columns])))

    def close(self) -> None:
        """Finishes the files. It may be called again."""
        while self._open:
            self._open.popitem()[1].close()

    def _array(self, values: pa.Array[Any], column: Column) -> pa.Array[Any]:
        if column.kind != "number":
            return values.cast(ARROW_TYPES[column.kind])
        try:
            return values.cast(DECIMAL_TYPE)
        except pa.ArrowInvalid:
            exact = [_exact_or_none(value) for value in values.to_pylist()]
            lost = sum(a is None and b is not None for a, b in zip(exact, values.to_pylist(), strict=True))
            self.unfit[column.table] = self.unfit.get(column.table, 0) + lost
            return pa.array(exact, DECIMAL_TYPE)


def _field(column: Column) -> pa.Field[Any]:
    labels = {
        f"{kind}_{lang}": labels[lang]
        for kind, labels in (("label", column.label), ("description", column.description))
        for lang in labels
    }
    return pa.field(column.name, ARROW_TYPES[column.kind], metadata=labels | {"unit": column.unit})


def _exact_or_none(digits: str | None) -> Decimal | None:
    """The figure if the file can store it exactly, otherwise None."""
    if digits is None:
        return None
    value = Decimal(digits)
    _sign, figures, power = value.as_tuple()
    assert isinstance(power, int)
    return (
        value
        if -power <= DECIMAL_TYPE.scale and len(figures) + power <= DECIMAL_TYPE.precision - DECIMAL_TYPE.scale
        else None
    )
