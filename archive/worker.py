"""One worker process as its parent sees it: started, given a document, watched, ended."""

from __future__ import annotations

import multiprocessing
import signal
import time
from multiprocessing.connection import Connection, wait

import psutil

from archive.work import work
from schemas.batch import Failed, Job, Outcome, PageDone, Settings

SPAWN = multiprocessing.get_context("spawn")
MEGABYTE = 1 << 20
Answer = PageDone | Outcome


class Worker:
    """A process that reads one document at a time. It may die, hang or grow: its document fails, and a new process is made."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._start()

    def _start(self) -> None:
        self.jobs, theirs = SPAWN.Pipe()
        self._process = SPAWN.Process(target=work, args=(theirs, self._settings), daemon=True)
        self._process.start()
        theirs.close()
        self.job: Job | None = None
        self.pages = 0
        self.began = self._moved = time.monotonic()

    def give(self, job: Job) -> None:
        """A document to read; one process for every `recycle` pages, so that memory stays flat."""
        if self.pages >= self._settings.recycle or not self._process.is_alive():
            self.end()
            self._start()
        self.job = job
        self.began = self._moved = time.monotonic()
        try:
            self.jobs.send(job)
        except OSError:
            self._moved = float("-inf")  # it died this moment: the next look finds it

    def answer(self) -> Answer | None:
        """What the worker has to say now, or what must be said of it: None while it works in peace."""
        try:
            while self.jobs.poll():
                said = self.jobs.recv()
                self._moved = time.monotonic()
                self.pages += isinstance(said, PageDone)
                return self._free(said)
        except (EOFError, OSError):
            return self._lost(self._died())
        if not self._process.is_alive():
            return self._lost(self._died())
        return self._over_its_limits()

    def _free(self, said: Answer) -> Answer:
        if not isinstance(said, PageDone):
            self.job = None
        return said

    def _over_its_limits(self) -> Answer | None:
        if time.monotonic() - self._moved > self._settings.timeout:
            return self._lost(Failed("timed_out", {"seconds": round(self._settings.timeout)}))
        if self._settings.memory and self._held() > self._settings.memory * MEGABYTE:
            return self._lost(Failed("out_of_memory", {"limit": self._settings.memory}))
        return None

    def _held(self) -> int:
        try:
            return int(psutil.Process(self._process.pid).memory_info().rss)
        except psutil.Error:
            return 0

    def _died(self) -> Failed:
        self._process.join(5)
        code = self._process.exitcode
        reason = signal.Signals(-code).name if code and code < 0 else f"exit {code}"
        return Failed("worker_died", {"reason": reason})

    def _lost(self, failed: Failed) -> Failed:
        self.job = None
        self.end()
        return failed

    def end(self) -> None:
        """Ends the process now. It writes nothing, so nothing is left half done."""
        self._process.kill()
        self._process.join(5)
        self.jobs.close()


def watch(workers: list[Worker], seconds: float) -> None:
    """Waits until a worker speaks or dies, at most `seconds`."""
    busy: list[Connection] = [w.jobs for w in workers if w.job is not None]
    if busy:
        wait(busy, seconds)
