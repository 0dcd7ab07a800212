"""A path as text that a database, a record and a message can hold."""

from __future__ import annotations


def as_text(path: str) -> str:
    """The path, with bytes of it that are no text written out (\\udcff and the like)."""
    return path.encode("utf-8", "backslashreplace").decode("utf-8")
