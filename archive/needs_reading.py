"""Whether a document of the batch is to be read, by what the ledger says of it."""

from __future__ import annotations

from typing import Literal

from gouji.archive.clock import now
from gouji.archive.lease import is_gone
from gouji.archive.ledger import Known
from gouji.archive.versions import Versions

Wish = Literal["read", "done", "failed", "busy"]


def wanted(known: Known, versions: Versions, *, refresh: bool, retry_failed: bool) -> Wish:
    """ "read", or why not: it is done, it failed before, or another run has it in hand.

    What another version failed at is tried again; what another version made is made anew only when asked for.
    """
    same = versions.made(known.program, known.models)
    if known.state == "done" and (same or not refresh):
        return "done"
    if known.state == "failed" and same and not retry_failed:
        return "failed"
    return "busy" if held(known) else "read"


def held(known: Known) -> bool:
    """Whether another run is reading it, as far as can be told."""
    return known.owner is not None and (known.lease or "") >= now() and not is_gone(known.owner)
