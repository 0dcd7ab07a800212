"""Reads a long scan in several processes: this process reads pages while helper processes read others."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from pathlib import Path

from gouji.ocr.engine.paddle import PaddleReader
from gouji.ocr.engine.protocol import PageReader
from gouji.ocr.joined_source import open_joined
from gouji.ocr.quick.page import is_quick, read_page, with_source
from gouji.ocr.reread import Rereader
from gouji.ocr.source import Source
from gouji.schemas.pages import Page
from gouji.schemas.stages import add_spent, take_spent

PAGES_PER_HELPER = 3
"""Number of unread scanned pages that justifies one helper.

A new process spends about as long as one page takes on loading libraries and models.
"""

PAGES_QUEUED_PER_HELPER = 2
"""Pages submitted to each helper in advance, so that it need not wait while this process reads a page."""

StageSeconds = dict[str, float]
_worker_state: list[tuple[Source, PageReader]] = []
"""In a helper process: the source that it reads and its recogniser."""


def helper_count(pages: int, workers: int) -> int:
    """Returns how many processes besides this one are worthwhile for a document of `pages` pages."""
    return max(0, min(workers - 1, pages // PAGES_PER_HELPER))


def read_pages_in_parallel(
    files: Sequence[bytes], source: Source, engine: PageReader, models: Path | None, helpers: int
) -> Iterator[Page]:
    """Yields all pages in the order in which they are finished.

    Helpers start after the first page that needed OCR, if enough pages remain for them.
    """
    numbers = deque(range(1, source.count + 1))
    while numbers:
        page = with_source(read_page(source, numbers.popleft(), engine), source, engine)
        yield page
        if page.kind in ("scanned", "blank") and (count := min(helpers, len(numbers) // (PAGES_PER_HELPER - 1))):
            yield from _read_shared(files, source, engine, models, count, numbers)
            helpers = 0


def _read_shared(
    files: Sequence[bytes], source: Source, engine: PageReader, models: Path | None, helpers: int, numbers: deque[int]
) -> Iterator[Page]:
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(helpers, context, _init_worker, (files, models, is_quick(engine)))
    pending: dict[Future[tuple[Page, StageSeconds]], int] = {}
    try:
        while numbers or pending:
            while numbers and len(pending) < PAGES_QUEUED_PER_HELPER * helpers:
                number = numbers.pop()
                pending[pool.submit(_read_in_worker, number)] = number
            if numbers:
                yield with_source(read_page(source, numbers.popleft(), engine), source, engine)
            for future in [f for f in pending if f.done() or not numbers]:
                page = _receive(future, source, engine)
                del pending[future]
                yield page
    except BrokenProcessPool:
        numbers.extend(pending.values())  # a helper was killed from outside: this process reads the rest alone
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _receive(future: Future[tuple[Page, StageSeconds]], source: Source, engine: PageReader) -> Page:
    """Returns a helper's page. Rereading of its places uses the recogniser of this process."""
    page, spent = future.result()
    add_spent(spent)
    if isinstance(page.look, Rereader):
        page.look = replace(page.look, reader=engine)
    return with_source(page, source, engine)


def _init_worker(files: Sequence[bytes], models: Path | None, quick: bool) -> None:
    """Initializes a helper: it uses one core, leaves Ctrl-C to its parent, and exits when the parent exits."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_exit_with_parent, daemon=True).start()
    import cv2

    cv2.setNumThreads(1)
    _worker_state[:] = [(open_joined(files), PaddleReader(models, threads=1, quick=quick))]


def _read_in_worker(number: int) -> tuple[Page, StageSeconds]:
    source, engine = _worker_state[0]
    page = read_page(source, number, engine)
    return page, take_spent()


def _exit_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
