"""The archive, opened: where reports, their rows and the ledger of documents are kept."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Self

from sqlalchemy import Connection, Engine, func, select
from sqlalchemy.exc import DatabaseError, OperationalError

from archive.connect import connect, is_file, shown_address
from archive.migrate import migrate
from archive.tables import documents, paths, records
from schemas.errors import GoujiError
from schemas.record import Report

BATCH = 200


class Store:
    """An open archive. `engine` reads; a transaction that writes begins with `writing()`."""

    def __init__(self, address: str, engine: Engine) -> None:
        self.address, self.engine = address, engine
        self._writer = engine.execution_options(writes=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Gives the connections back."""
        self.engine.dispose()

    @contextmanager
    def errors_told(self) -> Iterator[None]:
        """The database's own failures (a full disk, a server that went away) as one sentence of GoujiError."""
        try:
            yield
        except DatabaseError as err:
            raise GoujiError("archive_unusable", path=shown_address(self.address), reason=_reason(err)) from err

    def writing(self) -> AbstractContextManager[Connection]:
        """A transaction: `with store.writing() as connection`. All of it stands afterwards, or nothing."""
        return self._writer.begin()

    def json_lines(self) -> Iterator[tuple[str, str]]:
        """(report_id, JSON text) of all records in the order of their ids, a batch in memory at a time."""
        after = ""
        while True:
            wanted = select(records.c.report_id, records.c.json).where(records.c.report_id > after)
            with self.engine.connect() as connection:
                batch = connection.execute(wanted.order_by(records.c.report_id).limit(BATCH)).all()
            if not batch:
                return
            yield from ((row.report_id, row.json) for row in batch)
            after = batch[-1].report_id

    def records(self) -> Iterator[tuple[str, Report]]:
        """(report_id, record) of all reports."""
        return ((report_id, Report.model_validate_json(data)) for report_id, data in self.json_lines())

    def record(self, report_id: str) -> Report | None:
        """One record; None where the archive has none of that id."""
        with self.engine.connect() as connection:
            data = connection.scalar(select(records.c.json).where(records.c.report_id == report_id))
        return None if data is None else Report.model_validate_json(data)

    def paths(self, report_id: str) -> list[str]:
        """Where the document was seen, the latest first. A file may be gone by now."""
        wanted = select(paths.c.path).where(paths.c.sha256 == report_id).order_by(paths.c.seen.desc(), paths.c.path)
        with self.engine.connect() as connection:
            return list(connection.scalars(wanted))

    def states(self) -> dict[str, int]:
        """How many documents are waiting, done and failed."""
        wanted = select(documents.c.state, func.count()).group_by(documents.c.state)
        with self.engine.connect() as connection:
            return {state: count for state, count in connection.execute(wanted)}


def open_store(address: str | Path, *, create: bool = False) -> Store:
    """The archive at `address`: a SQLite file or postgresql://. An older one is brought up to date.

    GoujiError in one sentence where there is none (unless `create`), where it is something else, or cannot be reached.
    """
    shown, engine = shown_address(address), connect(address)
    try:
        if is_file(address):
            _prepare_file(Path(shown), engine, create)
        migrate(engine, shown, create=create)
    except (DatabaseError, OSError) as err:
        engine.dispose()
        raise GoujiError(_key(err), path=shown, reason=_reason(err)) from err
    except GoujiError:
        engine.dispose()
        raise
    return Store(str(address), engine)


def _prepare_file(file: Path, engine: Engine, create: bool) -> None:
    """A new file is made to keep a log beside it (WAL), so that readers and the writer do not stop each other."""
    if file.exists() and (file.stat().st_size or not create):
        return
    if not create:
        raise GoujiError("archive_missing", path=file)
    file.parent.mkdir(parents=True, exist_ok=True)
    with engine.connect() as connection:
        _log_beside(connection)


def _log_beside(connection: Connection) -> None:
    connection.rollback()
    driver = connection.connection.driver_connection
    assert driver is not None
    driver.execute("PRAGMA journal_mode = WAL")


def _key(err: Exception) -> str:
    return "not_an_archive" if isinstance(err, DatabaseError) and not isinstance(err, OperationalError) else "archive_unusable"


def _reason(err: Exception) -> str:
    """The driver's own words, on one line, without the statement."""
    return " ".join(str(getattr(err, "orig", None) or getattr(err, "strerror", None) or err).split())
