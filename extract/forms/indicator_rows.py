"""Indicators in a table: levels inherited downwards, operator, value and unit in one cell or in three."""

from __future__ import annotations

from dataclasses import replace

import regex

from gouji.extract.forms.cell_values import figure, is_nothing, measure, of_one_field, operator
from gouji.extract.forms.column_roles import Header
from gouji.extract.forms.indicator_levels import WEIGHT, Levels, inherit_levels, level_names
from gouji.extract.forms.lost_squares import restore_squares
from gouji.extract.forms.parted_values import whole_value
from gouji.extract.forms.points_in_names import points_in_name
from gouji.extract.forms.reason_below import reason_below
from gouji.normalize.figures.per_mille import PER_MILLE_CONFIDENCE, RING, sign_with_ring
from gouji.normalize.figures.quantities import parse_quantity
from gouji.normalize.figures.units import is_unit
from gouji.normalize.fuzzy_match import CERTAIN_CONFIDENCE, nearest_name
from gouji.schemas.leaf import QuantityLeaf, TextLeaf
from gouji.schemas.paragraph import Change
from gouji.schemas.quantity import Quantity
from gouji.schemas.record import Indicator
from gouji.tables.cell_grid import CellGrid, GridCell
from gouji.tables.column_consistency.comparison_bars import BARRED_SIGNS
from gouji.tables.column_consistency.comparison_signs import lone_sign, restore_target_sign

VALUES = frozenset({"target", "actual"})
BEYOND = regex.compile(r"[≥≤><=]?\s*(?P<rate>\d{2,3})\d")
ALL, SIGN_SURE, NEAR = 100, 0.85, 2
"""No rate is more than all; how sure a sign is that was read as a digit; how near the actual rate is to the one aimed at."""
RATED = regex.compile(r"(?:率|满意度|比例|占比)$")
RINGS, NO_UNIT = regex.compile(r"[0oO°º]\s*/\s*[0oO°º]"), regex.compile(r"[^\p{Han}%％‰]")
RINGED = regex.compile(rf"[%％]{RING}")
"""In a column of units: ‰, which is read so, or a % and a speck."""
NATURE = regex.compile(r"[=＝≥≤]|等于|定[性量](?:指标)?|[正反]向(?:指标)?|计[数量]|—|-|/|")
"""What else stands in such a column."""
STRANGE, UNREAD = 0.85, 0.55
"""How sure a figure is of a unit that nobody uses, and one whose sign was not read."""
NEAR_EDGE = 0.02
SHARED = 0.5
"""How sure a value is whose cell stands under target and actual value alike."""
GUESSED = 0.6
"""How sure a sign of comparison is of which only a look-alike was read."""
ALIKE = 4
"""Figures of one size: neither is so many times the other."""
STROKES, SEEN = frozenset("/／|"), 0.1
"""What a lone digit that lost its bar is read as, and how likely the reader must have thought the digit at the least."""
TARGETED = regex.compile(r"\s*[^≥≤><=＞＜]*\p{Han}[^≥≤><=＞＜]*(?P<target>[≥≤><=＞＜]\s*\d.*)")
NUMBERED, NO_NAME = regex.compile(r"指标\d{1,2}[:：.、]?"), frozenset({"", "/", "-", "—", "——", "…", "……", "无"})


