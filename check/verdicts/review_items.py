"""Findings for a person to look at: what a seal hides, what was read with low confidence, what is missing."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import regex

from gouji.check.pointers import leaves
from gouji.check.verdicts.verdict import CandidateSource
from gouji.normalize.figures.units import lacks_digits
from gouji.schemas.leaf import Leaf, QuantityLeaf
from gouji.schemas.quantity import Quantity
from gouji.schemas.record import Finding, Report, Severity, Table
from gouji.schemas.texts import text

MIN_CONFIDENCE = 0.6
"""A figure with a lower confidence that no relation ties out is shown to a person."""
MAX_UNITLESS_RATIO = 0.4
"""If a larger share of a table's targets has no unit, the form prints none."""
SAME_DIRECTION: dict[str, set[str]] = {sign: side for side in ({">", ">="}, {"<", "<="}) for sign in side}
UNIT_FIELDS = ("department", "supervising_department", "budget_authority")
"""Fields of the cover that name units of one place."""
PLACE_PREFIX = regex.compile(r"\p{Han}{2}[县市区州盟旗]\p{Han}")
"""The place that most names of units begin with."""
PLACE_LENGTH = 3
"""Characters of such a place."""
SURE_CHARACTER_PROBABILITY = 0.98
"""A character with a higher probability is hardly ever another one."""
MIN_SEALED_PROBABILITY = 0.8
"""Minimum probability of each character of a cover field under a seal."""


def review_items(report: Report, touched: set[str], candidates_of: CandidateSource, lang: str) -> list[Finding]:
    """One finding for each place. `touched` are the fields that relations have proved or called into question."""
    out = []
    known = {f"/tables/{index}" for index, table in enumerate(report.tables) if table.understood}
    for pointer, leaf in leaves(report):
        if pointer.startswith("/tables/") and ("/".join(pointer.split("/")[:3]) in known or leaf.value is None):
            continue  # the content of such a cell has a field of its own
        if leaf.value is None and (pointer.startswith("/cover/") or _is_lost_figure(pointer, leaf)):
            message = _unreadable_message(pointer, leaf, lang)
            out.append(
                _finding("unreadable", "warning", message, leaf.raw, [pointer], _look(leaf.page, leaf.line, lang))
            )
        elif pointer not in touched and _is_doubtful(pointer, leaf) and not _is_sure_of_number(leaf, candidates_of):
            message = text("finding.doubtful", lang, text=leaf.text, confidence=f"{_certainty(leaf):.0%}")
            out.append(
                _finding("doubtful-reading", "warning", message, leaf.raw, [pointer], _look(leaf.page, leaf.line, lang))
            )
    return out + _differing_places(report, lang) + _without_unit(report, lang) + _missing(report, lang)


def _unreadable_message(pointer: str, leaf: Leaf[Any], lang: str) -> str:
    """Says that a value stands there that cannot be read. It names the seal only if one was found over the value."""
    field = text(f"field.{pointer.rpartition('/')[2]}", lang)
    key = "hidden" if leaf.sealed else "unread" if leaf.text.strip() else "unread_whole"
    return text(f"finding.{key}", lang, field=field, text=leaf.text)


def _differing_places(report: Report, lang: str) -> list[Finding]:
    """Units of one report whose names begin with places that differ in one doubtful character (楼岭市, 格岭市): at least one
    of them was misread.
    """
    names = {
        name: leaf
        for name in UNIT_FIELDS
        if (leaf := getattr(report.cover, name)) is not None and leaf.value and PLACE_PREFIX.match(leaf.text)
    }
    out = []
    for (first, a), (second, b) in combinations(names.items(), 2):
        apart = [i for i, (x, y) in enumerate(zip(a.text[:PLACE_LENGTH], b.text[:PLACE_LENGTH], strict=True)) if x != y]
        if (
            len(apart) == 1
            and a.text[PLACE_LENGTH - 1] == b.text[PLACE_LENGTH - 1]
            and min(_probability_at(a, apart[0]), _probability_at(b, apart[0])) < SURE_CHARACTER_PROBABILITY
        ):
            message = text("finding.places", lang, first=a.text[:PLACE_LENGTH], second=b.text[:PLACE_LENGTH])
            fields = [f"/cover/{first}", f"/cover/{second}"]
            out.append(_finding("doubtful-reading", "warning", message, a.raw, fields, _look(a.page, a.line, lang)))
    return out


def _probability_at(leaf: Leaf[Any], place: int) -> float:
    return leaf.trace.probs[place] if len(leaf.trace) == len(leaf.text) else 1.0


def _without_unit(report: Report, lang: str) -> list[Finding]:
    """Targets with a comparison sign and no unit, in a table whose other targets have one: a seal or the scan may have
    hidden it.
    """
    rows = [
        (index, i.target, i.actual)
        for index, i in enumerate(report.indicators)
        if i.source == "table" and isinstance(i.target, QuantityLeaf)
    ]
    measured = [(index, target, actual) for index, target, actual in rows if target.value and target.value.bound]
    bare = [row for row in measured if row[1].value and not row[1].value.unit]
    if len(bare) > MAX_UNITLESS_RATIO * len(measured):
        return []
    out = []
    for index, target, actual in bare:
        fields = [f"/indicators/{index}/target"]
        if isinstance(actual, QuantityLeaf) and actual.value and not actual.value.unit:
            fields.append(f"/indicators/{index}/actual")
        message = text("finding.no_unit", lang, text=target.text)
        out.append(
            _finding("unreadable", "warning", message, target.raw, fields, _look(target.page, target.line, lang))
        )
    return out


