"""Kinds of files that offices have and that are not read: each by its content, with what to do about it."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

from gouji.schemas.errors import UnreadableDocument
from gouji.schemas.wordlists import read_rows

HEAD = 512
"""In so many bytes a file that is no text has a control character."""
CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
LINES, BOM = 2048, b"\xef\xbb\xbf"
"""So many bytes are the first lines of a text."""
PACKED, COMPOUND = b"PK", b"\xd0\xcf\x11\xe0"
LOCAL = re.compile(rb"PK\x03\x04.{22}(..)..", re.DOTALL)
OFFICE_XML = re.compile(rb"<\?mso-application\s+progid=[\"'](\w+)")
"""What Office writes into its files of plain XML."""


def refuse_other_kinds(data: bytes) -> None:
    """Nothing for what may be a text. UnreadableDocument with the kind, and with the way to a file that can be read, for others."""
    held: dict[str, Callable[[str], bool]] = {
        "zip": _packed(data),
        "ole": lambda name: _holds_stream(data, name),
        "mark": lambda mark: _has_mark(data, mark),
    }
    for where, what, kind, way in read_rows(__package__, "kinds"):
        if held[where](what) if where in held else _stands(data, int(where), bytes.fromhex(what)):
            raise UnreadableDocument(way, kind=kind)
    if found := OFFICE_XML.search(data, 0, LINES):
        raise UnreadableDocument("office_file", kind=f"{found[1].decode()} (XML)")


def _stands(data: bytes, offset: int, signature: bytes) -> bool:
    """Whether the bytes stand there; letters alone are believed only in a file that is no text."""
    return data.startswith(signature, offset) and CONTROLS.search(data, 0, HEAD) is not None


def _has_mark(data: bytes, mark: str) -> bool:
    return re.search(mark.encode(), data[:LINES].removeprefix(BOM), re.IGNORECASE | re.MULTILINE) is not None


def _packed(data: bytes) -> Callable[[str], bool]:
    """Whether an archive holds a file; of a damaged one by the heads of its files."""
    if not data.startswith(PACKED):
        return lambda name: False
    try:
        names = set(zipfile.ZipFile(io.BytesIO(data)).namelist())
    except Exception:  # whatever its parsing stumbles over: the kind is told all the same
        names = {
            data[m.end() : m.end() + int.from_bytes(m[1], "little")].decode("utf-8", "replace")
            for m in LOCAL.finditer(data)
        }
    return names.__contains__


def _holds_stream(data: bytes, name: str) -> bool:
    return data.startswith(COMPOUND) and name.encode("utf-16-le") in data
