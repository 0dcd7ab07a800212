"""Reads one document: what a worker does with a job."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from gouji.archive.matching_names import matching_names
from gouji.archive.run_isolated import run_isolated
from gouji.archive.table_rows import table_rows
from gouji.archive.tally import tally
from gouji.ocr.engine.protocol import PageReader
from gouji.schemas.batch import Failed, Job, LostPages, Outcome, PageDone, Read, ReadReport, Settings, Tally
from gouji.schemas.file_reports import FileReports
from gouji.schemas.page_ranges import page_ranges
from gouji.schemas.record import Report


def read_for_archive(job: Job, settings: Settings, reader: PageReader, report: Callable[[PageDone], None]) -> Outcome:
    """The records with their rows, or the reason why there is none. Never raises because of a document's content.

    `report` receives each page that is done.
    """
    import gouji

    def read() -> Outcome:
        reports = gouji.read(
            Path(job.path),
            lang=settings.lang,
            reader=reader,
            progress=lambda done, pages: report(PageDone(done, pages)),
        )
        return archive_entry(reports) if reports.sha256 == job.sha256 else Failed("changed_meanwhile")

    return run_isolated(read, settings)


def archive_entry(reports: FileReports) -> Read:
    """The reports of a file in the form that the archive stores."""
    lost = tuple(LostPages(page_ranges(part.pages), part.key, part.reason) for part in reports.lost)
    return Read(
        sha256=reports.sha256,
        reports=tuple(report_entry(report) for report in reports),
        tally=sum((tally(report) for report in reports), Tally(unreadable=bool(lost))),
        pages=reports.pages,
        by_models=any(report.document.reader.engine != "none" for report in reports),
        others=page_ranges(reports.others),
        lost=lost,
    )


def report_entry(report: Report) -> ReadReport:
    """One report in the form that the archive stores."""
    names = matching_names(report)
    return ReadReport(report.report_id, report.model_dump_json(), table_rows(report, report.report_id), names)
