"""The tables of an archive as pandas frames, some ten thousand rows at a time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal, InvalidOperation
from itertools import groupby
from typing import Any

import pandas as pd
import pyarrow as pa
from sqlalchemy import Connection

from gouji.archive.exact_decimal import TEXT_PREFIX
from gouji.archive.find import Filters
from gouji.archive.store import Store
from gouji.export.columns import Column, tables
from gouji.export.mask import Mask, masked_name, masked_phone
from gouji.export.origins import origins
from gouji.export.personal_data import PersonalData
from gouji.export.queries import select_rows
from gouji.export.report_masks import ReportMasks
from gouji.schemas.retold import retold

ROWS_PER_FRAME = 50_000
"""Rows of a frame: some 100 MB while it is made."""
ARROW_TYPES = {
    "text": pa.string(),
    "number": pa.string(),
    "integer": pa.int64(),
    "boolean": pa.bool_(),
    "share": pa.float64(),
}
CONTACT_MASKS = {"contact_person": masked_name, "contact_phone": masked_phone}
UNSEARCHED_COLUMNS = frozenset(
    {
        "report_id",
        "other_report_id",
        "role",
        "kind",
        "form",
        "status",
        "severity",
        "rule",
        "pointers",
        "change_kind",
        *CONTACT_MASKS,
    }
)
UNSEARCHED_ENDINGS = ("_unit", "_bound", "_precision", "date", "_version")
"""Columns of text that are not searched for contacts: ids, words of the program's own, dates, and the contacts' own columns."""
SENTENCE_COLUMNS = {"findings": ("message", "suggestion"), "corrections": ("reason",)}
"""Columns of the program's own sentences."""
Values = list[Any]
PLAIN_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
DOUBT_RULES = frozenset({"doubtful-reading", "unreadable"})
"""Rules whose findings quote what was read, and compute nothing."""


@contextmanager
def snapshot(store: Store) -> Iterator[Connection]:
    """A connection that sees the archive as it was at the first question, whatever an ingest writes meanwhile."""
    with store.engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        yield connection


def frames(
    connection: Connection,
    table: str,
    filters: Filters,
    masks: ReportMasks | None,
    *,
    lang: str | None = None,
    rows: int = ROWS_PER_FRAME,
) -> Iterator[pd.DataFrame]:
    """The rows of a table, sorted by report and row, at most `rows` in a frame; at least one frame, which may be empty.

    The columns are of Arrow types, so that nothing is lost on the way: a missing value is missing, an exact decimal stands
    as its digits. With `masks` what they hide of a report is masked in all its texts. Sentences are in `lang`, or as they were
    made where it is None.
    """
    columns = tables()[table]
    asked = [column.name for column in columns if column.asked]
    some = False
    for question in select_rows(table, filters, connection.dialect):
        for part in connection.execute(question, execution_options={"yield_per": rows}).partitions():
            some = True
            came = dict(zip(asked, (list(values) for values in zip(*part, strict=True)), strict=True))
            came |= origins(connection, table, came["report_id"], came.get("row"))
            yield _frame(table, columns, [came[column.name] for column in columns], masks, lang)
    if not some:
        yield _frame(table, columns, [[] for _ in columns], None, None)


def _frame(
    table: str, columns: tuple[Column, ...], values: list[Values], masks: ReportMasks | None, lang: str | None
) -> pd.DataFrame:
    names = [column.name for column in columns]
    if masks is not None:
        _hide(table, columns, values, masks)
    if lang is not None:
        _retell(table, names, values, lang)
    for place, column in enumerate(columns):
        if column.kind == "number":
            values[place] = [_digits(value) for value in values[place]]
        elif column.kind == "share":
            values[place] = [value if value is None else float(value) for value in values[place]]
    if "other_report_id" in names:
        _differences(names, values)
    arrays = [pa.array(each, ARROW_TYPES[column.kind]) for each, column in zip(values, columns, strict=True)]
    frame: pd.DataFrame = pa.table(arrays, names=names).to_pandas(types_mapper=pd.ArrowDtype)
    return frame


def _retell(table: str, names: list[str], values: list[Values], lang: str) -> None:
    for name in SENTENCE_COLUMNS.get(table, ()):
        place = names.index(name)
        rules = values[names.index("rule")] if "rule" in names else [""] * len(values[place])
        values[place] = [told and retold(told, lang, rule) for told, rule in zip(values[place], rules, strict=True)]


def _digits(value: Any) -> str | None:
    """A figure's digits, neither rounded nor as a power of ten."""
    if value is None:
        return None
    digits = value.removeprefix(TEXT_PREFIX) if isinstance(value, str) else repr(value)
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


def _hide(table: str, columns: tuple[Column, ...], values: list[Values], masks: ReportMasks) -> None:
    """Masks the contacts of each report in its rows, which stand together."""
    at = {column.name: place for place, column in enumerate(columns)}
    ids, before = values[at["report_id"]], list(values)
    others = values[at["other_report_id"]] if "other_report_id" in at else []
    known = masks.known([*ids, *filter(None, others)])
    texts = [
        place
        for place, c in enumerate(columns)
        if c.kind == "text" and c.name not in UNSEARCHED_COLUMNS and not c.name.endswith(UNSEARCHED_ENDINGS)
    ]
    for place in texts:
        values[place] = list(values[place])
    start = 0
    for report_id, group in groupby(ids):
        rows = range(start, start + sum(1 for _ in group))
        _mask_rows(values, texts, rows, known[report_id].mask())
        if table == "corrections":
            _hide_corrections(at, values, known[report_id], rows)
        start = rows.stop
    for row, other in enumerate(others):
        if other:
            _mask_rows(values, texts, range(row, row + 1), known[other].mask())
    if table == "findings":
        _keep_figures(at, values, before)
    for place, column in enumerate(columns):
        if masked := CONTACT_MASKS.get(column.name):
            values[place] = [value and masked(value) for value in values[place]]


def _mask_rows(values: list[Values], texts: list[int], rows: range, mask: Mask) -> None:
    parts = [values[place][rows.start : rows.stop] for place in texts]
    # One look at all the texts of a report: most name their contact nowhere else.
    if mask.may_touch("\n".join([value for part in parts for value in part if value])):
        for place, part in zip(texts, parts, strict=True):
            values[place][rows.start : rows.stop] = [value and mask(value) for value in part]


def _keep_figures(at: dict[str, int], values: list[Values], before: list[Values]) -> None:
    """What a relation was computed of is a figure, whatever its digits look like; a doubt quotes what was read."""
    for name in ("observed", "expected"):
        for row, (told, rule) in enumerate(zip(before[at[name]], values[at["rule"]], strict=True)):
            if PLAIN_NUMBER.fullmatch(told or "") and rule not in DOUBT_RULES:
                values[at[name]][row] = told


def _hide_corrections(at: dict[str, int], values: list[Values], told: PersonalData, rows: range) -> None:
    hidden = {number + 1 for number in told.corrections}
    for row in rows:
        if values[at["row"]][row] in hidden:
            for name in ("before", "after"):
                values[at[name]][row] = re.sub(r"\S", "*", values[at[name]][row])
