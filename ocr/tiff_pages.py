"""How many pages a TIFF should have: each directory leads to the next, and one that leads astray has lost what followed."""

from __future__ import annotations

from typing import Literal

ENTRY, MOST = 12, 4000
HEADS: dict[bytes, Literal["little", "big"]] = {b"II*\0": "little", b"MM\0*": "big"}


def tiff_pages(data: bytes) -> int:
    """The pages that can be reached, and one more where the way ends in nothing that is a directory; 0 for what is no (usual) TIFF."""
    order = HEADS.get(data[:4])
    if order is None:
        return 0
    place, seen = int.from_bytes(data[4:8], order), set[int]()
    while place and place not in seen and len(seen) < MOST:
        seen.add(place)
        count = int.from_bytes(data[place : place + 2], order)
        end = place + 2 + ENTRY * count
        if not count or end + 4 > len(data):
            break  # counted with those that were reached: it is the one that is lost
        place = int.from_bytes(data[end : end + 4], order)
    return len(seen)
