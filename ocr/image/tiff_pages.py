"""Counts the pages that a TIFF should have, including one lost behind a broken link between directories."""

from __future__ import annotations

from typing import Literal

ENTRY_BYTES, MAX_PAGES = 12, 4000
BYTE_ORDERS: dict[bytes, Literal["little", "big"]] = {b"II*\0": "little", b"MM\0*": "big"}


def tiff_pages(data: bytes) -> int:
    """Returns the number of directories that can be reached, 0 if the data is not a classic TIFF.

    If the last link leads to no directory, the target counts as one more page.
    """
    order = BYTE_ORDERS.get(data[:4])
    if order is None:
        return 0
    offset, seen = int.from_bytes(data[4:8], order), set[int]()
    while offset and offset not in seen and len(seen) < MAX_PAGES:
        seen.add(offset)
        count = int.from_bytes(data[offset : offset + 2], order)
        end = offset + 2 + ENTRY_BYTES * count
        if not count or end + 4 > len(data):
            break  # counted already: this is the lost page
        offset = int.from_bytes(data[end : end + 4], order)
    return len(seen)
