"""Turns a path into text that a database, a record and a message can hold."""

from __future__ import annotations

import os

ENCODINGS = ("utf-8", "gb18030")
"""Encodings, in the order in which they are tried. Names in ZIP files packed on a Chinese Windows are GBK bytes, which
are hardly ever valid UTF-8.
"""


def as_text(path: str) -> str:
    """The path as a person reads it. Names that are not UTF-8 are decoded as GB18030, and what that does not explain is
    escaped (\\udcff and the like). Valid text comes back unchanged.
    """
    if path.isascii() or _is_text(path):
        return path
    return os.sep.join(_decoded_name(part) for part in path.split(os.sep))


def _is_text(words: str) -> bool:
    try:
        words.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _decoded_name(name: str) -> str:
    """Decodes one name of the path: a folder and a file in it may have been named on different machines."""
    if _is_text(name):
        return name
    try:
        raw = name.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:  # a lone surrogate, which stands for no byte
        return name.encode("utf-8", "backslashreplace").decode("utf-8")
    return next(
        (text for encoding in ENCODINGS if (text := _decoded(raw, encoding))), raw.decode("utf-8", "backslashreplace")
    )


def _decoded(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        return None
