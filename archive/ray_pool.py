"""Readers on a Ray cluster, one document each. They write the archive themselves; this run hands out documents and
counts."""

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
from gouji.schemas.batch import Failed, Job, PageDone, Settings, Settled, Tally
from gouji.schemas.errors import GoujiError

POLL_SECONDS = 0.25
NO_READER_TIMEOUT_SECONDS = 600.0
"""How long a run waits for a cluster without a single reader."""
MAX_LOSSES = 3
"""Number of machines that a document may be lost with. Then the document is taken to be the cause."""


class RayPool:
    """Reads jobs on the cluster at `address` in `count` actors; one per core of the cluster if `count` is 0."""

    def __init__(self, address: str, count: int, settings: Settings, ledger: Ledger) -> None:
        if address != LOCAL and is_file(ledger.store.address):
            raise GoujiError("ray_needs_server", path=ledger.store.address)
        self._address, self._count, self._settings, self._ledger = address, count, settings, ledger
        self._retries: list[Job] = []
        self._losses: Counter[str] = Counter()

    def run(self, jobs: Iterator[Job | None]) -> Generator[Settled | PageDone | None, None, None]:
        """Yields events as they happen. `jobs` may yield None for "not yet"; None from the pool gives the caller time
        for other work."""
        for job in jobs:
            if job is not None:
                yield from self._read(chain([job], jobs))
            yield None

    def _read(self, jobs: Iterator[Job | None]) -> Iterator[Settled | PageDone | None]:
        """Connects to the cluster only when there is something to read."""
        with ray_cluster(self._address) as ray:
            actors = self._actors(ray)
            try:
                yield from self._read_with(actors, jobs)
            finally:
                actors.end()

    def _read_with(self, actors: RayActors, jobs: Iterator[Job | None]) -> Iterator[Settled | PageDone | None]:
        has_more, able = True, monotonic()
        while has_more or self._retries or actors.working:
            if actors.free and (has_more or self._retries):
                has_more = self._feed(actors, jobs, has_more)
            yield from self._outcomes(actors, 0 if actors.free and has_more else POLL_SECONDS)
            able = monotonic() if actors.able else able
            if monotonic() - able > NO_READER_TIMEOUT_SECONDS:
                raise GoujiError("ray_unreachable", path=self._address, reason="0 CPU")
            yield None

    def _actors(self, ray: Any) -> RayActors:
        actor_class = ray.remote(RayReader)
        ledger = self._ledger

        def start() -> Any:
            options = actor_class.options(num_cpus=1, max_restarts=0, scheduling_strategy="SPREAD")
            return options.remote(ledger.store.address, self._settings, ledger.me, ledger.versions)

        return RayActors(ray, start, self._count or int(ray.cluster_resources().get("CPU", 1)), ledger.versions)

    def _feed(self, actors: RayActors, jobs: Iterator[Job | None], has_more: bool) -> bool:
        """Gives one document to a free reader, lost documents first. Returns False if the source has no more."""
        if self._retries:
            actors.give(self._retries.pop())
            return has_more
        try:
            job = next(jobs)
        except StopIteration:
            return False
        if job is not None:
            actors.give(job)
        return True

    def _outcomes(self, actors: RayActors, seconds: float) -> Iterator[Settled | PageDone]:
        for job, settled in actors.outcomes(seconds):
            if settled is None:
                settled = self._lost(job)
            elif not settled.kept:
                settled = self._committed_outcome(job) or settled
            if settled is not None:
                yield from (PageDone() for _ in range(settled.pages))
                yield settled

    def _lost(self, job: Job) -> Settled | None:
        """Handles a lost machine. It may have committed the document before; otherwise another reader takes the
        document."""
        done = self._committed_outcome(job)
        self._losses[job.sha256] += 1
        if done is None and self._losses[job.sha256] < MAX_LOSSES:
            self._retries.append(job)
            return None
        return done or outcome_writer(self._ledger, self._settings.lang)(
            job, Failed("worker_died", {"reason": "Ray"}), 0.0
        )

    def _committed_outcome(self, job: Job) -> Settled | None:
        """The outcome that a lost reader of this run had committed."""
        known = self._ledger.known([job.sha256]).get(job.sha256)
        if not known or known.owner is not None or known.state != "done":
            return None
        reports = self._ledger.store.reports_of(job.sha256)
        tallies = sum((tally(report) for report in reports), Tally())
        return Settled(job, None, known.pages or 0, 0.0, tallies, reports=len(reports)) if reports else None
