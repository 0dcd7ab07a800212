"""One worker process as its parent sees it: started, given a document, watched, ended."""

from __future__ import annotations

import multiprocessing
import signal
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from time import monotonic

import psutil

from gouji.archive.signals import signals_blocked
from gouji.archive.worker_process import READ_FOR_ARCHIVE, run_worker
from gouji.schemas.batch import Extracted, Failed, Job, Outcome, PageDone, Ready, Settings

SPAWN_CONTEXT = multiprocessing.get_context("spawn")
BYTES_PER_MEGABYTE = 1 << 20
MAX_STARTS = 3
"""Times that a process may end before it is ready. Then it is not the document's fault, and none would be read."""
START_TIMEOUT_SECONDS = 300.0
"""Seconds that a process may take to be ready, which are not the document's."""
SUSPENDED_SECONDS = 30.0
"""Seconds between two looks after which it was the parent that slept (Ctrl-Z, a closed lid), and the worker is not blamed."""
Answer = PageDone | Outcome | Extracted


class Worker:
    """A process that reads one document at a time. It may die, hang or grow: its document fails, and a new process is made."""

    def __init__(self, settings: Settings, doing: str = READ_FOR_ARCHIVE) -> None:
        self._settings, self._doing = settings, doing
        self._starts = 0
        self._start()

    def _start(self) -> None:
        self.jobs, theirs = SPAWN_CONTEXT.Pipe()
        self._process = SPAWN_CONTEXT.Process(
            target=run_worker, args=(theirs, self._settings, self._doing), daemon=self._settings.together < 2
        )
        with signals_blocked():
            self._process.start()
        theirs.close()
        self._starts += 1
        self._ready = False
        self.job: Job | None = None
        self.pages = 0
        self.began = self._moved = self._looked = monotonic()

    def give(self, job: Job) -> None:
        """A document to read; one process for every `recycle` pages, so that memory stays flat."""
        if self.pages >= self._settings.recycle or not self._process.is_alive():
            self.end()
            self._start()
        self.job = job
        self.began = self._moved = self._looked = monotonic()
        with suppress(OSError):  # it died this moment: the next look finds it
            self.jobs.send(job)

    def answer(self) -> Answer | None:
        """What the worker has to say now, or what must be said of it: None while it works in peace."""
        self._forgive_a_sleep()
        try:
            while self.jobs.poll():
                said = self.jobs.recv()
                self._moved = monotonic()
                if not isinstance(said, Ready):
                    return self._said(said)
                self._ready, self._starts = True, 0
                self.began = self._moved
        except (EOFError, OSError):
            return self._died()
        return self._over_its_limits() if self._process.is_alive() else self._died()

    def _forgive_a_sleep(self) -> None:
        now = monotonic()
        slept = now - self._looked
        if slept > SUSPENDED_SECONDS:
            self.began += slept
            self._moved += slept
        self._looked = now

    def _said(self, said: Answer) -> Answer:
        if isinstance(said, PageDone):
            self.pages += 1
        else:
            self.job = None
        return said

    def _over_its_limits(self) -> Answer | None:
        now, limits = monotonic(), self._settings
        if not self._ready:
            return (
                self._lost(Failed("worker_unable", {"reason": f"{START_TIMEOUT_SECONDS:.0f} s"}, broken=True))
                if now - self._moved > START_TIMEOUT_SECONDS
                else None
            )
        if now - self._moved > limits.timeout:
            return self._lost(Failed("timed_out", {"seconds": round(limits.timeout)}))
        if limits.longest and now - self.began > limits.longest:
            return self._lost(Failed("took_too_long", {"seconds": round(limits.longest)}))
        if limits.memory and self._held() > limits.memory * BYTES_PER_MEGABYTE:
            return self._lost(Failed("out_of_memory", {"limit": limits.memory}))
        return None

    def _held(self) -> int:
        try:
            here = psutil.Process(self._process.pid)
            helpers = here.children(recursive=True) if self._settings.together > 1 else []
            return sum(_held_by(process) for process in (here, *helpers))
        except psutil.Error:
            return 0

    def _died(self) -> Answer | None:
        """The reason, by the way the process ended; None where it had not begun yet and is started again."""
        self._process.join(5)
        code, job = self._process.exitcode, self.job
        reason = signal.Signals(-code).name if code and code < 0 else f"exit {code}"
        if self._ready or job is None:
            return self._lost(Failed("worker_died", {"reason": reason}))
        if self._starts >= MAX_STARTS:
            return self._lost(Failed("worker_unable", {"reason": reason}, broken=True))
        self.end()
        self._start()
        self.give(job)
        return None

    def _lost(self, failed: Failed) -> Failed:
        self.job = None
        self.end()
        return failed

    def end(self) -> None:
        """Ends the process now. It writes nothing, so nothing is left half done."""
        self._process.kill()
        self._process.join(5)
        self.jobs.close()


def _held_by(process: psutil.Process) -> int:
    try:
        return int(process.memory_info().rss)
    except psutil.Error:  # it ended just now
        return 0


def wait_for_workers(workers: list[Worker], seconds: float) -> None:
    """Waits until a worker speaks or dies, at most `seconds`."""
    busy: list[Connection] = [w.jobs for w in workers if w.job is not None]
    if busy:
        wait(busy, seconds)
