"""What the reading process does with one document of `extract`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from gouji.archive.run_isolated import run_isolated
from gouji.ocr.engine.protocol import PageReader
from gouji.schemas.batch import Drawn, Extracted, Failed, Job, PageDone, Settings
from gouji.schemas.escaped_json import escaped_json
from gouji.schemas.stages import take_spent


def read_isolated(
    job: Job, settings: Settings, _reader: PageReader, report_page: Callable[[PageDone], None]
) -> Extracted | Failed:
    """The record, or why there is none. `report_page` receives each page that was read, and each drawing if wanted."""
    return run_isolated(lambda: _read(job, settings, report_page), settings)


def _read(job: Job, settings: Settings, report_page: Callable[[PageDone], None]) -> Extracted | Failed:
    import gouji

    path = Path(job.path)
    report = gouji.read(
        path,
        lang=settings.lang,
        models=settings.models,
        progress=lambda done, pages: report_page(PageDone(done, pages)),
        workers=settings.together,
    )
    if job.sha256 and report.document.sha256 != job.sha256:
        return Failed("changed_meanwhile")
    if settings.draw:
        from gouji.show.page_drawings import page_drawings

        for number, png in page_drawings(path, report, settings.lang):
            report_page(Drawn(number=number, png=png))
    unread = tuple(found.message for found in report.findings if found.rule == "page-unreadable")
    return Extracted(escaped_json(report.model_dump_json(indent=2)), unread, take_spent())
