"""Times as the ledger stores them: UTC, ISO 8601, of one length, so that they sort as text."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


def now(later: float = 0.0) -> str:
    """The present time, or the time `later` seconds from now."""
    moment = datetime.now(UTC) + timedelta(seconds=later)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
