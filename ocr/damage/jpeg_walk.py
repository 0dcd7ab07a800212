"""Walks through a scan of a JPEG image code by code, without producing pixels, to check that it holds all its blocks.

Huffman codes have no checksum. But changed data soon mean other codes of other lengths: a block gets more than its 64
coefficients, a code is invalid, a DC value leaves its range, and at the end bits are left over or missing. The walk
continues as libjpeg does, to see how far the damage reaches.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from gouji.ocr.damage.jpeg_bands import Band, walk_band
from gouji.ocr.damage.jpeg_codes import END_OF_BLOCK, HuffmanTables, huffman_symbols, huffman_tables, windows_by_bit
from gouji.ocr.damage.jpeg_parts import Frame, MalformedJpeg, Scan
from gouji.ocr.damage.jpeg_step import BlockLevels

FADED_RATIO = 1.25
"""A DC value this far out of its range leaves nothing to be seen: an eighth of all shades is white on white.

A smaller excess counts as a fault only once.
"""
LOST_ANYWHERE_RATIO = 0.02
"""If a smaller share of blocks is missing at the end of a piece, they may have been lost anywhere in it."""
MAX_COEFFICIENT = 1024
"""The largest magnitude of a block's DC and AC coefficients, for eight bits per sample."""


@dataclass(slots=True)
class WalkResult:
    """The result of a walk over `units` blocks (or MCUs).

    `faults` are the blocks with a fault, `ends` those where a piece ends too early or too late, `missing` counts
    blocks that were never coded, and `left` is the share of the data that no block used.
    """

    units: int
    faults: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    missing: int = 0
    left: float = 0.0
    levels: BlockLevels | None = None
    """Of the first component, if the scan codes whole blocks or their levels for the first time."""


Masks = dict[int, list[int]]
"""By component: the coefficients of each block that are nonzero so far, as bits. For progressive images only."""


def walk_scan(frame: Frame, scan: Scan, steps: dict[int, tuple[int, ...]], masks: Masks) -> WalkResult:
    """Walks through all pieces of a scan and updates `masks`. Raises MalformedJpeg if a table is missing."""
    alone = len(scan.colours) == 1
    across, down = frame.blocks(scan.colours[0][0]) if alone else frame.units
    units = across * down
    each = scan.interval or units
    out = WalkResult(units, levels=_levels(frame, scan, steps, across, alone))
    bits = sum(map(len, scan.pieces)) or 1
    for number, piece in enumerate(scan.pieces):
        first = number * each
        if first >= units:
            out.left += sum(map(len, scan.pieces[number:])) / bits
            out.ends.append(0)
            break
        count = min(each, units - first)
        done, left = _piece(frame, scan, steps, masks, piece, first, count, out)
        out.missing += count - done
        out.left += max(0, left) / 8 / bits
        if done < count or left >= 8 or not _is_padding(piece, left):
            out.ends.append(first if count - done < LOST_ANYWHERE_RATIO * units else first + done)
        if number and scan.restart_markers[number - 1] != 0xD0 + (number - 1) % 8:
            out.faults.append(first)
    out.missing += max(0, units - each * len(scan.pieces))
    if len(scan.pieces) * each < units:
        out.ends.append(len(scan.pieces) * each)
    return out


def _levels(
    frame: Frame, scan: Scan, steps: dict[int, tuple[int, ...]], across: int, alone: bool
) -> BlockLevels | None:
    """Returns where to note the levels of the blocks; None if this scan does not code those of the first component."""
    name = scan.colours[0][0]
    part = frame.components.get(name)
    if part is None or scan.first or scan.high or name != next(iter(frame.components)):
        return None
    step = max(1, steps.get(part.table, (1,))[0] << scan.low)
    return BlockLevels(across, 1 if alone else part.h, 1 if alone else part.v, step)


def _is_padding(piece: bytes, left: int) -> bool:
    """Whether the bits left over in the last byte are all equal, as encoders pad them, and not a code."""
    fill = (1 << left) - 1
    return left <= 0 or piece[-1] & fill in (0, fill)


