"""The points that stand behind the name of an indicator where no column has them: 船艇适航率（10分）."""

from __future__ import annotations

from dataclasses import replace

import regex

from gouji.normalize.figures.quantities import parse_quantity
from gouji.schemas.leaf import QuantityLeaf
from gouji.tables.cell_grid import GridCell

LABEL = r"(?:分值|权重|满分|标准分|赋分|计)"
POINTS = regex.compile(
    rf"(?<=\p{{Han}}|[%％”\"）)])\s*[（(【\[]\s*(?:{LABEL}\s*[为:：]?\s*(?P<points>\d{{1,3}}(?:\.\d{{1,2}})?)\s*(?:分|[%％])?"
    r"|(?P<points>\d{1,3}(?:\.\d{1,2})?)\s*分(?:值)?)\s*[）)】\]]\s*$"
)
MOST = 100
"""No indicator weighs more."""


def points_in_name(name: GridCell) -> tuple[GridCell, QuantityLeaf] | None:
    """Returns the cell of a name without the points behind it, and these points; None where none stand there."""
    match = POINTS.search(name.text.text)
    value = parse_quantity(match["points"], "分") if match else None
    if match is None or value is None or not 0 < value.amount <= MOST:
        return None
    points = name.text.span(*match.span("points"))
    return replace(name, text=name.text.span(0, match.start()).strip()), QuantityLeaf.of(points, value)
