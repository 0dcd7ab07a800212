"""The user's own relations over the figures of a record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gouji.check.judging_rules import judging_rules
from gouji.check.own.bound_test import bound_test
from gouji.check.own.find_field import Found, Missing, find_field
from gouji.check.own.own_rule import FieldPath, OwnRule
from gouji.check.relations.money_decimals import money_decimals
from gouji.check.relations.relation import Relation, Test
from gouji.check.relations.tests import ratio_test, sum_test
from gouji.schemas.quantity import Quantity
from gouji.schemas.record import Report

POINTS = ("", "分")
"""Units of points, which tables print without one."""


@dataclass(frozen=True, slots=True)
class Unchecked:
    """A relation of the user that cannot be checked in this report: what is missing, and the figures that are there."""

    rule: OwnRule
    missing: tuple[Missing, ...]
    found: tuple[Found, ...]


def own_relations(report: Report) -> Iterator[Relation | Unchecked]:
    """Yields, for each relation of figures in the rules file, the relation or why it cannot be checked."""
    decimals = money_decimals(report.budget)
    for rule in judging_rules().own:
        if rule.kind != "order":
            yield _relation(rule, report, decimals)


def _relation(rule: OwnRule, report: Report, decimals: int | None) -> Relation | Unchecked:
    paths = (*rule.paths, *(end.of for end in (rule.least, rule.most) if end and isinstance(end.of, FieldPath)))
    fields = [find_field(path, report) for path in paths]
    found = [each for each in fields if isinstance(each, Found)]
    missing = [each for each in fields if isinstance(each, Missing)] or list(_unfit(rule, paths, found))
    if missing:
        return Unchecked(rule, tuple(missing), tuple(found))
    leaves = tuple(each.leaf for each in found)
    return Relation(rule.id, found[0].subject.strip(), leaves, _test(rule, found[0], decimals), own=rule)


def _test(rule: OwnRule, claimed: Found, decimals: int | None) -> Test:
    if rule.kind == "ratio":
        return ratio_test(percent=True, minus_one=False, decimals=decimals)
    if rule.kind == "bound":
        return bound_test(rule.least, rule.most, decimals)
    money = claimed.leaf.value is not None and claimed.leaf.value.canonical_unit == "元"
    return sum_test(tuple(path.sign for path in rule.paths[1:]), decimals if money else None)


def _unfit(rule: OwnRule, paths: Sequence[FieldPath], found: Sequence[Found]) -> Iterator[Missing]:
    """Figures that are there and cannot be compared: one figure under two paths, amounts of different units."""
    for index, (path, each) in enumerate(zip(paths, found, strict=True)):
        if any(each.leaf is before.leaf for before in found[:index]):
            yield Missing(path, "same")
        if any(
            _line(path) == _line(other) and each.row is not before.row
            for other, before in zip(paths, found[:index], strict=False)
        ):
            yield Missing(path, "many")
    values = [each.leaf.value for each in found if each.leaf.value is not None]
    start = 1 if rule.kind == "ratio" else 0
    if rule.kind == "ratio" and values[0].canonical_unit not in ("%", ""):
        yield Missing(paths[0], "units")
    for path, value in zip(paths[start + 1 :], values[start + 1 :], strict=True):
        if not _alike(value, values[start]):
            yield Missing(path, "units")
    numbers = [end.of for end in (rule.least, rule.most) if end and isinstance(end.of, Quantity)]
    if any(not _fits(number, values[0]) for number in numbers):
        yield Missing(paths[0], "units")


def _line(path: FieldPath) -> tuple[str, str, str | None]:
    """What two paths of one line have in common: columns of two lines of one name say nothing of each other."""
    return path.head, path.name, path.role


def _alike(one: Quantity, other: Quantity) -> bool:
    units = {one.canonical_unit, other.canonical_unit}
    return len(units) == 1 or units <= set(POINTS)


def _fits(number: Quantity, figure: Quantity) -> bool:
    """Whether a number of the user is of the figure's unit. One without a unit is not held against 万元 or 万笔."""
    if number.unit == "" and number.canonical_unit == "":
        return figure.canonical_unit != "元" and figure.scale == 1
    return _alike(number, figure)
