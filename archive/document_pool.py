"""Chooses what reads the documents: processes on this machine, or actors on a Ray cluster."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from typing import Protocol

from gouji.archive.ledger import Ledger
from gouji.archive.store_outcome import outcome_writer
from gouji.archive.worker_pool import WorkerPool
from gouji.schemas.batch import Job, PageDone, Settings, Settled


class DocumentPool(Protocol):
    """Reads jobs and stores their outcomes."""

    def run(self, jobs: Iterator[Job | None]) -> Generator[Settled | PageDone | None, None, None]:
        """Yields events as they happen. Closing the generator ends all work."""
        ...


def document_pool(workers: int, ray: str | None, settings: Settings, ledger: Ledger) -> DocumentPool:
    """Processes, or actors if `ray` is given (an address or "local"). GoujiError if Ray is not installed or cannot be
    used."""
    if ray is None:
        return WorkerPool(workers, settings, outcome_writer(ledger, settings.lang))
    from gouji.archive.ray_pool import RayPool

    return RayPool(ray, workers, settings, ledger)
