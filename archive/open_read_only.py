"""A SQLite file is opened as an archive to read: nothing is written to it or beside it that could not be."""

from __future__ import annotations

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

from gouji.archive.connect import connect
from gouji.archive.migrate import is_current, migrate

LOG_SUFFIXES = ("-wal", "-journal")
Opened = tuple[Engine, TemporaryDirectory[str] | None]
"""An engine, and the folder with the copy that it reads, if any: it goes when the archive is closed."""


def open_read_only(file: Path, *, as_it_is: bool = False) -> Opened:
    """In order: beside others who may be writing it, as a file that nobody can write, as a copy. An older archive is read as a
    copy that is brought up to date, unless it is wanted `as_it_is`. GoujiError, or the error of the driver or of the system."""
    log = file.with_name(file.name + LOG_SUFFIXES[0])
    ways = ["mode=ro"] if log.exists() and log.stat().st_size else ["mode=ro", "mode=ro&immutable=1"]
    for way in ways:
        engine = connect(file, way)
        try:
            if _answers(engine) and (is_current(engine, str(file)) or as_it_is):
                return engine, None
        except BaseException:
            engine.dispose()
            raise
        engine.dispose()
    return _copied(file, as_it_is)


def _answers(engine: Engine) -> bool:
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql("SELECT count(*) FROM sqlite_master")
    except OperationalError:  # its log would have to be made, or taken in
        return False
    return True


def _copied(file: Path, as_it_is: bool) -> Opened:
    folder = TemporaryDirectory(prefix="gouji-")
    copy = Path(folder.name, "copy.db")
    try:
        for end in ("", *LOG_SUFFIXES):
            if (part := file.with_name(file.name + end)).exists():
                shutil.copyfile(part, copy.with_name(copy.name + end))
        engine = connect(copy)
        try:
            if as_it_is:
                is_current(engine, str(file))
            else:
                migrate(engine, str(file), create=False)
        finally:
            engine.dispose()
    except BaseException:
        folder.cleanup()
        raise
    return connect(copy, "mode=ro&immutable=1"), folder
