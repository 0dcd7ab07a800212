"""Finds the files of a batch one by one. Folders are walked in order, no file is opened, and no list of all files is
built."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from gouji.archive.file_facts import file_facts
from gouji.ocr.page_files import have_running_number, is_page_name, page_files
from gouji.schemas.batch import Seen

SUFFIXES = (".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".gif", ".webp", ".heic", ".heif", ".jp2", ".txt")
"""File types that are taken from a folder. A file that is named itself is tried whatever its suffix."""
OTHER_KIND = "other_kind"
"""The problem of a file in a folder that has another suffix. It is not a failure, but a person wants to know how many
there are."""

RESULTS_MARKER = ".gouji-results"
"""A folder that contains a file of this name holds results, which are never read as reports."""

Ancestors = tuple[tuple[int, int], ...]
"""The folders above a place (device, inode), so that a link back to one of them is not followed forever."""


def discover(places: Iterable[str], *, separate: bool = False) -> Iterator[Seen]:
    """Every document under `places` (files and folders). Folders are walked in the order of their names; hidden files
    are left out. A folder that holds only page images of one running number is one document, unless each is to be read
    `separate`.

    A path that is not a readable file (a pipe, a broken link, a folder that cannot be opened) comes with its `problem`:
    an error key of the catalogue, or OTHER_KIND.
    """
    for place in places:
        path = os.path.abspath(place)
        if os.path.isdir(path):
            yield from _folder(path, separate)
        else:
            yield file_facts(path)


def _folder(path: str, separate: bool) -> Iterator[Seen]:
    """A folder with everything below it. A stack replaces recursion, because folders may be nested deeper than Python
    calls."""
    stack: list[tuple[str, Ancestors] | Seen] = [(path, ())]
    while stack:
        place = stack.pop()
        if isinstance(place, Seen):
            yield place
        else:
            stack += reversed(_entries(*place, separate))


def _entries(path: str, above: Ancestors, separate: bool) -> list[tuple[str, Ancestors] | Seen]:
    """The content of one folder in order: files, and folders still to be walked."""
    try:
        here = _identity(path)
        with os.scandir(path) as found:
            there = list(found)
            entries = sorted((e for e in there if not e.name.startswith((".", "~$"))), key=lambda e: e.name)
    except OSError:
        return [Seen(path, problem="folder_not_readable")]
    if here in above or any(e.name == RESULTS_MARKER for e in there):
        return []
    if not separate and (whole := _page_images(path, entries)):
        return [whole]
    found_entries: list[tuple[str, Ancestors] | Seen] = []
    for entry in entries:
        wanted = entry.name.lower().endswith(SUFFIXES)
        if _is_folder(entry):
            found_entries += [Seen(entry.path, problem="not_a_file")] if wanted else []
            found_entries.append((entry.path, (*above, here)))
        else:
            found_entries.append(file_facts(entry.path) if wanted else Seen(entry.path, problem=OTHER_KIND))
    return found_entries


def _page_images(path: str, entries: list[os.DirEntry[str]]) -> Seen | None:
    """The folder as one document if it holds nothing but page images of one running number, and results."""
    files = [entry for entry in entries if not _holds_results(entry)]
    if not have_running_number([entry.name for entry in files]) or not all(is_page_name(e.name) for e in files):
        return None
    facts = [file_facts(str(file)) for file in page_files(Path(path))]
    if any(seen.problem for seen in facts):
        return None
    latest = max(seen.mtime_ns for seen in facts), max(seen.ctime_ns for seen in facts)
    return Seen(path, sum(seen.size for seen in facts), *latest, members=tuple(seen.path for seen in facts))


def _holds_results(entry: os.DirEntry[str]) -> bool:
    return _is_folder(entry) and os.path.exists(os.path.join(entry.path, RESULTS_MARKER))


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link to itself
        return False


def _identity(path: str) -> tuple[int, int]:
    facts = os.stat(path)
    return facts.st_dev, facts.st_ino
