"""Names the source of a report for a person."""

from __future__ import annotations

from gouji.schemas.page_ranges import page_ranges
from gouji.schemas.record import DocumentRecord


def shown_source(document: DocumentRecord) -> str:
    """The name of the file; of a report that is a part of it also the pages: 汇编.pdf p3-5."""
    part = document.part
    return document.source + (f" p{page_ranges(range(part.first_page, part.last_page + 1))}" if part else "")
