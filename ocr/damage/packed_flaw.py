"""Checks that a JPEG 2000 or JBIG2 image has all its parts: each states its length, and one must be the last."""

from __future__ import annotations

from gouji.schemas.flaw import TOTAL_LOSS, Flaw

TILE_START, CODESTREAM_END = b"\xff\x90", b"\xff\xd9"
SEGMENT_TYPES = frozenset({0, 4, 6, 7, 16, 20, 22, 23, 36, 38, 39, 40, 42, 43, 48, 49, 50, 51, 52, 53, 62})
"""Segment types of JBIG2."""
REGION_TYPES = frozenset({4, 6, 7, 20, 22, 23, 36, 38, 39, 40, 42, 43})
UNKNOWN_LENGTH = 0xFFFFFFFF


def jpx_flaw(data: bytes) -> Flaw | None:
    """Returns what is wrong with a JPEG 2000 image, None if it is intact.

    Damage is a tile-part shorter than its stated length, or a missing end.
    """
    first = data.find(b"\xff\x4f\xff\x51")
    offset = data.find(TILE_START, first) if first >= 0 else -1
    if offset < 0:
        return TOTAL_LOSS
    while data[offset : offset + 2] == TILE_START:
        size = int.from_bytes(data[offset + 6 : offset + 10], "big")
        if size == 0:  # the last tile-part extends to the end
            return None if data.rstrip(b"\0\r\n").endswith(CODESTREAM_END) else _lost_from(offset, data)
        if offset + size > len(data):
            return _lost_from(offset, data)
        offset += max(size, 12)
    return None if data[offset : offset + 2] == CODESTREAM_END or offset == len(data) else _lost_from(offset, data)


def jbig2_flaw(data: bytes) -> Flaw | None:
    """Returns the same for a JBIG2 image as embedded in a PDF: segments without a file header."""
    offset, drawn = 0, False
    while offset < len(data):
        kind, body, size = _segment(data, offset)
        if kind not in SEGMENT_TYPES:
            return _lost_from(offset, data) if drawn else TOTAL_LOSS
        drawn = drawn or kind in REGION_TYPES
        if size == UNKNOWN_LENGTH or (kind in (49, 51) and size == 0):
            break
        if body + size > len(data):
            return _lost_from(offset, data)
        offset = body + size
    return None if drawn else TOTAL_LOSS


def _segment(data: bytes, offset: int) -> tuple[int, int, int]:
    """Returns (type, offset of the body, length of the body); the type is -1 if the segment header is truncated."""
    number, flags, count = (
        int.from_bytes(data[offset : offset + 4], "big"),
        data[offset + 4 : offset + 5],
        data[offset + 5 : offset + 6],
    )
    if not count:
        return -1, offset, 0
    refer, at = count[0] >> 5, offset + 6
    if refer == 7:
        refer = int.from_bytes(data[offset + 5 : offset + 9], "big") & 0x1FFFFFFF
        at = offset + 9 + (refer + 8) // 8
    at += refer * (1 if number <= 256 else 2 if number <= 65536 else 4) + (4 if flags[0] & 0x40 else 1)
    length_bytes = data[at : at + 4]
    return (flags[0] & 63 if len(length_bytes) == 4 else -1), at + 4, int.from_bytes(length_bytes, "big")


def _lost_from(offset: int, data: bytes) -> Flaw:
    return Flaw(round(1 - offset / len(data), 4), round(offset / len(data), 4))
