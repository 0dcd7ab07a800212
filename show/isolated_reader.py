"""What the reading process does with one document of `extract`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from gouji.archive.run_isolated import run_isolated
from gouji.ocr.engine.protocol import PageReader
from gouji.schemas.batch import Drawn, Extracted, Failed, Job, LostPages, PageDone, Settings
from gouji.schemas.escaped_json import escaped_json
from gouji.schemas.page_ranges import page_ranges
from gouji.schemas.stages import take_spent


def read_isolated(
    job: Job, settings: Settings, _reader: PageReader, report_page: Callable[[PageDone], None]
) -> Extracted | Failed:
    """The records, or why there are none. `report_page` receives each page that was read, and each drawing if wanted."""
    return run_isolated(lambda: _read(job, settings, report_page), settings)


def _read(job: Job, settings: Settings, report_page: Callable[[PageDone], None]) -> Extracted | Failed:
    import gouji

    path = Path(job.path)
    pages = [Path(page) for page in job.pages]
    source = path if path.is_dir() or not pages else pages
    reports = gouji.read(
        source,
        lang=settings.lang,
        models=settings.models,
        progress=lambda done, pages: report_page(PageDone(done, pages)),
        workers=settings.together,
        quick=settings.quick,
    )
    if job.sha256 and reports.sha256 != job.sha256:
        return Failed("changed_meanwhile")
    if settings.draw:
        from gouji.show.page_drawings import page_drawings

        for number, png in page_drawings(source, reports, settings.lang):
            report_page(Drawn(number=number, png=png))
    unread = [f.message for report in reports for f in report.findings if f.rule == "page-unreadable"]
    records = tuple(escaped_json(report.model_dump_json(indent=2)) for report in reports)
    lost = tuple(LostPages(page_ranges(part.pages), part.key, part.reason) for part in reports.lost)
    return Extracted(records, tuple(dict.fromkeys(unread)), take_spent(), reports.others, lost)
