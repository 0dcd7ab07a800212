"""Page images of a folder that was one document, and are now read as documents of their own."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from gouji.archive.clock import now
from gouji.archive.sql_tables import history, paths
from gouji.archive.supersede import supersede


def leave_folders(connection: Connection, files: Iterable[Any]) -> None:
    """Lets each of the files hold what its folder held, so that its own content is a newer version of that. The folder
    holds nothing any more. In the caller's transaction, which holds the transition lock.
    """
    by_folder: dict[str, list[str]] = {}
    for file in map(str, files):
        by_folder.setdefault(os.path.dirname(file), []).append(file)
    known = select(paths.c.path, paths.c.sha256).where(paths.c.path.in_(list(by_folder)), paths.c.sha256.is_not(None))
    for folder, sha256 in connection.execute(known).all():
        rows = [{"path": file, "sha256": sha256, "seen": now()} for file in by_folder[folder]]
        connection.execute(insert(history), rows)
        connection.execute(delete(paths).where(paths.c.path == folder))
        supersede(connection, [sha256])
