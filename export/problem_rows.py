"""The findings of one status for an auditor: by unit and project, inside reports and between reports."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, case, func, select

from gouji.archive.current_versions import current_versions, is_superseded
from gouji.archive.find import Filters
from gouji.archive.sql_tables import DATA, cross_findings
from gouji.export.frames import DOUBT_RULES, PLAIN_NUMBER
from gouji.export.mask import Mask
from gouji.export.origins import origins
from gouji.export.queries import wanted_reports
from gouji.export.report_masks import ReportMasks
from gouji.schemas.retold import retold

SEVERITY_ORDER = {"error": 0, "warning": 1, "info": 2}
REPORT_COLUMNS = ("report_id", "source", "department", "project_name", "fiscal_year")
FINDING_COLUMNS = ("rule", "status", "severity", "message", "equation", "observed", "expected", "suggestion")
MASKED_COLUMNS = (
    "department",
    "project_name",
    "source",
    "path",
    "message",
    "equation",
    "observed",
    "expected",
    "suggestion",
    "excerpt",
)
"""Texts that may contain a contact."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding with its report. `path`: the path of its original. `pointers` lead into its record. For a finding
    between reports, `other_report_id` and `other_pointer` are the other side."""

    report_id: str
    source: str
    path: str | None
    department: str | None
    project_name: str | None
    fiscal_year: int | None
    rule: str
    status: str
    severity: str
    message: str
    equation: str
    observed: str | None
    expected: str | None
    suggestion: str | None
    page: int | None
    line: int | None
    excerpt: str | None
    pointers: tuple[str, ...]
    other_report_id: str | None = None
    other_pointer: str | None = None
    superseded: bool = False


def problem_rows(
    connection: Connection, filters: Filters, status: str, masks: ReportMasks | None, *, lang: str, limit: int
) -> Iterator[Problem]:
    """The findings of a status, at most `limit`: by unit, project and report, the errors of a report before its
    warnings.

    With `masks`, contacts are masked in their texts. Messages are in `lang`.
    """
    inside, between = _inside(filters, status), _between(filters, status)
    rows = _merged(_stream(connection, inside.limit(limit)), _stream(connection, between.limit(limit)))
    known: dict[str, str | None] = {}
    for _, row in zip(range(limit), rows, strict=False):
        report_id = row["report_id"]
        if report_id not in known:
            known = {report_id: origins(connection, "", [report_id], None)["path"][0]}
        yield _problem(row | {"path": known[report_id]}, masks, lang)


def problem_count(connection: Connection, filters: Filters, status: str) -> int:
    """The number of findings of a status."""
    return sum(
        connection.execute(select(func.count()).select_from(q(filters, status).subquery())).scalar_one()
        for q in (_inside, _between)
    )


def _order(inner: Any) -> list[Any]:
    c = DATA["reports"].c
    weight = case(SEVERITY_ORDER, value=inner.severity, else_=len(SEVERITY_ORDER))
    return [func.coalesce(c.department, ""), func.coalesce(c.project_name, ""), c.report_id, weight]


def _inside(filters: Filters, status: str) -> Select[Any]:
    reports, findings = DATA["reports"], DATA["findings"]
    c = findings.c
    columns = [_superseded(), *(reports.c[name] for name in REPORT_COLUMNS)] + [
        c[name] for name in (*FINDING_COLUMNS, "page", "line", "excerpt", "pointers")
    ]
    joined = findings.join(reports, c.report_id == reports.c.report_id)
    return (
        select(*columns)
        .select_from(joined)
        .where(c.status == status, *wanted_reports(filters))
        .order_by(*_order(c), c.row)
    )


def _between(filters: Filters, status: str) -> Select[Any]:
    reports, c = DATA["reports"], cross_findings.c
    columns = [_superseded(), *(reports.c[name] for name in REPORT_COLUMNS)] + [
        c[name] for name in (*FINDING_COLUMNS, "other_report_id", "field", "other_field")
    ]
    joined = cross_findings.join(reports, c.report_id == reports.c.report_id)
    order = (c.rule, c.other_report_id, c.field, c.other_field)
    wanted = (c.status == status, *wanted_reports(filters), *current_versions(filters.all_versions, c.other_report_id))
    return select(*columns).select_from(joined).where(*wanted).order_by(*_order(c), *order)


def _superseded() -> ColumnElement[bool]:
    return is_superseded(DATA["reports"].c.report_id).label("superseded")


def _stream(connection: Connection, question: Select[Any]) -> Iterator[dict[str, Any]]:
    for row in connection.execute(question, execution_options={"yield_per": 1000}).mappings():
        yield dict(row)


def _merged(first: Iterator[dict[str, Any]], second: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Merges both in one order: the findings of a report about itself, then those about other reports.

    The databases may sort text by their own rules, so no text order is compared here: a report's other findings follow
    where its own end, the remaining ones come last.
    """
    by_report: dict[str, list[dict[str, Any]]] = {}
    for row in second:
        by_report.setdefault(row["report_id"], []).append(row)
    last = None
    for row in first:
        if last is not None and row["report_id"] != last:
            yield from by_report.pop(last, [])
        last = row["report_id"]
        yield row
    if last is not None:
        yield from by_report.pop(last, [])
    for rows in by_report.values():
        yield from rows


def _problem(row: dict[str, Any], masks: ReportMasks | None, lang: str) -> Problem:
    texts: dict[str, Any] = {name: row[name] for name in MASKED_COLUMNS if name in row}
    for report_id in filter(None, (row["report_id"], row.get("other_report_id"))):
        texts = texts if masks is None else _masked(row, texts, masks.of(report_id))
    pointers = row["pointers"].split() if "pointers" in row else [row["field"]] if row["field"] else []
    return Problem(
        report_id=row["report_id"],
        source=texts["source"],
        path=texts["path"],
        department=texts["department"],
        project_name=texts["project_name"],
        fiscal_year=row["fiscal_year"],
        rule=row["rule"],
        status=row["status"],
        severity=row["severity"],
        message=retold(texts["message"], lang, row["rule"]),
        equation=texts["equation"],
        observed=texts["observed"],
        expected=texts["expected"],
        suggestion=texts["suggestion"] and retold(texts["suggestion"], lang, row["rule"]),
        page=row.get("page"),
        line=row.get("line"),
        excerpt=texts.get("excerpt"),
        pointers=tuple(pointers),
        other_report_id=row.get("other_report_id"),
        other_pointer=row.get("other_field"),
        superseded=row["superseded"],
    )


def _masked(row: dict[str, Any], texts: dict[str, Any], mask: Mask) -> dict[str, Any]:
    """The texts masked. Figures of a relation are kept, whatever their digits look like."""
    kept = (
        []
        if row["rule"] in DOUBT_RULES
        else [name for name in ("observed", "expected") if PLAIN_NUMBER.fullmatch(texts[name] or "")]
    )
    return {name: value if value is None or name in kept else mask(value) for name, value in texts.items()}
