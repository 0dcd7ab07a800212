"""Walks through a band of coefficients of one component of a progressive JPEG image, code by code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Band:
    """A pass over the coefficients `low` to `high`; `refined`: each gets one more bit.

    `symbols` is the table of the codes, `sizes` how many bits each coefficient may have. `mask` holds the coefficients of each block that are nonzero so
    far, as bits, and is updated.
    """

    low: int
    high: int
    refined: bool
    symbols: list[int]
    sizes: tuple[int, ...]
    mask: list[int]


def walk_band(data: Sequence[int], size: int, band: Band, first: int, count: int, faults: list[int]) -> tuple[int, int]:
    """Walks `count` blocks and notes those with a fault. `data` are the 16 bits from each bit on. Returns (blocks that were there, bits left over)."""
    edges = (band.low, band.high)
    if band.refined:
        return _refinement_pass(data, size, band.symbols, band.mask, edges, first, count, faults)
    return _first_band_pass(data, size, band.symbols, band.sizes, band.mask, edges, first, count, faults)


def _first_band_pass(
    data: Sequence[int],
    size: int,
    symbols: list[int],
    sizes: Sequence[int],
    mask: list[int],
    band: tuple[int, int],
    first: int,
    count: int,
    faults: list[int],
) -> tuple[int, int]:
    """Walks a band of coefficients of one component in its first pass."""
    (low, high), at, unit = band, 0, 0
    while unit < count:
        k, bad, run, here = low, False, 0, 0
        while k <= high:
            entry = symbols[data[at]]
            length, wide = entry & 255, entry >> 8 & 15
            at += length
            if wide:
                k += entry >> 12
                bad = bad or k > high or wide > sizes[k]
                here |= 1 << k
                at += wide
                k += 1
            elif entry >> 12 == 15:
                k += 16
            else:
                bad, run = bad or length > 16, entry >> 12
                if run:
                    run, at = (1 << run) + (data[at] >> 16 - run) - 1, at + run
                break
        if here:
            mask[first + unit] |= here
        if bad or k > high + 1 or unit + run >= count:
            faults.append(first + unit)
        if at > size:
            return unit, 0
        unit += 1 + run
    return count, size - at


def _refinement_pass(
    data: Sequence[int],
    size: int,
    symbols: list[int],
    mask: list[int],
    band: tuple[int, int],
    first: int,
    count: int,
    faults: list[int],
) -> tuple[int, int]:
    """Walks a refinement pass of a band: each nonzero coefficient has one more bit."""
    (low, high), at, unit, run = band, 0, 0, 0
    band_mask = (1 << high + 1) - (1 << low)
    for unit in range(count):
        here = mask[first + unit]
        if run:
            run -= 1
            at += (here & band_mask).bit_count()
        else:
            at, run, bad = _refine_block(data, at, symbols, here, mask, first + unit, low, high)
            if bad or run >= count - unit:
                faults.append(first + unit)
        if at > size:
            return unit, 0
    return count, size - at


def _refine_block(
    data: Sequence[int], at: int, symbols: list[int], here: int, mask: list[int], block: int, low: int, high: int
) -> tuple[int, int, bool]:
    """Walks one block of a refinement pass that is not skipped.

    Returns (where it ends, number of blocks to skip after it, whether it has a fault).
    """
    k = low
    while k <= high:
        entry = symbols[data[at]]
        length, wide, zeros = entry & 255, entry >> 8 & 15, entry >> 12
        at += length
        if not wide and zeros < 15:
            run = 0
            if zeros:
                run = (1 << zeros) + (data[at] >> 16 - zeros) - 1
                at += zeros
            at += (here >> k & (1 << high + 1 - k) - 1).bit_count()
            return at, run, length > 16
        at += wide > 0
        while k <= high:
            if here >> k & 1:
                at += 1
            elif not zeros:
                break
            else:
                zeros -= 1
            k += 1
        if wide > 1 or (k > high and (wide or zeros)):
            return at, 0, True
        if wide:
            mask[block] |= 1 << k
        k += 1
    return at, 0, False
