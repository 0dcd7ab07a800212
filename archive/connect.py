"""An address becomes an engine: a SQLite file, or PostgreSQL by postgresql://."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event

from gouji.archive.address import address_url, shown_url

BUSY_TIMEOUT_SECONDS = 60
"""Seconds that a writer waits for another writer of the same SQLite file."""


def connect(address: str | Path, options: str = "") -> Engine:
    """The engine of an archive; nothing is opened yet. GoujiError "archive_address" for an address of another kind.

    On SQLite a transaction begins where `BEGIN` is said, and with the execution option `writes` takes the writer's place at
    once: one that began as a reader would be refused, not queued, when another had written meanwhile. `options` are those of
    a SQLite file's URI: `mode=ro`, `immutable=1`.
    """
    url = address_url(address)
    if url.drivername.startswith("postgresql"):
        return create_engine(url, pool_pre_ping=True)
    waiting: dict[str, Any] = {"timeout": BUSY_TIMEOUT_SECONDS, "check_same_thread": False}
    if options:
        place = f"file:{quote(url.database or '')}?{options}"
        engine = create_engine(url, creator=lambda: sqlite3.connect(place, uri=True, **waiting))
    else:
        engine = create_engine(url, connect_args=waiting)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def is_file(address: str | Path) -> bool:
    """Whether the archive is a SQLite file of this machine, and not a server's."""
    return address_url(address).drivername.startswith("sqlite")


def shown_address(address: str | Path) -> str:
    """The address without its password: fit for messages and logs."""
    return shown_url(address_url(address))


def _prepare(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # the driver leaves BEGIN to us
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA synchronous = FULL")  # what was committed survives a power cut too
    cursor.close()


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
