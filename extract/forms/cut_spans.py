"""Merged cells of levels that a page turn cuts: 社会效益指 on one page and 标 on the next are one level over rows of both."""

from __future__ import annotations

from gouji.extract.forms.indicator_levels import WEIGHT, level_names
from gouji.schemas.traced import Traced
from gouji.tables.cell_grid import GridCell


def whole_level(above: GridCell, below: GridCell) -> Traced | None:
    """The level that the last cell above the turn and the first below it are together; None where each stands for itself.

    Together they must be a level that is known, or the part below nothing but the weight of the level above.
    """
    if not above.words or not below.words or above.words == below.words:
        return None
    upper, lower = _bare(above.words), _bare(below.words)
    weight_only = (
        WEIGHT.fullmatch(below.words) is not None and upper in level_names() and not WEIGHT.search(above.words)
    )
    if weight_only or (lower not in level_names() and upper + lower in level_names()):
        return above.text + below.text
    return None


def _bare(words: str) -> str:
    return WEIGHT.sub("", words)
