"""Reads documents one after the other in a process that can be ended: a failing document affects no other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gouji.archive.worker import Answer, Worker, wait_for_workers
from gouji.schemas.batch import Job, Settings

POLL_SECONDS = 0.25
"""Interval at which a silent process is checked."""
READ_ISOLATED = "gouji.show.isolated_reader:read_isolated"


class ReadingProcess:
    """The process starts at once, so that it loads its libraries while the files are still being inspected."""

    def __init__(self, settings: Settings, task: str = READ_ISOLATED) -> None:
        self._worker = Worker(settings, task)

    def answers(self, jobs: Iterable[Job]) -> Iterator[tuple[Job, Answer]]:
        """The answers to each job in turn: pages, then the outcome."""
        for job in jobs:
            self._worker.give(job)
            while self._worker.job is not None:
                wait_for_workers([self._worker], POLL_SECONDS)
                while self._worker.job is not None and (answer := self._worker.answer()) is not None:
                    yield job, answer

    def end(self) -> None:
        """Ends the process, whatever it does."""
        self._worker.end()
