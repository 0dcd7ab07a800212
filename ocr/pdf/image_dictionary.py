"""What a PDF says of a picture: the library does not tell how it is coded."""

from __future__ import annotations

WORDS = 4096
"""Bytes that the words before a picture may have."""


def image_dictionary(data: bytes, packed: bytes) -> bytes:
    """The dictionary of the picture whose bytes `packed` lie in the file `data`; empty where it cannot be found (an encrypted file)."""
    place = data.find(packed) if packed else -1
    begin = data.rfind(b"obj", max(0, place - WORDS), place) if place > 0 else -1
    return data[begin:place] if begin >= 0 else b""
