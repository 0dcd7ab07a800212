"""Describes the content of an archive in numbers."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, func, select, text

from gouji.archive.connect import is_file, shown_address
from gouji.archive.current_versions import current_versions
from gouji.archive.migrate import VERSION_TABLE
from gouji.archive.missing_files import missing_files
from gouji.archive.sql_tables import DATA, documents, names
from gouji.archive.store import Store

OTHERS_MODE_BITS = 0o077
"""The bits of a file mode that give access to other users."""


@dataclass(frozen=True, slots=True)
class Info:
    """`documents` counts all that were ever read or tried, `reports` the current ones. `years` has the reports of each
    budget year (None: not read), `programs` the documents that each version read. `size` is in bytes. `open_to_others`:
    other users can read the file, and its contacts are not masked."""

    address: str
    documents: int
    reports: int
    superseded: int
    failed: int
    waiting: int
    pages: int
    units: int
    size: int
    schema: str
    open_to_others: bool
    gone: list[str] = field(default_factory=list)
    years: dict[int | None, int] = field(default_factory=dict)
    programs: dict[str, int] = field(default_factory=dict)


def info(store: Store) -> Info:
    """The numbers of an open archive. No file is checked here: `gone` lists what the last batch of its folder did not
    find."""
    reports, c = DATA["reports"].c, documents.c
    conditions = list(current_versions(False, reports.report_id))
    live = c.superseded.is_(False)
    years = _counted(store, reports.fiscal_year, *conditions)
    return Info(
        address=shown_address(store.address),
        documents=_number(store, select(func.count()).select_from(documents)),
        reports=sum(years.values()),
        superseded=_number(store, select(func.count()).select_from(documents).where(c.superseded.is_(True))),
        failed=_number(store, select(func.count()).select_from(documents).where(c.state == "failed", live)),
        waiting=_number(store, select(func.count()).select_from(documents).where(c.state == "waiting", live)),
        pages=_number(store, select(func.coalesce(func.sum(c.pages), 0)).where(c.state == "done", live)),
        units=_number(
            store,
            select(func.count(func.distinct(names.c.unit_key))).where(*current_versions(False, names.c.report_id)),
        ),
        size=_size(store),
        schema=str(_number(store, text(f"SELECT version_num FROM {VERSION_TABLE}"))),
        open_to_others=_is_open(store),
        gone=missing_files(store),
        years=dict(sorted(years.items(), key=lambda year: (year[0] is None, year[0] or 0))),
        programs=dict(sorted(_counted(store, c.program, c.program.is_not(None)).items())),
    )


def _number(store: Store, wanted: Any) -> Any:
    with store.engine.connect() as connection:
        return connection.execute(wanted).scalar_one()


def _counted(store: Store, column: Any, *conditions: ColumnElement[bool]) -> dict[Any, int]:
    with store.engine.connect() as connection:
        return {
            value: count
            for value, count in connection.execute(select(column, func.count()).where(*conditions).group_by(column))
        }


def _size(store: Store) -> int:
    """The size including the log that SQLite keeps beside the file."""
    if not is_file(store.address):
        return int(_number(store, text("SELECT pg_database_size(current_database())")))
    file = Path(shown_address(store.address))
    return sum(part.stat().st_size for part in (file, file.with_name(file.name + "-wal")) if part.exists())


def _is_open(store: Store) -> bool:
    return (
        os.name != "nt"
        and is_file(store.address)
        and bool(Path(shown_address(store.address)).stat().st_mode & OTHERS_MODE_BITS)
    )
