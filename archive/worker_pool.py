"""Several workers on this machine, one document each, never more in hand than there are workers."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import suppress
from time import monotonic
from typing import cast

from gouji.archive.store_outcome import OutcomeWriter
from gouji.archive.worker import Worker, wait_for_workers
from gouji.schemas.batch import Job, Outcome, PageDone, Settings, Settled

POLL_SECONDS = 0.25
"""Seconds between two looks at workers that say nothing."""


class WorkerPool:
    """Reads jobs in `count` processes and settles their outcomes here: one process alone writes the archive."""

    def __init__(self, count: int, settings: Settings, settle: OutcomeWriter) -> None:
        self._count, self._settings, self._settle = count, settings, settle
        self._workers: list[Worker] = []

    def run(self, jobs: Iterator[Job | None]) -> Generator[Settled | PageDone | None, None, None]:
        """What happens, as it happens. `jobs` may yield None for "not yet"; a None of the pool is a moment to see to other things.

        Processes are started as they are needed and ended when the iterator is closed, wherever it stands.
        """
        more = True
        try:
            while more or any(w.job for w in self._workers):
                if more and (idle := self._idle()) is not None:
                    more = self._feed(idle, jobs)
                else:
                    wait_for_workers(self._workers, POLL_SECONDS)
                yield from self._heard()
                yield None
        finally:
            for worker in self._workers:
                with suppress(OSError):
                    worker.end()

    def _idle(self) -> Worker | int | None:
        """A free worker, the number of one that can still be started, or None."""
        free = next((w for w in self._workers if w.job is None), None)
        return free if free is not None else len(self._workers) if len(self._workers) < self._count else None

    def _feed(self, idle: Worker | int, jobs: Iterator[Job | None]) -> bool:
        """One job from the source to an idle worker; False when there are no more."""
        try:
            job = next(jobs)
        except StopIteration:
            return False
        if job is not None:
            if isinstance(idle, int):
                idle = Worker(self._settings)
                self._workers.append(idle)
            idle.give(job)
        return True

    def _heard(self) -> Iterator[Settled | PageDone]:
        for worker in self._workers:
            while (job := worker.job) is not None and (said := worker.answer()) is not None:
                yield (
                    said
                    if isinstance(said, PageDone)
                    else self._settle(job, cast(Outcome, said), monotonic() - worker.began)
                )
