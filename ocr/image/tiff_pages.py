"""Counts the pages that a TIFF should have, including those lost behind a broken link between directories."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.ocr.image.tiff_directories import BYTE_ORDERS, ENTRY_BYTES, Order, tiff_directories

TAG_WIDTH, TAG_HEIGHT, TAG_STRIP_OFFSETS, TAG_TILE_OFFSETS = 256, 257, 273, 324
TAG_SUBFILE_TYPE, REDUCED_COPY = 254, 1
"""A directory of this type is a small copy of a page (a thumbnail, a level of a pyramid)."""
VALUE_BYTES = {3: 2, 4: 4}
"""Bytes of a value by its type: 16 and 32 bits."""
WIDTH_ENTRY_POSITIONS = (2, 2 + ENTRY_BYTES)
"""Where the entry of the width stands in a directory: first, or second behind the kind of the page."""
MIN_ENTRIES, MAX_ENTRIES = 4, 100


def tiff_pages(data: bytes) -> int:
    """Returns the number of pages, 0 if the data is not a classic TIFF.

    If the last link leads to no directory, its target counts as one more page. So does a directory that no link leads
    to, if it shows pixels that no other one shows: an earlier state of a directory shows the same pixels as its
    successor.
    """
    order = BYTE_ORDERS.get(data[:4])
    if order is None:
        return 0
    linked = tiff_directories(data)
    shown = {_first_pixels(data, directory.offset, order) for directory in linked}
    found = {first for offset in _possible_directories(data, order) if (first := _first_pixels(data, offset, order))}
    astray = sum(not directory.whole for directory in linked)
    return len(linked) - astray + max(astray, len(found - shown))


def _possible_directories(data: bytes, order: Order) -> Iterator[int]:
    """Yields the places of all directories of pages, linked or not, found by their entry of the width."""
    for kind in VALUE_BYTES:
        entry = TAG_WIDTH.to_bytes(2, order) + kind.to_bytes(2, order) + (1).to_bytes(4, order)
        at = data.find(entry)
        while at >= 0:
            yield from (at - back for back in WIDTH_ENTRY_POSITIONS if _is_directory(data, at - back, order))
            at = data.find(entry, at + 1)


def _is_directory(data: bytes, offset: int, order: Order) -> bool:
    if offset < 8:
        return False
    entries = list(_entries(data, offset, order))
    tags = [tag for tag, *_ in entries]
    reduced = any(tag == TAG_SUBFILE_TYPE and int.from_bytes(v, order) & REDUCED_COPY for tag, _, _, v in entries)
    return not reduced and (
        MIN_ENTRIES <= len(tags) <= MAX_ENTRIES
        and tags == sorted(set(tags))
        and {TAG_WIDTH, TAG_HEIGHT} <= set(tags)
        and bool({TAG_STRIP_OFFSETS, TAG_TILE_OFFSETS} & set(tags))
    )


def _first_pixels(data: bytes, offset: int, order: Order) -> int | None:
    """Returns the place of the first strip or tile of a directory; None if that is outside the file."""
    for tag, kind, count, value in _entries(data, offset, order):
        size = VALUE_BYTES.get(kind)
        if tag in (TAG_STRIP_OFFSETS, TAG_TILE_OFFSETS) and size:
            place = int.from_bytes(value, order)
            first = value[:size] if size * count <= 4 else data[place : place + size]
            found = int.from_bytes(first, order)
            return found if 8 <= found < len(data) else None
    return None


def _entries(data: bytes, offset: int, order: Order) -> Iterator[tuple[int, int, int, bytes]]:
    """Yields (tag, type, count, value or its place) of the entries that the file has of a directory."""
    for n in range(min(int.from_bytes(data[offset : offset + 2], order), MAX_ENTRIES + 1)):
        entry = data[offset + 2 + ENTRY_BYTES * n : offset + 2 + ENTRY_BYTES * (n + 1)]
        if len(entry) == ENTRY_BYTES:
            numbers = entry[:2], entry[2:4], entry[4:8]
            tag, kind, count = (int.from_bytes(part, order) for part in numbers)
            yield tag, kind, count, entry[8:]
