"""Checks a fax image (CCITT Group 4) for damage.

Decoders continue after damage and draw whatever results. Here every row must come out at its exact width.
"""

from __future__ import annotations

from functools import cache

from gouji.ocr.damage.jpeg_codes import bit_windows
from gouji.schemas.flaw import Flaw
from gouji.schemas.wordlists import read_rows

MODES = {"1": 0, "011": 1, "010": -1, "000011": 2, "000010": -2, "0000011": 3, "0000010": -3, "0001": 10, "001": 11}
"""How the next change of colour is coded.

A number up to 3 is its offset from that of the row above; 10: the one above is passed over; 11: two run lengths follow.
"""
PASS, RUNS = 10, 11
END_OF_BLOCK = 0x001001
"""The 24 bits after the last row."""
MODE_BITS, RUN_BITS = 7, 13


def fax_flaw(data: bytes, columns: int, rows: int) -> Flaw | None:
    """Returns what is wrong with an image of this size, None if it is intact.

    Everything after the first impossible row is lost, because each row is coded relative to the row above.
    """
    bits, size, at = bit_windows(data), 8 * len(data), 0
    above: list[int] = [columns, columns, columns]
    for row in range(rows):
        decoded = _row(bits, at, above, columns) if at < size else None
        if decoded is None:
            return Flaw(round(1 - row / rows, 4), round(row / rows, 4))
        above, at = decoded
    return None if at <= size and _is_end(bits, at, size) else Flaw(0.0, 1.0)


def _is_end(bits: list[int], at: int, size: int) -> bool:
    """Whether only the end-of-block code follows, or the padding of the last byte."""
    return size - at < 16 or bits[at >> 3] >> 8 - (at & 7) & 0xFFFFFF == END_OF_BLOCK


def _row(bits: list[int], at: int, above: list[int], columns: int) -> tuple[list[int], int] | None:
    """Decodes the next row.

    Returns the columns where the colour changes, followed by the row's width in place of further ones, and the bit
    position after the row; None if the row is impossible.
    """
    modes, runs = _tables()
    out: list[int] = []
    position, colour, i = -1, 0, 0
    while position < columns:
        decoded = modes[bits[at >> 3] >> 32 - (at & 7) - MODE_BITS & 127]
        if decoded is None:
            return None
        mode, length = decoded
        at += length
        while i and above[i - 1] > position:
            i -= 1
        while above[i] < columns and above[i] <= position:
            i += 1
        if i % 2 != colour:
            i += above[i] < columns
        if mode == PASS:
            position = above[i + 1]
        elif mode == RUNS:
            column = max(position, 0)
            for side in (colour, 1 - colour):
                run = 64
                while run >= 64:
                    got = runs[side][bits[at >> 3] >> 32 - (at & 7) - RUN_BITS & 8191]
                    if got is None:
                        return None
                    run, length = got
                    column, at = column + run, at + length
                out.append(column)
            position = column
        else:
            if above[i] + mode < max(position, 0):
                return None
            position, colour = above[i] + mode, 1 - colour
            out.append(position)
    if position > columns:
        return None
    while out and out[-1] >= columns:
        out.pop()
    return [*out, columns, columns, columns], at


Table = list[tuple[int, int] | None]


@cache
def _tables() -> tuple[Table, tuple[Table, Table]]:
    """Returns (meaning, length of the code) by the next bits: for modes, for white runs, for black runs."""
    rows = read_rows(__package__, "fax_codes")
    sides = [_table({row[side]: int(row[0]) for row in rows}, RUN_BITS) for side in (1, 2)]
    return _table(MODES, MODE_BITS), (sides[0], sides[1])


def _table(codes: dict[str, int], wide: int) -> Table:
    out: Table = [None] * (1 << wide)
    for code, meaning in codes.items():
        free = wide - len(code)
        first = int(code, 2) << free
        out[first : first + (1 << free)] = [(meaning, len(code))] * (1 << free)
    return out
