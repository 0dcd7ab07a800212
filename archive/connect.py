"""Turns an address into an SQLAlchemy engine: a SQLite file, or PostgreSQL for postgresql://."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event

from gouji.archive.address import address_url, shown_url

BUSY_TIMEOUT_SECONDS = 60
"""How long a writer waits for another writer of the same SQLite file."""


def connect(address: str | Path, options: str = "") -> Engine:
    """Returns the engine of an archive. Nothing is opened yet. GoujiError "archive_address" for an address of another
    kind.

    On SQLite a transaction begins with an explicit `BEGIN`. With the execution option `writes` it takes the write lock
    at once: a transaction that begins as a reader is refused, not queued, if another one has written meanwhile.
    `options` are those of a SQLite file URI: `mode=ro`, `immutable=1`.
    """
    url = address_url(address)
    if url.drivername.startswith("postgresql"):
        return create_engine(url, pool_pre_ping=True)
    connect_arguments: dict[str, Any] = {"timeout": BUSY_TIMEOUT_SECONDS, "check_same_thread": False}
    if options:
        uri = f"file:{quote(url.database or '')}?{options}"
        engine = create_engine(url, creator=lambda: sqlite3.connect(uri, uri=True, **connect_arguments))
    else:
        engine = create_engine(url, connect_args=connect_arguments)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def is_file(address: str | Path) -> bool:
    """Whether the archive is a SQLite file on this machine rather than a database of a server."""
    return address_url(address).drivername.startswith("sqlite")


def shown_address(address: str | Path) -> str:
    """The address without its password, fit for messages and logs."""
    return shown_url(address_url(address))


def _prepare(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # the driver does not issue BEGIN itself
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA synchronous = FULL")  # commits survive a power failure
    cursor.close()


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
