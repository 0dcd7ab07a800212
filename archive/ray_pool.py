"""Readers on a Ray cluster, a document each. They write the archive themselves; this run hands out and keeps count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator, Iterator
from itertools import chain
from time import monotonic
from typing import Any

from gouji.archive.connect import is_file
from gouji.archive.ledger import Ledger
from gouji.archive.ray_actors import RayActors
from gouji.archive.ray_cluster import LOCAL, ray_cluster
from gouji.archive.ray_reader import RayReader
from gouji.archive.store_outcome import outcome_writer
from gouji.archive.tally import tally
from gouji.schemas.batch import Failed, Job, PageDone, Settings, Settled
from gouji.schemas.errors import GoujiError

POLL_SECONDS = 0.25
NO_READER_TIMEOUT_SECONDS = 600.0
"""Seconds that a run waits for a cluster without a single reader."""
MAX_LOSSES = 3
"""Machines that a document may be lost with. Then it is the document that kills them."""


class RayPool:
    """Reads jobs on the cluster at `address` in `count` actors, one for each of its cores where `count` is 0."""

    def __init__(self, address: str, count: int, settings: Settings, ledger: Ledger) -> None:
        if address != LOCAL and is_file(ledger.store.address):
            raise GoujiError("ray_needs_server", path=ledger.store.address)
        self._address, self._count, self._settings, self._ledger = address, count, settings, ledger
        self._again: list[Job] = []
        self._losses: Counter[str] = Counter()

    def run(self, jobs: Iterator[Job | None]) -> Generator[Settled | PageDone | None, None, None]:
        """What happens, as it happens. `jobs` may yield None for "not yet"; a None of the pool is a moment to see to other things."""
        for job in jobs:
            if job is not None:
                yield from self._read(chain([job], jobs))
            yield None

    def _read(self, jobs: Iterator[Job | None]) -> Iterator[Settled | PageDone | None]:
        """The cluster is asked for nothing before there is something to read."""
        with ray_cluster(self._address) as ray:
            actors = self._actors(ray)
            try:
                yield from self._read_with(actors, jobs)
            finally:
                actors.end()

    def _read_with(self, actors: RayActors, jobs: Iterator[Job | None]) -> Iterator[Settled | PageDone | None]:
        more, able = True, monotonic()
        while more or self._again or actors.working:
            if actors.free and (more or self._again):
                more = self._feed(actors, jobs, more)
            yield from self._heard(actors, 0 if actors.free and more else POLL_SECONDS)
            able = monotonic() if actors.able else able
            if monotonic() - able > NO_READER_TIMEOUT_SECONDS:
                raise GoujiError("ray_unreachable", path=self._address, reason="0 CPU")
            yield None

    def _actors(self, ray: Any) -> RayActors:
        made = ray.remote(RayReader)
        ledger = self._ledger

        def start() -> Any:
            options = made.options(num_cpus=1, max_restarts=0, scheduling_strategy="SPREAD")
            return options.remote(ledger.store.address, self._settings, ledger.me, ledger.versions)

        return RayActors(ray, start, self._count or int(ray.cluster_resources().get("CPU", 1)), ledger.versions)

    def _feed(self, actors: RayActors, jobs: Iterator[Job | None], more: bool) -> bool:
        """One document to a free reader, those that were lost first; False when the source has no more."""
        if self._again:
            actors.give(self._again.pop())
            return more
        try:
            job = next(jobs)
        except StopIteration:
            return False
        if job is not None:
            actors.give(job)
        return True

    def _heard(self, actors: RayActors, seconds: float) -> Iterator[Settled | PageDone]:
        for job, settled in actors.heard(seconds):
            if settled is None:
                settled = self._lost(job)
            elif not settled.kept:
                settled = self._settled_before(job) or settled
            if settled is not None:
                yield from (PageDone() for _ in range(settled.pages))
                yield settled

    def _lost(self, job: Job) -> Settled | None:
        """Its machine is gone. It may have committed the document with its last breath; else another reader takes it."""
        done = self._settled_before(job)
        self._losses[job.sha256] += 1
        if done is None and self._losses[job.sha256] < MAX_LOSSES:
            self._again.append(job)
            return None
        return done or outcome_writer(self._ledger, self._settings.lang)(
            job, Failed("worker_died", {"reason": "Ray"}), 0.0
        )

    def _settled_before(self, job: Job) -> Settled | None:
        """What a lost reader of this run had committed."""
        known = self._ledger.known([job.sha256]).get(job.sha256)
        record = (
            self._ledger.store.record(job.sha256) if known and known.owner is None and known.state == "done" else None
        )
        return Settled(job, None, len(record.document.pages), 0.0, tally(record)) if record else None
