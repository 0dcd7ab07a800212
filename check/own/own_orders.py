"""The user's own orders of dates (先后), as relations of neighbouring dates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from gouji.check.judging_rules import judging_rules
from gouji.check.own.find_field import Missing
from gouji.check.own.is_planned import is_planned
from gouji.check.own.own_relations import Unchecked
from gouji.check.own.own_rule import FieldPath, OwnRule
from gouji.check.relations.dates import DateRelation
from gouji.normalize.text.bare_names import bare
from gouji.schemas.leaf import TextLeaf
from gouji.schemas.record import Event, Report


@dataclass(frozen=True, slots=True)
class _Date:
    """A date of the record, what it is of, and its kind."""

    leaf: TextLeaf
    subject: str
    kind: str


def own_orders(report: Report) -> Iterator[DateRelation | Unchecked]:
    """Yields, for each order in the rules file, a relation of each date and the next one that the report has; also what
    is missing of it.

    Dates of several procurements are compared within each of them.
    """
    for rule in judging_rules().own:
        if rule.kind == "order":
            yield from _orders(rule, report)


def _orders(rule: OwnRule, report: Report) -> Iterator[DateRelation | Unchecked]:
    done: set[tuple[int, int]] = set()
    absent = {path.written: Missing(path, "absent") for path in rule.paths}
    for events in _procurements(rule, report):
        known = []
        for path in rule.paths:
            if dates := _dates(path, events, report):
                absent.pop(path.written, None)
                if read := sorted((date for date in dates if date.leaf.value), key=lambda date: date.leaf.value or ""):
                    known.append(read)
                else:
                    absent[path.written] = Missing(path, "unreadable")
        for before, after in pairwise(known):
            # Of several contracts and acceptances each has its own: only the first against the last is surely wrong.
            early, late = before[0 if before[0].subject and after[0].subject else -1], after[-1]
            if (key := (id(early.leaf), id(late.leaf))) not in done:
                done.add(key)
                subject = early.subject or late.subject or _project(report)
                yield DateRelation(rule.id, subject, early.leaf, late.leaf, early.kind, late.kind, own=rule)
    if not absent and not done:
        absent = {path.written: Missing(path, "apart") for path in rule.paths}
    if absent:
        yield Unchecked(rule, tuple(absent.values()), ())


def _procurements(rule: OwnRule, report: Report) -> list[list[Event]]:
    """The events that the order names, those of each subject together: what happened to another, and what is still
    to happen, is in no order to them.
    At least one list, which may be empty.
    """
    kinds = {path.name for path in rule.paths if path.head == "event"}
    of: dict[str, list[Event]] = {}
    for event in report.events:
        if event.kind in kinds and not is_planned(event.date, report):
            of.setdefault(bare(event.subject.text), []).append(event)
    return list(of.values()) or [[]]


def _dates(path: FieldPath, events: list[Event], report: Report) -> list[_Date]:
    """The dates at `path`: all events of that kind. A year that no label names accuses nobody."""
    if path.head == "cover":
        leaf = getattr(report.cover, path.field)
        return [] if leaf is None or leaf.context_confidence < 1 else [_Date(leaf, "", path.field)]
    return [
        _Date(event.date, event.subject.value or event.subject.text, event.kind)
        for event in events
        if event.kind == path.name
    ]


def _project(report: Report) -> str:
    name = report.cover.project_name
    return (name.value or name.text) if name else ""
