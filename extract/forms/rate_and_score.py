"""The rate of the execution and its score in one column (执行率/得分): 96.76%/9.68 for the whole, 97.00% for its parts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import regex

from gouji.tables.cell_grid import GridCell

RATE = r"\d{1,3}(?:\.\d+)?\s*[%％]"
BOTH = regex.compile(rf"\s*(?P<execution_rate>{RATE})\s*[/／]\s*(?P<score>\d{{1,3}}(?:\.\d+)?)\s*分?\s*")
ALONE = regex.compile(rf"\s*{RATE}\s*")


def rate_and_score(own: Mapping[str, GridCell], fields: frozenset[str]) -> dict[str, GridCell]:
    """Returns the cells of a row by field, with those of the rate and the score where one cell holds both, and with a rate that
    stands under the score as the rate. `fields` are those that have a column; nothing changes where both have one."""
    held = fields & {"execution_rate", "score"}
    field = next(iter(held)) if len(held) == 1 else None
    cell = own.get(field) if field is not None else None
    if cell is None or field is None:
        return dict(own)
    if both := BOTH.fullmatch(cell.text.text):
        parts = {name: replace(cell, text=cell.text.span(*both.span(name))) for name in ("execution_rate", "score")}
        return {**own, **parts}
    if field == "score" and ALONE.fullmatch(cell.text.text):
        return {name: c for name, c in own.items() if name != field} | {"execution_rate": cell}
    return dict(own)
