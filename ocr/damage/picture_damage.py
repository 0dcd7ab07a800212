"""Checks whether a page of an image file is as it was written. `page_damage` states what is read from a damaged one."""

from __future__ import annotations

import io
import warnings
import zlib
from collections.abc import Callable, Iterator
from typing import Any

from PIL import Image as Pillow

from gouji.ocr.damage.deflate_flaw import deflate_flaw
from gouji.ocr.damage.fax_flaw import fax_flaw
from gouji.ocr.damage.jpeg_flaw import jpeg_flaw
from gouji.ocr.damage.packed_flaw import jpx_flaw
from gouji.schemas.flaw import TOTAL_LOSS, Flaw

JPEG_SIGNATURE, PNG_SIGNATURE = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"
TIFF_SIGNATURES, JPEG2000_SIGNATURES = (
    (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+"),
    (b"\0\0\0\x0cjP  ", b"\xff\x4f\xff\x51"),
)
CRITICAL_CHUNKS = (b"IHDR", b"PLTE", b"IDAT", b"IEND")
TAG_WIDTH, TAG_HEIGHT, TAG_COMPRESSION, TAG_FILL_ORDER, TAG_STRIP_OFFSETS = 256, 257, 259, 266, 273
TAG_ROWS_PER_STRIP, TAG_STRIP_SIZES, TAG_T6_OPTIONS, TAG_TILE_WIDTH, TAG_JPEG_TABLES = 278, 279, 293, 322, 347
GROUP4, NEW_JPEG, DEFLATE = 4, 7, (8, 32946)


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
    if TAG_STRIP_OFFSETS not in tags and TAG_TILE_WIDTH not in tags:
        return TOTAL_LOSS
    found = None
    rows, strips = 0, list(_strips(data, tags))
    for height, flaw in strips:
        share, before = height / max(1, image.height), rows / max(1, image.height)
        rows += height
        if flaw is not None:
            here = Flaw(round(flaw.lost * share, 4), round(before + flaw.top * share, 4))
            found = Flaw(round(found.lost + here.lost, 4), min(found.top, here.top)) if found else here
    return found


def _strips(data: bytes, tags: Any) -> Iterator[tuple[int, Flaw | None]]:
    """Yields (rows, what is wrong) of each strip whose compression shows damage."""
    compression, rows_left, width = tags.get(TAG_COMPRESSION), tags.get(TAG_HEIGHT, 0), tags.get(TAG_WIDTH, 0)
    offsets, sizes, rows_per_strip = (
        tags.get(TAG_STRIP_OFFSETS, ()),
        tags.get(TAG_STRIP_SIZES, ()),
        tags.get(TAG_ROWS_PER_STRIP, rows_left),
    )
    tables = bytes(tags.get(TAG_JPEG_TABLES, b"") or b"")
    if TAG_TILE_WIDTH in tags or tags.get(TAG_FILL_ORDER, 1) != 1:
        return
    for offset, size in zip(offsets, sizes, strict=False):
        part, height = data[offset : offset + size], min(rows_per_strip, rows_left)
        rows_left -= height
        if compression == GROUP4:
            yield height, fax_flaw(part, width, height)
        elif compression == NEW_JPEG:
            yield height, jpeg_flaw(part, tables)
        elif compression in DEFLATE:
            yield height, deflate_flaw(part)
        else:
            yield height, TOTAL_LOSS if offset + size > len(data) else None
