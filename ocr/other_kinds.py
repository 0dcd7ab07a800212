"""Recognizes unsupported file types that are common in offices by their content, and says what to do about each."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

from gouji.schemas.errors import UnreadableDocument
from gouji.schemas.wordlists import read_rows

BINARY_PROBE_BYTES = 512
"""A binary file has a control character within this many bytes."""
CONTROL_CHARACTERS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
FIRST_LINES_BYTES, UTF8_BOM = 2048, b"\xef\xbb\xbf"
"""This many bytes cover the first lines of a text."""
ZIP_SIGNATURE, OLE_SIGNATURE = b"PK", b"\xd0\xcf\x11\xe0"
ZIP_LOCAL_HEADER = re.compile(rb"PK\x03\x04.{22}(..)..", re.DOTALL)
OFFICE_XML = re.compile(rb"<\?mso-application\s+progid=[\"'](\w+)")
"""The processing instruction that Office writes into plain XML files."""


def refuse_other_kinds(data: bytes) -> None:
    """Returns if the data may be text.

    Otherwise raises UnreadableDocument with the file type and with the way to get a readable file.
    """
    content_tests: dict[str, Callable[[str], bool]] = {
        "zip": _zip_contains(data),
        "ole": lambda name: _ole_contains(data, name),
        "mark": lambda pattern: _contains_pattern(data, pattern),
    }
    for where, what, kind, way in read_rows(__package__, "kinds"):
        if (
            content_tests[where](what)
            if where in content_tests
            else _has_signature(data, int(where), bytes.fromhex(what))
        ):
            raise UnreadableDocument(way, kind=kind)
    if found := OFFICE_XML.search(data, 0, FIRST_LINES_BYTES):
        raise UnreadableDocument("office_file", kind=f"{found[1].decode()} (XML)")


def _has_signature(data: bytes, offset: int, signature: bytes) -> bool:
    """Whether the signature is at `offset`. Signatures made of letters count only in a binary file."""
    return data.startswith(signature, offset) and CONTROL_CHARACTERS.search(data, 0, BINARY_PROBE_BYTES) is not None


def _contains_pattern(data: bytes, pattern: str) -> bool:
    return (
        re.search(pattern.encode(), data[:FIRST_LINES_BYTES].removeprefix(UTF8_BOM), re.IGNORECASE | re.MULTILINE)
        is not None
    )


def _zip_contains(data: bytes) -> Callable[[str], bool]:
    """Returns a test for whether a zip archive contains a file. Reads the local headers if the archive is damaged."""
    if not data.startswith(ZIP_SIGNATURE):
        return lambda name: False
    try:
        names = set(zipfile.ZipFile(io.BytesIO(data)).namelist())
    except Exception:  # zipfile raises many exception types; the file type is still determined below
        names = {
            data[m.end() : m.end() + int.from_bytes(m[1], "little")].decode("utf-8", "replace")
            for m in ZIP_LOCAL_HEADER.finditer(data)
        }
    return names.__contains__


def _ole_contains(data: bytes, name: str) -> bool:
    return data.startswith(OLE_SIGNATURE) and name.encode("utf-16-le") in data
