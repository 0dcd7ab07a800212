"""Copies an archive while it is in use."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from contextlib import closing
from datetime import datetime
from pathlib import Path

from sqlalchemy.exc import DatabaseError

from gouji.archive.connect import is_file, shown_address
from gouji.archive.database_error import database_error
from gouji.archive.open_read_only import open_read_only
from gouji.schemas.errors import GoujiError


def backup(address: str, target: Path | None, *, force: bool) -> Path:
    """Returns the file of the copy: `target`, or a file beside the archive with the time in its name.

    The copy shows the archive at one moment, is readable by its owner only, and is written atomically. The archive is
    not changed, not even an older one.

    GoujiError: "backup_server" for PostgreSQL, "backup_exists" unless `force`, "backup_itself", and the errors of
    opening an archive.
    """
    if not is_file(address):
        raise GoujiError("backup_server", path=shown_address(address))
    file = Path(shown_address(address))
    copy = target or file.with_name(f"{file.stem}-{datetime.now():%Y%m%d-%H%M%S}{file.suffix}")
    try:
        if not file.exists():
            raise GoujiError("archive_missing", path=file)
        if copy.exists():
            if copy.samefile(file):
                raise GoujiError("backup_itself", path=copy)
            if not force:
                raise GoujiError("backup_exists", path=copy)
        _copy(file, copy)
    except (DatabaseError, sqlite3.Error, OSError) as err:
        raise database_error(err, address) from err
    return copy


def _copy(file: Path, copy: Path) -> None:
    copy.parent.mkdir(parents=True, exist_ok=True)
    engine, temporary_folder = open_read_only(file, as_it_is=True)
    handle, name = tempfile.mkstemp(prefix=f".{copy.name}-", dir=copy.parent)  # readable by its owner only
    os.close(handle)
    try:
        with engine.connect() as connection, closing(sqlite3.connect(name)) as into:
            connection.rollback()
            source = connection.connection.driver_connection
            assert isinstance(source, sqlite3.Connection)
            source.backup(into)
            _check_integrity(into)
        _flush_to_disk(name)
        os.replace(name, copy)
    finally:
        engine.dispose()
        for part in (name, f"{name}-wal", f"{name}-shm", f"{name}-journal"):
            Path(part).unlink(missing_ok=True)
        if temporary_folder is not None:
            temporary_folder.cleanup()


def _check_integrity(copy: sqlite3.Connection) -> None:
    (found,) = copy.execute("PRAGMA quick_check(1)").fetchone()
    if found != "ok":
        raise sqlite3.DatabaseError(f"malformed: {found}")
    copy.execute("PRAGMA journal_mode = DELETE")
    copy.execute("PRAGMA journal_mode = WAL")  # the copy keeps no content in a log beside it


def _flush_to_disk(name: str) -> None:
    with open(name, "rb+") as file:
        os.fsync(file.fileno())
