"""Opens a PDF and reports each way in which that can fail as a clear error."""

from __future__ import annotations

import re
from contextlib import suppress

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from gouji.ocr.pdf.drawing_cost import check_drawing_cost
from gouji.ocr.pdf.objects import PdfObjects
from gouji.ocr.pdf.unpacked_size import check_unpacked_size
from gouji.schemas.errors import UnreadableDocument
from gouji.schemas.limits import check_aspect_ratio, check_pages

EOF_WITHIN_BYTES = 8192
"""A complete PDF has %%EOF at most this many bytes before the end of the file."""

FLATTENED = 1
"""PDFium's answer if a page had something to be made part of its content."""

MAX_SIDE_PT = 14400.0
"""The largest page that the format allows, 200 inches."""


def open_pdf(data: bytes) -> pdfium.PdfDocument:
    """Opens the document.

    Raises UnreadableDocument: "encrypted_pdf", "broken_pdf", "no_pages", "too_many_pages", "pdf_unfolds".
    """
    objects = PdfObjects(data)
    check_unpacked_size(objects)
    try:
        document = pdfium.PdfDocument(data)
        pages = len(document)
        with suppress(pdfium.PdfiumError):
            document.init_forms()  # makes PDFium draw form fields that have a value but no appearance
    except pdfium.PdfiumError as error:
        raise UnreadableDocument(_error_key(data, getattr(error, "err_code", None))) from error
    check_pages(pages)
    check_drawing_cost(objects)
    if not pages:
        raise UnreadableDocument("no_pages")
    if b"%%EOF" not in data[-EOF_WITHIN_BYTES:]:
        document.close()
        raise UnreadableDocument("broken_pdf")  # truncated: what can still be seen may be half of the report
    return document


def open_page(document: pdfium.PdfDocument, number: int) -> pdfium.PdfPage:
    """Opens page `number`, from 1, with its form fields and annotations as part of its content.

    Raises UnreadableDocument: "broken_pdf", "page_too_large".
    """
    try:
        page = _flattened(document, number - 1)
        width, height = page.get_size()
    except pdfium.PdfiumError as error:
        raise UnreadableDocument("broken_pdf", page=number) from error
    if max(width, height) > MAX_SIDE_PT:
        raise UnreadableDocument("page_too_large", page=number)
    check_aspect_ratio(width, height, number)
    return page


def _flattened(document: pdfium.PdfDocument, index: int) -> pdfium.PdfPage:
    """Opens a page. What its fields and annotations show is print: PDFium's text knows nothing of them otherwise."""
    page = document[index]
    if raw.FPDFPage_GetAnnotCount(page) <= 0 or raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY) != FLATTENED:
        return page
    page.close()
    return document[index]


def _error_key(data: bytes, code: int | None) -> str:
    """Returns the error key for a failure.

    PDFium's code alone is not enough: if it finds no pages, it leaves the previous error standing.
    """
    if b"%%EOF" in data[-EOF_WITHIN_BYTES:] and re.search(rb"/Count\s+0\b", data):
        return "no_pages"
    if b"/Encrypt" in data and code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
        return "encrypted_pdf"
    return "broken_pdf"
