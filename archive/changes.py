"""Lists the versions of a report and what changed from each to the next."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, islice, pairwise

from sqlalchemy import ColumnElement, exists, or_, select

from gouji.archive.differences import Differences
from gouji.archive.file_differences import file_differences
from gouji.archive.sql_tables import history, paths
from gouji.archive.store import Store
from gouji.schemas.as_text import as_text
from gouji.schemas.errors import GoujiError

DIGESTS_PER_QUERY = 500


@dataclass(frozen=True, slots=True)
class VersionChange:
    """Two versions at one path. `found` is None if the newer or the older version could not be read."""

    path: str
    before: str
    after: str
    when: str
    found: Differences | None


def changes(store: Store, place: str | None, lang: str) -> Iterator[VersionChange]:
    """What changed: of a file, or of each file under a folder, from every version to the next. Without a place, the
    last change of each path.

    GoujiError "no_such_path" if the archive knows no path of that name.
    """
    if place is None:
        yield from (changed for path in _changed_paths(store) for changed in last_change(store, path, lang))
        return
    known = _known_paths(store, as_text(os.path.abspath(place)))
    if not known:
        raise GoujiError("no_such_path", path=place)
    yield from (
        _changed(store, path, old, new, lang) for path in known for old, new in pairwise(_versions(store, path))
    )


def last_change(store: Store, path: str, lang: str) -> list[VersionChange]:
    """The change to the path's present content; empty if it never held anything else."""
    return [_changed(store, path, old, new, lang) for old, new in list(pairwise(_versions(store, path)))[-1:]]


def renewed_by(store: Store, digests: Iterable[str]) -> list[str]:
    """The paths that hold one of these documents and held another one before, sorted."""
    source, found = iter(digests), set()
    while batch := list(islice(source, DIGESTS_PER_QUERY)):
        found.update(_changed_paths(store, paths.c.sha256.in_(batch)))
    return sorted(found)


def _changed_paths(store: Store, *conditions: ColumnElement[bool]) -> list[str]:
    other = exists().where(history.c.path == paths.c.path, history.c.sha256 != paths.c.sha256)
    with store.engine.connect() as connection:
        return list(connection.scalars(select(paths.c.path).where(other, *conditions).order_by(paths.c.path)))


def _known_paths(store: Store, place: str) -> list[str]:
    below = or_(history.c.path == place, history.c.path.startswith(place.rstrip(os.sep) + os.sep, autoescape=True))
    with store.engine.connect() as connection:
        return list(connection.scalars(select(history.c.path).where(below).distinct().order_by(history.c.path)))


def _versions(store: Store, path: str) -> list[tuple[str, str]]:
    """(sha256, time) of the contents of a path, in order. A content that two runs recorded at once appears once."""
    wanted = select(history.c.sha256, history.c.seen).where(history.c.path == path).order_by(history.c.id)
    with store.engine.connect() as connection:
        rows = connection.execute(wanted).all()
    return [(sha256, next(group).seen) for sha256, group in groupby(rows, key=lambda row: row.sha256)]


def _changed(store: Store, path: str, old: tuple[str, str], new: tuple[str, str], lang: str) -> VersionChange:
    found = file_differences(store.reports_of(old[0]), store.reports_of(new[0]), lang)
    return VersionChange(path, old[0], new[0], new[1], found)
