"""Opens a SQLite file as an archive: for writing if possible, otherwise for reading."""

from __future__ import annotations

import os
from pathlib import Path

from sqlalchemy import Connection, Engine

from gouji.archive.connect import connect
from gouji.archive.migrate import migrate
from gouji.archive.open_read_only import Opened, open_read_only
from gouji.schemas.errors import GoujiError

OWNER_ONLY_MODE = 0o600
"""Contacts are not masked in an archive, so it is created for its owner only. SQLite gives its logs the same mode."""


def open_file(file: Path, *, create: bool) -> Opened:
    """Opens the file with the present schema. A file without write permission is read as it is; an older one is read as
    a migrated copy. GoujiError, or the error of the driver or of the file system."""
    if file.is_file() and not (os.access(file, os.W_OK) and os.access(file.parent, os.W_OK)):
        if create and os.access(file, os.R_OK):
            raise GoujiError("archive_read_only", path=file)
        return open_read_only(file)
    engine = connect(file)
    try:
        _prepare(file, engine, create)
        migrate(engine, str(file), create=create)
    except BaseException:
        engine.dispose()
        raise
    return engine, None


def _prepare(file: Path, engine: Engine, create: bool) -> None:
    """Sets a new file to keep a log beside it (WAL), so that readers and the writer do not block each other."""
    exists = file.exists()
    if exists and (file.stat().st_size or not create):
        return
    if not create:
        raise GoujiError("archive_missing", path=file)
    if not exists:
        file.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(file, os.O_CREAT | os.O_RDWR, OWNER_ONLY_MODE))
    with engine.connect() as connection:
        _enable_wal(connection)


def _enable_wal(connection: Connection) -> None:
    connection.rollback()
    driver = connection.connection.driver_connection
    assert driver is not None
    driver.execute("PRAGMA journal_mode = WAL")
