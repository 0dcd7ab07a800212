"""Exports an archive as files: tables, records, the problem list."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pandas as pd
from sqlalchemy import Connection

import gouji
from gouji.archive.find import Filters
from gouji.archive.store import Store
from gouji.export.atomic_folder import atomic_folder
from gouji.export.columns import tables
from gouji.export.csv_file import CsvFiles
from gouji.export.data_package import FILE_NAME as PACKAGE
from gouji.export.data_package import write_data_package
from gouji.export.dictionary import FILE_NAME as DICTIONARY
from gouji.export.dictionary import write_dictionary
from gouji.export.formats import FORMATS as FORMATS
from gouji.export.frames import frames, snapshot
from gouji.export.json_lines import FILE_NAME as RECORDS
from gouji.export.json_lines import write_json_lines
from gouji.export.options import ExportOptions
from gouji.export.outcome import ExportOutcome, WrittenFile
from gouji.export.parquet_file import ParquetFiles
from gouji.export.report_masks import ReportMasks
from gouji.export.xlsx_file import FILE_NAME as WORKBOOK
from gouji.export.xlsx_file import XlsxFile
from gouji.schemas.texts import text

ReportProgress = Callable[[str, int], None]
"""Called with a table name and its number of rows so far."""


class TableWriter(Protocol):
    """Takes the frames of all tables, table by table."""

    def write(self, table: str, frame: pd.DataFrame) -> None:
        """Writes a frame."""

    def close(self) -> None:
        """Finishes the files."""


def export(
    store: Store,
    formats: Iterable[str],
    out: Path,
    filters: Filters,
    options: ExportOptions,
    report_progress: ReportProgress,
) -> ExportOutcome:
    """Writes the wanted `FORMATS` into the folder `out`, with the data dictionary and datapackage.json: all files or
    none.

    Rows that an ingest writes meanwhile are not included. Memory stays flat however large the archive is. GoujiError if
    the folder cannot be written.
    """
    wanted, outcome = set(formats), ExportOutcome()
    for name in _names(wanted):
        options.guard.refuse(out / name)
    with atomic_folder(out, options.guard) as folder, snapshot(store) as connection:
        if wanted - {"jsonl"}:
            outcome = _tables(connection, wanted, _Places(folder, out), filters, options, report_progress)
        if "jsonl" in wanted:
            count = write_json_lines(connection, folder, filters, options)
            outcome.files.append(WrittenFile(folder / RECORDS, "jsonl", None, count))
        outcome.files.append(WrittenFile(folder / DICTIONARY, "csv", "data_dictionary", write_dictionary(folder)))
        write_data_package(
            folder,
            outcome.files,
            contacts=options.contacts,
            version=gouji.__version__,
            headings=options.headings,
            home=out,
        )
    outcome.files = [WrittenFile(out / file.path.name, file.format, file.table, file.rows) for file in outcome.files]
    return outcome


def _names(wanted: set[str]) -> Iterator[str]:
    """The files that an export will write. A file that must not be replaced is reported before the work."""
    yield from (f"{table}.{form}" for form in ("csv", "parquet") if form in wanted for table in tables())
    yield from (name for form, name in (("xlsx", WORKBOOK), ("jsonl", RECORDS)) if form in wanted)
    yield from (DICTIONARY, PACKAGE)


@dataclass(frozen=True, slots=True)
class _Places:
    """The folder in which the files are written, and their final folder."""

    folder: Path
    home: Path


def _tables(
    connection: Connection,
    wanted: set[str],
    places: _Places,
    filters: Filters,
    options: ExportOptions,
    report_progress: ReportProgress,
) -> ExportOutcome:
    folder = places.folder
    csv, parquet = CsvFiles(folder, options.headings), ParquetFiles(folder)
    xlsx = XlsxFile(folder, places.home, options.lang, options.headings) if "xlsx" in wanted else None
    writers: list[TableWriter] = [
        *([csv] if "csv" in wanted else []),
        *([parquet] if "parquet" in wanted else []),
        *([xlsx] if xlsx else []),
    ]
    masks = None if options.contacts else ReportMasks(connection)
    counts = dict.fromkeys(tables(), 0)
    with garbage_collector_off(), ThreadPoolExecutor(1) as executor:
        pending: Future[None] | None = None
        for table in counts:
            for frame in frames(connection, table, filters, masks, lang=options.lang):
                if pending is not None:
                    pending.result()
                # Arrow releases Python's lock: one frame is written while the next is fetched.
                pending = executor.submit(_write, writers, table, frame)
                counts[table] += len(frame)
                report_progress(table, counts[table])
        if pending is not None:
            pending.result()
    for writer in writers:
        writer.close()
    outcome = ExportOutcome(
        [
            WrittenFile(folder / f"{table}.{form}", form, table, n)
            for form in ("csv", "parquet")
            if form in wanted
            for table, n in counts.items()
        ]
    )
    if xlsx:
        outcome.files.append(WrittenFile(folder / WORKBOOK, "xlsx", None, sum(counts.values())))
        if xlsx.cut:
            outcome.notes.append(text("export.cut", options.lang, count=xlsx.cut))
        if xlsx.unlinked:
            outcome.notes.append(text("export.unlinked", options.lang, count=f"{xlsx.unlinked:,}"))
    outcome.notes += [
        text("export.unfit", options.lang, table=table, count=count) for table, count in parquet.unfit.items() if count
    ]
    return outcome


@contextmanager
def garbage_collector_off() -> Iterator[None]:
    """Turns the garbage collector off. Rows are millions of tuples without cycles: searching them takes a quarter of
    the time and finds nothing."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _write(writers: list[TableWriter], table: str, frame: pd.DataFrame) -> None:
    for writer in writers:
        writer.write(table, frame)
