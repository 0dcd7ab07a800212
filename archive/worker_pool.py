"""Worker processes on this machine, one document each. No more documents are claimed than there are workers."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import suppress
from time import monotonic
from typing import cast

from gouji.archive.store_outcome import OutcomeWriter
from gouji.archive.worker import Worker, wait_for_workers
from gouji.schemas.batch import Job, Outcome, PageDone, Settings, Settled

POLL_SECONDS = 0.25
"""Interval at which silent workers are checked."""


class WorkerPool:
    """Reads jobs in `count` processes and stores their outcomes here: only one process writes the archive."""

    def __init__(self, count: int, settings: Settings, store_outcome: OutcomeWriter) -> None:
        self._count, self._settings, self._store_outcome = count, settings, store_outcome
        self._workers: list[Worker] = []

    def run(self, jobs: Iterator[Job | None]) -> Generator[Settled | PageDone | None, None, None]:
        """Yields events as they happen. `jobs` may yield None for "not yet"; None from the pool gives the caller time
        for other work.

        Processes are started as needed and ended when the iterator is closed, at whatever point.
        """
        has_more = True
        try:
            while has_more or any(w.job for w in self._workers):
                if has_more and (idle := self._idle()) is not None:
                    has_more = self._feed(idle, jobs)
                else:
                    wait_for_workers(self._workers, POLL_SECONDS)
                yield from self._answers()
                yield None
        finally:
            for worker in self._workers:
                with suppress(OSError):
                    worker.end()

    def _idle(self) -> Worker | int | None:
        """A free worker, the number of a worker that can still be started, or None."""
        free = next((w for w in self._workers if w.job is None), None)
        return free if free is not None else len(self._workers) if len(self._workers) < self._count else None

    def _feed(self, idle: Worker | int, jobs: Iterator[Job | None]) -> bool:
        """Gives one job from the source to an idle worker. Returns False if there are no more."""
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

    def _answers(self) -> Iterator[Settled | PageDone]:
        for worker in self._workers:
            while (job := worker.job) is not None and (answer := worker.answer()) is not None:
                yield (
                    answer
                    if isinstance(answer, PageDone)
                    else self._store_outcome(job, cast(Outcome, answer), monotonic() - worker.started)
                )
