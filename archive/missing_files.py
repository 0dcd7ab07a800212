"""Finds files that an archive knows and that no longer exist."""

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
"""Part of a path that could not be stored as text unchanged. Its file cannot be found by that text, so it is never
reported as missing."""


def mark_missing(store: Store, places: Iterable[str]) -> list[str]:
    """Looks for the known files under `places` (folders; a file that exists needs no check), records which are missing,
    and returns the paths of the documents that no file holds any more, sorted.

    A document that was moved is not missing: its old path is removed. A missing document stays in the archive until it
    is forgotten.
    """
    folders = [
        as_text(path) for place in places if os.path.isdir(path := os.path.abspath(place)) or not os.path.lexists(path)
    ]
    known = sorted({path for folder in folders for path in _under(store, folder)})
    missing = [path for path in known if _is_missing(path)]
    if not missing:
        return []
    with store.writing() as connection:
        lock_transitions(connection)
        for path in missing:
            connection.execute(update(paths).where(paths.c.path == path, paths.c.gone.is_(None)).values(gone=now()))
        moved = [row for path in missing for row in connection.execute(_moved(path)).all()]
        for path, _ in moved:
            connection.execute(delete(paths).where(paths.c.path == path))
        if moved:
            supersede(connection, {sha256 for _, sha256 in moved})
    missing_set = set(missing)
    return [path for path in missing_files(store) if path in missing_set]


def missing_files(store: Store) -> list[str]:
    """The paths of current documents none of whose files existed at the last check, sorted."""
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
    """Known paths under a folder, and the other paths of documents that were ever seen there."""
    here = history.alias()
    seen_here = select(here.c.sha256).where(_below(here.c.path, folder))
    wanted = select(paths.c.path).where(
        paths.c.sha256.is_not(None), or_(_below(paths.c.path, folder), paths.c.sha256.in_(seen_here))
    )
    with store.engine.connect() as connection:
        return list(connection.scalars(wanted))


def _below(path: ColumnElement[str], folder: str) -> ColumnElement[bool]:
    return or_(path == folder, path.startswith(folder.rstrip(os.sep) + os.sep, autoescape=True))


def _is_missing(path: str) -> bool:
    if ESCAPE_CHARACTER in path and os.sep != ESCAPE_CHARACTER:
        return False
    try:
        os.stat(as_path(path))
    except (FileNotFoundError, NotADirectoryError):
        return True
    except (OSError, ValueError):  # a folder without permission hides its files
        return False
    return False


def _moved(path: str) -> Select[Any]:
    """(path, sha256) if the document of a missing path is, or was, at another path that exists."""
    was, other = history.alias(), paths.alias()
    elsewhere = was.join(other, other.c.path == was.c.path)
    found = (
        exists()
        .select_from(elsewhere)
        .where(was.c.sha256 == paths.c.sha256, other.c.path != paths.c.path, other.c.gone.is_(None))
    )
    return select(paths.c.path, paths.c.sha256).where(paths.c.path == path, found.correlate(paths))