def indicator_row(sheet: CellGrid, row: int, header: Header, levels: Levels) -> Indicator | None:
    """The indicator in a row, or None where the row names none."""
    cells = {field: sheet.under(row, column.left, column.right) for field, column in header.columns.items()}
    for field in VALUES & set(cells):
        cells[field] = whole_value(sheet, row, header.columns[field], cells[field])
    inherit_levels(sheet, row, header, cells, levels)
    _take_latest_target(cells, row)
    name = cells.get("name") or cells.get("level2")
    if name is not None and is_nothing(name) and (instead := _named_by_level(sheet, row, name)) is not None:
        name = cells["name"] = instead
    if name is None or name.row != row or (is_nothing(name) and not _lost_its_name(cells, name, row)):
        return None
    if name is cells.get("target") and name is not cells.get("actual") and (parts := _ran_together(name)):
        name, cells["target"] = parts
    if any(name is cells.get(field) for field in ("target", "actual", "weight", "score")):
        return None  # one cell across the whole table: the words of another part of the form
    target, actual = _measured(cells, row, levels)
    values = {field: figure(_own(cells, field, row), "分") for field in ("weight", "score")}
    for one, other in (("weight", "score"), ("score", "weight")):
        if values[one] is None and (leaf := values[other]) and leaf.value and leaf.value.amount > 0:
            values[one] = _not_struck_out(_own(cells, one, row))
    if (
        target is None and actual is None and all(v is None for v in values.values())
    ):  # of a row of strokes nothing is left but its points
        values = {one: _not_struck_out(_own(cells, one, row)) for one in values}
    for place, read in {"target": target, "actual": actual, **values}.items():
        if isinstance(read, QuantityLeaf) and not of_one_field(cells, place):
            read.value = None
        if read is not None and cells.get(place) is cells.get("actual" if place == "target" else "target"):
            read.limit_confidence(SHARED)  # nobody knows what of the cell was aimed at, and what was done
    if target is None and actual is None and all(v is None for v in values.values()):
        return None
    if target is None and actual is None and (_names_nothing(name) or _is_of_words(cells, row)):
        return None
    told = points_in_name(name)
    if told is not None and _are_of_row(told[1], values["weight"]):
        name, values["weight"] = told[0], values["weight"] or told[1]
    deviation = _own(cells, "deviation", row)
    if deviation is None or is_nothing(deviation):
        deviation = reason_below(sheet, row, name) or deviation
    return Indicator(
        level1=levels.level1,
        level2=levels.level2,
        name=name.leaf() if not is_nothing(name) else name.unread_leaf(),
        target=target,
        actual=actual,
        weight=values["weight"],
        score=values["score"],
        deviation=None if deviation is None or is_nothing(deviation) else deviation.leaf(),
    )


def _are_of_row(told: QuantityLeaf, weight: QuantityLeaf | None) -> bool:
    """Whether points behind a name are the row's weight: no column has another."""
    return weight is None or (
        weight.value is not None and told.value is not None and weight.value.amount == told.value.amount
    )


def _take_latest_target(cells: dict[str, GridCell | None], row: int) -> None:
    """Puts the target as it was changed within the year in the place of that of its beginning, where the row has one."""
    changed = cells.pop("adjusted_target", None)
    if changed is not None and changed.row == row and ("target" not in cells or not is_nothing(changed)):
        cells["target"] = changed


def is_measured(sheet: CellGrid, row: int, header: Header | None) -> bool:
    """Whether a row has a name, a value and points in their columns: an indicator, whatever its name is like (月报上报时间)."""
    if header is None or header.kind != "indicator":
        return False
    under = {field: sheet.under(row, column.left, column.right) for field, column in header.columns.items()}
    own = {field: cell for field in under if (cell := _own(under, field, row)) is not None and not is_nothing(cell)}
    points = [leaf for field in ("weight", "score") if (leaf := figure(own.get(field), "分")) and leaf.value]
    parts = [own.get(field) for field in ("name", "target", "actual")]
    return bool(points) and parts[0] is not None and len({id(cell) for cell in parts if cell is not None}) == len(parts)


def _named_by_level(sheet: CellGrid, row: int, name: GridCell) -> GridCell | None:
    """The cell that names a row whose name is left empty: the last one before it, if it begins and ends here and is no
    level (预算执行率 |  | 100% | 98.78%)."""
    before = [c for c in sheet.own(row) if c.right <= name.left + NEAR_EDGE and c.rowspan == 1 and not is_nothing(c)]
    words = before[-1].words if before else ""
    levels = (WEIGHT.sub("", words) in level_names(), nearest_name(words, level_names(), 0.0) is not None)
    return None if not words or any(levels) or name.rowspan > 1 else before[-1]


