"""A scan of a JPEG picture walked through, code by code, without making pixels: does it hold just as many blocks as the picture has?

Codes have no checksum. But data that were changed soon mean other codes, of other lengths: a block gets more than its 64 coefficients, a code is
none, a mean leaves its range, and at the end bits are left over or lacking. The walk goes on as libjpeg does, to see how far the damage reaches.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from gouji.ocr.damage.jpeg_codes import END, HuffmanTables, bit_windows, huffman_tables
from gouji.ocr.damage.jpeg_parts import Frame, MalformedJpeg, Scan

FADED = 1.25
"""Means that are farther out of their range leave nothing to be seen: an eighth of all shades is white on white. Nearer ones are told once."""
FEW = 0.02
"""A share of blocks: where fewer are lacking at the end of a piece, they were lost anywhere in it."""
HIGHEST = 1024
"""What the mean of a block and its waves can come to at most, for eight bits a sample."""


@dataclass(slots=True)
class WalkResult:
    """What was met: of `units` blocks (or units of all colours) those with a fault, those where the end of a piece came too early or too
    late, how many were never coded, and the share of the data that no block used."""

    units: int
    faults: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    missing: int = 0
    left: float = 0.0


Masks = dict[int, list[int]]
"""Of each colour's blocks the coefficients that are not zero so far, as bits; of pictures that are refined pass by pass."""


def walk_scan(frame: Frame, scan: Scan, steps: dict[int, tuple[int, ...]], masks: Masks) -> WalkResult:
    """The walk through all pieces of a scan. `masks` is brought up to date. Malformed where a table is lacking."""
    alone = len(scan.colours) == 1
    across, down = frame.blocks(scan.colours[0][0]) if alone else frame.units
    units = across * down
    each = scan.interval or units
    out = WalkResult(units)
    bits = sum(map(len, scan.pieces)) or 1
    for number, piece in enumerate(scan.pieces):
        first = number * each
        if first >= units:
            out.left += sum(map(len, scan.pieces[number:])) / bits
            out.ends.append(0)
            break
        count = min(each, units - first)
        done, left = _piece(frame, scan, steps, masks, piece, first, count, out.faults)
        out.missing += count - done
        out.left += max(0, left) / 8 / bits
        if done < count or left >= 8 or not _is_filled(piece, left):
            out.ends.append(first if count - done < FEW * units else first + done)
        if number and scan.marks[number - 1] != 0xD0 + (number - 1) % 8:
            out.faults.append(first)
    out.missing += max(0, units - each * len(scan.pieces))
    if len(scan.pieces) * each < units:
        out.ends.append(len(scan.pieces) * each)
    return out


