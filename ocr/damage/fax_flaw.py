"""Whether a fax picture (CCITT group 4) is whole. Decoders go on after damage and draw what comes; here every row must come out at its width."""

from __future__ import annotations

from functools import cache

from gouji.ocr.damage.jpeg_codes import bit_windows
from gouji.schemas.flaw import Flaw
from gouji.schemas.wordlists import read_rows

MODES = {"1": 0, "011": 1, "010": -1, "000011": 2, "000010": -2, "0000011": 3, "0000010": -3, "0001": 10, "001": 11}
"""How the next change of colour is told: its place beside that of the row above, or 10: that above is passed over, 11: by two runs."""
PASS, RUNS = 10, 11
END = 0x001001
"""The 24 bits behind the last row."""
MODE_BITS, RUN_BITS = 7, 13


def fax_flaw(data: bytes, columns: int, rows: int) -> Flaw | None:
    """What is wrong with the picture of so many columns and rows, None for one that is whole. What stands behind the first row that cannot be
    is lost: the rows are told by each other."""
    bits, size, at = bit_windows(data), 8 * len(data), 0
    above: list[int] = [columns, columns, columns]
    for row in range(rows):
        told = _row(bits, at, above, columns) if at < size else None
        if told is None:
            return Flaw(round(1 - row / rows, 4), round(row / rows, 4))
        above, at = told
    return None if at <= size and _ends(bits, at, size) else Flaw(0.0, 1.0)


def _ends(bits: list[int], at: int, size: int) -> bool:
    """Whether nothing follows but the sign of the end, or what fills the last byte."""
    return size - at < 16 or bits[at >> 3] >> 8 - (at & 7) & 0xFFFFFF == END


def _row(bits: list[int], at: int, above: list[int], columns: int) -> tuple[list[int], int] | None:
    """The places where the colour changes in the next row, with the row's end for more of them, and where the row ends; None where it cannot be."""
    modes, runs = _tables()
    out: list[int] = []
    before, colour, i = -1, 0, 0
    while before < columns:
        told = modes[bits[at >> 3] >> 32 - (at & 7) - MODE_BITS & 127]
        if told is None:
            return None
        mode, length = told
        at += length
        while i and above[i - 1] > before:
            i -= 1
        while above[i] < columns and above[i] <= before:
            i += 1
        if i % 2 != colour:
            i += above[i] < columns
        if mode == PASS:
            before = above[i + 1]
        elif mode == RUNS:
            place = max(before, 0)
            for side in (colour, 1 - colour):
                run = 64
                while run >= 64:
                    got = runs[side][bits[at >> 3] >> 32 - (at & 7) - RUN_BITS & 8191]
                    if got is None:
                        return None
                    run, length = got
                    place, at = place + run, at + length
                out.append(place)
            before = place
        else:
            if above[i] + mode < max(before, 0):
                return None
            before, colour = above[i] + mode, 1 - colour
            out.append(before)
    if before > columns:
        return None
    while out and out[-1] >= columns:
        out.pop()
    return [*out, columns, columns, columns], at


Table = list[tuple[int, int] | None]


@cache
def _tables() -> tuple[Table, tuple[Table, Table]]:
    """(meaning, length of the code) by the next bits: of modes, of runs of white, of runs of black."""
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
