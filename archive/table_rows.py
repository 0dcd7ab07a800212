"""Turns a record into rows of the data tables: one row per report, budget row, indicator, fact, event, finding,
correction."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

from gouji.check.pointers import leaves
from gouji.schemas.batch import Rows
from gouji.schemas.leaf import Leaf, QuantityLeaf, TextLeaf
from gouji.schemas.record import Finding, Report

Row = dict[str, object]
MONEY_FIELDS = ("initial", "adjustment", "adjusted", "allocated", "spent", "balance")
MAX_EXCERPT_CHARACTERS = 200
"""Maximum length of a finding's excerpt."""


def table_rows(report: Report, report_id: str) -> Rows:
    """The rows by table, with the columns of columns.tsv. Figures are Decimal in 元, percent or the base unit; None is
    not printed."""
    tables = {
        "budget": (_budget_row(line) for line in report.budget),
        "indicators": (_indicator(each) for each in report.indicators),
        "facts": (_fact(each) for each in report.facts),
        "events": (
            {"kind": e.kind, "subject": _text(e.subject)} | _date("date", e.date) | _evidence("date", e.date)
            for e in report.events
        ),
        "findings": _findings(report),
        "corrections": (_correction(each) for each in report.corrections),
    }
    numbered = {
        name: [{"report_id": report_id, "row": i} | row for i, row in enumerate(found, 1)]
        for name, found in tables.items()
    }
    return {"reports": [{"report_id": report_id} | _report(report)]} | numbered


def _report(report: Report) -> Row:
    cover, document, verdict = report.cover, report.document, report.evaluation
    names = (
        "title",
        "project_name",
        "department",
        "supervising_department",
        "budget_authority",
        "contact_person",
        "contact_phone",
    )
    year = _text(cover.fiscal_year)
    return (
        {"source": document.source, "kind": document.kind, "form": report.form}
        | {name: _text(getattr(cover, name)) for name in names}
        | _date("report_date", cover.report_date)
        | {"fiscal_year": int(year[:4]) if year else None, "grade": _text(verdict.grade), "pages": len(document.pages)}
        | _figure("score", verdict.score)
        | _figure("full_score", verdict.full_score)
        | _counts(report)
        | {"reader": document.reader.engine, "model": document.reader.model, "reader_version": document.reader.version}
        | {"schema_version": report.schema_version}
        | _place_in_file(report)
    )


def _place_in_file(report: Report) -> Row:
    """The file of the report, which of its reports it is (None: the only one), and its pages; plain text has none."""
    document = report.document
    pages = [page.number for page in document.pages] if document.kind != "text" else []
    part = document.part.number if document.part and document.part.of > 1 else None
    place: Row = {"document_sha256": document.sha256, "part": part}
    return place | {"first_page": min(pages, default=None), "last_page": max(pages, default=None)}


def _counts(report: Report) -> Row:
    statuses = ("consistent", "inconsistent", "misread", "unresolved")
    confidences = [Decimal(str(page.confidence)) for page in report.document.pages]
    return {status: sum(f.status == status for f in report.findings) for status in statuses} | {
        "corrections": len(report.corrections),
        "confidence": round(sum(confidences, Decimal(0)) / len(confidences), 4) if confidences else None,
        "figures": sum(isinstance(leaf, QuantityLeaf) and leaf.value is not None for _, leaf in leaves(report)),
    }


def _budget_row(line: Any) -> Row:
    row: Row = {"name": _text(line.name), "role": line.role}
    for name in MONEY_FIELDS:
        row |= _figure(name, getattr(line, name), f"{name}_yuan", "元")
    row |= _figure("execution_rate", line.execution_rate, "execution_rate_percent", "%")
    return row | _figure("weight", line.weight) | _figure("score", line.score)


