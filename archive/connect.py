"""An address becomes an engine: a SQLite file, or PostgreSQL by postgresql://."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from schemas.errors import GoujiError

BUSY = 60
"""Seconds that a writer waits for another writer of the same SQLite file."""
SERVER = ("postgresql", "postgres")


def connect(address: str | Path) -> Engine:
    """The engine of an archive; nothing is opened yet. GoujiError "archive_address" for an address of another kind.

    On SQLite a transaction begins where `BEGIN` is said, and with the execution option `writes` takes the writer's place at
    once: one that began as a reader would be refused, not queued, when another had written meanwhile.
    """
    url = _url(str(address))
    if url.drivername.startswith("postgresql"):
        return create_engine(url, pool_pre_ping=True)
    engine = create_engine(url, connect_args={"timeout": BUSY, "check_same_thread": False})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def is_file(address: str | Path) -> bool:
    """Whether the archive is a SQLite file of this machine, and not a server's."""
    return _url(str(address)).drivername.startswith("sqlite")


def shown_address(address: str | Path) -> str:
    """The address without its password: fit for messages and logs."""
    url = _url(str(address))
    return (url.database or "") if url.drivername.startswith("sqlite") else url.render_as_string(hide_password=True)


def _url(address: str) -> URL:
    if "://" not in address:
        return URL.create("sqlite", database=str(Path(address).absolute()))
    scheme, _, rest = address.partition("://")
    try:
        if scheme in SERVER:
            return make_url(f"postgresql+psycopg://{rest}")
        if scheme == "sqlite":
            return make_url(address)
    except ArgumentError:
        pass
    raise GoujiError("archive_address", path=scheme)


def _prepare(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # the driver leaves BEGIN to us
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA synchronous = FULL")  # what was committed survives a power cut too
    cursor.close()


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
