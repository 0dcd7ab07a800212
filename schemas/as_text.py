"""A path as text that a database, a record and a message can hold."""

from __future__ import annotations

import os

WAYS = ("utf-8", "gb18030")
"""Tried in this order: names of ZIP files that were packed on a Chinese Windows are bytes of GBK, which are hardly ever valid UTF-8."""


def as_text(path: str) -> str:
    """The path as a person reads it: names of other bytes than UTF-8 by GB18030, and what that does not explain written out
    (\\udcff and the like). What is valid text already comes back unchanged."""
    if path.isascii() or _is_text(path):
        return path
    return os.sep.join(_part(part) for part in path.split(os.sep))


def _is_text(words: str) -> bool:
    try:
        words.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _part(name: str) -> str:
    """One name of the path: a folder and a file in it may have been named by different machines."""
    if _is_text(name):
        return name
    try:
        raw = name.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:  # half a pair, which stands for no byte
        return name.encode("utf-8", "backslashreplace").decode("utf-8")
    return next((text for way in WAYS if (text := _decoded(raw, way))), raw.decode("utf-8", "backslashreplace"))


def _decoded(raw: bytes, way: str) -> str | None:
    try:
        return raw.decode(way)
    except UnicodeDecodeError:
        return None
