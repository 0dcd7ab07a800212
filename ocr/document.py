"""Reads a file into a document."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Literal

from gouji.ocr.damage.unreadable import is_read
from gouji.ocr.engine.paddle import PaddleReader
from gouji.ocr.engine.protocol import PageReader
from gouji.ocr.file_type import file_kind
from gouji.ocr.parallel_pages import helper_count, read_pages_in_parallel
from gouji.ocr.source import open_source
from gouji.schemas.as_text import as_text
from gouji.schemas.errors import UnreadableDocument
from gouji.schemas.limits import check_bytes
from gouji.schemas.pages import Document, Page, Reader

Progress = Callable[[int, int], None]
"""Called with the number of pages done and the total number of pages."""


def read_document(
    path: Path,
    *,
    models: Path | None = None,
    reader: PageReader | None = None,
    progress: Progress | None = None,
    workers: int = 1,
) -> Document:
    """Reads every page of a PDF, an image file or a text file as lines of glyphs.

    `models` is a folder with det/ and rec/ to use instead of the bundled models. `reader` is another recogniser.
    If no `reader` is given, up to `workers` processes (including this one) read a long scan. More than one worker
    requires a program that can be imported again under another name, as `multiprocessing` does it.
    Raises UnreadableDocument if the file cannot be read, MissingComponent if the installation lacks something.
    """
    data = _bytes(path)
    source = open_source(data)
    helpers = 0 if reader else helper_count(source.count, workers)
    engine = reader or (PaddleReader(models, threads=1) if helpers else PaddleReader(models))
    done: list[Page] = []
    for page in read_pages_in_parallel(data, source, engine, models, helpers):
        done.append(page)
        if progress:
            progress(len(done), source.count)
    done.sort(key=lambda page: page.number)
    if any(page.kind == "unreadable" for page in done) and not any(is_read(page) for page in done):
        raise UnreadableDocument("broken_image" if file_kind(data) == "picture" else "broken_pdf")
    return Document(as_text(path.name), hashlib.sha256(data).hexdigest(), _kind(done), done, _reader(done, engine))


def _bytes(path: Path) -> bytes:
    if not path.is_file():
        raise UnreadableDocument("not_found", path=path)
    try:
        check_bytes(path.stat().st_size)
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableDocument("not_readable", path=path) from error
    if not data:
        raise UnreadableDocument("empty_file", path=path)
    return data


def _kind(pages: list[Page]) -> Literal["scanned", "digital", "mixed", "text"]:
    kinds = {page.kind for page in pages} - {"blank", "unreadable"}
    if kinds == {"text"}:
        return "text"
    return "mixed" if len(kinds) > 1 else "digital" if kinds == {"digital"} else "scanned"


def _reader(pages: list[Page], reader: PageReader) -> Reader:
    """Describes who read the document. The recogniser is named only if at least one page was read by OCR."""
    return (
        reader.describe()
        if any(page.kind in ("scanned", "blank", "unreadable") for page in pages)
        else Reader("none", "", "")
    )
