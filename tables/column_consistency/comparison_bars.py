"""Whether a doubtful > is a ≥ (> 与 ≥): a form that prints its targets with a bar prints all of them with one."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.normalize.figures.quantities import parse_quantity
from gouji.schemas.paragraph import Change
from gouji.tables.cell_grid import Sheet, SheetCell

BARRED = {">": "≥", "＞": "≥", "<": "≤", "＜": "≤"}
LETTERS = frozenset("VvYX")
"""What a sign whose bar ran into it is read as."""
SIDES = {">": "≥", "≥": "≥", "<": "≤", "≤": "≤"}
SURE = 0.998
"""A sign without a bar that was read as surely as this stands as it is, and shows that the form has such signs."""
FIRM = 0.7
"""A sign with a bar that was read as surely as this shows what the form prints."""
LEAST_FIRM = 2
RARE, ODD = 3, 0.85
"""Where there are so many signs with a bar for each without one, none of these is surer than this."""
SEEN = 0.002
"""How likely the reader itself must have thought the bar at the least."""
TOLD = 0.9
"""How sure the sign is then."""


def barred_signs(sheets: list[Sheet]) -> list[Change]:
    """Puts the bar into doubtful signs of cells that are a sign, or a figure with one before it; what was changed.

    Only where the reader itself saw a bar as possible, and nowhere in these tables a sign without one is sure. A sign that stays without
    is in doubt, however surely it was read, where nearly all others have one: the reader is blind to a bar that the scan has lost.
    """
    cells = [cell for sheet in sheets for cell in _signed(sheet)]
    firm = sum(cell.text.text[0] in "≥≤" and cell.text.probs[0] >= FIRM for cell in cells)
    bare = [cell for cell in cells if cell.text.text[0] in BARRED or cell.text.text in LETTERS]
    sure = any(cell.text.probs[0] >= SURE and cell.text.text[0] in BARRED for cell in bare)
    seen = [cell for cell in bare if firm >= LEAST_FIRM and not sure and _seen(cell) >= SEEN]
    changes = [_barred(cell) for cell in seen]
    if firm >= max(LEAST_FIRM, RARE * len(bare)):
        for cell in (c for c in bare if c.text.text[0] in BARRED and c.page is not None):
            cell.text = cell.text.replace(0, 1, cell.text.text[0], min(ODD, cell.text.probs[0]))
    return changes


def _signed(sheet: Sheet) -> Iterator[SheetCell]:
    for cell in sheet.cells:
        words = cell.text.text
        if (words[:1] in {*BARRED, "≥", "≤"} and words and (len(words) == 1 or parse_quantity(cell.words))) or (
            words in LETTERS and _meant(cell)
        ):
            yield cell


def _meant(cell: SheetCell) -> str | None:
    """The sign with a bar that a letter in a cell of its own is (V for ≥), by what else the reader saw."""
    if cell.text.text not in LETTERS:
        return None
    seen = [char for glyph in cell.text.origins[0] for char, _ in glyph.alternatives if char in SIDES]
    return SIDES[seen[0]] if seen else None


def _seen(cell: SheetCell) -> float:
    if cell.text.text in LETTERS:
        return 1.0
    wanted = BARRED[cell.text.text[0]]
    return max(
        (prob for glyph in cell.text.origins[0] for char, prob in glyph.alternatives if char == wanted), default=0.0
    )


def _barred(cell: SheetCell) -> Change:
    before = cell.text.span(0, 1)
    cell.text = cell.text.replace(0, 1, _meant(cell) or BARRED[before.text], TOLD if before.text in BARRED else ODD)
    return Change(before, cell.text.text[0], "character", "bar_of_sign", cell.text.probs[0])
