"""A file becomes a document."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

from pypdfium2 import PdfDocument

from ocr.aligned import with_aligned_tables
from ocr.characters import page_characters
from ocr.digital import digital_page
from ocr.engine import PageReader
from ocr.kind import file_kind
from ocr.layer_trust import is_layer_trusted
from ocr.paddle import PaddleReader
from ocr.pdf import open_page, open_pdf
from ocr.picture import picture_rasters
from ocr.plain import text_page
from ocr.render import page_raster
from ocr.scan import scanned_page
from schemas.errors import UnreadableDocument
from schemas.pages import Document, Page, Reader

Progress = Callable[[int, int], None]
"""Told how many pages are done, of how many."""


def read_document(
    path: Path, *, models: Path | None = None, reader: PageReader | None = None, progress: Progress | None = None
) -> Document:
    """Every page of a PDF, a picture file or a text file as lines of glyphs.

    `models` is a folder with det/ and rec/ to use instead of the bundled models; `reader` another recogniser.
    UnreadableDocument says why a file cannot be read, MissingComponent what this installation lacks.
    """
    data = _bytes(path)
    kind = file_kind(data)
    engine = reader or PaddleReader(models)
    if kind == "text":
        count, pages = 1, iter([text_page(data)])
    else:
        count, pages = _pdf_pages(data, engine) if kind == "pdf" else _picture_pages(data, engine)
    done: list[Page] = []
    for page in pages:
        done.append(with_aligned_tables(page))
        if progress:
            progress(len(done), count)
    return Document(path.name, hashlib.sha256(data).hexdigest(), _kind(done), done, _reader(done, engine))


def _bytes(path: Path) -> bytes:
    if not path.is_file():
        raise UnreadableDocument("not_found", path=path)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableDocument("not_readable", path=path) from error
    if not data:
        raise UnreadableDocument("empty_file", path=path)
    return data


def _pdf_pages(data: bytes, reader: PageReader) -> tuple[int, Iterator[Page]]:
    document = open_pdf(data)
    return len(document), (_pdf_page(document, number, reader) for number in range(1, len(document) + 1))


def _pdf_page(document: PdfDocument, number: int, reader: PageReader) -> Page:
    """A page of a PDF: by its own characters where they can be trusted, else by looking at it."""
    page = open_page(document, number)
    try:
        characters = page_characters(page)
        if is_layer_trusted(page, characters):
            return digital_page(page, characters, number)
        return scanned_page(page_raster(page), number, reader)
    finally:
        page.close()


def _picture_pages(data: bytes, reader: PageReader) -> tuple[int, Iterator[Page]]:
    count, rasters = picture_rasters(data)
    return count, (scanned_page(raster, number, reader) for number, raster in enumerate(rasters, 1))


def _kind(pages: list[Page]) -> Literal["scanned", "digital", "mixed", "text"]:
    kinds = {page.kind for page in pages} - {"blank"}
    if kinds == {"text"}:
        return "text"
    return "mixed" if len(kinds) > 1 else "digital" if kinds == {"digital"} else "scanned"


def _reader(pages: list[Page], reader: PageReader) -> Reader:
    """Who read the document: the recogniser only where a page was looked at."""
    return reader.describe() if any(page.kind in ("scanned", "blank") for page in pages) else Reader("none", "", "")
