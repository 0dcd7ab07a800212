"""Determines which documents are superseded: their paths hold another content now."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import ColumnElement, Connection, and_, exists, not_, select, update

from gouji.archive.sql_tables import documents, history, paths


def supersede(connection: Connection, digests: Iterable[str]) -> None:
    """Updates the documents `digests` and all that ever shared a path with them, in the caller's transaction, which
    holds the transition lock.

    A document is superseded when no path leads to it any more. While its replacement waits to be read, it keeps its
    state, so that a table never lacks both. A missing or unreadable file replaces nothing.
    """
    c, h = documents.c, history.c
    shared = history.alias()
    same_path = select(h.sha256).where(h.path.in_(select(shared.c.path).where(shared.c.sha256.in_(list(digests)))))
    held = exists().where(paths.c.sha256 == c.sha256)
    is_superseded = and_(not_(held), not_(_awaits_replacement()))
    changed = update(documents).where(c.sha256.in_(same_path), c.superseded != is_superseded)
    connection.execute(changed.values(superseded=is_superseded, compared=False))


def _awaits_replacement() -> ColumnElement[bool]:
    """Whether the document is the last one read at a path whose present content was not read yet."""
    h, later, now, then = history.alias(), history.alias(), documents.alias(), documents.alias()
    joined = h.join(paths, paths.c.path == h.c.path).join(now, now.c.sha256 == paths.c.sha256)
    between = later.join(then, then.c.sha256 == later.c.sha256)
    read_later = (
        exists().select_from(between).where(later.c.path == h.c.path, later.c.id > h.c.id, then.c.state != "waiting")
    )
    mine = h.c.sha256 == documents.c.sha256
    return exists().select_from(joined).where(mine, now.c.state == "waiting", not_(read_later)).correlate(documents)
