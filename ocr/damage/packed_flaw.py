"""Whether a JPEG 2000 or JBIG2 picture has all its pieces: each says how long it is, and one of them must be the last."""

from __future__ import annotations

from gouji.schemas.flaw import TOTAL_LOSS, Flaw

TILE, END = b"\xff\x90", b"\xff\xd9"
SEGMENTS = frozenset({0, 4, 6, 7, 16, 20, 22, 23, 36, 38, 39, 40, 42, 43, 48, 49, 50, 51, 52, 53, 62})
"""Kinds of pieces that JBIG2 knows."""
REGIONS = frozenset({4, 6, 7, 20, 22, 23, 36, 38, 39, 40, 42, 43})
UNKNOWN = 0xFFFFFFFF


def jpx_flaw(data: bytes) -> Flaw | None:
    """What is wrong with a JPEG 2000 picture: tiles that are not as long as they say, or no end. None for one that is whole."""
    first = data.find(b"\xff\x4f\xff\x51")
    place = data.find(TILE, first) if first >= 0 else -1
    if place < 0:
        return TOTAL_LOSS
    while data[place : place + 2] == TILE:
        size = int.from_bytes(data[place + 6 : place + 10], "big")
        if size == 0:  # the last tile, to the end
            return None if data.rstrip(b"\0\r\n").endswith(END) else _from(place, data)
        if place + size > len(data):
            return _from(place, data)
        place += max(size, 12)
    return None if data[place : place + 2] == END or place == len(data) else _from(place, data)


def jbig2_flaw(data: bytes) -> Flaw | None:
    """The same of a JBIG2 picture as a PDF holds it: segments without a file's head."""
    place, drawn = 0, False
    while place < len(data):
        kind, body, size = _segment(data, place)
        if kind not in SEGMENTS:
            return _from(place, data) if drawn else TOTAL_LOSS
        drawn = drawn or kind in REGIONS
        if size == UNKNOWN or (kind in (49, 51) and size == 0):
            break
        if body + size > len(data):
            return _from(place, data)
        place = body + size
    return None if drawn else TOTAL_LOSS


def _segment(data: bytes, place: int) -> tuple[int, int, int]:
    """(kind, where its body begins, how long it is); kind -1 where the head is cut."""
    number, flags, count = (
        int.from_bytes(data[place : place + 4], "big"),
        data[place + 4 : place + 5],
        data[place + 5 : place + 6],
    )
    if not count:
        return -1, place, 0
    refer, at = count[0] >> 5, place + 6
    if refer == 7:
        refer = int.from_bytes(data[place + 5 : place + 9], "big") & 0x1FFFFFFF
        at = place + 9 + (refer + 8) // 8
    at += refer * (1 if number <= 256 else 2 if number <= 65536 else 4) + (4 if flags[0] & 0x40 else 1)
    told = data[at : at + 4]
    return (flags[0] & 63 if len(told) == 4 else -1), at + 4, int.from_bytes(told, "big")


def _from(place: int, data: bytes) -> Flaw:
    return Flaw(round(1 - place / len(data), 4), round(place / len(data), 4))
