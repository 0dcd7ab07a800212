"""A long scan read by several processes at once: this one reads too, helpers take other pages meanwhile."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from pathlib import Path

from gouji.ocr.engine.paddle import PaddleReader
from gouji.ocr.engine.protocol import PageReader
from gouji.ocr.reread import Looker
from gouji.ocr.source import Source, open_source
from gouji.schemas.pages import Page
from gouji.schemas.stages import add_spent, take_spent

WORTH = 3
"""Scanned pages still to read, for each helper: a process that starts loads libraries and models for as long as a page takes."""

AHEAD = 2
"""Pages that a helper has in hand, so that it need not wait while this process reads one."""

Spent = dict[str, float]
_theirs: list[tuple[Source, PageReader]] = []
"""In a helper: what it reads, and by what."""


def wanted_helpers(pages: int, workers: int) -> int:
    """How many processes beside this one a document of so many pages is worth."""
    return max(0, min(workers - 1, pages // WORTH))


def pages_with_helpers(
    data: bytes, source: Source, engine: PageReader, models: Path | None, helpers: int
) -> Iterator[Page]:
    """All pages as they are done. Helpers start after the first page that had to be looked at, where enough are left for them."""
    numbers = deque(range(1, source.count + 1))
    while numbers:
        page = source.read(numbers.popleft(), engine)
        yield page
        if page.kind in ("scanned", "blank") and (count := min(helpers, len(numbers) // (WORTH - 1))):
            yield from _shared(data, source, engine, models, count, numbers)
            helpers = 0


def _shared(
    data: bytes, source: Source, engine: PageReader, models: Path | None, helpers: int, numbers: deque[int]
) -> Iterator[Page]:
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(helpers, context, _begin, (data, models))
    given: dict[Future[tuple[Page, Spent]], int] = {}
    try:
        while numbers or given:
            while numbers and len(given) < AHEAD * helpers:
                number = numbers.pop()
                given[pool.submit(_read, number)] = number
            if numbers:
                yield source.read(numbers.popleft(), engine)
            for future in [f for f in given if f.done() or not numbers]:
                page = _received(future, engine)
                del given[future]
                yield page
    except BrokenProcessPool:
        numbers.extend(given.values())  # a helper was ended from outside: this process reads the rest alone
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _received(future: Future[tuple[Page, Spent]], engine: PageReader) -> Page:
    """A helper's page; its second look is taken by this process."""
    page, spent = future.result()
    add_spent(spent)
    if isinstance(page.look, Looker):
        page.look = replace(page.look, reader=engine)
    return page


def _begin(data: bytes, models: Path | None) -> None:
    """What a helper does first: it takes one core, leaves Ctrl-C to its parent, and goes when that is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_leave_with_parent, daemon=True).start()
    import cv2

    cv2.setNumThreads(1)
    _theirs[:] = [(open_source(data), PaddleReader(models, threads=1))]


def _read(number: int) -> tuple[Page, Spent]:
    source, engine = _theirs[0]
    page = source.read(number, engine)
    return page, take_spent()


def _leave_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
