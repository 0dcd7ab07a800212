"""The codes of a JPEG picture as tables that are looked up by the next sixteen bits."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from gouji.ocr.damage.jpeg_parts import code_starts

Bits = npt.NDArray[np.int64]
WIDE = 65536
END = 256
"""Added to how far a row of signs goes on in its block where it ends the block."""
LARGE = 5
"""Bits of a value from which on it is looked at whether a picture can have it: a row of signs stops before it."""
ALONE = 2 * END
"""How far a row of signs that begins with such a value is said to go: nothing is so far."""
BAD = 17
"""Bits of a code that no table has: what libjpeg takes it for."""


@dataclass(frozen=True, slots=True)
class HuffmanTables:
    """For the next 16 bits: the symbol and its code's length (`symbols`, as symbol << 8 | length; length 17: none), and for coefficients
    `steps`, one symbol, and `strides`, as many as the bits tell: coefficients << 8 | bits of codes and values, with END where a block ends."""

    symbols: list[int]
    steps: list[int]
    strides: list[int]


@lru_cache(maxsize=32)
def huffman_tables(counts: tuple[int, ...], values: bytes) -> HuffmanTables:
    """The tables of the code that has `counts` codes of each length from 1 on, which mean `values`."""
    symbols, lengths = np.zeros(WIDE, np.int64), np.full(WIDE, BAD, np.int64)
    place = 0
    for length, (start, count) in enumerate(zip(code_starts(counts), counts, strict=True), 1):
        for code in range(start, start + count):
            low, high = code << (16 - length), (code + 1) << (16 - length)
            if place < len(values) and high <= WIDE:
                symbols[low:high], lengths[low:high] = values[place], length
            place += 1
    bits, ahead = _sequential(symbols, lengths)
    wide_bits, wide_ahead = _joined(lengths, bits, ahead, (symbols & 15 >= LARGE) * (lengths != BAD))
    return HuffmanTables(
        (symbols << 8 | lengths).tolist(), (ahead << 8 | bits).tolist(), (wide_ahead << 8 | wide_bits).tolist()
    )


def _sequential(symbols: Bits, lengths: Bits) -> tuple[Bits, Bits]:
    """Bits of code and value, and coefficients passed, of one symbol of a block that is coded at once."""
    run, size = symbols >> 4, symbols & 15
    ends = (size == 0) & (run != 15) | (lengths == BAD)
    ahead = np.where(ends, END, run + 1)
    return lengths + np.where(lengths == BAD, 0, size), ahead


def _joined(lengths: Bits, bits: Bits, ahead: Bits, large: Bits) -> tuple[Bits, Bits]:
    """The same of as many symbols in a row as the sixteen bits hold whole codes of."""
    window = np.arange(WIDE, dtype=np.int64)
    all_bits, all_ahead = bits.copy(), ahead.copy()
    for _ in range(3):
        shift = np.minimum(all_bits, 16)
        behind = (window << shift) & (WIDE - 1)
        more = (all_ahead < END) & (lengths[behind] <= 16 - shift) & (lengths != BAD) & (large[behind] == 0)
        all_bits = all_bits + np.where(more, bits[behind], 0)
        all_ahead = all_ahead + np.where(more, ahead[behind], 0)
    return all_bits, np.where(large, ALONE, all_ahead)


def bit_windows(piece: bytes) -> list[int]:
    """The 32 bits from each byte on; zeros follow the last one, so that what reads over the end finds something."""
    raw = np.frombuffer(piece + bytes(1024), np.uint8).astype(np.int64)
    return (raw[:-3] << 24 | raw[1:-2] << 16 | raw[2:-1] << 8 | raw[3:]).tolist()  # type: ignore[no-any-return]