def _names_nothing(name: GridCell) -> bool:
    """Whether nothing stands behind the number that forms print before a name (指标1：/)."""
    number = NUMBERED.match(name.words)
    return number is not None and name.words[number.end() :] in NO_NAME


def _is_of_words(cells: dict[str, GridCell | None], row: int) -> bool:
    """Whether one cell without a digit stands under both points: the row belongs to another part of the form."""
    weight, score = (_own(cells, field, row) for field in ("weight", "score"))
    return weight is not None and weight is score and not any(char.isdecimal() for char in weight.words)


def _lost_its_name(cells: dict[str, GridCell | None], name: GridCell, row: int) -> bool:
    """Whether a row without a readable name is an indicator all the same: it has points and an actual value. Leaving it out would make
    every sum of points wrong."""
    if name.words or name is not cells.get("name"):
        return False
    points = [f for field in ("weight", "score") if (f := figure(_own(cells, field, row), "分")) and f.value]
    done = _own(cells, "actual", row)
    return bool(points) and done is not None and not is_nothing(done)


def _ran_together(cell: GridCell) -> tuple[GridCell, GridCell] | None:
    """Name and target where the rule between them is lost (责任事故≤0起); None where no sign parts them."""
    match = TARGETED.fullmatch(cell.text.text)
    if match is None:
        return None
    name, target = (
        cell.text.span(0, match.start("target")).strip(),
        cell.text.span(match.start("target"), match.end("target")).strip(),
    )
    return replace(cell, text=name), replace(cell, text=target)


def _not_struck_out(cell: GridCell | None) -> QuantityLeaf | None:
    """The figure of a lone stroke (/) that the reader nearly took for a digit, in a row that has its other points: a faint 7 is one."""
    glyphs = cell.text.glyphs if cell is not None and cell.words in STROKES else ()
    seen = [(prob, char) for glyph in glyphs for char, prob in glyph.alternatives if char.isdecimal() and prob >= SEEN]
    if cell is None or not seen:
        return None
    prob, digit = max(seen)
    at = next(i for i, char in enumerate(cell.text.text) if not char.isspace())
    text = cell.text.replace(at, at + 1, digit, prob).strip()
    return QuantityLeaf.of(text, parse_quantity(text.text, "分"))


def _measured(
    cells: dict[str, GridCell | None], row: int, levels: Levels
) -> tuple[QuantityLeaf | TextLeaf | None, QuantityLeaf | TextLeaf | None]:
    """Target and actual value. A sign that was misread is put right before the target is understood."""
    unit, own = _unit(cells), _own(cells, "target", row)
    done = _own(cells, "actual", row)
    if own is not None and cells.get("operator") is None:
        fixed, changes = restore_target_sign(own.text, parse_quantity(done.words) if done else None)
        levels.changes += changes
        own.text = fixed
    name = cells.get("name")
    own = _percent(
        own,
        parse_quantity(done.words) if done else None,
        name is not None and RATED.search(name.words) is not None,
        levels,
    )
    levels.changes += restore_squares(name, (own, done))
    sign = cells.get("operator")
    target = measure(own, unit, operator(sign))
    actual = measure(done, unit or _unit_of(target), None)
    if isinstance(target, QuantityLeaf) and sign is not None:
        target.limit_confidence(_surely_signed(sign))
    _share_unit(target, actual)
    for leaf in (target, actual):
        if isinstance(leaf, QuantityLeaf):
            leaf.limit_confidence(_surely(cells.get("unit"), unit))
    return target, actual


