"""Finds the directories of a classic TIFF: one describes each page, and states where the next one is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Order = Literal["little", "big"]
BYTE_ORDERS: dict[bytes, Order] = {b"II*\0": "little", b"MM\0*": "big"}
ENTRY_BYTES, MAX_PAGES = 12, 4000


@dataclass(frozen=True, slots=True)
class Directory:
    """Where a directory begins, and whether the file has all of it, with the link to the next one."""

    offset: int
    whole: bool


def tiff_directories(data: bytes) -> list[Directory]:
    """Returns the directories in the order of their links, up to the first that is not whole; [] for other files."""
    order = BYTE_ORDERS.get(data[:4])
    out, seen = list[Directory](), set[int]()
    offset = int.from_bytes(data[4:8], order) if order else 0
    while order and offset and offset not in seen and len(seen) < MAX_PAGES:
        seen.add(offset)
        count = int.from_bytes(data[offset : offset + 2], order)
        end = offset + 2 + ENTRY_BYTES * count
        out.append(Directory(offset, whole=count > 0 and end + 4 <= len(data)))
        offset = int.from_bytes(data[end : end + 4], order) if out[-1].whole else 0
    return out
