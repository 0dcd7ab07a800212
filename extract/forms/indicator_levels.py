"""The levels that the indicators of a table inherit (一级、二级指标), and the groups of which they print the weight."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

import regex

from gouji.extract.forms.column_roles import Header
from gouji.normalize.figures.quantities import parse_quantity
from gouji.normalize.fuzzy_match import nearest_name
from gouji.schemas.leaf import QuantityLeaf, TextLeaf
from gouji.schemas.paragraph import Change
from gouji.schemas.record import IndicatorGroup
from gouji.schemas.wordlists import read_rows
from gouji.tables.cell_grid import CellGrid, GridCell

WEIGHT = regex.compile(r"[（(]\s*(?P<points>\d+(?:\.\d+)?)\s*分?\s*[）)]")
SECOND = regex.compile(
    r"(?:产出)?(?:数量|质量|时效)(?:指标)?|(?:经济|社会|生态|环境|生态环境)效益(?:指标)?|可持续影响(?:指标)?"
)
"""What is never a first level."""


@dataclass(slots=True)
class Levels:
    """The levels that rows below inherit, over page turns too, and the groups whose weight the table prints.

    `block` is what stands left of the first level (绩效指标（90分）); `seen` are the cells that have been taken in; `changes`
    what was put right on the way. `guessed` are the groups of which nobody knows where they begin or end.
    """

    level1: TextLeaf | None = None
    level2: TextLeaf | None = None
    current: dict[str, IndicatorGroup] = field(default_factory=dict)
    groups: list[IndicatorGroup] = field(default_factory=list)
    seen: set[int] = field(default_factory=set)
    changes: list[Change] = field(default_factory=list)
    blank: dict[str, GridCell] = field(default_factory=dict)
    guessed: list[IndicatorGroup] = field(default_factory=list)

    def pass_by(self, place: str, cell: GridCell) -> None:
        """An empty cell of a level: where no rule parts the levels, its row may be one of the group above or of the next one."""
        self.blank[place] = cell
        if (group := self.current.get(place)) is not None and group.weight.page == cell.page:
            self.guessed.append(group)

    def enter(self, place: str, cell: GridCell) -> None:
        """A cell of a level: its printed weight opens a group, a level without one ends the group that was open there.

        A level that is named again, after a page turn, goes on with its group.
        """
        if id(cell) in self.seen:
            return
        self.seen.add(id(cell))
        group, last = group_of(cell), self.current.pop(place, None)
        blank = self.blank.pop(place, None)
        if group and blank is not None and blank.page == cell.page:
            self.guessed.append(group)
        if (
            last
            and bare_level(cell).value == last.name.value
            and (not group or group.weight.value == last.weight.value)
        ):
            self.current[place] = last
        elif group:
            self.current[place] = group
            self.groups.append(group)

    def count(self, index: int) -> None:
        """The indicator with this index belongs to every group that is open."""
        for group in self.current.values():
            group.rows.append(index)


def group_of(cell: GridCell) -> IndicatorGroup | None:
    """The group that a cell names with its weight; None for a cell without one."""
    match = WEIGHT.search(cell.text.text)
    weight = parse_quantity(match["points"], "分") if match else None
    if match is None or weight is None or match.start() == 0 or regex.search(r"\d", cell.text.text, pos=match.end()):
        return None  # figures behind the bracket: nobody knows which of them are the weight
    points = cell.text.span(match.start("points"), match.end("points"))
    return IndicatorGroup(name=bare_level(cell), weight=QuantityLeaf.of(points, weight), rows=[])


def inherit_levels(
    sheet: CellGrid, row: int, header: Header, cells: dict[str, GridCell | None], levels: Levels
) -> None:
    """Takes in the levels of a row, of which `cells` stand under the columns of the head."""
    first, second = cells.get("level1"), cells.get("level2")
    edge = min((c.left for f, c in header.columns.items() if f in ("level1", "level2", "name")), default=0.0)
    for cell in sheet.row(row):
        if cell.words and cell.right <= edge + 0.02:
            levels.enter("block", cell)
    if first is not None and first is second and SECOND.fullmatch(first.words):
        levels.level1 = None  # the rule between the levels is lost, and with it the cell that says which group this is
        levels.pass_by("level1", first)
        levels.level2 = bare_level(first)
        return
    if first is not None and first.words:
        leaf = bare_level(first)
        if levels.level1 is None or leaf.value != levels.level1.value:
            levels.level2 = None
            levels.current.pop("level2", None)
        levels.level1 = leaf
        levels.enter("level1", first)
    elif first is not None and first.row == row:
        levels.pass_by("level1", first)
    if second is not None and second.words and second is not first:
        levels.level2 = bare_level(second)
        levels.enter("level2", second)


def bare_level(cell: GridCell) -> TextLeaf:
    """The level without the weight that stands beside it: 产出指标（50分）. A name that the scan spoiled by a character is the known one."""
    words = WEIGHT.sub("", cell.words)
    return TextLeaf.of(cell.text, nearest_name(words, level_names(), min(cell.text.probs, default=1.0)) or words)


@cache
def level_names() -> frozenset[str]:
    """The names of levels that forms print."""
    return frozenset(row[0] for row in read_rows(__package__, "level_names"))
