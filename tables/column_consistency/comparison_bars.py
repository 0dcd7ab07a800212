"""Decides whether a doubtful > is a ≥ (> 与 ≥): a form that prints its targets with a bar prints all of them with
one."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.normalize.figures.quantities import parse_quantity
from gouji.schemas.paragraph import Change
from gouji.tables.cell_grid import CellGrid, GridCell

BARRED_SIGNS = {">": "≥", "＞": "≥", "<": "≤", "＜": "≤"}
LETTER_READINGS = frozenset("VvYX")
"""What a sign whose bar merged with it is read as."""
SIDES = {">": "≥", "≥": "≥", "<": "≤", "≤": "≤"}
CERTAIN_CONFIDENCE = 0.998
"""A sign without a bar read with at least this confidence stays, and shows that the form has such signs."""
FIRM_CONFIDENCE = 0.7
"""A sign with a bar read with at least this confidence shows what the form prints."""
MIN_FIRM_SIGNS = 2
"""Minimum number of such signs."""
MIN_BARRED_PER_BARE = 3
"""With this many barred signs for each bare one, the bare ones are doubted."""
MAX_ODD_CONFIDENCE = 0.85
"""Maximum confidence of such a bare sign."""
MIN_BAR_PROBABILITY = 0.002
"""Minimum probability that the recogniser gave the bar."""
RESTORED_CONFIDENCE = 0.9
"""Confidence of the restored sign."""


def restore_comparison_bars(tables: list[CellGrid]) -> list[Change]:
    """Restores the bar in doubtful signs of cells that are a sign, or a figure with one before it. Returns the changes.

    This happens only where the recogniser considered a bar possible, and where no sign without one in these tables is
    certain. Where nearly all signs have a bar, one that stays without is doubted, however confident its reading: the
    recogniser cannot see a bar that the scan has lost.
    """
    cells = [cell for table in tables for cell in _signed(table)]
    firm = sum(cell.text.text[0] in "≥≤" and cell.text.probs[0] >= FIRM_CONFIDENCE for cell in cells)
    bare = [cell for cell in cells if cell.text.text[0] in BARRED_SIGNS or cell.text.text in LETTER_READINGS]
    sure = any(cell.text.probs[0] >= CERTAIN_CONFIDENCE and cell.text.text[0] in BARRED_SIGNS for cell in bare)
    seen = [cell for cell in bare if firm >= MIN_FIRM_SIGNS and not sure and _seen(cell) >= MIN_BAR_PROBABILITY]
    changes = [_barred(cell) for cell in seen]
    if firm >= max(MIN_FIRM_SIGNS, MIN_BARRED_PER_BARE * len(bare)):
        for cell in (c for c in bare if c.text.text[0] in BARRED_SIGNS and c.page is not None):
            cell.text = cell.text.replace(0, 1, cell.text.text[0], min(MAX_ODD_CONFIDENCE, cell.text.probs[0]))
    return changes


def _signed(table: CellGrid) -> Iterator[GridCell]:
    for cell in table.cells:
        words = cell.text.text
        if (words[:1] in {*BARRED_SIGNS, "≥", "≤"} and words and (len(words) == 1 or parse_quantity(cell.words))) or (
            words in LETTER_READINGS and _meant(cell)
        ):
            yield cell


def _meant(cell: GridCell) -> str | None:
    """Returns the barred sign that a lone letter stands for (V for ≥), by what else the recogniser saw."""
    if cell.text.text not in LETTER_READINGS:
        return None
    seen = [char for glyph in cell.text.origins[0] for char, _ in glyph.alternatives if char in SIDES]
    return SIDES[seen[0]] if seen else None


def _seen(cell: GridCell) -> float:
    if cell.text.text in LETTER_READINGS:
        return 1.0
    wanted = BARRED_SIGNS[cell.text.text[0]]
    return max(
        (prob for glyph in cell.text.origins[0] for char, prob in glyph.alternatives if char == wanted), default=0.0
    )


def _barred(cell: GridCell) -> Change:
    before = cell.text.span(0, 1)
    cell.text = cell.text.replace(
        0,
        1,
        _meant(cell) or BARRED_SIGNS[before.text],
        RESTORED_CONFIDENCE if before.text in BARRED_SIGNS else MAX_ODD_CONFIDENCE,
    )
    return Change(before, cell.text.text[0], "character", "bar_of_sign", cell.text.probs[0])
