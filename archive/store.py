"""An open archive: the storage of reports, their rows and the ledger of documents."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Self

from sqlalchemy import Connection, Engine, func, select
from sqlalchemy.exc import DatabaseError

from gouji.archive.connect import connect, is_file, shown_address
from gouji.archive.database_error import database_error
from gouji.archive.migrate import migrate
from gouji.archive.open_file import open_file
from gouji.archive.sql_tables import documents, paths, records
from gouji.schemas.errors import GoujiError
from gouji.schemas.record import Report

RECORDS_PER_QUERY = 200
SHA256_CHARACTERS = 64
"""Length of the part of a report id that is the sha256 of the file."""


class Store:
    """An open archive. `engine` reads; a writing transaction begins with `writing()`."""

    def __init__(self, address: str, engine: Engine, temporary_folder: TemporaryDirectory[str] | None = None) -> None:
        self.address, self.engine, self._temporary_folder = address, engine, temporary_folder
        self._writer = engine.execution_options(writes=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Closes the connections and removes a temporary copy."""
        self.engine.dispose()
        if self._temporary_folder is not None:
            self._temporary_folder.cleanup()

    @contextmanager
    def explained_errors(self) -> Iterator[None]:
        """Turns failures of the database (a full disk, a damaged file, a lost server) into a GoujiError of one
        sentence."""
        try:
            yield
        except DatabaseError as err:
            raise database_error(err, self.address) from err

    def writing(self) -> AbstractContextManager[Connection]:
        """A transaction: `with store.writing() as connection`. All of it is stored, or nothing."""
        return self._writer.begin()

    def json_lines(self) -> Iterator[tuple[str, str]]:
        """(report_id, JSON text) of all records in the order of their ids, one batch in memory at a time."""
        last_id = ""
        while True:
            wanted = select(records.c.report_id, records.c.json).where(records.c.report_id > last_id)
            with self.engine.connect() as connection:
                batch = connection.execute(wanted.order_by(records.c.report_id).limit(RECORDS_PER_QUERY)).all()
            if not batch:
                return
            yield from ((row.report_id, row.json) for row in batch)
            last_id = batch[-1].report_id

    def records(self) -> Iterator[tuple[str, Report]]:
        """(report_id, record) of all reports."""
        return ((report_id, self._parsed(data)) for report_id, data in self.json_lines())

    def record(self, report_id: str) -> Report | None:
        """One record; None if the archive has none with that id."""
        with self.engine.connect() as connection:
            data = connection.scalar(select(records.c.json).where(records.c.report_id == report_id))
        return None if data is None else self._parsed(data)

    def reports_of(self, sha256: str) -> list[Report]:
        """The records of the reports of one document, by their places in it."""
        wanted = select(records.c.json).where(records.c.sha256 == sha256)
        with self.engine.connect() as connection:
            found = [self._parsed(data) for data in connection.scalars(wanted)]
        return sorted(found, key=lambda report: report.document.part.number if report.document.part else 0)

    def _parsed(self, data: str) -> Report:
        try:
            return Report.model_validate_json(data)
        except ValueError as err:
            raise GoujiError(
                "archive_damaged", path=shown_address(self.address), reason=" ".join(str(err).split())[:200]
            ) from err

    def paths(self, report_id: str) -> list[str]:
        """Where the document was seen, the latest path first. The file may no longer exist."""
        wanted = (
            select(paths.c.path)
            .where(paths.c.sha256 == report_id[:SHA256_CHARACTERS])
            .order_by(paths.c.gone.is_not(None), paths.c.seen.desc(), paths.c.path)
        )
        with self.engine.connect() as connection:
            return list(connection.scalars(wanted))

    def states(self) -> dict[str, int]:
        """The number of documents that are waiting, done and failed."""
        wanted = select(documents.c.state, func.count()).group_by(documents.c.state)
        with self.engine.connect() as connection:
            return {state: count for state, count in connection.execute(wanted)}


def open_store(address: str | Path, *, create: bool = False) -> Store:
    """The archive at `address`: a SQLite file or postgresql://. An older one is migrated; a read-only file is not
    changed and can still be queried.

    GoujiError with one sentence if there is none (unless `create`), or if it is something else, damaged or unreachable.
    """
    shown = shown_address(address)
    try:
        if is_file(address):
            engine, temporary_folder = open_file(Path(shown), create=create)
        else:
            engine, temporary_folder = _open_server(address, shown, create), None
    except (DatabaseError, OSError) as err:
        raise database_error(err, address) from err
    return Store(str(address), engine, temporary_folder)


def _open_server(address: str | Path, shown: str, create: bool) -> Engine:
    engine = connect(address)
    try:
        migrate(engine, shown, create=create)
    except BaseException:
        engine.dispose()
        raise
    return engine
