"""The files of a batch, one by one: folders are walked in order, nothing is opened, and no list of all is made."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

from gouji.archive.file_facts import file_facts
from gouji.schemas.batch import Seen

SUFFIXES = (".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".gif", ".webp", ".heic", ".heif", ".jp2", ".txt")
"""What is taken from a folder. A file that is named itself is tried whatever it is called."""
OTHER_KIND = "other_kind"
"""The problem of a file in a folder that has another suffix: it is no failure, but a person wants to know how many there are."""

RESULTS_MARKER = ".gouji-results"
"""A folder that holds a file of this name holds results, which are never read as reports."""

Ancestors = tuple[tuple[int, int], ...]
"""The folders that lead to a place, so that a link back to one of them is not walked for ever."""


def discover(places: Iterable[str]) -> Iterator[Seen]:
    """Every document under `places` (files and folders), folders in the order of their names, hidden files left out.

    What is no readable file (a pipe, a broken link, a folder that may not be opened) comes with its `problem`: a key of
    the errors in the catalogue, or OTHER.
    """
    for place in places:
        path = os.path.abspath(place)
        if os.path.isdir(path):
            yield from _folder(path)
        else:
            yield file_facts(path)


def _folder(path: str) -> Iterator[Seen]:
    """A folder with all below it. A stack instead of recursion: folders may lie deeper than Python calls."""
    waiting: list[tuple[str, Ancestors] | Seen] = [(path, ())]
    while waiting:
        place = waiting.pop()
        if isinstance(place, Seen):
            yield place
        else:
            waiting += reversed(_entries(*place))


def _entries(path: str, above: Ancestors) -> list[tuple[str, Ancestors] | Seen]:
    """What one folder holds, in order: files, and folders yet to be walked."""
    try:
        here = _identity(path)
        with os.scandir(path) as found:
            there = list(found)
            entries = sorted((e for e in there if not e.name.startswith((".", "~$"))), key=lambda e: e.name)
    except OSError:
        return [Seen(path, problem="folder_not_readable")]
    if here in above or any(e.name == RESULTS_MARKER for e in there):
        return []
    places: list[tuple[str, Ancestors] | Seen] = []
    for entry in entries:
        wanted = entry.name.lower().endswith(SUFFIXES)
        if _is_folder(entry):
            places += [Seen(entry.path, problem="not_a_file")] if wanted else []
            places.append((entry.path, (*above, here)))
        else:
            places.append(file_facts(entry.path) if wanted else Seen(entry.path, problem=OTHER_KIND))
    return places


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads to itself
        return False


def _identity(path: str) -> tuple[int, int]:
    facts = os.stat(path)
    return facts.st_dev, facts.st_ino
