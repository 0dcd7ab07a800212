"""Reads a batch of documents into an archive."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass

from gouji.archive.changes import renewed_by
from gouji.archive.compare_reports import compare_reports
from gouji.archive.discover import discover
from gouji.archive.document_pool import DocumentPool, document_pool
from gouji.archive.job_queue import JobQueue
from gouji.archive.lease import this_run
from gouji.archive.ledger import LEASE_SECONDS, Ledger
from gouji.archive.missing_files import mark_missing
from gouji.archive.progress import Progress
from gouji.archive.signals import termination_as_interrupt
from gouji.archive.store import Store
from gouji.archive.versions import versions
from gouji.schemas.batch import PageDone, Settings, Settled, Summary
from gouji.schemas.errors import MissingComponent


@dataclass(frozen=True, slots=True)
class IngestOptions:
    """Options of a batch: the number of `workers`, whether documents read by other versions are read again (`refresh`),
    whether failed ones are retried, the Ray cluster to use (an address, or "local"; None: processes on this machine),
    and whether the page images of a folder are read as a document each (`separate`)."""

    workers: int = 1
    refresh: bool = False
    retry_failed: bool = False
    ray: str | None = None
    separate: bool = False


def ingest(
    places: Iterable[str], store: Store, settings: Settings, options: IngestOptions, progress: Progress
) -> Summary:
    """Reads every document under `places` that the archive does not have yet, and compares new reports with those it
    has.

    Documents that cannot be read are counted and named, never raised. MissingComponent if this installation cannot read
    at all. An interrupt ends it within a second or two: committed work stays, documents in progress are released.
    """
    ledger = Ledger(store, this_run(), versions(settings.models, quick=settings.quick))
    summary, started = Summary(), time.monotonic()
    places_read: list[str] = []
    jobs = JobQueue(
        ledger,
        discover(_recorded(places, places_read), separate=options.separate),
        summary,
        lang=settings.lang,
        refresh=options.refresh,
        retry_failed=options.retry_failed,
    )
    try:
        with termination_as_interrupt():
            _read_all(document_pool(options.workers, options.ray, settings, ledger), jobs, ledger, summary, progress)
            summary.gone = mark_missing(store, places_read)
            summary.renewed = renewed_by(store, jobs.fresh)
            summary.compared = compare_reports(store, settings.lang)
    except KeyboardInterrupt:
        summary.stopped = True
    finally:
        with suppress(KeyboardInterrupt):
            ledger.release_all()
        summary.seconds = time.monotonic() - started
    return summary


def _recorded(places: Iterable[str], places_read: list[str]) -> Iterator[str]:
    """The places as they come, recorded in `places_read` for later use."""
    for place in places:
        places_read.append(place)
        yield place


def _read_all(documents: DocumentPool, jobs: JobQueue, ledger: Ledger, summary: Summary, progress: Progress) -> None:
    renewed = time.monotonic()
    events = documents.run(iter(jobs))
    try:
        for event in events:
            if isinstance(event, PageDone):
                summary.pages += 1
            elif event is not None:
                _note(event, jobs, summary, progress)
            progress.update(summary, len(jobs.in_hand))
            if time.monotonic() - renewed > LEASE_SECONDS / 4:
                ledger.renew(jobs.in_hand)
                renewed = time.monotonic()
    finally:
        events.close()


def _note(done: Settled, jobs: JobQueue, summary: Summary, progress: Progress) -> None:
    if done.failed and done.failed.broken:
        raise MissingComponent(done.failed.key, **done.failed.values)
    failures = jobs.settled(done)
    if not done.kept:
        summary.elsewhere += 1
        return
    summary.failures += failures
    if done.failed is None:
        summary.read += 1
        summary.reports += done.reports
        summary.lost += done.lost
        summary.tally += done.tally
    progress.document(done, failures)
