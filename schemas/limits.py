"""How large a document may be. What goes beyond is refused in one sentence before it costs memory or hours."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace

from gouji.schemas.errors import GoujiError, UnreadableDocument

MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits with their units. No report of a unit comes near one: a scanned page has half a megabyte, a text of 300 pages one."""

    file_bytes: int = 1024 * MEGABYTE
    """A file of two thousand scanned pages. It is held in memory once, with one page."""
    text_bytes: int = 8 * MEGABYTE
    """Text of two thousand pages. A megabyte of it takes a hundred and thirty of memory, for every character knows its place."""
    pages: int = 2000
    """Some hours of reading; a batch of reports scanned into one file is better split."""
    content_bytes: int = 16 * MEGABYTE
    """Drawing operators of one page of a PDF with all the forms it calls: each becomes an object of some hundred bytes."""
    stream_bytes: int = 256 * MEGABYTE
    """Any packed part of a PDF that is no picture, unpacked: the largest are fonts, of some ten megabytes."""
    sides: int = 100
    """A page is no more times longer than wide, or wider than long: a strip of cloth has no lines of text."""


VARIABLES = {"GOUJI_MOST_PAGES": ("pages", 1), "GOUJI_MOST_MEGABYTES": ("file_bytes", MEGABYTE)}
"""The environment's words for whoever really has more."""


def limits() -> Limits:
    """The limits, those that the environment sets as it sets them. GoujiError "bad_limit" where that is no whole number above zero."""
    told = Limits()
    for variable, (name, unit) in VARIABLES.items():
        if value := os.environ.get(variable):
            if not (value.isascii() and value.isdigit() and int(value)):
                raise GoujiError("bad_limit", name=variable, value=value)
            told = replace(told, **{name: int(value) * unit})
    return told


def check_pages(count: int) -> None:
    """UnreadableDocument "too_many_pages" above the limit."""
    if count > (most := limits().pages):
        raise UnreadableDocument("too_many_pages", pages=count, most=most)


def check_sides(width: float, height: float, page: int | None = None) -> None:
    """UnreadableDocument "page_too_large" for a page that is a strip, or has no size at all."""
    if max(width, height) > limits().sides * min(width, height):
        raise UnreadableDocument("page_too_large", **({"page": page} if page else {}))


def check_bytes(size: int) -> None:
    """UnreadableDocument "file_too_large" above the limit."""
    if size > (most := limits().file_bytes):
        raise UnreadableDocument("file_too_large", size=_megabytes(size), most=_megabytes(most))


def check_text(size: int) -> None:
    """UnreadableDocument "text_too_large" above the limit."""
    if size > (most := limits().text_bytes):
        raise UnreadableDocument("text_too_large", size=_megabytes(size), most=_megabytes(most))


def _megabytes(size: int) -> int:
    return -(-size // MEGABYTE)
