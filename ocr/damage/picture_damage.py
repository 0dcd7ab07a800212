"""Checks whether a page of an image file is as it was written. `page_damage` states what is read from a damaged one."""

from __future__ import annotations

import io
import warnings
import zlib
from collections.abc import Callable
from typing import Any

from PIL import Image as Pillow

from gouji.ocr.damage.jpeg_flaw import jpeg_flaw
from gouji.ocr.damage.packed_flaw import jpx_flaw
from gouji.ocr.damage.tiff_flaw import tiff_flaw
from gouji.schemas.flaw import Flaw

JPEG_SIGNATURE, PNG_SIGNATURE = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"
TIFF_SIGNATURES, JPEG2000_SIGNATURES = (
    (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+"),
    (b"\0\0\0\x0cjP  ", b"\xff\x4f\xff\x51"),
)
CRITICAL_CHUNKS = (b"IHDR", b"PLTE", b"IDAT", b"IEND")


def picture_damage(data: bytes) -> Callable[[int], Flaw | None]:
    """Returns a function that gives what is wrong with the page of a number from 1.

    The function returns None for a page that is intact or cannot be inspected.
    """
    if data.startswith(JPEG_SIGNATURE):
        return lambda _number: jpeg_flaw(data)
    if data.startswith(PNG_SIGNATURE):
        return lambda _number: _png(data)
    if data.startswith(TIFF_SIGNATURES):
        return lambda number: _tiff(data, number - 1)
    return lambda _number: jpx_flaw(data) if data.startswith(JPEG2000_SIGNATURES) else None


def _png(data: bytes) -> Flaw | None:
    """Checks the checksums of a PNG's critical chunks, and that its end chunk is there."""
    offset, ended = len(PNG_SIGNATURE), False
    while offset + 12 <= len(data) and not ended:
        size, name = int.from_bytes(data[offset : offset + 4], "big"), data[offset + 4 : offset + 8]
        check = data[offset + 8 + size : offset + 12 + size]
        if name in CRITICAL_CHUNKS and zlib.crc32(data[offset + 4 : offset + 8 + size]).to_bytes(4, "big") != check:
            return Flaw(0.0)
        offset, ended = offset + 12 + size, name == b"IEND"
    return None if ended else Flaw(0.0)


def _tiff(data: bytes, index: int) -> Flaw | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            image = Pillow.open(io.BytesIO(data), formats=("TIFF",))
            image.seek(index)
            tags: Any = getattr(image, "tag_v2", {})
    except Exception:  # it cannot be drawn either, which is reported when it is drawn
        return None
    return tiff_flaw(data, tags, index)
