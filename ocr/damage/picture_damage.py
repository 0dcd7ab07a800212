"""Whether a page of a picture file is as it was written. What is read off a damaged one stands in `page_damage`'s words."""

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

JPEG, PNG = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"
TIFFS, JPXS = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+"), (b"\0\0\0\x0cjP  ", b"\xff\x4f\xff\x51")
VITAL = (b"IHDR", b"PLTE", b"IDAT", b"IEND")
HEIGHT, PACKING, ORDER, PLACES, ROWS, SIZES, FAX, TABLES, TILES = 257, 259, 266, 273, 278, 279, 293, 347, 322
GROUP4, NEW_JPEG, DEFLATE = 4, 7, (8, 32946)


def picture_damage(data: bytes) -> Callable[[int], Flaw | None]:
    """What gives, for the page of a number from 1 on, what is wrong with it; None for a page that is whole, or that cannot be looked into."""
    if data.startswith(JPEG):
        return lambda _number: jpeg_flaw(data)
    if data.startswith(PNG):
        return lambda _number: _png(data)
    if data.startswith(TIFFS):
        return lambda number: _tiff(data, number - 1)
    return lambda _number: jpx_flaw(data) if data.startswith(JPXS) else None


def _png(data: bytes) -> Flaw | None:
    """The parts of a PNG have checksums, and its end has a name."""
    place, ended = len(PNG), False
    while place + 12 <= len(data) and not ended:
        size, name = int.from_bytes(data[place : place + 4], "big"), data[place + 4 : place + 8]
        check = data[place + 8 + size : place + 12 + size]
        if name in VITAL and zlib.crc32(data[place + 4 : place + 8 + size]).to_bytes(4, "big") != check:
            return Flaw(0.0)
        place, ended = place + 12 + size, name == b"IEND"
    return None if ended else Flaw(0.0)


def _tiff(data: bytes, index: int) -> Flaw | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            image = Pillow.open(io.BytesIO(data), formats=("TIFF",))
            image.seek(index)
            tags: Any = getattr(image, "tag_v2", {})
    except Exception:  # it cannot be drawn either, which is told where it is drawn
        return None
    if PLACES not in tags and TILES not in tags:
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
    """(rows, what is wrong) of each strip whose packing tells it."""
    packing, left, width = tags.get(PACKING), tags.get(HEIGHT, 0), tags.get(256, 0)
    places, sizes, each = tags.get(PLACES, ()), tags.get(SIZES, ()), tags.get(ROWS, left)
    tables = bytes(tags.get(TABLES, b"") or b"")
    if TILES in tags or tags.get(ORDER, 1) != 1:
        return
    for place, size in zip(places, sizes, strict=False):
        part, height = data[place : place + size], min(each, left)
        left -= height
        if packing == GROUP4:
            yield height, fax_flaw(part, width, height)
        elif packing == NEW_JPEG:
            yield height, jpeg_flaw(part, tables)
        elif packing in DEFLATE:
            yield height, deflate_flaw(part)
        else:
            yield height, TOTAL_LOSS if place + size > len(data) else None
