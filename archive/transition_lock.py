"""Serialises the transactions that move a document between current and superseded."""

from __future__ import annotations

from sqlalchemy import Connection, text

TRANSITION_LOCK_ID = 0x676F756A6A


def lock_transitions(connection: Connection) -> None:
    """Waits for the lock, which is held until the transaction ends.

    SQLite has only one writer. In PostgreSQL, two such transactions at once would each decide by a state that the other
    is about to change.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": TRANSITION_LOCK_ID})
