"""Places that a person must look at: what the seal hides, what was read with little confidence, what is missing."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import regex

from gouji.check.pointers import leaves
from gouji.check.verdicts.verdict import Weigh
from gouji.normalize.figures.units import lacks_digits
from gouji.schemas.leaf import Leaf, QuantityLeaf
from gouji.schemas.quantity import Quantity
from gouji.schemas.record import Finding, Report, Severity, Table
from gouji.schemas.texts import text

LOW = 0.6
"""A figure read with less than this, and tied out by nothing, is shown to a person."""
BARE = 0.4
"""Where more of a table's targets than this have no unit, the form prints none."""
ALIKE: dict[str, set[str]] = {sign: side for side in ({">", ">="}, {"<", "<="}) for sign in side}
UNITS, PLACE, SPAN = (
    ("department", "supervising_department", "budget_authority"),
    regex.compile(r"\p{Han}{2}[县市区州盟旗]\p{Han}"),
    3,
)
"""Fields of the cover that name units of one place, and the place that most such names begin with."""
SURE = 0.98
"""A character read as surely as this is hardly ever another."""
SEALED = 0.8
"""The same for the words of a cover that stand under a seal."""


def doubts(report: Report, touched: set[str], weigh: Weigh, lang: str) -> list[Finding]:
    """One finding a place. `touched` are the fields that relations have proved or called in question."""
    out = []
    known = {f"/tables/{index}" for index, table in enumerate(report.tables) if table.understood}
    for pointer, leaf in leaves(report):
        if pointer.startswith("/tables/") and ("/".join(pointer.split("/")[:3]) in known or leaf.value is None):
            continue  # what such a cell says stands in a field of its own
        if leaf.value is None and (pointer.startswith("/cover/") or _is_lost_figure(pointer, leaf)):
            message = _lost(pointer, leaf, lang)
            out.append(
                _finding("unreadable", "warning", message, leaf.raw, [pointer], _look(leaf.page, leaf.line, lang))
            )
        elif pointer not in touched and _doubtful(pointer, leaf) and not _sure_of_number(leaf, weigh):
            message = text("finding.doubtful", lang, text=leaf.text, confidence=f"{leaf.confidence:.0%}")
            out.append(
                _finding("doubtful-reading", "warning", message, leaf.raw, [pointer], _look(leaf.page, leaf.line, lang))
            )
    return out + _places(report, lang) + _without_unit(report, lang) + _missing(report, lang)


def _lost(pointer: str, leaf: Leaf[Any], lang: str) -> str:
    """That a value stands there which nobody can read. The seal is blamed only where one was found over it."""
    field = text(f"field.{pointer.rpartition('/')[2]}", lang)
    key = "hidden" if leaf.sealed else "unread" if leaf.text.strip() else "unread_whole"
    return text(f"finding.{key}", lang, field=field, text=leaf.text)


def _places(report: Report, lang: str) -> list[Finding]:
    """Units of one report whose names begin with places that differ in one doubtful character (楼岭市, 格岭市): one of them was misread, or both."""
    names = {
        name: leaf
        for name in UNITS
        if (leaf := getattr(report.cover, name)) is not None and leaf.value and PLACE.match(leaf.text)
    }
    out = []
    for (first, a), (second, b) in combinations(names.items(), 2):
        apart = [i for i, (x, y) in enumerate(zip(a.text[:SPAN], b.text[:SPAN], strict=True)) if x != y]
        if (
            len(apart) == 1
            and a.text[SPAN - 1] == b.text[SPAN - 1]
            and min(_sure(a, apart[0]), _sure(b, apart[0])) < SURE
        ):
            message = text("finding.places", lang, first=a.text[:SPAN], second=b.text[:SPAN])
            fields = [f"/cover/{first}", f"/cover/{second}"]
            out.append(_finding("doubtful-reading", "warning", message, a.raw, fields, _look(a.page, a.line, lang)))
    return out


def _sure(leaf: Leaf[Any], place: int) -> float:
    return leaf.trace.probs[place] if len(leaf.trace) == len(leaf.text) else 1.0


def _without_unit(report: Report, lang: str) -> list[Finding]:
    """Targets with a sign of comparison and no unit, in a table whose other targets have one: a seal or the scan may have taken it."""
    rows = [
        (index, i.target, i.actual)
        for index, i in enumerate(report.indicators)
        if i.source == "table" and isinstance(i.target, QuantityLeaf)
    ]
    measured = [(index, target, actual) for index, target, actual in rows if target.value and target.value.bound]
    bare = [row for row in measured if row[1].value and not row[1].value.unit]
    if len(bare) > BARE * len(measured):
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
    """Whether signs stand where a line of money, or the weight or score of an indicator, has a figure, and are none; or a unit or a
    comparison alone where its target or actual value does."""
    if pointer.startswith("/indicators/") and pointer.endswith(("/weight", "/score")):
        return any(char.isalnum() for char in leaf.text)
    if pointer.startswith("/indicators/") and pointer.endswith(("/target", "/actual")):
        return isinstance(leaf, QuantityLeaf) and lacks_digits("".join(leaf.text.split()))
    return pointer.startswith("/budget/") and isinstance(leaf, QuantityLeaf) and bool(leaf.text.strip())


def _doubtful(pointer: str, leaf: Leaf[Any]) -> bool:
    if isinstance(leaf, QuantityLeaf):
        return leaf.confidence < LOW
    # Of words the weakest sign counts: a long name is not doubtful for being long.
    return pointer.startswith("/cover/") and min(leaf.trace.probs, default=1.0) < (SEALED if leaf.sealed else LOW)


def _sure_of_number(leaf: Leaf[Any], weigh: Weigh) -> bool:
    """Whether only the sign of comparison before the figure is in doubt (≥ or >), and nothing else of it."""
    value = leaf.value
    if not isinstance(value, Quantity) or value.bound is None:
        return False
    found = weigh(leaf)
    alike = [
        r.odds
        for r in found.others
        if isinstance(r.value, Quantity)
        and r.value.canonical == value.canonical
        and r.value.bound in ALIKE[value.bound]
    ]
    return found.taken * (1 + sum(alike)) >= LOW


def _missing(report: Report, lang: str) -> list[Finding]:
    if not report.sections and not report.tables:
        return [_finding("form-unknown", "warning", text("finding.no_form", lang), None, [], None)]
    out = [_unknown(table, index, lang) for index, table in enumerate(report.tables) if not table.understood]
    for name in ("project_name", "department"):
        if getattr(report.cover, name) is None and not (name == "project_name" and _is_of_department(report)):
            message = text("finding.no_field", lang, field=text(f"field.{name}", lang))
            out.append(_finding("missing", "warning", message, None, [f"/cover/{name}"], None))
    if not report.budget:
        out.append(_finding("missing", "warning", text("finding.no_budget", lang), None, ["/budget"], None))
    if report.evaluation.score is None:
        out.append(_finding("missing", "info", text("finding.no_score", lang), None, ["/evaluation"], None))
    return out


def _is_of_department(report: Report) -> bool:
    """Whether the report is of a whole department (部门整体支出), which names no project."""
    title = report.cover.title
    return title is not None and "整体" in title.text


def _unknown(table: Table, index: int, lang: str) -> Finding:
    words = "、".join(cell.text for cell in next((row for row in table.rows if row), []) if cell.text)
    message = text("finding.table_unknown", lang, words=words[:60])
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