def _share_unit(target: QuantityLeaf | TextLeaf | None, actual: QuantityLeaf | TextLeaf | None) -> None:
    """Gives a target that lost its unit, or that never had one, that of the actual value, where the two figures are of one size."""
    if not (isinstance(target, QuantityLeaf) and isinstance(actual, QuantityLeaf) and target.value and actual.value):
        return
    asked, done = target.value, actual.value
    if (
        asked.unit
        or not done.unit
        or not asked.amount
        or not 1 / ALIKE <= abs(done.amount / done.scale / asked.amount) <= ALIKE
    ):
        return
    told = parse_quantity(target.text, done.unit)
    if told is not None:
        target.value = told.model_copy(update={"bound": asked.bound})


def _own(cells: dict[str, GridCell | None], field: str, row: int) -> GridCell | None:
    """The row's own cell: a figure that reaches over several rows belongs to the first of them."""
    cell = cells.get(field)
    return cell if cell is not None and cell.row == row else None


def _percent(own: GridCell | None, actual: Quantity | None, rated: bool, levels: Levels) -> GridCell | None:
    """The target with its % where that was read as a last digit: ≥900 beside an actual value of 93% is ≥90%, for no rate is that high; so it is
    beside 93 where the name says that it is a rate (`rated`)."""
    match = BEYOND.fullmatch(own.words) if own is not None else None
    if (
        own is None
        or match is None
        or actual is None
        or not (actual.unit == "%" or (rated and not actual.unit))
        or own.text.text != own.words
    ):
        return own
    rate = int(match["rate"])
    if rate > ALL or not actual.amount / NEAR <= rate <= actual.amount * NEAR:
        return own
    before = own.text
    own.text = before.replace(len(before) - 1, len(before), "%", SIGN_SURE)
    levels.changes.append(Change(before, own.text.text, "digit", "percent_as_digit", SIGN_SURE))
    return own


def _unit(cells: dict[str, GridCell | None]) -> str | None:
    """What the unit's own cell says, without the specks beside a unit that is known (%à)."""
    cell = cells.get("unit")
    if is_nothing(cell) or cell is None:
        return None
    if is_unit(cell.words):
        return cell.words
    if RINGED.fullmatch(cell.words):
        return sign_with_ring(next((own.words for key in ("target", "actual") if (own := cells.get(key))), ""))
    bare = RINGS.sub("%", cell.words)
    bare = bare if is_unit(bare) else NO_UNIT.sub("", bare)
    return bare if is_unit(bare) else cell.words


def _surely(cell: GridCell | None, unit: str | None) -> float:
    """How surely the unit's own cell was read; 1 where none is needed, and where nothing speaks against it."""
    if cell is None or not unit:
        return 1.0
    sure = min(cell.text.probs, default=1.0)
    if unit == "‰" and RINGED.fullmatch(cell.words):
        return min(sure, PER_MILLE_CONFIDENCE)
    if len(unit) == 1 and not is_unit(unit):
        return min(
            sure, STRANGE
        )  # 超 for 起: things are counted in a few hundred ways, and each of one character is known
    return sure if sure < CERTAIN_CONFIDENCE and not (is_unit(unit) and unit != cell.words) else 1.0


def _surely_signed(cell: GridCell) -> float:
    """How surely the sign of comparison in its own cell (指标性质) was read, where it is one without a bar, one put right, or a look-alike; where
    nothing was read there that any form prints, the sign is not known."""
    if set(cell.words) & set(BARRED_SIGNS) or cell.text.evidence().raw != cell.text.text:
        return min(cell.text.probs, default=1.0)
    if operator(cell) is not None:
        return GUESSED if lone_sign(cell.text) else 1.0
    return 1.0 if NATURE.fullmatch(cell.words) else UNREAD


def _unit_of(target: QuantityLeaf | TextLeaf | None) -> str | None:
    """An actual value without a unit is meant in the target's."""
    return target.value.unit or None if isinstance(target, QuantityLeaf) and target.value else None
