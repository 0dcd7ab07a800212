"""Files that an archive knows and that are not there any more."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Select, delete, exists, or_, select, update

from gouji.archive.as_path import as_path
from gouji.archive.clock import now
from gouji.archive.sql_tables import documents, history, paths
from gouji.archive.store import Store
from gouji.archive.supersede import supersede
from gouji.archive.transition_lock import lock_transitions
from gouji.schemas.as_text import as_text

ESCAPE_CHARACTER = "\\"
"""In a path that a text could not hold as it was: its file cannot be found by that text, so it is never called gone."""


def mark_missing(store: Store, places: Iterable[str]) -> list[str]:
    """Looks for the files under `places` (folders; a file that is there itself needs no look) and notes which are gone. The paths
    of the documents that no file holds any more, sorted.

    A document that was moved is not gone: its old path is forgotten. What is gone stays in the archive until it is forgotten.
    """
    folders = [
        as_text(path) for place in places if os.path.isdir(path := os.path.abspath(place)) or not os.path.lexists(path)
    ]
    known = sorted({path for folder in folders for path in _under(store, folder)})
    lost = [path for path in known if _is_lost(path)]
    if not lost:
        return []
    with store.writing() as connection:
        lock_transitions(connection)
        for path in lost:
            connection.execute(update(paths).where(paths.c.path == path, paths.c.gone.is_(None)).values(gone=now()))
        moved = [row for path in lost for row in connection.execute(_moved(path)).all()]
        for path, _ in moved:
            connection.execute(delete(paths).where(paths.c.path == path))
        if moved:
            supersede(connection, {sha256 for _, sha256 in moved})
    there = set(lost)
    return [path for path in missing_files(store) if path in there]


def missing_files(store: Store) -> list[str]:
    """The paths of current documents none of whose files was there when they were looked for, sorted."""
    other = paths.alias()
    somewhere = exists().where(other.c.sha256 == documents.c.sha256, other.c.gone.is_(None))
    wanted = (
        select(paths.c.path)
        .join(documents, documents.c.sha256 == paths.c.sha256)
        .where(paths.c.gone.is_not(None), ~somewhere)
    )
    with store.engine.connect() as connection:
        return list(connection.scalars(wanted.order_by(paths.c.path)))


def _under(store: Store, folder: str) -> list[str]:
    """Known paths under a folder, and where else the documents lie that were ever seen there."""
    here = history.alias()
    seen_here = select(here.c.sha256).where(_below(here.c.path, folder))
    wanted = select(paths.c.path).where(
        paths.c.sha256.is_not(None), or_(_below(paths.c.path, folder), paths.c.sha256.in_(seen_here))
    )
    with store.engine.connect() as connection:
        return list(connection.scalars(wanted))


def _below(path: ColumnElement[str], folder: str) -> ColumnElement[bool]:
    return or_(path == folder, path.startswith(folder.rstrip(os.sep) + os.sep, autoescape=True))


def _is_lost(path: str) -> bool:
    if ESCAPE_CHARACTER in path and os.sep != ESCAPE_CHARACTER:
        return False
    try:
        os.stat(as_path(path))
    except (FileNotFoundError, NotADirectoryError):
        return True
    except (OSError, ValueError):  # a folder that may not be entered hides its files
        return False
    return False


def _moved(path: str) -> Select[Any]:
    """(path, sha256) where the document of a lost path is, or was, at another path that is there."""
    was, other = history.alias(), paths.alias()
    elsewhere = was.join(other, other.c.path == was.c.path)
    found = (
        exists()
        .select_from(elsewhere)
        .where(was.c.sha256 == paths.c.sha256, other.c.path != paths.c.path, other.c.gone.is_(None))
    )
    return select(paths.c.path, paths.c.sha256).where(paths.c.path == path, found.correlate(paths))
