"""The sha256 of a file."""

from __future__ import annotations

import hashlib


def digest(path: str) -> str:
    """The sha256 of a file in hexadecimal. OSError if the file cannot be read."""
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
