"""Decides from the ledger whether a document of the batch is to be read."""

from __future__ import annotations

from typing import Literal

from gouji.archive.clock import now
from gouji.archive.lease import has_ended
from gouji.archive.ledger import LedgerEntry
from gouji.archive.versions import Versions

Decision = Literal["read", "done", "failed", "busy"]


def reading_decision(known: LedgerEntry, versions: Versions, *, refresh: bool, retry_failed: bool) -> Decision:
    """ "read", or the reason why not: it is done, it failed before, or another run is reading it.

    A failure of another version is retried; a record of another version is rebuilt only on request.
    """
    same = versions.matches(known.program, known.models)
    if known.state == "done" and (same or not refresh):
        return "done"
    if known.state == "failed" and same and not retry_failed:
        return "failed"
    return "busy" if is_held(known) else "read"


def is_held(known: LedgerEntry) -> bool:
    """Whether another run is reading the document, as far as can be determined."""
    return known.owner is not None and (known.lease or "") >= now() and not has_ended(known.owner)
