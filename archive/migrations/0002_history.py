"""Adds the history of each path, the superseded documents, and the missing files."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

PATHS = sa.table("paths", sa.column("path"), sa.column("sha256"), sa.column("seen"))
HISTORY = sa.table("history", sa.column("path"), sa.column("sha256"), sa.column("seen"))
DOCUMENTS = sa.table(
    "documents",
    sa.column("sha256"),
    sa.column("found"),
    sa.column("superseded", sa.Boolean),
    sa.column("compared", sa.Boolean),
)
REPORTS = sa.table("reports", sa.column("report_id"), sa.column("source"))


def upgrade() -> None:
    """Adds the tables and columns. A document that had lost its path to another one is marked as superseded."""
    op.add_column("documents", sa.Column("superseded", sa.Boolean, nullable=False, server_default=sa.false()))
    op.add_column("paths", sa.Column("gone", sa.Text))
    op.create_table(
        "history",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("seen", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_history"),
        sa.ForeignKeyConstraint(["sha256"], ["documents.sha256"], name="fk_history_sha256"),
    )
    for table, column in (("documents", "superseded"), ("history", "path"), ("history", "sha256")):
        op.create_index(f"ix_{table}_{column}", table, [column])
    _migrate_documents(op.get_bind())


def _migrate_documents(connection: Any) -> None:
    without_path = _without_path(connection)
    by_name = _paths_by_name(connection) if without_path else {}
    for sha256, source, found in without_path:  # oldest first
        same_name = by_name.get(source, [])
        if len(same_name) == 1:
            connection.execute(sa.insert(HISTORY).values(path=same_name[0][0], sha256=sha256, seen=found))
    blocked = {
        same_name[0][0]: sha
        for sha, source, _ in without_path
        if len(same_name := by_name.get(source, [])) == 1 and same_name[0][1] is None
    }
    for path, sha256 in blocked.items():  # an unreadable file at the last run is not a new content
        connection.execute(sa.update(PATHS).where(PATHS.c.path == path).values(sha256=sha256))
    held = sa.select(PATHS.c.path, PATHS.c.sha256, PATHS.c.seen).where(
        PATHS.c.sha256.is_not(None), PATHS.c.path.not_in(list(blocked)) if blocked else sa.true()
    )
    connection.execute(sa.insert(HISTORY).from_select(["path", "sha256", "seen"], held))
    for sha256 in {sha for sha, *_ in without_path} - set(blocked.values()):
        old = sa.update(DOCUMENTS).where(DOCUMENTS.c.sha256 == sha256)
        connection.execute(old.values(superseded=True, compared=False))


def _without_path(connection: Any) -> list[Any]:
    """(sha256, file name, time found) of documents that no path leads to."""
    joined = DOCUMENTS.outerjoin(PATHS, PATHS.c.sha256 == DOCUMENTS.c.sha256).outerjoin(
        REPORTS, REPORTS.c.report_id == DOCUMENTS.c.sha256
    )
    wanted = (
        sa.select(DOCUMENTS.c.sha256, REPORTS.c.source, DOCUMENTS.c.found)
        .select_from(joined)
        .where(PATHS.c.path.is_(None))
    )
    return list(connection.execute(wanted.order_by(DOCUMENTS.c.found, DOCUMENTS.c.sha256)))


def _paths_by_name(connection: Any) -> dict[str, list[Any]]:
    found = defaultdict(list)
    for path, sha256 in connection.execute(sa.select(PATHS.c.path, PATHS.c.sha256)):
        found[path.replace("\\", "/").rpartition("/")[2]].append((path, sha256))
    return found
