"""What a file is, by its content: names and extensions lie."""

from __future__ import annotations

from typing import Literal

FileKind = Literal["pdf", "picture", "text"]

PICTURES = (
    b"\x89PNG\r\n\x1a\n",
    b"\xff\xd8\xff",
    *(b"II*\x00", b"MM\x00*", b"II+\x00", b"MM\x00+"),
    *(b"GIF87a", b"GIF89a"),
    *(b"\x00\x00\x00\x0cjP  \r\n\x87\n", b"\xff\x4f\xff\x51"),
)
"""How PNG, JPEG, TIFF (also the big kind, in both byte orders), GIF and JPEG 2000 (in its box, and bare) begin."""

AVIF = (b"avif", b"avis")
HEIF = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", *AVIF)
"""The brands of the pictures that phones take."""

BMP_HEADS = (12, 16, 40, 52, 56, 64, 108, 124)
"""How long the second head of a BMP may be: BM alone may begin a text."""

PDF_WITHIN = 1024
"""A PDF may have this many bytes of junk before its header."""


def file_kind(data: bytes) -> FileKind:
    """PDF, picture, or else text: whether it is another kind, or can be decoded, is found out when it is read."""
    if (
        data.startswith(PICTURES)
        or _is_bmp(data)
        or (data.startswith(b"RIFF") and data[8:12] == b"WEBP")
        or is_heif(data)
    ):
        return "picture"
    if b"%PDF-" in data[:PDF_WITHIN] and not data.startswith(b"PK\x03\x04"):
        return "pdf"
    return "text"


def is_heif(data: bytes) -> bool:
    """Whether it is a picture in the container that phones use (HEIC, AVIF)."""
    return data[4:8] == b"ftyp" and data[8:12] in HEIF


def is_avif(data: bytes) -> bool:
    """Whether it is the one of these that Pillow knows itself."""
    return data[8:12] in AVIF


def _is_bmp(data: bytes) -> bool:
    return data.startswith(b"BM") and int.from_bytes(data[14:18], "little") in BMP_HEADS
