"""Determines the type of a file from its content; names and extensions are unreliable."""

from __future__ import annotations

from typing import Literal

FileKind = Literal["pdf", "picture", "text"]

IMAGE_SIGNATURES = (
    b"\x89PNG\r\n\x1a\n",
    b"\xff\xd8\xff",
    *(b"II*\x00", b"MM\x00*", b"II+\x00", b"MM\x00+"),
    *(b"GIF87a", b"GIF89a"),
    *(b"\x00\x00\x00\x0cjP  \r\n\x87\n", b"\xff\x4f\xff\x51"),
)
"""Signatures of PNG, JPEG, TIFF (also BigTIFF, in both byte orders), GIF and JPEG 2000 (boxed and raw codestream)."""

AVIF_BRANDS = (b"avif", b"avis")
HEIF_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", *AVIF_BRANDS)
"""Brands of the image formats that phones write."""

BMP_HEADER_LENGTHS = (12, 16, 40, 52, 56, 64, 108, 124)
"""Valid lengths of the second BMP header. The letters BM alone may also begin a text."""

PDF_HEADER_WITHIN_BYTES = 1024
"""A PDF may have this many bytes of junk before its header."""


def file_kind(data: bytes) -> FileKind:
    """Returns "pdf", "picture" or "text".

    Text is the fallback: whether it is another type or undecodable is found when it is read.
    """
    if (
        data.startswith(IMAGE_SIGNATURES)
        or _is_bmp(data)
        or (data.startswith(b"RIFF") and data[8:12] == b"WEBP")
        or is_heif(data)
    ):
        return "picture"
    if b"%PDF-" in data[:PDF_HEADER_WITHIN_BYTES] and not data.startswith(b"PK\x03\x04"):
        return "pdf"
    return "text"


def is_heif(data: bytes) -> bool:
    """Whether the image is in the container format that phones use (HEIC, AVIF)."""
    return data[4:8] == b"ftyp" and data[8:12] in HEIF_BRANDS


def is_avif(data: bytes) -> bool:
    """Whether a phone image is AVIF, the format that Pillow reads without a plugin."""
    return data[8:12] in AVIF_BRANDS


def _is_bmp(data: bytes) -> bool:
    return data.startswith(b"BM") and int.from_bytes(data[14:18], "little") in BMP_HEADER_LENGTHS
