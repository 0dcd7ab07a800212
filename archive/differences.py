"""Compares two versions of a report: values by their names, and findings that appeared or disappeared."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import regex

from gouji.archive.matching_names import name_key
from gouji.schemas.leaf import Leaf, QuantityLeaf
from gouji.schemas.record import Finding, Report
from gouji.schemas.texts import text

MASKED_FIELDS = ("contact_person", "contact_phone")
"""Fields whose change is reported without the values."""
MASK = "***"
BUDGET_FIELDS = (
    "initial",
    "adjustment",
    "adjusted",
    "allocated",
    "spent",
    "balance",
    "execution_rate",
    "weight",
    "score",
)
INDICATOR_FIELDS = ("target", "actual", "weight", "score")
POINTER_INDEX = regex.compile(r"/\d+")
ComparedValue = tuple[str, str]
"""The form in which a value is compared, and the form in which it is shown."""


@dataclass(frozen=True, slots=True)
class Change:
    """A value by its name. None: that version does not have it."""

    subject: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Differences:
    """`changes` in the order of the record; findings that fail in the newer version only (`came`) or in the older one
    only (`went`)."""

    changes: list[Change]
    came: list[Finding]
    went: list[Finding]


def differences(old: Report, new: Report, lang: str) -> Differences:
    """Compares the older version of a report with the newer one."""
    before, after = _NamedValues(old, lang), _NamedValues(new, lang)
    names = [*after.values, *(name for name in before.values if name not in after.values)]
    changed = [name for name in names if _key(before.values.get(name)) != _key(after.values.get(name))]
    changes = [Change(name, _shown(before.values.get(name)), _shown(after.values.get(name))) for name in changed]
    failed, newly_failed = before.failing(), after.failing()
    came = [finding for key, finding in newly_failed.items() if key not in failed]
    return Differences(changes, came, [finding for key, finding in failed.items() if key not in newly_failed])


class _NamedValues:
    """The values of a record under names that stay the same when a row is inserted."""

    def __init__(self, report: Report, lang: str) -> None:
        self._report, self._lang = report, lang
        self.values: dict[str, ComparedValue] = {}
        self._by_pointer: dict[str, str] = {}
        for subject, pointer, leaf in self._leaves():
            self._take(subject, pointer, leaf)

    def failing(self) -> dict[tuple[Any, ...], Finding]:
        """The findings that do not hold, by rule, status and the names of their figures."""
        found = [finding for finding in self._report.findings if finding.status != "consistent"]
        return {
            (f.rule, f.status, *(self._by_pointer.get(p, POINTER_INDEX.sub("", p)) for p in f.fields)): f for f in found
        }

    def _take(self, subject: str, pointer: str, leaf: Leaf[Any]) -> None:
        name, count = subject, 1
        while name in self.values:
            count += 1
            name = f"{subject} ({count})"
        compared, shown = _value(leaf)
        self.values[name] = compared, MASK if pointer.rpartition("/")[2] in MASKED_FIELDS else shown
        self._by_pointer[pointer] = name

    def _leaves(self) -> Iterator[tuple[str, str, Leaf[Any]]]:
        report = self._report
        yield from self._fields("", "/cover", report.cover, type(report.cover).model_fields)
        whole = len(report.budget) == 1
        for i, row in enumerate(report.budget):
            subject = "" if row.role == "total" or whole else _name(row.name)
            yield from self._fields(subject, f"/budget/{i}", row, BUDGET_FIELDS)
        for i, each in enumerate(report.indicators):
            yield from self._fields(_name(each.name), f"/indicators/{i}", each, INDICATOR_FIELDS)
        for i, fact in enumerate(report.facts):
            if fact.value is not None:
                yield _name(fact.subject), f"/facts/{i}/value", fact.value
        for i, event in enumerate(report.events):
            if event.date is not None:
                yield f"{event.kind} {_name(event.subject)}".strip(), f"/events/{i}/date", event.date
        yield from self._fields("", "/evaluation", report.evaluation, ("score", "full_score", "grade"))

    def _fields(self, subject: str, pointer: str, part: Any, names: Any) -> Iterator[tuple[str, str, Leaf[Any]]]:
        for name in names:
            if (leaf := getattr(part, name)) is not None:
                yield f"{subject} {text(f'field.{name}', self._lang)}".strip(), f"{pointer}/{name}", leaf


def _name(leaf: Leaf[Any] | None) -> str:
    if leaf is None:
        return ""
    words = leaf.value or leaf.text
    return name_key(words) or words


def _value(leaf: Leaf[Any]) -> ComparedValue:
    if isinstance(leaf, QuantityLeaf) and leaf.value is not None:
        value = leaf.value
        return f"{value.bound} {value.canonical} {value.canonical_unit}", f"{value.number}{value.unit}"
    words = str(leaf.value if leaf.value is not None else leaf.text)
    return words, words


def _key(value: ComparedValue | None) -> str | None:
    return value[0] if value else None


def _shown(value: ComparedValue | None) -> str | None:
    return value[1] if value else None
