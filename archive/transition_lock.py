"""Transactions that move a document between current and superseded take turns."""

from __future__ import annotations

from sqlalchemy import Connection, text

TRANSITION_LOCK_ID = 0x676F756A6A


def lock_transitions(connection: Connection) -> None:
    """Waits for its turn, which ends with the transaction. SQLite has one writer anyway; in PostgreSQL two of them would each
    judge by a state that the other is about to change."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": TRANSITION_LOCK_ID})
