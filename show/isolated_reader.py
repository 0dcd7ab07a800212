"""What the process that reads does with one document of `extract`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from gouji.archive.run_isolated import run_isolated
from gouji.ocr.engine.protocol import PageReader
from gouji.schemas.batch import Drawn, Extracted, Failed, Job, PageDone, Settings
from gouji.schemas.escaped_json import escaped_json
from gouji.schemas.stages import take_spent


def read_isolated(
    job: Job, settings: Settings, _reader: PageReader, say: Callable[[PageDone], None]
) -> Extracted | Failed:
    """The record, or why there is none; `say` is told each page that was read, and each picture where they are wanted."""
    return run_isolated(lambda: _read(job, settings, say), settings)


def _read(job: Job, settings: Settings, say: Callable[[PageDone], None]) -> Extracted | Failed:
    import gouji

    path = Path(job.path)
    report = gouji.read(
        path,
        lang=settings.lang,
        models=settings.models,
        progress=lambda done, pages: say(PageDone(done, pages)),
        workers=settings.together,
    )
    if job.sha256 and report.document.sha256 != job.sha256:
        return Failed("changed_meanwhile")
    if settings.draw:
        from gouji.show.page_drawings import page_drawings

        for number, png in page_drawings(path, report, settings.lang):
            say(Drawn(number=number, png=png))
    lost = tuple(found.message for found in report.findings if found.rule == "page-unreadable")
    return Extracted(escaped_json(report.model_dump_json(indent=2)), lost, take_spent())