def _indicator(each: Any) -> Row:
    words = ("level1", "level2", "name", "deviation")
    row: Row = {name: _text(getattr(each, name)) for name in words} | {"source": each.source}
    for name in ("target", "actual"):
        leaf = getattr(each, name)
        row[f"{name}_text"] = leaf.text if leaf else None
        row |= _measured(name, leaf if isinstance(leaf, QuantityLeaf) else None) | _evidence(name, leaf)
    return row | _figure("weight", each.weight) | _figure("score", each.score)


def _fact(each: Any) -> Row:
    change = each.change
    row = {"subject": _text(each.subject), "period": _text(each.period), "change_kind": change.kind if change else None}
    row |= _measured("value", each.value) | _measured("change", change.value if change else None)
    return (
        row | _measured("base", change.base if change else None) | _measured("delta", change.delta if change else None)
    )


def _findings(report: Report) -> Iterator[Row]:
    leaf_by_pointer = dict(leaves(report))
    for found in report.findings:
        leaves_seen = [leaf for pointer in found.fields if (leaf := leaf_by_pointer.get(pointer)) is not None]
        plain = ("rule", "status", "severity", "message", "equation", "observed", "expected", "tolerance", "suggestion")
        yield {name: getattr(found, name) for name in plain} | {
            "difference": difference(found.observed, found.expected),
            "pointers": " ".join(found.fields),
            "page": next((leaf.page for leaf in leaves_seen if leaf.page), _page_of(found, report)),
            "line": next((leaf.line for leaf in leaves_seen if leaf.line), None),
            "excerpt": "；".join(dict.fromkeys(leaf.text for leaf in leaves_seen))[:MAX_EXCERPT_CHARACTERS] or None,
            "confidence": min((_confidence(leaf) for leaf in leaves_seen), default=None),
        }


def _page_of(found: Finding, report: Report) -> int | None:
    """The page that a finding about a page refers to."""
    _, _, index = (found.fields[0] if found.fields else "").partition("/document/pages/")
    return (
        report.document.pages[int(index)].number
        if index.isdigit() and int(index) < len(report.document.pages)
        else None
    )


def difference(observed: str | None, expected: str | None) -> Decimal | None:
    """Stated minus recomputed; None if they are dates or words."""
    try:
        gap = Decimal(observed or "") - Decimal(expected or "")
    except InvalidOperation:
        return None
    return gap if gap.is_finite() else None


def _correction(each: Any) -> Row:
    row: Row = {name: getattr(each, name) for name in ("page", "line", "before", "after", "kind", "reason")}
    return row | {"confidence": Decimal(str(each.confidence))}


def _figure(name: str, leaf: QuantityLeaf | None, column: str | None = None, unit: str | None = None) -> Row:
    """A figure with its evidence. With `unit`, a figure of another unit (a sum without one) has no value in this
    column."""
    value = leaf.value if leaf else None
    fits = value is not None and (unit is None or value.canonical_unit == unit)
    return {column or name: value.amount if value is not None and fits else None} | _evidence(name, leaf)


def _measured(name: str, leaf: QuantityLeaf | None) -> Row:
    value = leaf.value if leaf else None
    return _figure(name, leaf) | {
        f"{name}_unit": value.canonical_unit if value else None,
        f"{name}_bound": value.bound if value else None,
        f"{name}_approximate": value.approximate if value else None,
    }


def _evidence(name: str, leaf: Leaf[Any] | None) -> Row:
    raw, page, confidence = (leaf.raw, leaf.page, _confidence(leaf)) if leaf else (None, None, None)
    return {f"{name}_raw": raw, f"{name}_page": page, f"{name}_confidence": confidence}


def _confidence(leaf: Leaf[Any]) -> Decimal:
    return Decimal(str(leaf.confidence))


def _date(name: str, leaf: TextLeaf | None) -> Row:
    value = _text(leaf)
    return {name: value, f"{name}_precision": {4: "year", 7: "month", 10: "day"}.get(len(value or ""))}


def _text(leaf: TextLeaf | None) -> str | None:
    return leaf.value if leaf else None
