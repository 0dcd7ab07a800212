"""One document is read: what a worker does with a job."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from archive.names import names
from archive.rows import rows
from archive.tally import tally
from ocr.engine import PageReader
from schemas.batch import Failed, Job, Outcome, Read, Settings
from schemas.errors import GoujiError, MissingComponent
from schemas.record import Report


def read_one(job: Job, settings: Settings, reader: PageReader, tell: Callable[[int, int], None]) -> Outcome:
    """The record with its rows, or why there is none. Never raises for what a document holds.

    `tell(done, pages)` is called after each page.
    """
    import gouji

    try:
        report = gouji.read(Path(job.path), lang=settings.lang, reader=reader, progress=tell)
        if report.document.sha256 != job.sha256:
            return Failed("changed_meanwhile")
        return ready(report)
    except MissingComponent as err:
        return Failed(err.key, _plain(err.values), broken=True)
    except GoujiError as err:
        return Failed(err.key, _plain(err.values))
    except MemoryError:
        return Failed("out_of_memory", {"limit": settings.memory})
    except Exception as err:
        return Failed("crashed", {"reason": " ".join(f"{type(err).__name__}: {err}".split())})


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


def _plain(values: dict[str, object]) -> dict[str, object]:
    """What fills the sentence, as text (a path of another machine is no path here)."""
    return {name: value if isinstance(value, int | float) else str(value) for name, value in values.items() if name != "path"}
