"""Opening a PDF, with every way it can fail as one clear error."""

from __future__ import annotations

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from schemas.errors import UnreadableDocument

TAIL = 8192
"""A whole PDF ends in %%EOF, at most this many bytes of junk before the end of the file."""

WIDEST = 14400.0
"""Points: the largest page that the format allows, 200 inches."""


def open_pdf(data: bytes) -> pdfium.PdfDocument:
    """The document. UnreadableDocument: "encrypted_pdf", "broken_pdf", "no_pages"."""
    try:
        document = pdfium.PdfDocument(data)
        pages = len(document)
    except pdfium.PdfiumError as error:
        locked = getattr(error, "err_code", None) in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY) or "assword" in str(error)
        raise UnreadableDocument("encrypted_pdf" if locked else _why(data)) from error
    if not pages:
        raise UnreadableDocument("no_pages")
    if b"%%EOF" not in data[-TAIL:]:
        document.close()
        raise UnreadableDocument("broken_pdf")  # cut off: what can still be seen may be half of the report
    return document


def open_page(document: pdfium.PdfDocument, number: int) -> pdfium.PdfPage:
    """Page `number` from 1. UnreadableDocument: "broken_pdf", "page_too_large"."""
    try:
        page = document[number - 1]
        width, height = page.get_size()
    except pdfium.PdfiumError as error:
        raise UnreadableDocument("broken_pdf", page=number) from error
    if max(width, height) > WIDEST:
        raise UnreadableDocument("page_too_large", page=number)
    return page


def _why(data: bytes) -> str:
    """A file without a page tree has no pages; anything else is broken."""
    return "no_pages" if b"/Count 0" in data and b"%%EOF" in data[-TAIL:] else "broken_pdf"
