"""Long level runs of a mask: eight rows of it are handled at once, each as one bit of a byte."""

from __future__ import annotations

import numpy as np

from gouji.ocr.engine.protocol import Mask

ROWS = 8


def long_runs(mask: Mask, run: int, gap: int) -> Mask:
    """255 where a run of at least `run` pixels stands, once gaps shorter than `gap` are closed.

    The same as a closing and an opening by kernels of one row, in a tenth of the time.
    """
    bits = _packed(mask)
    closed = _thinned(_spread(bits, gap), gap)
    return _unpacked(_spread(_thinned(closed, run), run), len(mask))


def _packed(mask: Mask) -> Mask:
    bits: Mask = np.zeros((-(-len(mask) // ROWS), mask.shape[1]), np.uint8)
    for k in range(ROWS):
        rows = mask[k::ROWS]
        bits[: len(rows)] |= rows & np.uint8(1 << k)
    return bits


def _unpacked(bits: Mask, height: int) -> Mask:
    mask: Mask = np.zeros((len(bits), ROWS, bits.shape[1]), np.uint8)
    some = np.flatnonzero(bits.any(axis=1))
    held = bits[some]
    for k in range(ROWS):
        mask[some, k] = -(held >> np.uint8(k) & np.uint8(1))  # 0 stays, 1 becomes 255
    return mask.reshape(-1, bits.shape[1])[:height]


def _spread(bits: Mask, size: int) -> Mask:
    """A dilation by `size` columns; nothing is beyond the edges."""
    return _gathered(bits, size, 0, np.bitwise_or)


def _thinned(bits: Mask, size: int) -> Mask:
    """An erosion by `size` columns; the edges take nothing away."""
    return _gathered(bits, size, 255, np.bitwise_and)


def _gathered(bits: Mask, size: int, beyond: int, joined: np.ufunc) -> Mask:
    """Every column joined with its neighbours, `size` in all: first by twos, then by fours, and so on."""
    width = bits.shape[1]
    out: Mask = np.full((len(bits), width + size - 1), beyond, np.uint8)
    out[:, size // 2 : size // 2 + width] = bits
    reach = 1
    while 2 * reach <= size:
        out = joined(out[:, :-reach], out[:, reach:])
        reach *= 2
    return np.asarray(joined(out[:, :width], out[:, size - reach : size - reach + width]), dtype=np.uint8)
