"""Which documents are superseded: their paths hold another content by now."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import ColumnElement, Connection, and_, exists, not_, select, update

from gouji.archive.sql_tables import documents, history, paths


def supersede(connection: Connection, digests: Iterable[str]) -> None:
    """Judges anew the documents `digests` and all that ever shared a path with them, in the caller's transaction, which is `alone`.

    A document is superseded when no path leads to it any more. While the content that took its place waits to be read, it
    stays what it was: a table is never without both. A file that is gone or cannot be opened takes nothing's place.
    """
    c, h = documents.c, history.c
    shared = history.alias()
    near = select(h.sha256).where(h.path.in_(select(shared.c.path).where(shared.c.sha256.in_(list(digests)))))
    held = exists().where(paths.c.sha256 == c.sha256)
    old = and_(not_(held), not_(_awaits_the_next()))
    changed = update(documents).where(c.sha256.in_(near), c.superseded != old)
    connection.execute(changed.values(superseded=old, compared=False))


def _awaits_the_next() -> ColumnElement[bool]:
    """Whether the document is the last that was read at a path whose content of now was not read yet."""
    h, later, now, then = history.alias(), history.alias(), documents.alias(), documents.alias()
    joined = h.join(paths, paths.c.path == h.c.path).join(now, now.c.sha256 == paths.c.sha256)
    between = later.join(then, then.c.sha256 == later.c.sha256)
    read_later = (
        exists().select_from(between).where(later.c.path == h.c.path, later.c.id > h.c.id, then.c.state != "waiting")
    )
    mine = h.c.sha256 == documents.c.sha256
    return exists().select_from(joined).where(mine, now.c.state == "waiting", not_(read_later)).correlate(documents)
