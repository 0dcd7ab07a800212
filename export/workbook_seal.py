"""Tells a workbook as it was written from one that a person has saved since."""

from __future__ import annotations

import hashlib
import zipfile
from pathlib import Path

PREFIX = b"gouji "


def seal_workbook(path: Path) -> None:
    """Writes the digest of the parts of the workbook into the comment of its ZIP file.

    A program that saves the workbook writes a new ZIP file, without the comment or with other parts. Its dates would not
    do: they count seconds, and not every program sets them.
    """
    with zipfile.ZipFile(path, "a") as book:
        book.comment = PREFIX + _digest(book)


def is_sealed(path: Path) -> bool:
    """Whether the file is a workbook of gouji that nobody has saved since."""
    try:
        with zipfile.ZipFile(path) as book:
            return book.comment == PREFIX + _digest(book)
    except (OSError, zipfile.BadZipFile):
        return False


def _digest(book: zipfile.ZipFile) -> bytes:
    parts = sorted((part.filename, part.CRC, part.file_size) for part in book.infolist())
    return hashlib.sha256(repr(parts).encode()).hexdigest().encode()
