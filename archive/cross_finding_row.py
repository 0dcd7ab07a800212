"""Turns a finding between reports into a row of its table, with the evidence of all reports."""

from __future__ import annotations

import json
from decimal import Decimal

from gouji.archive.table_rows import difference
from gouji.schemas.cross_report import Between, Figure

COPIED_FIELDS = ("rule", "status", "severity", "message", "equation", "observed", "expected", "tolerance", "suggestion")


def cross_finding_row(found: Between, unit: str) -> dict[str, object]:
    """The row of `found`, stored under the key of its unit."""
    cover = found.claim.report.cover
    theirs = [figure for figure in found.figures if figure.holder is found.other]
    heads: dict[str, object] = {
        "report_id": found.claim.report_id,
        "other_report_id": found.other.report_id,
        "other_source": found.other.report.document.source,
        "unit_key": unit,
        "department": cover.department.value if cover.department else None,
        "project_name": cover.project_name.value if cover.project_name else None,
        "fiscal_year": found.claim.names.fiscal_year,
        "difference": difference(found.observed, found.expected),
        "evidence": json.dumps([_evidence(figure) for figure in found.figures], ensure_ascii=False),
    }
    mine = _place("", found.figures[0] if found.figures else None)
    return (
        heads
        | {name: getattr(found, name) for name in COPIED_FIELDS}
        | mine
        | _place("other_", theirs[0] if theirs else None)
    )


def _place(prefix: str, figure: Figure | None) -> dict[str, object]:
    """Where a figure is printed, as columns with a prefix."""
    leaf = figure.leaf if figure else None
    return {
        f"{prefix}field": figure.pointer if figure else None,
        f"{prefix}page": leaf.page if leaf else None,
        f"{prefix}line": leaf.line if leaf else None,
        f"{prefix}excerpt": leaf.text if leaf else None,
        f"{prefix}confidence": Decimal(str(leaf.confidence)) if leaf else None,
    }


def _evidence(figure: Figure) -> dict[str, object]:
    leaf = figure.leaf.model_dump(mode="json", include={"page", "line", "bbox", "raw", "text", "confidence"})
    source = figure.holder.report.document.source
    return {"report_id": figure.holder.report_id, "source": source, "pointer": figure.pointer, **leaf}
