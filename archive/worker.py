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
"""How often a process may end before it is ready. After that the installation is at fault, not the document."""
START_TIMEOUT_SECONDS = 300.0
"""Time that a process may take to be ready. It does not count for the document."""
SUSPENDED_SECONDS = 30.0
"""If the parent has not looked for this long, it was suspended (Ctrl-Z, a closed lid), and the worker is not blamed."""
Answer = PageDone | Outcome | Extracted


class Worker:
    """A process that reads one document at a time. It may die, hang or grow: its document fails, and a new process is
    started."""

    def __init__(self, settings: Settings, task: str = READ_FOR_ARCHIVE) -> None:
        self._settings, self._task = settings, task
        self._starts = 0
        self._start()

    def _start(self) -> None:
        self.jobs, worker_end = SPAWN_CONTEXT.Pipe()
        self._process = SPAWN_CONTEXT.Process(
            target=run_worker, args=(worker_end, self._settings, self._task), daemon=self._settings.together < 2
        )
        with signals_blocked():
            self._process.start()
        worker_end.close()
        self._starts += 1
        self._ready = False
        self.job: Job | None = None
        self.pages = 0
        self.started = self._last_answer = self._last_check = monotonic()

    def give(self, job: Job) -> None:
        """Gives it a document. The process is replaced after `recycle` pages, so that memory stays flat."""
        if self.pages >= self._settings.recycle or not self._process.is_alive():
            self.end()
            self._start()
        self.job = job
        self.started = self._last_answer = self._last_check = monotonic()
        with suppress(OSError):  # it has just died: the next check notices
            self.jobs.send(job)

    def answer(self) -> Answer | None:
        """What the worker reports now, or what is found out about it; None while it works normally."""
        self._ignore_suspension()
        try:
            while self.jobs.poll():
                answer = self.jobs.recv()
                self._last_answer = monotonic()
                if not isinstance(answer, Ready):
                    return self._received(answer)
                self._ready, self._starts = True, 0
                self.started = self._last_answer
        except (EOFError, OSError):
            return self._died()
        return self._check_limits() if self._process.is_alive() else self._died()

    def _ignore_suspension(self) -> None:
        now = monotonic()
        suspended = now - self._last_check
        if suspended > SUSPENDED_SECONDS:
            self.started += suspended
            self._last_answer += suspended
        self._last_check = now

    def _received(self, answer: Answer) -> Answer:
        if isinstance(answer, PageDone):
            self.pages += 1
        else:
            self.job = None
        return answer

    def _check_limits(self) -> Answer | None:
        now, limits = monotonic(), self._settings
        if not self._ready:
            return (
                self._lost(Failed("worker_unable", {"reason": f"{START_TIMEOUT_SECONDS:.0f} s"}, broken=True))
                if now - self._last_answer > START_TIMEOUT_SECONDS
                else None
            )
        if now - self._last_answer > limits.timeout:
            return self._lost(Failed("timed_out", {"seconds": round(limits.timeout)}))
        if limits.longest and now - self.started > limits.longest:
            return self._lost(Failed("took_too_long", {"seconds": round(limits.longest)}))
        if limits.memory and self._memory_bytes() > limits.memory * BYTES_PER_MEGABYTE:
            return self._lost(Failed("out_of_memory", {"limit": limits.memory}))
        return None

    def _memory_bytes(self) -> int:
        try:
            here = psutil.Process(self._process.pid)
            helpers = here.children(recursive=True) if self._settings.together > 1 else []
            return sum(_process_memory(process) for process in (here, *helpers))
        except psutil.Error:
            return 0

    def _died(self) -> Answer | None:
        """The reason, from the way the process ended; None if it had not started reading yet and is started again."""
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
        """Ends the process now. It writes nothing, so no work is left half done."""
        self._process.kill()
        self._process.join(5)
        self.jobs.close()


def _process_memory(process: psutil.Process) -> int:
    try:
        return int(process.memory_info().rss)
    except psutil.Error:  # it has just ended
        return 0


def wait_for_workers(workers: list[Worker], seconds: float) -> None:
    """Waits until a worker answers or dies, at most `seconds`."""
    busy: list[Connection] = [w.jobs for w in workers if w.job is not None]
    if busy:
        wait(busy, seconds)
