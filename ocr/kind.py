"""What a file is, by its content: names and extensions lie."""

from __future__ import annotations

from typing import Literal

FileKind = Literal["pdf", "picture", "text"]

PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"II+\x00", b"MM\x00+")
"""How PNG, JPEG and TIFF (also the big kind, in both byte orders) begin."""

PDF_WITHIN = 1024
"""A PDF may have this many bytes of junk before its header."""


def file_kind(data: bytes) -> FileKind:
    """PDF, picture, or else text: whether text can be decoded is found out when it is read."""
    if data.startswith(PICTURES):
        return "picture"
    if b"%PDF-" in data[:PDF_WITHIN]:
        return "pdf"
    return "text"
