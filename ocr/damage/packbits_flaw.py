"""Checks PackBits data (of a TIFF) for damage: the runs must add up to the image's rows, and the last one must be whole."""

from __future__ import annotations

from collections.abc import Sequence

from gouji.schemas.flaw import Flaw

NOTHING, RUN = 128, 257
"""A count of 128 stands for nothing. A larger one is 257 less the number of times that the next byte is repeated."""


def packbits_flaw(data: bytes, expected: Sequence[int]) -> Flaw | None:
    """Returns what is wrong with the data, None if they are intact.

    `expected` are the numbers of bytes that they may stand for; none if that is unknown.
    """
    at, done, size = 0, 0, len(data)
    while at < size - 1:  # a single byte left over fills up an even length
        count = data[at]
        literal = count + 1 if count < NOTHING else 0
        done += literal if literal else RUN - count if count > NOTHING else 0
        at += 1 + (literal or count > NOTHING)
    if at > size:
        return Flaw(0.0, 1.0)
    missing = max(expected, default=0) - done
    return None if not any(expected) or done in expected else Flaw(round(max(0.0, missing / max(expected)), 4))
