"""Reads one document: what a worker does with a job."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from gouji.archive.matching_names import matching_names
from gouji.archive.run_isolated import run_isolated
from gouji.archive.table_rows import table_rows
from gouji.archive.tally import tally
from gouji.ocr.engine.protocol import PageReader
from gouji.schemas.batch import Failed, Job, Outcome, PageDone, Read, Settings
from gouji.schemas.record import Report


def read_for_archive(job: Job, settings: Settings, reader: PageReader, report: Callable[[PageDone], None]) -> Outcome:
    """The record with its rows, or the reason why there is none. Never raises because of a document's content.

    `report` receives each page that is done.
    """
    import gouji

    def read() -> Outcome:
        record = gouji.read(
            Path(job.path),
            lang=settings.lang,
            reader=reader,
            progress=lambda done, pages: report(PageDone(done, pages)),
        )
        return archive_entry(record) if record.document.sha256 == job.sha256 else Failed("changed_meanwhile")

    return run_isolated(read, settings)


def archive_entry(report: Report) -> Read:
    """A record in the form that the archive stores."""
    digest = report.document.sha256
    return Read(
        sha256=digest,
        json=report.model_dump_json(),
        rows=table_rows(report, digest),
        names=matching_names(report),
        tally=tally(report),
        pages=len(report.document.pages),
        by_models=report.document.reader.engine != "none",
    )
