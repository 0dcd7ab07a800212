"""The figures of a report that another report may state too."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.check.verdicts.hypotheses import REPORT_ERROR_PRIOR
from gouji.check.verdicts.verdict import VERDICT_ODDS
from gouji.schemas.cross_report import Figure, Filed
from gouji.schemas.leaf import QuantityLeaf
from gouji.schemas.record import BudgetRow

COLUMNS = ("initial", "adjusted", "allocated", "spent", "balance", "execution_rate")


def comparable_figures(filed: Filed) -> dict[str, Figure]:
    """The figures of the total row, and the score, by name. What is not printed or not readable is left out."""
    out: dict[str, Figure] = {}
    index = total_index(filed)
    if index is not None:
        out |= row_figures(filed, index)
    score = comparable_figure(filed, "score", "/evaluation/score", filed.report.evaluation.score)
    return out | ({"score": score} if score else {})


def total_index(filed: Filed) -> int | None:
    """The index of the budget row of the whole project: the total, or the only row. None if there is neither."""
    rows = filed.report.budget
    totals = [i for i, row in enumerate(rows) if row.role == "total"]
    if totals:
        return totals[0]
    return 0 if len(rows) == 1 and rows[0].role != "source" else None


def row_figures(filed: Filed, index: int) -> dict[str, Figure]:
    """The figures of one budget row by name."""
    return {found.name: found for found in _row(filed, index, filed.report.budget[index])}


def _row(filed: Filed, index: int, row: BudgetRow) -> Iterator[Figure]:
    for column in COLUMNS:
        found = comparable_figure(filed, column, f"/budget/{index}/{column}", getattr(row, column))
        if found:
            yield found


def comparable_figure(filed: Filed, name: str, pointer: str, leaf: QuantityLeaf | None) -> Figure | None:
    """A leaf as a figure that can be compared; None if nothing was read.

    It is certain (`sure`) if the recogniser was all but certain, or if the figure agrees within its own report, which a
    misread figure would not.
    """
    if leaf is None or leaf.value is None:
        return None
    touching = [f for f in filed.report.findings if pointer in f.fields]
    tied = any(f.status == "consistent" and f.equation for f in touching)
    doubted = any(f.status == "unresolved" for f in touching)
    certain = 1 - leaf.confidence <= REPORT_ERROR_PRIOR / VERDICT_ODDS
    return Figure(filed, name, pointer, leaf, leaf.value, (tied or certain) and not doubted)
