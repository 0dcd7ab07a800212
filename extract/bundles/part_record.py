"""Names a report by its place in its file."""

from __future__ import annotations

from gouji.schemas.pages import Document
from gouji.schemas.record import PartRecord, Report


def name_part(report: Report, part: Document, number: int, of: int, whole: Document) -> None:
    """Sets the id and the part of the `number`th of `of` reports of a file. A report that is its whole file is no part."""
    report.report_id = whole.sha256 if of == 1 else f"{whole.sha256}-{number}"
    if of > 1 or len(part.pages) < len(whole.pages):
        first, last = part.pages[0].number, part.pages[-1].number
        report.document.part = PartRecord(number=number, of=of, first_page=first, last_page=last)
