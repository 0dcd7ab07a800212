"""Marks a picture with the document that it was drawn from, so that no other picture is overwritten by it."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

SIGNATURE = b"\x89PNG\r\n\x1a\n"
KEYWORD = b"gouji-document"
HEADER_BYTES = len(SIGNATURE) + 8 + 13 + 4
"""Bytes before the second chunk: the signature and the image header."""


def marked_png(png: bytes, mark: str) -> bytes:
    """The picture with `mark` as a text chunk."""
    body = b"tEXt" + KEYWORD + b"\0" + mark.encode("latin-1", "replace")
    chunk = struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
    return png[:HEADER_BYTES] + chunk + png[HEADER_BYTES:]


def is_marked(path: Path, mark: str) -> bool:
    """Whether a file is a picture with this mark."""
    try:
        with path.open("rb") as file:
            return (
                file.read(HEADER_BYTES + 4096).find(
                    marked_png(SIGNATURE.ljust(HEADER_BYTES, b"\0"), mark)[HEADER_BYTES:], HEADER_BYTES
                )
                == HEADER_BYTES
            )
    except OSError:
        return False