def _is_lost_figure(pointer: str, leaf: Leaf[Any]) -> bool:
    """Whether the leaf holds unreadable characters where a figure belongs.

    In a budget row, and in the weight or score of an indicator, any characters count; in its target or actual value, a
    unit or a comparison without digits.
    """
    if pointer.startswith("/indicators/") and pointer.endswith(("/weight", "/score")):
        return any(char.isalnum() for char in leaf.text)
    if pointer.startswith("/indicators/") and pointer.endswith(("/target", "/actual")):
        return isinstance(leaf, QuantityLeaf) and lacks_digits("".join(leaf.text.split()))
    return pointer.startswith("/budget/") and isinstance(leaf, QuantityLeaf) and bool(leaf.text.strip())


def _is_doubtful(pointer: str, leaf: Leaf[Any]) -> bool:
    if isinstance(leaf, QuantityLeaf):
        return leaf.confidence < MIN_CONFIDENCE
    least = MIN_SEALED_PROBABILITY if leaf.sealed else MIN_CONFIDENCE
    return pointer.startswith("/cover/") and _certainty(leaf) < least


def _certainty(leaf: Leaf[Any]) -> float:
    """How sure a figure is; of words the least sure character counts, for a long name is not doubtful because it is long.

    Brackets and stops are none of its characters: whichever of their forms was read, the name is the same.
    """
    if isinstance(leaf, QuantityLeaf):
        return leaf.confidence
    return min((p for sign, p in zip(leaf.trace.text, leaf.trace.probs, strict=True) if sign.isalnum()), default=1.0)


def _is_sure_of_number(leaf: Leaf[Any], candidates_of: CandidateSource) -> bool:
    """Whether only the comparison sign before the figure is in doubt (≥ or >), and nothing else."""
    value = leaf.value
    if not isinstance(value, Quantity) or value.bound is None:
        return False
    found = candidates_of(leaf)
    alike = [
        r.odds
        for r in found.others
        if isinstance(r.value, Quantity)
        and r.value.canonical == value.canonical
        and r.value.bound in SAME_DIRECTION[value.bound]
    ]
    return found.taken * (1 + sum(alike)) >= MIN_CONFIDENCE


def _missing(report: Report, lang: str) -> list[Finding]:
    if not report.sections and not report.tables:
        return [_finding("form-unknown", "warning", text("finding.no_form", lang), None, [], None)]
    unknown = [(n, table) for n, table in enumerate(report.tables) if not table.understood and not table.sums]
    out = [_unknown_table(table, index, lang) for index, table in unknown]
    out += [_undecided_columns(table, index, lang) for index, table in enumerate(report.tables) if table.undecided]
    for name in ("project_name", "department"):
        if getattr(report.cover, name) is None and not (name == "project_name" and _covers_department(report)):
            message = text("finding.no_field", lang, field=text(f"field.{name}", lang))
            out.append(_finding("missing", "warning", message, None, [f"/cover/{name}"], None))
    if not report.budget:
        out.append(_finding("missing", "warning", text("finding.no_budget", lang), None, ["/budget"], None))
    if report.evaluation.score is None:
        out.append(_finding("missing", "info", text("finding.no_score", lang), None, ["/evaluation"], None))
    return out


def _covers_department(report: Report) -> bool:
    """Whether the report covers a whole department (部门整体支出) and so names no project."""
    title = report.cover.title
    return title is not None and "整体" in title.text


def _unknown_table(table: Table, index: int, lang: str) -> Finding:
    words = "、".join(cell.text for cell in next((row for row in table.rows if row), []) if cell.text)
    message = text("finding.table_unknown", lang, words=words[:60])
    return _finding("table-unknown", "info", message, None, [f"/tables/{index}"], _look(table.page, None, lang))


def _undecided_columns(table: Table, index: int, lang: str) -> Finding:
    message = text("finding.columns_undecided", lang, words="、".join(table.undecided)[:60])
    return _finding("table-unknown", "info", message, None, [f"/tables/{index}"], _look(table.page, None, lang))


def _look(page: int | None, line: int | None, lang: str) -> str | None:
    if page:
        return text("suggestion.look", lang, page=page)
    return text("suggestion.look_line", lang, line=line) if line else None


def _finding(
    rule: str, severity: Severity, message: str, observed: str | None, fields: list[str], suggestion: str | None
) -> Finding:
    return Finding(
        rule=rule,
        status="unresolved",
        severity=severity,
        message=message,
        equation="",
        observed=observed,
        expected=None,
        tolerance=None,
        fields=fields,
        suggestion=suggestion,
    )
