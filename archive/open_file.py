"""A SQLite file is opened as an archive: to write where that is possible, else to read."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import OperationalError

from archive.connect import connect
from archive.migrate import is_current, migrate
from schemas.errors import GoujiError

PRIVATE = 0o600
"""Contacts stand in an archive in clear: it is made for its owner alone, and SQLite gives its logs the same mode."""
LOGS = ("-wal", "-journal")
Opened = tuple[Engine, TemporaryDirectory[str] | None]
"""An engine, and the folder with the copy that it reads, if any: it goes when the archive is closed."""


def open_file(file: Path, *, create: bool) -> Opened:
    """The file with the tables of today. One that may not be written is read as it stands, an older one as a copy that is brought
    up to date. GoujiError, or the error of the driver or of the file system."""
    if file.is_file() and not (os.access(file, os.W_OK) and os.access(file.parent, os.W_OK)):
        if create and os.access(file, os.R_OK):
            raise GoujiError("archive_read_only", path=file)
        return _to_read(file)
    engine = connect(file)
    try:
        _prepare(file, engine, create)
        migrate(engine, str(file), create=create)
    except BaseException:
        engine.dispose()
        raise
    return engine, None


def _prepare(file: Path, engine: Engine, create: bool) -> None:
    """A new file is made to keep a log beside it (WAL), so that readers and the writer do not stop each other."""
    there = file.exists()
    if there and (file.stat().st_size or not create):
        return
    if not create:
        raise GoujiError("archive_missing", path=file)
    if not there:
        file.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(file, os.O_CREAT | os.O_RDWR, PRIVATE))
    with engine.connect() as connection:
        _log_beside(connection)


def _log_beside(connection: Connection) -> None:
    connection.rollback()
    driver = connection.connection.driver_connection
    assert driver is not None
    driver.execute("PRAGMA journal_mode = WAL")


def _to_read(file: Path) -> Opened:
    """In order: beside others who may be writing it, as a file that nobody can write, as a copy."""
    log = file.with_name(file.name + LOGS[0])
    ways = ["mode=ro"] if log.exists() and log.stat().st_size else ["mode=ro", "mode=ro&immutable=1"]
    for way in ways:
        engine = connect(file, way)
        try:
            if _answers(engine) and is_current(engine, str(file)):
                return engine, None
        except BaseException:
            engine.dispose()
            raise
        engine.dispose()
    return _copied(file)


def _answers(engine: Engine) -> bool:
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql("SELECT count(*) FROM sqlite_master")
    except OperationalError:  # its log would have to be made, or taken in
        return False
    return True


def _copied(file: Path) -> Opened:
    folder = TemporaryDirectory(prefix="gouji-")
    copy = Path(folder.name, "copy.db")
    try:
        for end in ("", *LOGS):
            if (part := file.with_name(file.name + end)).exists():
                shutil.copyfile(part, copy.with_name(copy.name + end))
        engine = connect(copy)
        try:
            migrate(engine, str(file), create=False)
        finally:
            engine.dispose()
    except BaseException:
        folder.cleanup()
        raise
    return connect(copy, "mode=ro&immutable=1"), folder
