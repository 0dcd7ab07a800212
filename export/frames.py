"""The tables of an archive as pandas frames, some ten thousand rows at a time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal, InvalidOperation
from itertools import groupby
from typing import Any

import pandas as pd
import pyarrow as pa
from sqlalchemy import Connection

from archive.exact import MARK
from archive.find import Filters
from archive.store import Store
from export.columns import Column, tables
from export.mask import Mask, masked_name, masked_phone
from export.select import select_contacts, select_doubted_contacts, select_rows
from export.whereabouts import whereabouts

ROWS = 50_000
"""Rows of a frame: some 100 MB while it is made."""
ARROW = {"text": pa.string(), "number": pa.string(), "integer": pa.int64(), "boolean": pa.bool_(), "share": pa.float64()}
CONTACTS = {"contact_person": masked_name, "contact_phone": masked_phone}
OTHERWISE = frozenset(
    {"report_id", "other_report_id", "role", "kind", "form", "status", "severity", "rule", "pointers", "change_kind", *CONTACTS}
)
ENDINGS = ("_unit", "_bound", "_precision", "date", "_version")
"""Columns of text that are not searched for contacts: ids, words of the program's own, dates, and the contacts' own columns."""
Values = list[Any]
Seen = tuple[list[str], list[str]]


@contextmanager
def snapshot(store: Store) -> Iterator[Connection]:
    """A connection that sees the archive as it was at the first question, whatever an ingest writes meanwhile."""
    with store.engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        yield connection


def frames(connection: Connection, table: str, filters: Filters, *, contacts: bool, rows: int = ROWS) -> Iterator[pd.DataFrame]:
    """The rows of a table, sorted by report and row, at most `rows` in a frame; at least one frame, which may be empty.

    The columns are of Arrow types, so that nothing is lost on the way: a missing value is missing, an exact decimal stands
    as its digits. Without `contacts` the contact person and telephone of a report are masked in all its texts.
    """
    columns = tables()[table]
    asked = [column.name for column in columns if column.asked]
    doubted = {} if contacts else _doubted(connection)
    some = False
    for question in select_rows(table, filters, connection.dialect):
        for part in connection.execute(question, execution_options={"yield_per": rows}).partitions():
            some = True
            came = dict(zip(asked, (list(values) for values in zip(*part, strict=True)), strict=True))
            came |= whereabouts(connection, table, came["report_id"], came.get("row"))
            yield _frame(connection, columns, [came[column.name] for column in columns], contacts, doubted)
    if not some:
        yield _frame(connection, columns, [[] for _ in columns], True, doubted)


def _frame(
    connection: Connection, columns: tuple[Column, ...], values: list[Values], contacts: bool, doubted: dict[str, Seen]
) -> pd.DataFrame:
    names = [column.name for column in columns]
    if not contacts:
        _hide(connection, columns, values, doubted)
    for place, column in enumerate(columns):
        if column.kind == "number":
            values[place] = [_digits(value) for value in values[place]]
        elif column.kind == "share":
            values[place] = [value if value is None else float(value) for value in values[place]]
    if "other_report_id" in names:
        _differences(names, values)
    arrays = [pa.array(each, ARROW[column.kind]) for each, column in zip(values, columns, strict=True)]
    frame: pd.DataFrame = pa.table(arrays, names=names).to_pandas(types_mapper=pd.ArrowDtype)
    return frame


def _digits(value: Any) -> str | None:
    """A figure's digits, neither rounded nor as a power of ten."""
    if value is None:
        return None
    digits = value.removeprefix(MARK) if isinstance(value, str) else repr(value)
    return format(Decimal(digits), "f") if "e" in digits or "E" in digits else digits


def _differences(names: list[str], values: list[Values]) -> None:
    """The difference of a finding between reports, as archive.rows makes it inside of one."""
    at = {name: names.index(name) for name in ("other_report_id", "observed", "expected", "difference")}
    gaps = values[at["difference"]] = list(values[at["difference"]])
    for place, other in enumerate(values[at["other_report_id"]]):
        if other is not None:
            gaps[place] = _gap(values[at["observed"]][place], values[at["expected"]][place])


def _gap(observed: str | None, expected: str | None) -> str | None:
    try:
        gap = Decimal(observed or "") - Decimal(expected or "")
    except InvalidOperation:
        return None
    return format(gap.normalize() + 0, "f") if gap.is_finite() else None


def _doubted(connection: Connection) -> dict[str, Seen]:
    """(names, telephones) by report, as far as they were seen but not read."""
    out: dict[str, Seen] = {}
    for report_id, pointers, *texts in connection.execute(select_doubted_contacts()):
        names, phones = out.setdefault(report_id, ([], []))
        (phones if "contact_phone" in pointers else names).extend(filter(None, texts))
    return out


def _hide(connection: Connection, columns: tuple[Column, ...], values: list[Values], doubted: dict[str, Seen]) -> None:
    """Masks the contacts of each report in its rows, which stand together."""
    ids = values[0]
    if not ids:
        return
    known = {}
    for report_id, person, phone in connection.execute(select_contacts(ids[0], ids[-1])):
        names, phones = doubted.get(report_id, ([], []))
        known[report_id] = Mask([person, *names], [phone, *phones])
    texts = [place for place, c in enumerate(columns) if c.kind == "text" and c.name not in OTHERWISE and not c.name.endswith(ENDINGS)]
    start = 0
    for report_id, group in groupby(ids):
        end = start + sum(1 for _ in group)
        mask, parts = known[report_id], [values[place][start:end] for place in texts]
        # One look at all the texts of a report: most name their contact nowhere else.
        if mask.may_touch("\0".join([value for part in parts for value in part if value])):
            for place, part in zip(texts, parts, strict=True):
                values[place][start:end] = [value and mask(value) for value in part]
        start = end
    for place, column in enumerate(columns):
        if masked := CONTACTS.get(column.name):
            values[place] = [value and masked(value) for value in values[place]]
