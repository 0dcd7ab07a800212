"""An archive leaves as files: tables, records, the problem list."""

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
"""Called with a table's name and its rows so far."""


class TableWriter(Protocol):
    """What takes the frames of all tables, one table after the other."""

    def write(self, table: str, frame: pd.DataFrame) -> None:
        """Takes a frame."""

    def close(self) -> None:
        """Ends the files."""


def export(
    store: Store, formats: Iterable[str], out: Path, filters: Filters, manner: ExportOptions, tell: ReportProgress
) -> ExportOutcome:
    """Writes the wanted of `FORMATS` into the folder `out`, with the data dictionary and datapackage.json: all files or none.

    What an ingest writes meanwhile is not in them. Memory stays flat however large the archive is. GoujiError where the folder
    cannot be written.
    """
    wanted, done = set(formats), ExportOutcome()
    for name in _names(wanted):
        manner.guard.refuse(out / name)
    with atomic_folder(out, manner.guard) as folder, snapshot(store) as connection:
        if wanted - {"jsonl"}:
            done = _tables(connection, wanted, _Places(folder, out), filters, manner, tell)
        if "jsonl" in wanted:
            count = write_json_lines(connection, folder, filters, manner)
            done.files.append(WrittenFile(folder / RECORDS, "jsonl", None, count))
        done.files.append(WrittenFile(folder / DICTIONARY, "csv", "data_dictionary", write_dictionary(folder)))
        write_data_package(
            folder, done.files, contacts=manner.contacts, version=gouji.__version__, headings=manner.headings, home=out
        )
    done.files = [WrittenFile(out / file.path.name, file.format, file.table, file.rows) for file in done.files]
    return done


def _names(wanted: set[str]) -> Iterator[str]:
    """The files that an export will write: one that must stay is told before the work, not after it."""
    yield from (f"{table}.{form}" for form in ("csv", "parquet") if form in wanted for table in tables())
    yield from (name for form, name in (("xlsx", WORKBOOK), ("jsonl", RECORDS)) if form in wanted)
    yield from (DICTIONARY, PACKAGE)


@dataclass(frozen=True, slots=True)
class _Places:
    """The folder that the files are written in, and where they will lie."""

    folder: Path
    home: Path


def _tables(
    connection: Connection,
    wanted: set[str],
    places: _Places,
    filters: Filters,
    manner: ExportOptions,
    tell: ReportProgress,
) -> ExportOutcome:
    folder = places.folder
    csv, parquet = CsvFiles(folder, manner.headings), ParquetFiles(folder)
    xlsx = XlsxFile(folder, places.home, manner.lang, manner.headings) if "xlsx" in wanted else None
    writers: list[TableWriter] = [
        *([csv] if "csv" in wanted else []),
        *([parquet] if "parquet" in wanted else []),
        *([xlsx] if xlsx else []),
    ]
    masks = None if manner.contacts else ReportMasks(connection)
    counts = dict.fromkeys(tables(), 0)
    with garbage_collector_off(), ThreadPoolExecutor(1) as other:
        pending: Future[None] | None = None
        for table in counts:
            for frame in frames(connection, table, filters, masks, lang=manner.lang):
                if pending is not None:
                    pending.result()
                # Arrow works outside of Python's lock: one frame is written while the next is fetched.
                pending = other.submit(_write, writers, table, frame)
                counts[table] += len(frame)
                tell(table, counts[table])
        if pending is not None:
            pending.result()
    for writer in writers:
        writer.close()
    done = ExportOutcome(
        [
            WrittenFile(folder / f"{table}.{form}", form, table, n)
            for form in ("csv", "parquet")
            if form in wanted
            for table, n in counts.items()
        ]
    )
    if xlsx:
        done.files.append(WrittenFile(folder / WORKBOOK, "xlsx", None, sum(counts.values())))
        if xlsx.cut:
            done.notes.append(text("export.cut", manner.lang, count=xlsx.cut))
        if xlsx.unlinked:
            done.notes.append(text("export.unlinked", manner.lang, count=f"{xlsx.unlinked:,}"))
    done.notes += [
        text("export.unfit", manner.lang, table=table, count=count) for table, count in parquet.unfit.items() if count
    ]
    return done


@contextmanager
def garbage_collector_off() -> Iterator[None]:
    """Rows are millions of tuples without cycles: looking for some takes a quarter of the time and finds nothing."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _write(writers: list[TableWriter], table: str, frame: pd.DataFrame) -> None:
    for writer in writers:
        writer.write(table, frame)