def _is_filled(piece: bytes, left: int) -> bool:
    """Whether the bits left over in the last byte are all alike, as encoders fill them, and not a code."""
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
    faults: list[int],
) -> tuple[int, int]:
    """(blocks that were there, bits left over)."""
    data, size = bit_windows(piece), 8 * len(piece)
    if frame.kind == "sequential":
        plan = _plan(frame, scan, steps, whole=True)
        return _blocks(data, size, plan, first, count, faults)
    if scan.first == 0:
        if scan.high:  # one bit a block
            have = min(count, size // sum(n for *_, n in _plan(frame, scan, steps, whole=False)))
            return have, size - count * sum(n for *_, n in _plan(frame, scan, steps, whole=False))
        return _blocks(data, size, _plan(frame, scan, steps, whole=False), first, count, faults, scan.low)
    mask = masks.setdefault(scan.colours[0][0], [0] * (first + count))
    mask.extend([0] * (first + count - len(mask)))
    codes = _codes(scan, 1, scan.colours[0][2])
    sizes = _sizes(frame, scan, steps)
    if scan.high:
        return _refined(data, size, codes, mask, (scan.first, scan.last), first, count, faults)
    return _banded(data, size, codes, sizes, mask, (scan.first, scan.last), first, count, faults)


Plan = list[tuple[list[int], tuple[HuffmanTables, tuple[int, ...]] | None, int, int]]
"""For each colour in a unit: the table of means, that of the other coefficients with the bits they may have, the largest mean, blocks in the unit."""


def _plan(frame: Frame, scan: Scan, steps: dict[int, tuple[int, ...]], *, whole: bool) -> Plan:
    out: Plan = []
    for name, means, others in scan.colours:
        part = frame.components.get(name)
        if part is None:
            raise MalformedJpeg("colour")
        step = max(1, steps.get(part.table, (1,))[0])
        most = (HIGHEST << max(0, frame.precision - 8)) // step + 1
        blocks = 1 if len(scan.colours) == 1 else part.h * part.v
        first = [] if scan.high else _codes(scan, 0, means).symbols
        out.append(
            (first, (_codes(scan, 1, others), _sizes(frame, scan, steps, name)) if whole else None, most, blocks)
        )
    return out


def _sizes(frame: Frame, scan: Scan, steps: dict[int, tuple[int, ...]], name: int | None = None) -> tuple[int, ...]:
    """How many bits each coefficient of a colour may have: with more it would be larger than any picture makes it."""
    part = frame.components.get(scan.colours[0][0] if name is None else name)
    own = steps.get(part.table, ()) if part else ()
    highest = HIGHEST << max(0, frame.precision - 8)
    return tuple(((highest + step) // max(1, step << scan.low)).bit_length() for step in own or (1,) * 64)


def _codes(scan: Scan, kind: int, name: int) -> HuffmanTables:
    if (kind, name) not in scan.codes:
        raise MalformedJpeg("codes")
    return huffman_tables(*scan.codes[kind, name])


def _blocks(
    data: Sequence[int], size: int, plan: Plan, first: int, count: int, faults: list[int], low: int = 0
) -> tuple[int, int]:
    """Blocks that are coded with their means: all of a block, or the means alone."""
    order = [(i, *part[:3]) for i, part in enumerate(plan) for _ in range(part[3])]
    means = [0] * len(plan)
    at, off = 0, False
    for unit in range(count):
        bad = False
        for i, table, others, most in order:
            told = table[data[at >> 3] >> 16 - (at & 7) & 65535]
            length, wide = told & 255, told >> 8
            at += length
            if wide:
                if wide > 15:
                    bad, wide = True, 0
                else:
                    value = data[at >> 3] >> 32 - (at & 7) - wide & (1 << wide) - 1
                    means[i] += value if value >> wide - 1 else value - (1 << wide) + 1
                    at += wide
                    if not -most <= means[i] << low <= most:
                        beyond = abs(means[i] << low) > FADED * most
                        bad, off = bad or beyond or not off, True
            elif length > 16:
                bad = True
            if others is not None:
                at, fine = _coefficients(data, at, *others)
                bad = bad or not fine
        if bad:
            faults.append(first + unit)
        if at > size:
            return unit, 0
    return count, size - at


def _coefficients(data: Sequence[int], at: int, codes: HuffmanTables, sizes: Sequence[int]) -> tuple[int, bool]:
    """The coefficients 1 to 63 of one block: where they end, and whether they were just as many and none too large."""
    strides, steps, k, fine = codes.strides, codes.steps, 1, True
    while True:
        window = data[at >> 3] >> 16 - (at & 7) & 65535
        told = strides[window]
        ahead = k + (told >> 8)
        if ahead < 64:
            at, k = at + (told & 255), ahead
            continue
        if (END < ahead < END + 64 and told & 255 != 17) or ahead == 64:
            return at + (told & 255), fine
        told = steps[window]  # a large value, or the bits hold the end of this block and the beginning of another
        at, k = at + (told & 255), k + (told >> 8)
        if k >= END:
            return at, fine and codes.symbols[window] & 255 <= 16
        if k > 64:
            return at, False
        fine = fine and codes.symbols[window] >> 8 & 15 <= sizes[k - 1]
        if k == 64:
            return at, fine


def _banded(
    data: Sequence[int],
    size: int,
    codes: HuffmanTables,
    sizes: Sequence[int],
    mask: list[int],
    band: tuple[int, int],
    first: int,
    count: int,
    faults: list[int],
) -> tuple[int, int]:
    """A band of coefficients of one colour, told for the first time."""
    symbols, (low, high), at, unit = codes.symbols, band, 0, 0
    while unit < count:
        k, bad, run = low, False, 0
        while k <= high:
            told = symbols[data[at >> 3] >> 16 - (at & 7) & 65535]
            length, wide = told & 255, told >> 8 & 15
            at += length
            if wide:
                k += told >> 12
                bad = bad or k > high or wide > sizes[k]
                mask[first + unit] |= 1 << k
                at += wide
                k += 1
            elif told >> 12 == 15:
                k += 16
            else:
                bad, run = bad or length > 16, told >> 12
                if run:
                    run, at = (1 << run) + (data[at >> 3] >> 32 - (at & 7) - run & (1 << run) - 1) - 1, at + run
                break
        if bad or k > high + 1 or unit + run >= count:
            faults.append(first + unit)
        if at > size:
            return unit, 0
        unit += 1 + run
    return count, size - at


def _refined(
    data: Sequence[int],
    size: int,
    codes: HuffmanTables,
    mask: list[int],
    band: tuple[int, int],
    first: int,
    count: int,
    faults: list[int],
) -> tuple[int, int]:
    """A band told more exactly by one bit: each coefficient that is there has a bit of its own."""
    symbols, (low, high), at, unit, run = codes.symbols, band, 0, 0, 0
    whole = (1 << high + 1) - (1 << low)
    for unit in range(count):
        here = mask[first + unit]
        if run:
            run -= 1
            at += (here & whole).bit_count()
        else:
            at, run, bad = _refine(data, at, symbols, here, mask, first + unit, low, high)
            if bad or run >= count - unit:
                faults.append(first + unit)
        if at > size:
            return unit, 0
    return count, size - at


def _refine(
    data: Sequence[int], at: int, symbols: list[int], here: int, mask: list[int], block: int, low: int, high: int
) -> tuple[int, int, bool]:
    """One block of such a pass that is not passed over: (where it ends, blocks behind it that are passed over, whether it is at fault)."""
    k = low
    while k <= high:
        told = symbols[data[at >> 3] >> 16 - (at & 7) & 65535]
        length, wide, zeros = told & 255, told >> 8 & 15, told >> 12
        at += length
        if not wide and zeros < 15:
            run = 0
            if zeros:
                run = (1 << zeros) + (data[at >> 3] >> 32 - (at & 7) - zeros & (1 << zeros) - 1) - 1
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
