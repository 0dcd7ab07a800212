"""A finding about a report that was read by models whose confidences nobody has measured."""

from __future__ import annotations

from gouji.schemas.measured_models import MAX_UNMEASURED_CONFIDENCE, is_measured
from gouji.schemas.record import Finding, Report
from gouji.schemas.texts import text

RULE = "models-unmeasured"


def model_findings(report: Report, lang: str) -> list[Finding]:
    """Returns one finding if the report's models were not measured, else none."""
    reader = report.document.reader
    if is_measured(reader.engine, reader.model):
        return []
    message = text("finding.models_unmeasured", lang, model=reader.model, most=f"{MAX_UNMEASURED_CONFIDENCE:g}")
    return [
        Finding(
            rule=RULE,
            status="unresolved",
            severity="info",
            message=message,
            equation="",
            observed=None,
            expected=None,
            tolerance=None,
            fields=["/document/reader/model"],
            suggestion=text("suggestion.models_unmeasured", lang),
        )
    ]
