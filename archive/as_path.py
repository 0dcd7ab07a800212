"""Finds the file that a text names: the inverse of `as_text`."""

from __future__ import annotations

import os
from pathlib import Path

from gouji.schemas.as_text import ENCODINGS


def as_path(text: str) -> Path:
    """The path that the text was made from, as far as such a file exists; otherwise the text as a path."""
    found = Path(text)
    if text.isascii() or _is_there(found):
        return found
    here = Path(found.anchor)
    for name in found.parts[1:] if found.anchor else found.parts:
        spelt = (here / os.fsdecode(name.encode(way, "replace")) for way in ENCODINGS)
        here = next((path for path in spelt if _is_there(path)), here / name)
    return here


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        return False
