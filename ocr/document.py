"""Reads a file into a document."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path

from gouji.ocr.damage.unreadable import is_read
from gouji.ocr.engine.paddle import PaddleReader
from gouji.ocr.engine.protocol import PageReader
from gouji.ocr.file_type import file_kind
from gouji.ocr.joined_source import open_joined
from gouji.ocr.page_files import page_files
from gouji.ocr.parallel_pages import helper_count, read_pages_in_parallel
from gouji.schemas.as_text import as_text
from gouji.schemas.errors import UnreadableDocument
from gouji.schemas.joint_digest import joint_digest
from gouji.schemas.limits import check_bytes
from gouji.schemas.pages import NO_READER, Document, Page, document_kind, is_read_by_ocr

Progress = Callable[[int, int], None]
"""Called with the number of pages done and the total number of pages."""


def read_document(
    path: Path | Sequence[Path],
    *,
    models: Path | None = None,
    reader: PageReader | None = None,
    progress: Progress | None = None,
    workers: int = 1,
    quick: bool = False,
) -> Document:
    """Reads every page of a PDF, an image file or a text file as lines of glyphs. A folder with page images, or several
    files in the order of their pages, is one document.

    `models` is a folder with det/ and rec/ to use instead of the bundled models. `reader` is another recogniser.
    If no `reader` is given, up to `workers` processes (including this one) read a long scan. More than one worker
    requires a program that can be imported again under another name, as `multiprocessing` does it. `quick`: a page's
    lines are read by the quick model first, and `ocr.quick.confirm` must have the full model confirm them.
    Raises UnreadableDocument if the file cannot be read, MissingComponent if the installation lacks something.
    """
    files, name = _files(path)
    contents = [_bytes(file) for file in files]
    source = open_joined(contents)
    helpers = 0 if reader else helper_count(source.count, workers)
    engine = reader or PaddleReader(models, threads=1 if helpers else 2, quick=quick)
    done: list[Page] = []
    for page in read_pages_in_parallel(contents, source, engine, models, helpers):
        done.append(page)
        if progress:
            progress(len(done), source.count)
    done.sort(key=lambda page: page.number)
    if any(page.kind == "unreadable" for page in done) and not any(is_read(page) for page in done):
        raise UnreadableDocument("broken_image" if file_kind(contents[0]) == "picture" else "broken_pdf")
    described = engine.describe() if is_read_by_ocr(done) else NO_READER
    sha256 = joint_digest([hashlib.sha256(data).hexdigest() for data in contents])
    return Document(as_text(name), sha256, document_kind(done), done, described)


def _files(path: Path | Sequence[Path]) -> tuple[list[Path], str]:
    """The files of a document, and its name."""
    if not isinstance(path, Path):
        return list(path), path[0].name
    if not path.is_dir():
        return [path], path.name
    files = page_files(path)
    if not files:
        raise UnreadableDocument("no_page_images", path=path)
    return files, path.resolve().name


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
