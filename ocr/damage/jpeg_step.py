"""Finds the place from which all blocks of a JPEG image are lighter or darker than they were.

Each block states by how much it is lighter than the one before. So after codes that were misread, and fell in step
again, the rest of the scan keeps a wrong shade, though all codes are possible. No page looks like that: an edge all
across it that runs along one row of blocks, and at a block in its middle jumps to the next.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

SAME_SHADES, MIN_STEP_SHADES = 1.5, 6.0
"""Of 255: by how much neighbouring blocks of paper may differ, and the smallest step that is looked for."""
MIN_STEP_TOLERANCES = 5
"""The same, in times of the tolerance: a coarsely quantized image hides how shades run into each other."""
SHADES_PER_LEVEL = 8
"""The level of a block is eight times its mean shade, divided by its quantization step."""
MIN_BLOCKS, MIN_TOTAL = 2, 6
"""So many blocks of paper must be on each side of the jump, on both rows, and so many on both sides together."""
PAPER_SHARE, PAPER_RATIO, MIN_PAPER_BITS = 0.3, 1.5, 12
"""At least this share of a page is paper, whose grain takes few bits. A block that takes up to this many times as many
is taken for paper too."""
MAX_EXCEPTIONS_RATIO = 0.1
"""Blocks of paper that say the contrary, as a share of those that agree."""

Levels = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


@dataclass(slots=True)
class BlockLevels:
    """Levels of the blocks of the first component in the order of the scan, and the bits that their details take.

    An MCU holds `h` times `v` of them, and `across` MCUs are in a row. `step` is the quantization step of a level.
    """

    across: int
    h: int
    v: int
    step: int
    values: list[int] = field(default_factory=list)
    bits: list[int] = field(default_factory=list)


def level_step(blocks: BlockLevels, details: Levels | None = None) -> int | None:
    """Returns the number of the MCU from which on the shade is wrong, None if it is not.

    `details` is how much each block shows, by row and column, where another scan than that of the levels tells.
    """
    width = blocks.across * blocks.h
    if len(blocks.values) < 4 * width * blocks.v or blocks.across < 2 * MIN_BLOCKS:
        return None
    levels = _rows(np.array(blocks.values, np.int64), blocks)
    lowest, top = levels[blocks.v - 1 : -1 : blocks.v], levels[blocks.v :: blocks.v]  # where one MCU meets another
    rise = (top - lowest).ravel()
    plain = _plain(blocks, levels, details)
    known = (plain[blocks.v - 1 : -1 : blocks.v] & plain[blocks.v :: blocks.v]).ravel()
    tolerance = max(1, round(SAME_SHADES * SHADES_PER_LEVEL / blocks.step))
    least = max(MIN_STEP_TOLERANCES * tolerance, MIN_STEP_SHADES * SHADES_PER_LEVEL / blocks.step)
    for first in _candidates(known & (np.abs(rise) <= tolerance), known, width, blocks.h):
        height = _commonest(rise[first : first + width][known[first : first + width]], tolerance)
        if abs(height) >= least and _jumps(rise, known, first, width, height, tolerance):
            return int(first) // blocks.h + blocks.across
    return None


def _plain(blocks: BlockLevels, levels: Levels, details: Levels | None) -> Flags:
    """Returns which blocks are paper. Details of fewer blocks repeat the last: the others only fill up an MCU."""
    if details is None:
        shown, least = _rows(np.array(blocks.bits, np.int64), blocks), MIN_PAPER_BITS
    else:
        lacking = [(0, max(0, of - there)) for of, there in zip(levels.shape, details.shape, strict=True)]
        shown, least = np.pad(details, lacking, "edge")[: levels.shape[0], : levels.shape[1]], 1
    paper: Flags = shown <= max(least, PAPER_RATIO * float(np.quantile(shown, PAPER_SHARE)))
    return paper


def _rows(values: Levels, blocks: BlockLevels) -> Levels:
    """Returns the blocks as they lie in the image, without a row that is not complete."""
    per_row = blocks.across * blocks.h * blocks.v
    down = len(values) // per_row
    apart = values[: down * per_row].reshape(down, blocks.across, blocks.v, blocks.h)
    return apart.transpose(0, 2, 1, 3).reshape(down * blocks.v, blocks.across * blocks.h)


def _candidates(same: Flags, known: Flags, width: int, h: int) -> Levels:
    """Returns where a row's length of blocks begins, within a row, of which hardly any is like the one above it."""
    alike, all_known = (np.concatenate([[0], np.cumsum(each)]) for each in (same, known))
    starts = np.arange(width, len(same) - 2 * width + 1, h)
    inside = alike[starts + width] - alike[starts]
    enough = all_known[starts + width] - all_known[starts] - inside >= MIN_TOTAL
    few = inside <= MAX_EXCEPTIONS_RATIO * (all_known[starts + width] - all_known[starts])
    found: Levels = starts[few & enough & (starts % width > 0)]
    return found


def _commonest(values: Levels, tolerance: int) -> int:
    """Returns the value that most others are within the tolerance of."""
    ordered = np.sort(values)
    near = np.searchsorted(ordered, ordered + tolerance, "right") - np.searchsorted(ordered, ordered - tolerance)
    return int(ordered[int(np.argmax(near))])


def _jumps(rise: Levels, known: Flags, first: int, width: int, height: int, tolerance: int) -> bool:
    """Whether the blocks from `first` on rise by `height` for just one row's length, in both rows that it touches."""
    row = first - first % width
    changed, same = known & (np.abs(rise - height) <= tolerance), known & (np.abs(rise) <= tolerance)
    inside = ((first, row + width), (row + width, first + width))
    outside = ((row, first), (first + width, row + 2 * width))
    return all(_agree(changed[a:b], known[a:b]) for a, b in inside) and all(
        _agree(same[a:b], known[a:b]) for a, b in outside
    )


def _agree(with_it: Flags, known: Flags) -> bool:
    """Whether nearly all blocks of paper say it."""
    agreed = int(with_it.sum())
    return agreed >= MIN_BLOCKS and int(known.sum()) - agreed <= MAX_EXCEPTIONS_RATIO * agreed
