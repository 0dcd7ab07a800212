"""A batch of documents is read into an archive."""

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
    """What a batch is asked for: how many `workers`, whether what other versions made is made anew (`refresh`), whether what
    failed is tried again, and the Ray cluster to work on (an address, or "local"; None: processes of this machine)."""

    workers: int = 1
    refresh: bool = False
    retry_failed: bool = False
    ray: str | None = None


def ingest(
    places: Iterable[str], store: Store, settings: Settings, wishes: IngestOptions, progress: Progress
) -> Summary:
    """Reads every document under `places` that the archive does not have yet, and holds new reports against those it has.

    Documents that cannot be read are counted and named, never raised. MissingComponent where this installation cannot read
    at all. An interrupt ends it within a second or two: what was committed stays, what was in hand is given back.
    """
    ledger = Ledger(store, this_run(), versions(settings.models))
    summary, began = Summary(), time.monotonic()
    named: list[str] = []
    jobs = JobQueue(
        ledger,
        discover(_noted(places, named)),
        summary,
        lang=settings.lang,
        refresh=wishes.refresh,
        retry_failed=wishes.retry_failed,
    )
    try:
        with termination_as_interrupt():
            _read_all(document_pool(wishes.workers, wishes.ray, settings, ledger), jobs, ledger, summary, progress)
            summary.gone = mark_missing(store, named)
            summary.renewed = renewed_by(store, jobs.fresh)
            summary.compared = compare_reports(store, settings.lang)
    except KeyboardInterrupt:
        summary.stopped = True
    finally:
        with suppress(KeyboardInterrupt):
            ledger.let_go()
        summary.seconds = time.monotonic() - began
    return summary


def _noted(places: Iterable[str], named: list[str]) -> Iterator[str]:
    """The places as they come, written down for later."""
    for place in places:
        named.append(place)
        yield place


def _read_all(reading: DocumentPool, jobs: JobQueue, ledger: Ledger, summary: Summary, progress: Progress) -> None:
    renewed = time.monotonic()
    events = reading.run(iter(jobs))
    try:
        for event in events:
            if isinstance(event, PageDone):
                summary.pages += 1
            elif event is not None:
                _note(event, jobs, summary, progress)
            progress.moved(summary, len(jobs.in_hand))
            if time.monotonic() - renewed > LEASE_SECONDS / 4:
                ledger.renew(jobs.in_hand)
                renewed = time.monotonic()
    finally:
        events.close()


def _note(done: Settled, jobs: JobQueue, summary: Summary, progress: Progress) -> None:
    if done.failed and done.failed.broken:
        raise MissingComponent(done.failed.key, **done.failed.values)
    fell = jobs.settled(done)
    if not done.kept:
        summary.elsewhere += 1
        return
    summary.failures += fell
    if done.failed is None:
        summary.read += 1
        summary.tally += done.tally
    progress.document(done, fell)
