"""Limits on the size of a document. A larger one is refused with one sentence before it costs memory or hours."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace

from gouji.schemas.errors import GoujiError, UnreadableDocument

MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits. No report of a unit comes near one: a scanned page has half a megabyte, a text of 300 pages one
    megabyte.
    """

    file_bytes: int = 1024 * MEGABYTE
    """A file of two thousand scanned pages. Memory holds it once, together with one page."""
    text_bytes: int = 8 * MEGABYTE
    """Text of two thousand pages. A megabyte of text takes 130 megabytes of memory, because every character knows its
    place.
    """
    pages: int = 2000
    """Some hours of reading; a batch of reports scanned into one file is better split."""
    content_bytes: int = 16 * MEGABYTE
    """Drawing operators of one PDF page with all the forms it calls: each becomes an object of some hundred bytes."""
    stream_bytes: int = 256 * MEGABYTE
    """Any compressed part of a PDF that is not an image, decompressed: the largest are fonts, of some ten megabytes."""
    aspect_ratio: int = 100
    """Maximum ratio of a page's longer side to its shorter one: a narrower strip has no lines of text."""


LIMIT_VARIABLES = {"GOUJI_MOST_PAGES": ("pages", 1), "GOUJI_MOST_MEGABYTES": ("file_bytes", MEGABYTE)}
"""Environment variables that raise a limit, with the field and its factor."""


def limits() -> Limits:
    """The limits, with those that the environment sets. Raises GoujiError("bad_limit") if a variable is not a whole
    number above zero.
    """
    found = Limits()
    for variable, (name, unit) in LIMIT_VARIABLES.items():
        if value := os.environ.get(variable):
            if not (value.isascii() and value.isdigit() and int(value)):
                raise GoujiError("bad_limit", name=variable, value=value)
            found = replace(found, **{name: int(value) * unit})
    return found


def check_pages(count: int) -> None:
    """Raises UnreadableDocument("too_many_pages") above the limit."""
    if count > (most := limits().pages):
        raise UnreadableDocument("too_many_pages", pages=count, most=most)


def check_aspect_ratio(width: float, height: float, page: int | None = None) -> None:
    """Raises UnreadableDocument("page_too_large") for a page that is a narrow strip or has no size."""
    if max(width, height) > limits().aspect_ratio * min(width, height):
        raise UnreadableDocument("page_too_large", **({"page": page} if page else {}))


def check_bytes(size: int) -> None:
    """Raises UnreadableDocument("file_too_large") above the limit."""
    if size > (most := limits().file_bytes):
        raise UnreadableDocument("file_too_large", size=_megabytes(size), most=_megabytes(most))


def check_text(size: int) -> None:
    """Raises UnreadableDocument("text_too_large") above the limit."""
    if size > (most := limits().text_bytes):
        raise UnreadableDocument("text_too_large", size=_megabytes(size), most=_megabytes(most))


def _megabytes(size: int) -> int:
    return -(-size // MEGABYTE)
