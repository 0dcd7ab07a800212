"""Reads a page by the quick model first, so that it can be read again once some of its lines are known better."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from gouji.ocr.engine.paddle import PaddleReader
from gouji.ocr.engine.protocol import PageReader
from gouji.ocr.quick.known_readings import KnownReadings, QuickLine
from gouji.ocr.quick.reader import QuickReader
from gouji.ocr.source import Source
from gouji.schemas.pages import Page


@dataclass(slots=True)
class QuickPage:
    """What only the quick model has read of a page: `lines` by their number, and all readings of its line images.

    `reader` is the recogniser, and `read` reads the page again from known readings. A helper process cannot pass them on;
    `with_source` sets them.
    """

    lines: list[QuickLine]
    known: KnownReadings
    reader: PaddleReader | None = None
    read: Callable[[KnownReadings], Page] | None = None


def is_quick(reader: PageReader) -> bool:
    """Returns whether the recogniser may read a page by the quick model first."""
    return isinstance(reader, PaddleReader) and reader.quick


def read_page(source: Source, number: int, reader: PageReader) -> Page:
    """Returns the page of that number. If the recogniser has a quick model, the page's `quick` says what it read alone."""
    if not (isinstance(reader, PaddleReader) and reader.quick):
        return source.read(number, reader)
    return _read(source, number, reader, KnownReadings())


def with_source(page: Page, source: Source, reader: PageReader) -> Page:
    """Returns the page, which this process or a helper has read, so that this process can read it again."""
    if isinstance(page.quick, QuickPage) and isinstance(reader, PaddleReader):
        page.quick.reader, page.quick.read = reader, partial(_read_again, source, page.number, reader)
    return page


def _read_again(source: Source, number: int, reader: PaddleReader, known: KnownReadings) -> Page:
    return with_source(_read(source, number, reader, known), source, reader)


def _read(source: Source, number: int, reader: PaddleReader, known: KnownReadings) -> Page:
    session = QuickReader(reader, known)
    page = source.read(number, session)
    page.quick = QuickPage(session.lines, session.known)
    return page
