"""The sign ㎡, which the recogniser does not know: it reads m, or m with what is left of the raised 2."""

from __future__ import annotations

import regex

from gouji.schemas.paragraph import Change
from gouji.tables.cell_grid import GridCell

METRE = regex.compile(r"(?<=[\d/／元万])[mM]$")
SQUARE = regex.compile(r"(?:㎡|[mM][2²]|平方米|平米)$")
OF_AREAS = regex.compile(r"面积|平方|平米|单方")
"""Names of what is measured in square metres, or reckoned for each of them."""
TOLD, OPEN = 0.85, 0.6
"""How sure the sign is where the name or the other value says that it is one, and where nothing does."""


def restore_squares(name: GridCell | None, values: tuple[GridCell | None, GridCell | None]) -> list[Change]:
    """Puts ㎡ into a scanned target or actual value that ends in m where the row's name or its other value speaks of areas, and
    doubts the m elsewhere; returns what was changed."""
    told = name is not None and OF_AREAS.search(name.words) is not None
    told = told or any(value is not None and SQUARE.search(value.words) for value in values)
    changes: list[Change] = []
    for value in values:
        found = METRE.search(value.text.text) if value is not None and _is_scanned(value) else None
        if value is None or found is None:
            continue
        before = value.text
        value.text = before.replace(*found.span(), "㎡" if told else found[0], TOLD if told else OPEN)
        if told:
            changes.append(Change(before, value.text.text, "character", "square_metre_as_m", TOLD))
    return changes


def _is_scanned(cell: GridCell) -> bool:
    """Whether the characters were recognised: what was typed is sure."""
    return any(glyph.prob < 1 or glyph.alternatives for glyph in cell.text.glyphs)
