"""Heads over several columns in tables without upright rulings: their print stands over the middle column alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations_with_replacement, pairwise

from gouji.extract.roles.cell_types import cell_type
from gouji.extract.roles.columns import wordings
from gouji.extract.roles.grammar import Grammar
from gouji.extract.roles.head_words import bare
from gouji.tables.cell_grid import CellGrid, GridCell

MIN_MEMBERS, MIN_KNOWN_RATIO = 2, 0.6
"""So many heads stand below one of a group at the least, and so large a share of them is known."""
MAX_OFF_CENTRE = 0.2
"""How far from the middle of its members the print of a group stands at the most, in widths of all of them."""
EDGE = 0.01
FIRST_ROWS = 4
"""So many rows below tell where a column reaches."""
STROKES = frozenset("一-—_|丨")
FIGURES = frozenset({"points", "figure", "money", "rate", "bounded", "measured", "date", "code", "ordinal", "prose"})
Group = tuple[GridCell, list[GridCell]]
"""A head and its members in the row below, from left to right."""


def widen_open_groups(sheet: CellGrid, grammar: Grammar) -> None:
    """Lets every head of a group reach over its members: over columns that stand empty beside it, and have heads of their own
    in the row below."""
    known = {word for words in wordings(grammar).listed.values() for word in words}
    for row in range(sheet.rows - 1):
        for run in _runs(sheet, row):
            members = _members(sheet, row + 1, run)
            if not _are_heads(members, known):
                continue
            for group, own in _parted(run, members):
                _widen(sheet, group, own)


def _runs(sheet: CellGrid, row: int) -> list[list[GridCell]]:
    """The stretches of cells of one row that have others below them; heads that reach down part them."""
    out: list[list[GridCell]] = [[]]
    for cell in sorted(sheet.row(row), key=lambda c: c.left):
        if cell.row == row and cell.rowspan == 1 and cell.box is not None:
            out[-1].append(cell)
        else:
            out.append([])
    return [run for run in out if any(c.words for c in run) and any(not c.words for c in run)]


def _members(sheet: CellGrid, row: int, run: Sequence[GridCell]) -> list[GridCell]:
    left, right = run[0].left - EDGE, run[-1].right + EDGE
    own = [c for c in sheet.own(row) if not _is_blank(c)]
    return [c for c in own if c.rowspan == 1 and left <= c.left and c.right <= right]


def _is_blank(cell: GridCell) -> bool:
    """Whether nothing but a stroke of dirt stands in a cell of a head."""
    return set(cell.words) <= STROKES


def _are_heads(cells: Sequence[GridCell], known: set[str]) -> bool:
    if len(cells) < MIN_MEMBERS or any(cell_type(c.words) in FIGURES for c in cells):
        return False
    return sum(bare(c.words) in known for c in cells) >= MIN_KNOWN_RATIO * len(cells)


def _parted(run: Sequence[GridCell], members: Sequence[GridCell]) -> list[Group]:
    """The heads that stand over several members, in the way in which all stand nearest to the middle of their own; none where
    one stands over no member, or not over the middle."""
    groups = [c for c in run if c.words]
    ways = [
        list(zip(groups, (list(members[a:b]) for a, b in pairwise([0, *cuts, len(members)])), strict=True))
        for cuts in combinations_with_replacement(range(1, len(members)), len(groups) - 1)
        if len(set(cuts)) == len(cuts)
    ]
    best = min(ways, key=lambda way: sum(abs(_off(*each)) for each in way), default=[])
    if any(abs(_off(*each)) > MAX_OFF_CENTRE for each in best):
        return []
    return [(group, own) for group, own in best if len(own) >= MIN_MEMBERS and not _covers(group, own)]


def _off(group: GridCell, members: Sequence[GridCell]) -> float:
    """How far the print of a head is off the middle of that of its members, in widths of all of them."""
    ends = [_print(c) for c in members]
    low, high = min(a for a, _ in ends), max(b for _, b in ends)
    left, right = _print(group)
    return ((left + right) - (low + high)) / 2 / max(EDGE, high - low)


def _print(cell: GridCell) -> tuple[float, float]:
    """Where the print of a cell begins and ends across the table."""
    spans = [cell.frame.span_across(g.box) for g in cell.text.glyphs if g.box and g.char.strip()] if cell.frame else []
    return (min(a for a, _ in spans), max(b for _, b in spans)) if spans else (cell.left, cell.right)


def _covers(group: GridCell, members: Sequence[GridCell]) -> bool:
    return group.left <= members[0].left + EDGE and members[-1].right - EDGE <= group.right


def _widen(sheet: CellGrid, group: GridCell, members: list[GridCell]) -> None:
    """Merges a head with the empty cells beside it that lie over its members, and each member with those of its column."""
    members[:] = [_with_blanks(sheet, member) for member in members]
    first, last = members[0], members[-1]
    left, right = min(group.left, first.left), max(group.right, last.right)
    col, end = min(group.col, first.col), max(group.col + group.colspan, last.col + last.colspan)
    beside = [c for c in sheet.own(group.row) if c is not group and col < c.col + c.colspan and c.col < end]
    if any(c.words or c.rowspan > 1 or c.left < left - EDGE or c.right > right + EDGE for c in beside):
        return
    gone = {id(c) for c in beside}
    wide = replace(group, col=col, colspan=end - col, left=left, right=right)
    sheet.cells = [wide if c is group else c for c in sheet.cells if id(c) not in gone]
    sheet.reindexed()


def _with_blanks(sheet: CellGrid, member: GridCell) -> GridCell:
    """The member with the empty cells beside it of which the cells below lie under it as well."""
    below = [c for row in range(member.row + 1, member.row + 1 + FIRST_ROWS) for c in sheet.own(row) if c.words]
    own = sheet.own(member.row)
    at = own.index(member)
    first = last = at
    while first > 0 and _is_part(own[first - 1], member, below):
        first -= 1
    while last + 1 < len(own) and _is_part(own[last + 1], member, below):
        last += 1
    if first == last:
        return member
    wide = replace(
        member,
        col=own[first].col,
        colspan=own[last].col + own[last].colspan - own[first].col,
        left=own[first].left,
        right=own[last].right,
    )
    gone = {id(c) for c in own[first : last + 1]}
    sheet.cells = [wide if c is member else c for c in sheet.cells if id(c) not in gone or c is member]
    sheet.reindexed()
    return wide


def _is_part(blank: GridCell, member: GridCell, below: Sequence[GridCell]) -> bool:
    """Whether an empty cell is of a member's column: most of the cells below it reach under both."""
    if not _is_blank(blank) or blank.rowspan > 1:
        return False
    under = [c for c in below if c.left <= (blank.left + blank.right) / 2 < c.right]
    both = sum(c.left <= (member.left + member.right) / 2 < c.right for c in under)
    return bool(under) and 2 * both > len(under)
