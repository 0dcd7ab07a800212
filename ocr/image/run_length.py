"""Finds long horizontal runs in a mask, processing eight rows at once as the bits of a byte."""

from __future__ import annotations

import numpy as np

from gouji.ocr.engine.protocol import Mask

ROWS_PER_BYTE = 8


def long_runs(mask: Mask, run: int, gap: int) -> Mask:
    """Returns a mask with 255 on runs of at least `run` pixels, after gaps shorter than `gap` are closed.

    Gives the same as a morphological closing and opening with kernels of one row, in a tenth of the time.
    """
    bits = _packed(mask)
    closed = _eroded(_dilated(bits, gap), gap)
    return _unpacked(_dilated(_eroded(closed, run), run), len(mask))


def _packed(mask: Mask) -> Mask:
    bits: Mask = np.zeros((-(-len(mask) // ROWS_PER_BYTE), mask.shape[1]), np.uint8)
    for k in range(ROWS_PER_BYTE):
        rows = mask[k::ROWS_PER_BYTE]
        bits[: len(rows)] |= rows & np.uint8(1 << k)
    return bits


def _unpacked(bits: Mask, height: int) -> Mask:
    mask: Mask = np.zeros((len(bits), ROWS_PER_BYTE, bits.shape[1]), np.uint8)
    some = np.flatnonzero(bits.any(axis=1))
    held = bits[some]
    for k in range(ROWS_PER_BYTE):
        mask[some, k] = -(held >> np.uint8(k) & np.uint8(1))  # 0 stays, 1 becomes 255
    return mask.reshape(-1, bits.shape[1])[:height]


def _dilated(bits: Mask, size: int) -> Mask:
    """Dilates by `size` columns; outside the edges there is nothing."""
    return _combined(bits, size, 0, np.bitwise_or)


def _eroded(bits: Mask, size: int) -> Mask:
    """Erodes by `size` columns; the edges remove nothing."""
    return _combined(bits, size, 255, np.bitwise_and)


def _combined(bits: Mask, size: int, padding: int, combine: np.ufunc) -> Mask:
    """Combines every column with its neighbours, `size` in all: by twos, then by fours, and so on."""
    width = bits.shape[1]
    out: Mask = np.full((len(bits), width + size - 1), padding, np.uint8)
    out[:, size // 2 : size // 2 + width] = bits
    reach = 1
    while 2 * reach <= size:
        out = combine(out[:, :-reach], out[:, reach:])
        reach *= 2
    return np.asarray(combine(out[:, :width], out[:, size - reach : size - reach + width]), dtype=np.uint8)
