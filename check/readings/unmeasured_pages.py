"""Which pages of a report were read by a model whose confidences nobody has measured."""

from __future__ import annotations

from gouji.schemas.measured_models import is_measured
from gouji.schemas.record import Report


def unmeasured_pages(report: Report) -> frozenset[int]:
    """Returns the numbers of the scanned pages if the report's models were not measured, else none."""
    reader = report.document.reader
    if is_measured(reader.engine, reader.model):
        return frozenset()
    return frozenset(page.number for page in report.document.pages if page.kind == "scanned")
