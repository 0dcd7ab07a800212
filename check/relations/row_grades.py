"""The relation between grade and score of each project of a list (得分 | 等级)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import cast

import regex

from gouji.check.judging_rules import judging_rules
from gouji.check.relations.grades import Bands, grade_test
from gouji.check.relations.relation import Relation
from gouji.check.relations.table_columns import Lattice, heads_over, lattice
from gouji.schemas.leaf import Leaf
from gouji.schemas.record import Evaluation, Table, TableCell

SCORE, GRADE = (
    regex.compile(r"(?:得分|评分|总分|分数)(?:[（(][^（()）]*[）)])?$"),
    regex.compile(r"(?:等级|等次|级别|档次)$"),
)
NAMES = regex.compile(r"^(?:\p{Han}{0,4}(?:项目|任务|事项))(?:名称)?$")
"""Heads of names of what is graded; the unit that carries it out may have a longer name."""
FULL = Decimal(100)
MIN_ROWS, MIN_HOLDING_RATIO = 4, Decimal("0.8")
"""From so many rows on, of which so many earn their grades, the list keeps to the scale: another row is a finding."""

Row = tuple[TableCell, TableCell, str]
"""The score of a row, its grade, and its name."""


def row_grade_relations(tables: list[Table], evaluation: Evaluation) -> Iterator[Relation]:
    """Yields the relation that a row's grade is the one that its score earns, by the scale that the report prints, else by the
    national default; none for a list that keeps to no scale."""
    scale = _scale(evaluation)
    words = judging_rules().words
    for table in tables:
        rows = list(_rows(lattice(table)))
        if scale is not None and {words[grade.text] for _, grade, _ in rows} - {grade for grade, _ in scale}:
            continue  # a band of the printed scale was not read
        found = [
            Relation(
                "grade-band",
                name or grade.text,
                (score,),
                grade_test(grade.text, (FULL, FULL), scale),
                (cast(Leaf[str], grade),),
            )
            for score, grade, name in rows
        ]
        holding = [relation for relation in found if (outcome := relation.outcome()) is not None and outcome.holds]
        if len(found) >= MIN_ROWS and len(holding) >= MIN_HOLDING_RATIO * len(found):
            yield from found


def _scale(evaluation: Evaluation) -> Bands | None:
    words = judging_rules().words
    bands = [
        (b.grade.value or "", b.least.value.amount if b.least and b.least.value else Decimal(0))
        for b in evaluation.bands
    ]
    known = bool(bands) and all(grade in words for grade, _ in bands)
    return [(words[grade], least) for grade, least in bands] if known else None


def _rows(cells: Lattice) -> Iterator[Row]:
    """The rows with one grade and, in the nearest column of scores before it, a score of a hundred at the most."""
    for row in sorted({row for row, _ in cells}):
        graded = [col for (r, col), cell in cells.items() if r == row and cell.text in judging_rules().words]
        graded = [col for col in graded if _is_headed(cells, row, col, GRADE)]
        scored = [
            col
            for (r, col), cell in cells.items()
            if r == row and graded and col < graded[0] and _is_score(cell) and _is_headed(cells, row, col, SCORE)
        ]
        if len(graded) == 1 and scored:
            yield cells[row, max(scored)], cells[row, graded[0]], _name(cells, row, max(scored))


def _name(cells: Lattice, row: int, col: int) -> str:
    """The words that name a row: those below a head of names of projects, else the longest before the score."""
    before = {c: cell.text for (r, c), cell in cells.items() if r == row and c < col and cell.value is None}
    named = [text for c, text in sorted(before.items()) if text and _is_headed(cells, row, c, NAMES)]
    return named[0] if named else max(before.values(), key=len, default="")


def _is_score(cell: TableCell) -> bool:
    return cell.value is not None and cell.value.canonical_unit in ("", "分") and 0 <= cell.value.amount <= FULL


def _is_headed(cells: Lattice, row: int, col: int, words: regex.Pattern[str]) -> bool:
    return any(words.search(each) for each in heads_over(cells, row, col).split("·"))
