"""The tables of an archive as pandas frames of some ten thousand rows."""

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
from gouji.check.rule_name import rule_name
from gouji.export.columns import Column, tables
from gouji.export.mask import Mask, masked_name, masked_phone
from gouji.export.origins import origins
from gouji.export.personal_data import PersonalData
from gouji.export.queries import select_rows
from gouji.export.report_masks import ReportMasks
from gouji.schemas.retold import retold
from gouji.schemas.texts import default_language

ROWS_PER_FRAME = 50_000
"""Rows of a frame: some 100 MB while it is built."""
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
        "rule_name",
        "pointers",
        "change_kind",
        *CONTACT_MASKS,
    }
)
UNSEARCHED_ENDINGS = ("_unit", "_bound", "_precision", "date", "_version")
"""Text columns that are not searched for contacts: ids, terms of the program, dates, and the contact columns
themselves."""
SENTENCE_COLUMNS = {"findings": ("message", "suggestion"), "corrections": ("reason",)}
"""Columns that hold messages of the program."""
Values = list[Any]
PLAIN_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
DOUBT_RULES = frozenset({"doubtful-reading", "unreadable"})
"""Rules whose findings quote what was read and compute nothing."""


@contextmanager
def snapshot(store: Store) -> Iterator[Connection]:
    """A connection that sees the archive as it was at the first query, whatever an ingest writes meanwhile."""
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
    """The rows of a table, sorted by report and row, at most `rows` per frame; at least one frame, which may be empty.

    The columns have Arrow types, so that nothing is lost: a missing value stays missing, an exact decimal keeps its
    digits. With `masks`, the personal data of a report is masked in all its texts. Messages and names
    of rules are in `lang`; if it is None, messages are as stored and names in the user's language.
    """
    columns = tables()[table]
    selected = [column.name for column in columns if column.from_archive]
    has_rows = False
    for query in select_rows(table, filters, connection.dialect):
        for part in connection.execute(query, execution_options={"yield_per": rows}).partitions():
            has_rows = True
            values_by_column = dict(zip(selected, (list(values) for values in zip(*part, strict=True)), strict=True))
            values_by_column |= origins(connection, table, values_by_column["report_id"], values_by_column.get("row"))
            if "rule" in values_by_column:
                values_by_column["rule_name"] = _rule_names(values_by_column["rule"], lang or default_language())
            yield _frame(table, columns, [values_by_column[column.name] for column in columns], masks, lang)
    if not has_rows:
        yield _frame(table, columns, [[] for _ in columns], None, None)


def _rule_names(rules: Values, lang: str) -> Values:
    known = {rule: rule_name(rule, lang) for rule in set(rules)}
    return [known[rule] for rule in rules]


def _frame(
    table: str, columns: tuple[Column, ...], values: list[Values], masks: ReportMasks | None, lang: str | None
) -> pd.DataFrame:
    names = [column.name for column in columns]
    if masks is not None:
        _mask_contacts(table, columns, values, masks)
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
        values[place] = [
            message and retold(message, lang, rule) for message, rule in zip(values[place], rules, strict=True)
        ]


def _digits(value: Any) -> str | None:
    """The digits of a figure, neither rounded nor as a power of ten."""
    if value is None:
        return None
    digits = value.removeprefix(TEXT_PREFIX) if isinstance(value, str) else repr(value)
    return format(Decimal(digits), "f") if "e" in digits or "E" in digits else digits


def _differences(names: list[str], values: list[Values]) -> None:
    """The difference of a finding between reports, as archive.table_rows computes it inside a report."""
    index = {name: names.index(name) for name in ("other_report_id", "observed", "expected", "difference")}
    gaps = values[index["difference"]] = list(values[index["difference"]])
    for place, other in enumerate(values[index["other_report_id"]]):
        if other is not None:
            gaps[place] = _gap(values[index["observed"]][place], values[index["expected"]][place])


def _gap(observed: str | None, expected: str | None) -> str | None:
    try:
        gap = Decimal(observed or "") - Decimal(expected or "")
    except InvalidOperation:
        return None
    return format(gap.normalize() + 0, "f") if gap.is_finite() else None


def _mask_contacts(table: str, columns: tuple[Column, ...], values: list[Values], masks: ReportMasks) -> None:
    """Masks the contacts of each report in its rows, which are adjacent."""
    index = {column.name: place for place, column in enumerate(columns)}
    ids, before = values[index["report_id"]], list(values)
    others = values[index["other_report_id"]] if "other_report_id" in index else []
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
            _mask_corrections(index, values, known[report_id], rows)
        start = rows.stop
    for row, other in enumerate(others):
        if other:
            _mask_rows(values, texts, range(row, row + 1), known[other].mask())
    if table == "findings":
        _keep_figures(index, values, before)
    for place, column in enumerate(columns):
        if masked := CONTACT_MASKS.get(column.name):
            values[place] = [value and masked(value) for value in values[place]]


def _mask_rows(values: list[Values], texts: list[int], rows: range, mask: Mask) -> None:
    parts = [values[place][rows.start : rows.stop] for place in texts]
    # One test of all texts of a report: most do not repeat their contact.
    if mask.may_touch("\n".join([value for part in parts for value in part if value])):
        for place, part in zip(texts, parts, strict=True):
            values[place][rows.start : rows.stop] = [value and mask(value) for value in part]


def _keep_figures(index: dict[str, int], values: list[Values], before: list[Values]) -> None:
    """Keeps figures of a relation, whatever their digits look like. A doubt quotes what was read."""
    for name in ("observed", "expected"):
        for row, (value, rule) in enumerate(zip(before[index[name]], values[index["rule"]], strict=True)):
            if PLAIN_NUMBER.fullmatch(value or "") and rule not in DOUBT_RULES:
                values[index[name]][row] = value


def _mask_corrections(index: dict[str, int], values: list[Values], personal: PersonalData, rows: range) -> None:
    hidden = {number + 1 for number in personal.corrections}
    for row in rows:
        if values[index["row"]][row] in hidden:
            for name in ("before", "after"):
                values[index[name]][row] = re.sub(r"\S", "*", values[index[name]][row])
