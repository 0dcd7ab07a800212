"""A worker process: it loads the recogniser once and reads documents until it is told to stop, or its parent ends."""

from __future__ import annotations

import multiprocessing
import os
import threading
from contextlib import suppress
from importlib import import_module
from multiprocessing.connection import Connection
from pathlib import Path

from gouji.schemas.batch import Failed, Ready, Settings

THREAD_VARIABLES = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


READ_FOR_ARCHIVE = "gouji.archive.read_for_archive:read_for_archive"
"""The function that a batch worker calls for each job."""


def run_worker(jobs: Connection, settings: Settings, task: str = READ_FOR_ARCHIVE) -> None:
    """Answers each job on `jobs` with PageDone after each page and an Outcome at the end; None ends the process.

    `task` is `module:function`, of (job, settings, reader, report) where `report` sends to the parent. It is loaded
    here, so that the parent does not load the recogniser.
    """
    _prefer_as_oom_victim()
    threading.Thread(target=_exit_with_parent, daemon=True).start()
    _limit_threads(settings.threads)
    import gouji  # noqa: F401
    from gouji.ocr.engine.paddle import PaddleReader

    module, _, name = task.partition(":")
    read = getattr(import_module(module), name)
    reader = PaddleReader(settings.models, threads=settings.threads, quick=settings.quick)
    try:
        jobs.send(Ready())
        while (job := jobs.recv()) is not None:
            _answer(jobs, read(job, settings, reader, jobs.send))
    except (EOFError, BrokenPipeError, ConnectionResetError):
        pass  # the parent has ended


def _answer(jobs: Connection, outcome: object) -> None:
    try:
        jobs.send(outcome)
    except (ValueError, TypeError) as err:
        jobs.send(Failed("crashed", {"reason": f"{type(err).__name__}: {err}"}))


def _prefer_as_oom_victim() -> None:
    """If the machine runs out of memory, the system ends a worker and not the run: one document fails."""
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("600", encoding="ascii")


def _exit_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _limit_threads(threads: int) -> None:
    """Sets the number of threads before the libraries that use them are loaded."""
    for name in THREAD_VARIABLES:
        os.environ[name] = str(threads)
    import cv2

    cv2.setNumThreads(threads)
