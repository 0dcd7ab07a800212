"""Reads the dictionary of an image in a PDF: PDFium does not tell how the image is encoded."""

from __future__ import annotations

MAX_DICTIONARY_BYTES = 4096


def image_dictionary(data: bytes, packed: bytes) -> bytes:
    """Returns the dictionary of the image whose bytes `packed` are in the file `data`.

    Returns b"" if it cannot be found (an encrypted file).
    """
    position = data.find(packed) if packed else -1
    begin = data.rfind(b"obj", max(0, position - MAX_DICTIONARY_BYTES), position) if position > 0 else -1
    return data[begin:position] if begin >= 0 else b""
