"""The sha256 of a document that lies in several files."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence


def joint_digest(digests: Sequence[str]) -> str:
    """The digest of one file itself; of several files the sha256 of their digests, one a line, in the order of pages."""
    if len(digests) == 1:
        return digests[0]
    return hashlib.sha256("\n".join(digests).encode("ascii")).hexdigest()
