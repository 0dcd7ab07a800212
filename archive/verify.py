"""Verifies an archive: the file itself, its references, every record and its rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, Table, exists, select

import gouji
from gouji.archive.matching_names import matching_names as names_of
from gouji.archive.sql_tables import DATA, documents, names, records
from gouji.archive.store import SHA256_CHARACTERS, Store
from gouji.archive.table_rows import table_rows
from gouji.schemas.record import Report
from gouji.schemas.texts import text

MAX_DATABASE_MESSAGES = 100
"""Maximum number of reported defects of the file's pages and references."""


def verify(store: Store, lang: str, tell: Callable[[int], None] = lambda _: None) -> Iterator[str]:
    """One sentence per defect; none if the archive is intact. `tell(count)` is called after each record."""
    if store.engine.dialect.name == "sqlite":
        yield from _pages(store, lang)
    yield from _ledger(store, lang)
    for count, (report_id, json_text) in enumerate(store.json_lines(), 1):
        with store.engine.connect() as connection:
            for key, values in _record(connection, report_id, json_text):
                yield text(f"verify.{key}", lang, report=report_id[:12], **values)
        tell(count)


def _pages(store: Store, lang: str) -> Iterator[str]:
    with store.engine.connect() as connection:
        for (found,) in connection.exec_driver_sql(f"PRAGMA integrity_check({MAX_DATABASE_MESSAGES})"):
            if found != "ok":
                yield text("verify.pages", lang, found=found)
        for table, row, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check").fetchmany(
            MAX_DATABASE_MESSAGES
        ):
            yield text("verify.reference", lang, table=table, row=row, parent=parent)


def _ledger(store: Store, lang: str) -> Iterator[str]:
    """Documents that were read and have no record, and the other way round."""
    has = exists().where(records.c.sha256 == documents.c.sha256)
    wanted = select(documents.c.sha256, documents.c.state).where((documents.c.state == "done") != has)
    with store.engine.connect() as connection:
        for sha256, state in connection.execute(wanted.order_by(documents.c.sha256)):
            yield text(
                "verify.no_record" if state == "done" else "verify.no_document", lang, report=sha256[:12], state=state
            )


def _record(connection: Connection, report_id: str, json_text: str) -> Iterator[tuple[str, dict[str, Any]]]:
    try:
        report = Report.model_validate_json(json_text)
    except ValueError as err:
        yield "no_json", {"reason": " ".join(str(err).split())[:120]}
        return
    if report.document.sha256 != report_id[:SHA256_CHARACTERS]:
        yield "other_hash", {"found": report.document.sha256[:12]}
    program = connection.scalar(select(documents.c.program).where(documents.c.sha256 == report_id[:SHA256_CHARACTERS]))
    for name, expected in table_rows(report, report_id).items():
        stored = _stored(connection, DATA[name], report_id)
        # Another version of the program may have filled other columns.
        if len(stored) != len(expected) or (
            program == gouji.__version__ and stored != [_plain(row, DATA[name]) for row in expected]
        ):
            yield "rows", {"table": name}
    keys = names_of(report)
    stored_names = connection.execute(select(names).where(names.c.report_id == report_id)).mappings().first()
    if stored_names is None or (stored_names["fiscal_year"], stored_names["form"]) != (keys.fiscal_year, keys.form):
        yield "rows", {"table": "names"}


def _stored(connection: Connection, table: Table, report_id: str) -> list[dict[str, Any]]:
    found = connection.execute(select(table).where(table.c.report_id == report_id).order_by(*table.primary_key))
    return [_plain(dict(row), table) for row in found.mappings()]


def _plain(row: dict[str, Any], table: Table) -> dict[str, Any]:
    """A row with all its columns, figures in one form."""
    values = {column.name: row.get(column.name) for column in table.c}
    return {name: value.normalize() if isinstance(value, Decimal) else value for name, value in values.items()}
