"""A reader on a Ray cluster: an actor with a worker process (the recogniser) and a connection to the archive."""

from __future__ import annotations

from dataclasses import replace
from time import monotonic
from typing import cast

from gouji.archive.ledger import Ledger
from gouji.archive.machine import cores, machine_memory
from gouji.archive.store import open_store
from gouji.archive.store_outcome import outcome_writer
from gouji.archive.versions import Versions, versions
from gouji.archive.worker import Worker, wait_for_workers
from gouji.schemas.batch import Job, Outcome, PageDone, Settings, Settled

POLL_SECONDS = 0.25
MEMORY_SHARE = 0.8
"""Share of a node's memory for all its readers together if no limit is given."""


class RayReader:
    """Reads a document and writes it into the archive itself. Its worker process has the same limits as on one machine:
    a document that hangs, grows or kills the process fails alone, and the actor lives on."""

    def __init__(self, address: str, settings: Settings, me: str, used: Versions) -> None:
        memory = round(machine_memory() * MEMORY_SHARE / cores()) if settings.memory is None else settings.memory
        self._settings, self._store = settings, open_store(address)
        self._store_outcome = outcome_writer(Ledger(self._store, me, used), settings.lang)
        self._worker = Worker(replace(settings, memory=memory))

    def versions(self) -> Versions:
        """The versions that this node reads with; answered when the actor is ready."""
        return versions(self._settings.models, quick=self._settings.quick)

    def read(self, job: Job) -> Settled:
        """The document with its stored outcome. GoujiError if the archive cannot be written."""
        self._worker.give(job)
        while True:
            wait_for_workers([self._worker], POLL_SECONDS)
            answer = self._worker.answer()
            if answer is not None and not isinstance(answer, PageDone):
                with self._store.explained_errors():
                    return self._store_outcome(job, cast(Outcome, answer), monotonic() - self._worker.started)
