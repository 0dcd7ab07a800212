"""A worker process: it loads the engine once and reads documents until it is told to stop, or its parent is gone."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from multiprocessing.connection import Connection

from schemas.batch import Failed, Outcome, PageDone, Settings

THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


def work(jobs: Connection, settings: Settings) -> None:
    """Answers each job on `jobs` with PageDone after each page and an Outcome at the end; None ends the process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to hear
    threading.Thread(target=_leave_with_parent, daemon=True).start()
    _be_modest(settings.threads)
    from archive.read_one import read_one
    from ocr.paddle import PaddleReader

    reader = PaddleReader(settings.models, threads=settings.threads)
    try:
        while (job := jobs.recv()) is not None:
            outcome = read_one(job, settings, reader, lambda done, pages: jobs.send(PageDone()))
            _answer(jobs, outcome)
    except (EOFError, BrokenPipeError, ConnectionResetError):
        pass  # nobody is left to answer


def _answer(jobs: Connection, outcome: Outcome) -> None:
    try:
        jobs.send(outcome)
    except (ValueError, TypeError) as err:
        jobs.send(Failed("crashed", {"reason": f"{type(err).__name__}: {err}"}))


def _leave_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _be_modest(threads: int) -> None:
    """The threads of a worker are told before the libraries that take them are loaded."""
    for name in THREADS:
        os.environ[name] = str(threads)
    import cv2

    cv2.setNumThreads(threads)
