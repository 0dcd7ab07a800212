"""Checks LZW data (of a TIFF or a PDF) for damage.

LZW has no checksum. But changed codes stand for strings of other lengths, or for strings that do not exist yet: so all
codes must be possible, and the strings must add up to the image's rows.
"""

from __future__ import annotations

from collections.abc import Sequence

from gouji.ocr.damage.jpeg_codes import bit_windows
from gouji.schemas.flaw import TOTAL_LOSS, Flaw

CLEAR, END = 256, 257
MIN_BITS, MAX_BITS, FULL = 9, 12, 4096
REVERSED_START = b"\0\1"
"""So begins data of an old kind with its bits in reverse, which is not checked."""


def lzw_flaw(data: bytes, expected: Sequence[int]) -> Flaw | None:
    """Returns what is wrong with the data, None if they are intact. What is behind the first impossible code is lost.

    `expected` are the numbers of bytes that they may stand for; none if that is unknown.
    """
    if data.startswith(REVERSED_START):
        return None
    done, ended = _walk(data)
    if not done and any(expected):
        return TOTAL_LOSS
    if not ended:
        share = done / max(expected, default=0) if any(expected) else 1.0
        return Flaw(round(max(0.0, 1 - share), 4), round(min(1.0, share), 4))
    return None if not any(expected) or done in expected else Flaw(0.0)


def _walk(data: bytes) -> tuple[int, bool]:
    """Returns for how many bytes the codes stand, and whether all of them are possible up to the end."""
    bits, size, at, done = bit_windows(data), 8 * len(data), 0, 0
    fresh = [1] * CLEAR + [0, 0]
    lengths, wide, last = list(fresh), MIN_BITS, 0
    while at + wide <= size:
        code = bits[at >> 3] >> 32 - (at & 7) - wide & (1 << wide) - 1
        at += wide
        if code == END:
            return done, True
        if code == CLEAR:
            lengths, wide, last = list(fresh), MIN_BITS, 0
            continue
        if last and len(lengths) < FULL:
            lengths.append(last + 1)
            wide += len(lengths) >= (1 << wide) - 1 and wide < MAX_BITS
        if code >= (len(lengths) if last else CLEAR):
            return done, False
        last = lengths[code]
        done += last
    return done, True
