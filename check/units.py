"""Relations of units (金额单位): one amount told in two units side by side, 1700000元（170万元）."""

from __future__ import annotations

from collections.abc import Iterator

from check.arithmetic import same_test
from check.relation import Relation
from schemas.record import Report


def unit_relations(report: Report) -> Iterator[Relation]:
    """The same amount in 元 and in 万元."""
    for pair in report.restated:
        yield Relation("unit-scale", pair.subject, (pair.first, pair.second), same_test())
