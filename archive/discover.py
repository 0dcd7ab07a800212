"""The files of a batch, one by one: folders are walked in order, nothing is opened, and no list of all is made."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator

from schemas.batch import Seen

SUFFIXES = (".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".txt")
"""What is taken from a folder. A file that is named itself is tried whatever it is called."""


def discover(places: Iterable[str]) -> Iterator[Seen]:
    """Every document under `places` (files and folders), folders in the order of their names, hidden files left out.

    What is no readable file (a pipe, a broken link, a folder that may not be opened) comes with its `problem`: a key of
    the errors in the catalogue.
    """
    for place in places:
        path = os.path.abspath(place)
        if os.path.isdir(path):
            yield from _folder(path)
        else:
            yield _seen(path)


def _folder(path: str, above: tuple[tuple[int, int], ...] = ()) -> Iterator[Seen]:
    """`above` are the folders that lead here, so that a link back to one of them is not walked for ever."""
    try:
        here = _identity(path)
        with os.scandir(path) as found:
            entries = sorted(found, key=lambda e: e.name)
    except OSError:
        yield Seen(path, problem="folder_not_readable")
        return
    if here in above:
        return
    for entry in entries:
        if entry.name.startswith((".", "~$")):
            continue
        wanted = entry.name.lower().endswith(SUFFIXES)
        if entry.is_dir():
            if wanted:
                yield Seen(entry.path, problem="not_a_file")
            yield from _folder(entry.path, (*above, here))
        elif wanted:
            yield _seen(entry.path)


def _identity(path: str) -> tuple[int, int]:
    facts = os.stat(path)
    return facts.st_dev, facts.st_ino


def _seen(path: str) -> Seen:
    try:
        facts = os.stat(path)
    except FileNotFoundError:
        return Seen(path, problem="not_found")
    except (OSError, ValueError):
        return Seen(path, problem="not_readable")
    if not stat.S_ISREG(facts.st_mode):
        return Seen(path, problem="not_a_file")
    return Seen(path, facts.st_size, facts.st_mtime_ns)
