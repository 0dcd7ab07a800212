"""Opens a SQLite file as a read-only archive. Nothing is written to it or beside it."""

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
"""An engine, and the folder of the copy that it reads, if any. The folder is removed when the archive is closed."""


def open_read_only(file: Path, *, as_it_is: bool = False) -> Opened:
    """Tries in order: reading beside others who may be writing, as an immutable file, as a copy.

    An older archive is read as a migrated copy, unless it is wanted `as_it_is`. GoujiError, or the error of the driver
    or of the file system.
    """
    log = file.with_name(file.name + LOG_SUFFIXES[0])
    modes = ["mode=ro"] if log.exists() and log.stat().st_size else ["mode=ro", "mode=ro&immutable=1"]
    for mode in modes:
        engine = connect(file, mode)
        try:
            if _is_readable(engine) and (is_current(engine, str(file)) or as_it_is):
                return engine, None
        except BaseException:
            engine.dispose()
            raise
        engine.dispose()
    return _open_copy(file, as_it_is)


def _is_readable(engine: Engine) -> bool:
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql("SELECT count(*) FROM sqlite_master")
    except OperationalError:  # its log would have to be created or replayed
        return False
    return True


def _open_copy(file: Path, as_it_is: bool) -> Opened:
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
