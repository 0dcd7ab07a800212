"""One figure stated twice (同一数字): in two units side by side, 1700000元（170万元）, or in the table and in the prose."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.check.relations.relation import Relation
from gouji.check.relations.tests import same_test
from gouji.schemas.record import Report


def same_figure_relations(report: Report) -> Iterator[Relation]:
    """Yields the same amount in 元 and 万元 (unit-scale), the same figure in two places (same-figure), and an indicator's
    actual value in table and prose (table-narrative).

    Two rates may be one rate that was rounded once and cut off once, but only if each is also tied out against the
    amounts.
    """
    tied = {
        id(r.execution_rate)
        for r in report.budget
        if r.execution_rate and r.spent and (r.adjusted or r.allocated or r.initial)
    }
    for pair in report.restated:
        first, second = pair.first.value, pair.second.value
        if first and second and first.canonical_unit == second.canonical_unit:
            side_by_side = first.unit != second.unit and not pair.elsewhere
            rule = "table-narrative" if pair.measured else "unit-scale" if side_by_side else "same-figure"
            yield Relation(rule, pair.subject, (pair.first, pair.second), same_test(truncated=id(pair.first) in tied))