def _piece(
    frame: Frame,
    scan: Scan,
    steps: dict[int, tuple[int, ...]],
    masks: Masks,
    piece: bytes,
    first: int,
    count: int,
    out: WalkResult,
) -> tuple[int, int]:
    """Returns (blocks that were there, bits left over)."""
    data, size, faults = windows_by_bit(piece), 8 * len(piece), out.faults
    if frame.kind == "sequential":
        plan = _plan(frame, scan, steps, with_ac=True)
        return _blocks(data, size, plan, first, count, out)
    if scan.first == 0:
        if scan.high:  # one bit per block
            have = min(count, size // sum(n for *_, n in _plan(frame, scan, steps, with_ac=False)))
            return have, size - count * sum(n for *_, n in _plan(frame, scan, steps, with_ac=False))
        return _blocks(data, size, _plan(frame, scan, steps, with_ac=False), first, count, out, scan.low)
    mask = masks.setdefault(scan.colours[0][0], [0] * (first + count))
    mask.extend([0] * (first + count - len(mask)))
    symbols = huffman_symbols(*_codes(scan, 1, scan.colours[0][2]))
    sizes = _sizes(frame, scan, steps)
    band = Band(scan.first, scan.last, bool(scan.high), symbols, sizes, mask)
    return walk_band(data, size, band, first, count, faults)


Plan = list[tuple[list[int], tuple[HuffmanTables, tuple[int, ...]] | None, int, int]]
"""For each component of an MCU: DC table, AC table with bits per coefficient, largest DC value, blocks in the MCU."""


def _plan(frame: Frame, scan: Scan, steps: dict[int, tuple[int, ...]], *, with_ac: bool) -> Plan:
    out: Plan = []
    for name, means, others in scan.colours:
        part = frame.components.get(name)
        if part is None:
            raise MalformedJpeg("colour")
        step = max(1, steps.get(part.table, (1,))[0])
        max_dc = (MAX_COEFFICIENT << max(0, frame.precision - 8)) // step + 1
        blocks = 1 if len(scan.colours) == 1 else part.h * part.v
        first = [] if scan.high else huffman_symbols(*_codes(scan, 0, means))
        rest = (huffman_tables(*_codes(scan, 1, others)), _sizes(frame, scan, steps, name)) if with_ac else None
        out.append((first, rest, max_dc, blocks))
    return out


def _sizes(frame: Frame, scan: Scan, steps: dict[int, tuple[int, ...]], name: int | None = None) -> tuple[int, ...]:
    """Returns how many bits each coefficient of a component may have; more would exceed what any image produces."""
    part = frame.components.get(scan.colours[0][0] if name is None else name)
    own = steps.get(part.table, ()) if part else ()
    highest = MAX_COEFFICIENT << max(0, frame.precision - 8)
    return tuple(((highest + step) // max(1, step << scan.low)).bit_length() for step in own or (1,) * 64)


def _codes(scan: Scan, kind: int, name: int) -> tuple[tuple[int, ...], bytes]:
    if (kind, name) not in scan.codes:
        raise MalformedJpeg("codes")
    return scan.codes[kind, name]


def _blocks(
    data: Sequence[int], size: int, plan: Plan, first: int, count: int, out: WalkResult, low: int = 0
) -> tuple[int, int]:
    """Walks blocks that are coded with their DC value: whole blocks, or the DC values only."""
    values, bits = (out.levels.values, out.levels.bits) if out.levels else ([], [])
    rounding = (1 << low) - 1  # a negative value is rounded down where its last bits are left for later
    order = [(i, *part[:3], part[2] + rounding) for i, part in enumerate(plan) for _ in range(part[3])]
    means = [0] * len(plan)
    at, off = 0, False
    for unit in range(count):
        bad = False
        for i, table, others, max_dc, lowest in order:
            entry = table[data[at]]
            length, wide = entry & 255, entry >> 8
            at += length
            if wide:
                if wide > 15:
                    bad, wide = True, 0
                else:
                    value = data[at] >> 16 - wide
                    means[i] += value if value >> wide - 1 else value - (1 << wide) + 1
                    at += wide
                    if not -lowest <= means[i] << low <= max_dc:
                        beyond = abs(means[i] << low) > FADED_RATIO * lowest
                        bad, off = bad or beyond or not off, True
            elif length > 16:
                bad = True
            begin = at
            if others is not None:
                k, strides = 1, others[0].strides
                while (
                    True
                ):  # most blocks hold nothing but strides; `_coefficients` takes the others from where it stops
                    entry = strides[data[at]]
                    ahead = k + (entry >> 8)
                    if ahead < 64:
                        at, k = at + (entry & 255), ahead
                    elif (END_OF_BLOCK < ahead < END_OF_BLOCK + 64 and entry & 255 != 17) or ahead == 64:
                        at += entry & 255
                        break
                    else:
                        at, valid = _coefficients(data, at, k, *others)
                        bad = bad or not valid
                        break
            if not i:
                values.append(means[0])
                bits.append(at - begin)
        if bad:
            out.faults.append(first + unit)
        if at > size:
            return unit, 0
    return count, size - at


def _coefficients(data: Sequence[int], at: int, k: int, codes: HuffmanTables, sizes: Sequence[int]) -> tuple[int, bool]:
    """Walks the AC coefficients of one block from the one numbered `k` on. Returns where they end, and whether count and
    sizes are valid."""
    strides, steps, valid = codes.strides, codes.steps, True
    while True:
        window = data[at]
        entry = strides[window]
        ahead = k + (entry >> 8)
        if ahead < 64:
            at, k = at + (entry & 255), ahead
            continue
        if (END_OF_BLOCK < ahead < END_OF_BLOCK + 64 and entry & 255 != 17) or ahead == 64:
            return at + (entry & 255), valid
        entry = steps[window]  # a large value, or the bits hold the end of this block and the beginning of the next
        at, k = at + (entry & 255), k + (entry >> 8)
        if k >= END_OF_BLOCK:
            return at, valid and codes.symbols[window] & 255 <= 16
        if k > 64:
            return at, False
        valid = valid and codes.symbols[window] >> 8 & 15 <= sizes[k - 1]
        if k == 64:
            return at, valid
