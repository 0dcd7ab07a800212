"""Huffman codes of a JPEG image as lookup tables indexed by the next sixteen bits."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from gouji.ocr.damage.jpeg_parts import first_codes

Bits = npt.NDArray[np.int64]
TABLE_SIZE = 65536
END_OF_BLOCK = 256
"""Added to the number of coefficients that a stride passes if it ends its block."""
LARGE_VALUE_BITS = 5
"""A value with at least this many bits is checked for plausibility: a stride stops before it."""
STARTS_WITH_LARGE = 2 * END_OF_BLOCK
"""The number of coefficients entered for a stride that begins with such a value: no stride passes as many."""
INVALID_LENGTH = 17
"""Length of a code that is in no table, as libjpeg counts it."""


@dataclass(frozen=True, slots=True)
class HuffmanTables:
    """Lookup tables for the next 16 bits.

    `symbols` gives the symbol and the length of its code as symbol << 8 | length (17: invalid code). For
    coefficients, `steps` covers one symbol and `strides` as many symbols as the bits determine, as coefficients << 8
    | bits of codes and values, with END_OF_BLOCK added where a block ends.
    """

    symbols: list[int]
    steps: list[int]
    strides: list[int]


@lru_cache(maxsize=32)
def huffman_tables(counts: tuple[int, ...], values: bytes) -> HuffmanTables:
    """Builds the tables of the Huffman code with `counts` codes of each length from 1, which mean `values`."""
    symbols, lengths = _codes(counts, values)
    bits, coefficients = _sequential(symbols, lengths)
    stride_bits, stride_coefficients = _strides(
        lengths, bits, coefficients, (symbols & 15 >= LARGE_VALUE_BITS) * (lengths != INVALID_LENGTH)
    )
    return HuffmanTables(
        huffman_symbols(counts, values),
        _listed(coefficients << 8 | bits),
        _listed(stride_coefficients << 8 | stride_bits),
    )


@lru_cache(maxsize=32)
def huffman_symbols(counts: tuple[int, ...], values: bytes) -> list[int]:
    """Builds the table of single symbols alone: all that is needed where no block is coded as a whole."""
    symbols, lengths = _codes(counts, values)
    return _listed(symbols << 8 | lengths)


def _codes(counts: tuple[int, ...], values: bytes) -> tuple[Bits, Bits]:
    """Returns the symbol that each sixteen bits begin with, and the length of its code."""
    symbols, lengths = np.zeros(TABLE_SIZE, np.int64), np.full(TABLE_SIZE, INVALID_LENGTH, np.int64)
    index = 0
    for length, (start, count) in enumerate(zip(first_codes(counts), counts, strict=True), 1):
        for code in range(start, start + count):
            low, high = code << (16 - length), (code + 1) << (16 - length)
            if index < len(values) and high <= TABLE_SIZE:
                symbols[low:high], lengths[low:high] = values[index], length
            index += 1
    return symbols, lengths


def _listed(values: Bits) -> list[int]:
    """Returns the values as a list that holds every number once: its 65,536 entries are some hundred numbers."""
    is_there = np.zeros(int(values.max()) + 1, bool)
    is_there[values] = True
    numbers = np.flatnonzero(is_there)
    shared, places = np.empty(len(numbers), object), np.cumsum(is_there) - 1
    shared[:] = numbers.tolist()
    return shared[places[values]].tolist()  # type: ignore[no-any-return]


def _sequential(symbols: Bits, lengths: Bits) -> tuple[Bits, Bits]:
    """Returns bits of code and value, and coefficients passed, for one symbol of a sequentially coded block."""
    run, size = symbols >> 4, symbols & 15
    ends = (size == 0) & (run != 15) | (lengths == INVALID_LENGTH)
    coefficients = np.where(ends, END_OF_BLOCK, run + 1)
    return lengths + np.where(lengths == INVALID_LENGTH, 0, size), coefficients


def _strides(lengths: Bits, bits: Bits, coefficients: Bits, large: Bits) -> tuple[Bits, Bits]:
    """Returns the same for as many consecutive symbols as the sixteen bits contain whole codes of."""
    window = np.arange(TABLE_SIZE, dtype=np.int64)
    all_bits, all_coefficients = bits.copy(), coefficients.copy()
    for _ in range(3):
        shift = np.minimum(all_bits, 16)
        behind = (window << shift) & (TABLE_SIZE - 1)
        more = (
            (all_coefficients < END_OF_BLOCK)
            & (lengths[behind] <= 16 - shift)
            & (lengths != INVALID_LENGTH)
            & (large[behind] == 0)
        )
        all_bits = all_bits + np.where(more, bits[behind], 0)
        all_coefficients = all_coefficients + np.where(more, coefficients[behind], 0)
    return all_bits, np.where(large, STARTS_WITH_LARGE, all_coefficients)


def bit_windows(piece: bytes) -> list[int]:
    """Returns the 32 bits from each byte on. Zeros follow the last byte, so that reading past the end is defined."""
    return _windows(piece).tolist()  # type: ignore[no-any-return]


def windows_by_bit(piece: bytes) -> array[int]:
    """Returns the 16 bits from each bit on, with zeros behind the last byte. A walk of some hundred thousand codes takes half
    as long as with the bits from each byte on."""
    windows = _windows(piece)
    out = np.empty((len(windows), 8), np.uint16)
    for bit in range(8):
        out[:, bit] = windows >> (16 - bit)
    found = array("H")
    found.frombytes(out.tobytes())
    return found


def _windows(piece: bytes) -> npt.NDArray[np.uint32]:
    raw = np.frombuffer(piece + bytes(1024), np.uint8).astype(np.uint32)
    return (raw[:-3] << 24 | raw[1:-2] << 16 | raw[2:-1] << 8 | raw[3:]).astype(np.uint32, copy=False)
