"""Tables of revenue and expenditure by accounts (科目编码): which rows are the parts of which."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import regex

from gouji.extract.roles.listed_accounts import listed_sums
from gouji.schemas.record import TableSum
from gouji.tables.cell_grid import CellGrid

CODE, NEXT = regex.compile(r"[1-5]\d{2}(?:\d{2}){0,2}"), regex.compile(r"\d{2}")
"""A code of 类 (201), 款 (20101) or 项 (2010101), and one of 款 or 项 in a column of its own beside that of 类 (201 | 01 | 01)."""
NAMED = regex.compile(rf"({CODE.pattern})[.、．]?(?=\p{{Han}})")
LENGTHS = (3, 5, 7)
MIN_CODES = 2
TOTAL = regex.compile(r"(?:本年|当年)?(?:收入|支出|财政拨款|预算|决算)*(?:合计|总计)")


def account_sums(sheet: CellGrid) -> list[TableSum]:
    """Returns which rows of a table of accounts are the parts of which, by their codes, or by the numbering of the lists of
    revenue and of expenditure side by side; empty for any other table."""
    blocks = _code_columns(sheet)
    out: list[TableSum] = []
    ends = [*(block[0] for block in blocks[1:]), sheet.cols][: len(blocks)]
    for block, end in zip(blocks, ends, strict=True):
        codes = _codes(sheet, block)
        out += _sums_of_codes(codes, (block[-1] + 1, end - 1))
        if len(blocks) == 1 and out:
            out += _sum_of_all(sheet, codes, (block[-1] + 1, end - 1))
    return out or listed_sums(sheet)


def _code_columns(sheet: CellGrid) -> list[list[int]]:
    """The columns that hold codes; those of 款 and 项 beside that of 类 together with it."""
    out: list[list[int]] = []
    for col in range(sheet.cols):
        words = [cell.words for cell in sheet.cells if cell.col == col and cell.words]
        if any(CODE.fullmatch(w) or NAMED.match(w) for w in words):
            out.append([col])
        elif out and out[-1][-1] == col - 1 and len(out[-1]) < len(LENGTHS) and any(NEXT.fullmatch(w) for w in words):
            out[-1].append(col)
    return [block for block in out if len(_codes(sheet, block)) >= MIN_CODES]


def _codes(sheet: CellGrid, columns: Sequence[int]) -> dict[int, str]:
    """The whole code of each row that has one. A column left empty goes on with what stands above it."""
    out: dict[int, str] = {}
    last: list[str] = []
    for row in range(sheet.rows):
        cells = [cell for col in columns if (cell := sheet.lattice.get((row, col))) is not None and cell.row == row]
        words = [(columns.index(cell.col), cell.words) for cell in cells if cell.words and cell.col in columns]
        pieces = [(place, found[0]) for place, w in words if (found := _piece(w, place)) is not None]
        if not pieces or len(pieces) < len(words):
            continue
        made = [*last[: pieces[0][0]], *(piece for _, piece in pieces)]
        in_order = all(b[0] == a[0] + 1 for a, b in pairwise(pieces)) and len(made) == pieces[-1][0] + 1
        if in_order and len("".join(made)) in LENGTHS:
            last, out[row] = made, "".join(made)
    return out


def _piece(words: str, place: int) -> tuple[str] | None:
    found = NAMED.match(words)
    if found is not None and place == 0:
        return (found[1],)
    return (words,) if (CODE if place == 0 else NEXT).fullmatch(words) else None


def _sums_of_codes(codes: dict[int, str], columns: tuple[int, int]) -> list[TableSum]:
    """类 = Σ款, 款 = Σ项: the parts of a row are the rows below it whose codes go on from its own, up to one that does not."""
    parts: dict[int, list[int]] = {}
    path: list[int] = []
    for row, code in codes.items():
        while path and not (code.startswith(codes[path[-1]]) and code != codes[path[-1]]):
            path.pop()
        if path:
            parts.setdefault(path[-1], []).append(row)
        path.append(row)
    return [TableSum(whole=row, parts=found, columns=columns, by="codes") for row, found in parts.items()]


def _sum_of_all(sheet: CellGrid, codes: dict[int, str], columns: tuple[int, int]) -> list[TableSum]:
    """合计 = Σ类, where the table has one such row, and each account once."""
    shortest = min(len(code) for code in codes.values())
    tops = [row for row, code in codes.items() if len(code) == shortest]
    loose = any(not any(code.startswith(codes[top]) for top in tops) for code in codes.values())
    totals = [row for row in range(sheet.rows) if row not in codes and TOTAL.fullmatch(_name(sheet, row))]
    if len(totals) != 1 or loose or len({codes[row] for row in tops}) < len(tops):
        return []
    return [TableSum(whole=totals[0], parts=tops, columns=columns, by="codes")]


def _name(sheet: CellGrid, row: int) -> str:
    """The words at the beginning of a row."""
    words = [cell.words for cell in sheet.own(row)]
    first = next((at for at, w in enumerate(words) if any(c.isdigit() for c in w)), len(words))
    return "".join(words[:first]).strip("：:-—")
