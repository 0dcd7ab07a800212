"""Checks a page of a TIFF for damage: its directory, and each strip by its own compression."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from gouji.ocr.damage.deflate_flaw import deflate_flaw
from gouji.ocr.damage.fax_flaw import fax_flaw
from gouji.ocr.damage.jpeg_flaw import jpeg_flaw
from gouji.ocr.damage.lzw_flaw import lzw_flaw
from gouji.ocr.damage.packbits_flaw import packbits_flaw
from gouji.ocr.image.tiff_directories import tiff_directories
from gouji.schemas.flaw import TOTAL_LOSS, Flaw

TAG_WIDTH, TAG_HEIGHT, TAG_BITS, TAG_COMPRESSION, TAG_FILL_ORDER, TAG_STRIP_OFFSETS = 256, 257, 258, 259, 266, 273
TAG_SAMPLES, TAG_ROWS_PER_STRIP, TAG_STRIP_SIZES, TAG_PLANES, TAG_TILE_WIDTH = 277, 278, 279, 284, 322
TAG_JPEG_TABLES = 347
GROUP4, LZW, NEW_JPEG, PACKBITS, DEFLATE = 4, 5, 7, 32773, (8, 32946)
UNCOMPRESSED, IN_ONE_PLANE = 1, 1


def tiff_flaw(data: bytes, tags: Any, index: int) -> Flaw | None:
    """Returns what is wrong with the page of this index from 0, None if it is intact or cannot be inspected.

    `tags` are the entries of its directory by tag.
    """
    if TAG_STRIP_OFFSETS not in tags and TAG_TILE_WIDTH not in tags:
        return TOTAL_LOSS
    found = None if _is_directory_whole(data, tags, index) else Flaw(0.0)
    rows, height = 0, max(1, tags.get(TAG_HEIGHT, 0))
    for rows_here, flaw in _strips(data, tags):
        share, before = rows_here / height, rows / height
        rows += rows_here
        if flaw is not None:
            here = Flaw(round(flaw.lost * share, 4), round(before + flaw.top * share, 4))
            found = Flaw(round(found.lost + here.lost, 4), min(found.top, here.top)) if found else here
    return found


def _is_directory_whole(data: bytes, tags: Any, index: int) -> bool:
    """Whether the file has the whole directory, with the size of every strip."""
    directories = tiff_directories(data)
    if index < len(directories) and not directories[index].whole:
        return False
    if TAG_TILE_WIDTH in tags or tags.get(TAG_COMPRESSION, UNCOMPRESSED) == UNCOMPRESSED:
        return True  # readers compute the sizes of strips without compression, and some writers leave them out
    return len(tags.get(TAG_STRIP_OFFSETS, ())) == len(tags.get(TAG_STRIP_SIZES, ()))


def _strips(data: bytes, tags: Any) -> Iterator[tuple[int, Flaw | None]]:
    """Yields (rows, what is wrong) of each strip whose compression shows damage."""
    rows_left = tags.get(TAG_HEIGHT, 0)
    rows_per_strip = tags.get(TAG_ROWS_PER_STRIP, rows_left)
    if TAG_TILE_WIDTH in tags or tags.get(TAG_FILL_ORDER, 1) != 1:
        return
    for offset, size in zip(tags.get(TAG_STRIP_OFFSETS, ()), tags.get(TAG_STRIP_SIZES, ()), strict=False):
        rows = min(rows_per_strip, rows_left)
        rows_left -= rows
        part = data[offset : offset + size]
        yield rows, TOTAL_LOSS if not part else _strip(part, size, rows, rows_per_strip, tags)


def _strip(part: bytes, size: int, rows: int, rows_per_strip: int, tags: Any) -> Flaw | None:
    """Returns what is wrong with a strip; it has `rows` rows, and the last one may be filled up with more."""
    compression = tags.get(TAG_COMPRESSION)
    row = _bytes_of_a_row(tags)
    expected = (row * rows, row * rows_per_strip)
    if compression == GROUP4:
        return fax_flaw(part, tags.get(TAG_WIDTH, 0), rows)
    if compression == NEW_JPEG:
        return jpeg_flaw(part, bytes(tags.get(TAG_JPEG_TABLES, b"") or b""))
    if compression in DEFLATE:
        return deflate_flaw(part)
    if compression == LZW:
        return lzw_flaw(part, expected)
    if compression == PACKBITS:
        return packbits_flaw(part, expected)
    return TOTAL_LOSS if len(part) < size else None


def _bytes_of_a_row(tags: Any) -> int:
    """Returns the bytes of a row; 0 if the colours are stored apart or the depths differ."""
    bits = set(tags.get(TAG_BITS, (1,)))
    if tags.get(TAG_PLANES, IN_ONE_PLANE) != IN_ONE_PLANE or len(bits) != 1:
        return 0
    return -(-int(tags.get(TAG_WIDTH, 0)) * int(tags.get(TAG_SAMPLES, 1)) * int(bits.pop()) // 8)
