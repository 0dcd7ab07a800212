"""One document is read: what a worker does with a job."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from gouji.archive.attempt import attempt
from gouji.archive.names import names
from gouji.archive.rows import rows
from gouji.archive.tally import tally
from gouji.ocr.engine.protocol import PageReader
from gouji.schemas.batch import Failed, Job, Outcome, PageDone, Read, Settings
from gouji.schemas.record import Report


def read_one(job: Job, settings: Settings, reader: PageReader, say: Callable[[PageDone], None]) -> Outcome:
    """The record with its rows, or why there is none. Never raises for what a document holds.

    `say` is told each page that is done.
    """
    import gouji

    def read() -> Outcome:
        report = gouji.read(
            Path(job.path), lang=settings.lang, reader=reader, progress=lambda done, pages: say(PageDone(done, pages))
        )
        return ready(report) if report.document.sha256 == job.sha256 else Failed("changed_meanwhile")

    return attempt(read, settings)


def ready(report: Report) -> Read:
    """A record as the archive takes it."""
    digest = report.document.sha256
    return Read(
        sha256=digest,
        json=report.model_dump_json(),
        rows=rows(report, digest),
        names=names(report),
        tally=tally(report),
        pages=len(report.document.pages),
        by_models=report.document.reader.engine != "none",
    )
