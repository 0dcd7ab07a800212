"""The line of a table that sums up its points (总分), wherever it stands."""

from __future__ import annotations

from itertools import dropwhile

import regex

from gouji.extract.forms.budget_rows import totals
from gouji.extract.forms.cell_values import figure, of_one_field
from gouji.extract.forms.column_roles import Header
from gouji.extract.forms.verdict_labels import BESIDE_EXECUTION, grade_behind, names_full_score
from gouji.normalize.figures.quantities import parse_quantity
from gouji.schemas.leaf import QuantityLeaf
from gouji.schemas.record import Evaluation
from gouji.schemas.wordlists import any_of
from gouji.tables.cell_grid import CellGrid, GridCell

NAMES = any_of(__package__, "total_names", frozenset({"score"}))
LABEL = regex.compile(rf"(?!合计|总计)(?:{NAMES})(?:[（(]分[）)])?[:：]?")
WHOLE = 100
EDGE = 0.02
WORDS = regex.compile(r"\p{Han}")
POINTS_AND_GRADE = regex.compile(
    r"(?P<points>\d{1,3}(?:\.\d+)?)\s*分?[\s，,、；;（(]*(?:自评|评价|评定)?(?:等级|等次|级别|档次)[\s为:：]*\p{Han}{1,3}[）)]?"
)
"""The score with the grade that it gives in one cell: 98.5 等次：优."""
CLAUSE = regex.compile(r"[；;，,。]")
DIRT = regex.compile(r"^[^\p{Han}（(]+|[^\p{Han}）)]+$")
"""Specks at the edges of a name."""
AT_TOP = regex.compile(rf"(?!合计|总计)(?:{NAMES})\s*(?:[（(]分[）)])?\s*[:：]\s*(?P<score>\d+(?:\.\d+)?)\s*分?")


def total_above(sheet: CellGrid, row: int, out: Evaluation) -> bool:
    """Puts a total that stands over the tables of a form into `out`: 自评总分：69 in one cell, or 自评得分 | 69 in two."""
    cells = [c for c in sheet.own(row) if c.words]
    for index, cell in enumerate(cells):
        match = AT_TOP.fullmatch(cell.text.text.strip())
        score = None
        if match:
            start = cell.text.text.index(
                match["score"], len(cell.text.text) - len(cell.text.text.lstrip()) + match.start("score")
            )
            score = QuantityLeaf.of(
                part := cell.text.span(start, start + len(match["score"])), parse_quantity(part.text, "分")
            )
        elif LABEL.fullmatch(cell.words) and index + 1 < len(cells):
            score = figure(cells[index + 1], "分")
            last = figure(cells[-1], "分")  # 总分 | 100 | 97.51: what can be had comes before what was
            if (
                index + 2 < len(cells)
                and score
                and score.value
                and last
                and last.value
                and last.value.amount <= score.value.amount
                and not score.value.amount % 1
            ):
                out.full_score = out.full_score or score
                score = last
        if score is not None and score.value is not None and score.value.unit == "分":
            out.score = out.score or score
            return True
    return False


def total_row(sheet: CellGrid, row: int, header: Header, out: Evaluation, named: bool | None = None) -> bool:
    """Puts the total's score and full score into `out`; False where the row is no total of points.

    `named` says whether its name is that of a total, where that is known already.
    """
    cells = list(dropwhile(lambda c: not WORDS.search(c.words), (c for c in sheet.own(row) if c.words)))
    if not cells or header.kind != "indicator":
        return False
    name = DIRT.sub("", CLAUSE.split(cells[0].words)[-1])  # 预算执行得9.6分；总分
    if not (name in totals("score") if named is None else named):
        return False
    if not {"weight", "score"} & set(header.columns) and not LABEL.fullmatch(name):
        return False  # 合计 of a table without points sums up something else
    if any(names_full_score(cell.words) for cell in cells[1:]):
        return True  # 总分 | 总分值 | 100 | 总得分 | 98.9: each figure has its label
    values: dict[str, QuantityLeaf | None] = {}
    under: dict[str, GridCell | None] = {}
    for field in ("weight", "score"):
        column = header.columns.get(field)
        cell = sheet.under(row, column.left, column.right) if column else None
        under[field] = cell if cell is not cells[0] else None
        values[field] = figure(under[field], "分")
    fused = [cell for field, cell in under.items() if cell is not None and not of_one_field(under, field)]
    values = {field: None if under[field] in fused else leaf for field, leaf in values.items()}
    figures = [f for c in cells[1:] if c not in fused and (f := figure(c, "分")) and f.value]
    if len(figures) == 2 and not all(v is not None and v.value for v in values.values()):
        values = dict(zip(("weight", "score"), figures, strict=True))  # no ruling of the row is that of a head
    if not any(v is not None and v.value for v in values.values()) and len(cells) > 1:
        values = {"weight": figures[0] if len(figures) > 1 else None, "score": figures[-1] if figures else None}
    behind = next(((c, told) for c in cells[1:] if (told := POINTS_AND_GRADE.fullmatch(c.text.text.strip()))), None)
    if behind is not None and not (values["score"] and values["score"].value):
        points = behind[0].text.strip().span(*behind[1].span("points"))
        values["score"] = QuantityLeaf.of(points, parse_quantity(points.text, "分"))
        if values["weight"] is None and len(figures) == 1:
            values["weight"] = figures[0]
    if _sums_part(name, values, out):
        return True
    out.full_score = out.full_score or values["weight"]
    out.score = out.score or values["score"]
    if out.grade is None and values["score"] is not None and out.score is values["score"]:
        out.grade = grade_behind(cells[1:])
    return True


def nameless_total(sheet: CellGrid, row: int, header: Header) -> bool:
    """Whether a row is the total of the points though its name was not read: a hundred points under the weights, a score that is
    no more, and a name that reaches over all columns before them; or in the last row hardly a sign of one."""
    weight, score = (
        figure(sheet.under(row, column.left, column.right) if column else None, "分")
        for column in (header.columns.get(field) for field in ("weight", "score"))
    )
    if not (weight and weight.value and score and score.value):
        return False
    if weight.value.amount == WHOLE >= score.value.amount and _reaches_to_points(sheet, row, header):
        return True
    if row + 1 < sheet.rows:
        return False
    words = sum(len(WORDS.findall(cell.words)) for cell in sheet.own(row))
    return words <= 1 and weight.value.amount == WHOLE and score.value.amount <= WHOLE


def _reaches_to_points(sheet: CellGrid, row: int, header: Header) -> bool:
    """Whether the first cell of a row reaches over the levels, the name and the values."""
    before = [c for f, c in header.columns.items() if f in ("level1", "name", "target", "actual")]
    first = sheet.own(row)[0] if sheet.own(row) else None
    return (
        first is not None
        and len(before) > 2
        and first.left <= min(c.left for c in before) + EDGE
        and first.right >= max(c.right for c in before) - EDGE
        and first.right <= header.columns["weight"].left + EDGE
    )


def _sums_part(name: str, values: dict[str, QuantityLeaf | None], out: Evaluation) -> bool:
    """Whether a row sums up the indicators alone: it is called 合计, and beside a total that is printed elsewhere both of its points
    are less, of what could be had by a tenth or a fifth."""
    if LABEL.fullmatch(DIRT.sub("", name)) or out.score is None or out.score.value is None:
        return False
    weight, score = (leaf.value.amount if leaf and leaf.value else None for leaf in (values["weight"], values["score"]))
    return weight in BESIDE_EXECUTION and score is not None and score < out.score.value.amount
