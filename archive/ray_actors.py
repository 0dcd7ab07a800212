"""The actors of a Ray cluster as the run sees them: starting, free, reading, lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from gouji.archive.versions import Versions
from gouji.schemas.batch import Job, Settled
from gouji.schemas.errors import GoujiError

Lost = tuple[Job, None]
Done = tuple[Job, Settled]


class RayActors:
    """`count` actors. A lost actor is replaced; its replacement waits until the cluster has room for it."""

    def __init__(self, ray: Any, start: Callable[[], Any], count: int, versions: Versions) -> None:
        self._ray, self._start, self._versions = ray, start, versions
        self._starting: dict[Any, Any] = {}
        self._free: list[Any] = []
        self._reading: dict[Any, tuple[Any, Job]] = {}
        self._failed_starts = 0
        self._count = count
        for _ in range(count):
            self._begin()

    @property
    def working(self) -> bool:
        """Whether a document is being read."""
        return bool(self._reading)

    @property
    def able(self) -> bool:
        """Whether the cluster has at least one reader."""
        return bool(self._free or self._reading)

    @property
    def free(self) -> bool:
        """Whether a reader waits for a document."""
        return bool(self._free)

    def give(self, job: Job) -> None:
        """Gives a document to a free reader."""
        actor = self._free.pop()
        self._reading[actor.read.remote(job)] = (actor, job)

    def outcomes(self, seconds: float) -> Iterator[Done | Lost]:
        """The outcomes of documents, waiting at most `seconds`: the stored outcome, or None if the reader was lost with
        its machine.

        GoujiError: errors of the archive, "ray_other_version", "ray_unreachable" if no reader can be started.
        """
        waiting = [*self._reading, *self._starting]
        if not waiting:
            return
        ended, _ = self._ray.wait(waiting, num_returns=1, timeout=seconds)
        for ref in ended:
            if ref in self._starting:
                self._started(self._starting.pop(ref), ref)
                continue
            actor, job = self._reading.pop(ref)
            settled = self._settled(actor, ref)
            yield (job, None) if settled is None else (job, settled)

    def end(self) -> None:
        """Ends all actors. Work that they have not committed is lost."""
        for actor in (*self._free, *self._starting.values(), *(actor for actor, _ in self._reading.values())):
            self._ray.kill(actor)

    def _begin(self) -> None:
        actor = self._start()
        self._starting[actor.versions.remote()] = actor

    def _started(self, actor: Any, ref: Any) -> None:
        try:
            actor_versions = self._ray.get(ref)
        except self._ray.exceptions.RayError as error:
            self._failed_starts += 1
            if self._failed_starts > 2 * self._count:
                raise GoujiError("ray_unreachable", path="ray", reason=" ".join(str(error).split())[-300:]) from error
            self._begin()
            return
        if actor_versions != self._versions:
            raise GoujiError("ray_other_version", here=self._versions.program, there=actor_versions.program)
        self._failed_starts = 0
        self._free.append(actor)

    def _settled(self, actor: Any, ref: Any) -> Settled | None:
        try:
            settled: Settled = self._ray.get(ref)
        except self._ray.exceptions.RayTaskError as error:
            raise error.cause from None
        except self._ray.exceptions.RayError:
            self._ray.kill(actor)
            self._begin()
            return None
        self._free.append(actor)
        return settled
