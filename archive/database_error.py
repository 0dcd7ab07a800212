"""Turns an error of the database into one sentence for the user."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from sqlalchemy.exc import DatabaseError

from gouji.archive.address import address_url, shown_url, without_secrets
from gouji.schemas.errors import GoujiError

SQLITE_HEADER = b"SQLite format 3\x00"
ARCHIVE_TRACES = (b"gouji_version", b'"schema_version"')
"""Bytes on the pages of an archive: the name of one of our tables, and a key of every record."""
DAMAGE_MESSAGES = ("malformed", "not a database", "decode to UTF-8", "file is encrypted")
CHUNK_BYTES, MAX_SEARCHED_BYTES = 1 << 20, 1 << 28


def database_error(err: Exception, address: str | Path) -> GoujiError:
    """The error to raise for one of the driver or of the file system. It contains no password."""
    url = address_url(address)
    reason = without_secrets(_reason(err), url)
    is_file = url.drivername.startswith("sqlite")
    return GoujiError(
        _key(err, reason, Path(url.database or "") if is_file else None), path=shown_url(url), reason=reason
    )


def _key(err: Exception, reason: str, file: Path | None) -> str:
    if file is None or not isinstance(err, DatabaseError | sqlite3.Error):
        return "archive_unusable"
    if any(word in reason for word in DAMAGE_MESSAGES):
        return "archive_damaged" if _was_archive(file) else "not_an_archive"
    return "archive_read_only" if "readonly" in reason else "archive_unusable"


def _was_archive(file: Path) -> bool:
    """Whether a file that no database can read was once an archive, judged by its header or by remaining content."""
    try:
        with file.open("rb") as pages:
            before = pages.read(CHUNK_BYTES)
            if before.startswith(SQLITE_HEADER):
                return True
            while before and pages.tell() <= MAX_SEARCHED_BYTES:
                if any(mark in before for mark in ARCHIVE_TRACES):
                    return True
                more = pages.read(CHUNK_BYTES)
                before = before[-len(ARCHIVE_TRACES[1]) :] + more if more else b""
    except OSError:
        pass
    return False


def _reason(err: Exception) -> str:
    """The driver's own message on one line, without the statement."""
    return " ".join(str(getattr(err, "orig", None) or getattr(err, "strerror", None) or err).split())
