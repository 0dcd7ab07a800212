"""Several processes read the same pages as one process."""

from __future__ import annotations

from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from typing import Any

import pytest

from gouji.ocr import parallel_pages as helpers
from gouji.ocr.engine.protocol import PageReader
from gouji.ocr.parallel_pages import helper_count, read_pages_in_parallel
from gouji.ocr.source import Source
from gouji.schemas.pages import Page


class HereAndNow:
    """A pool that works at once and breaks after `breaks` pages."""

    breaks = 99

    def __init__(self, count: int, *_: Any) -> None:
        self.given = 0

    def submit(self, _work: Any, number: int) -> Future[Any]:
        """Returns what a helper would send back."""
        self.given += 1
        future: Future[Any] = Future()
        if self.given > self.breaks:
            future.set_exception(BrokenProcessPool("ended"))
        else:
            future.set_result((Page(number, 1, 1, "scanned", []), {}))
        return future

    def shutdown(self, **_: Any) -> None:
        """There is nothing to shut down."""


def source(count: int, kind: Any, here: list[int]) -> Source:
    def read(number: int, _reader: PageReader) -> Page:
        here.append(number)
        return Page(number, 1, 1, kind, [])

    return Source(count, read)


@pytest.mark.parametrize(("pages", "workers", "wanted"), [(1, 8, 0), (2, 2, 0), (3, 2, 1), (20, 2, 1), (20, 1, 0), (20, 8, 6)])
def test_helper_count(pages: int, workers: int, wanted: int) -> None:
    assert helper_count(pages, workers) == wanted


@pytest.mark.parametrize("breaks", [0, 1, 3, 99])
@pytest.mark.parametrize("count", [6, 7, 20])
def test_every_page_is_read_once_even_if_a_helper_dies(count: int, breaks: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(HereAndNow, "breaks", breaks)
    monkeypatch.setattr(helpers, "ProcessPoolExecutor", HereAndNow)
    here: list[int] = []
    got = [p.number for p in read_pages_in_parallel(b"", source(count, "scanned", here), None, None, 1)]  # type: ignore[arg-type]
    assert sorted(got) == list(range(1, count + 1))
    assert breaks == 0 or len(here) < count


def test_pages_without_ocr_start_no_helper(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(helpers, "ProcessPoolExecutor", lambda *_: pytest.fail("started"))
    here: list[int] = []
    list(read_pages_in_parallel(b"", source(40, "digital", here), None, None, 3))  # type: ignore[arg-type]
    assert here == list(range(1, 41))
