"""Refuses a PDF with a stream that decompresses to far more than any part of a report.

A file of some hundred bytes may contain gigabytes.
"""

from __future__ import annotations

from gouji.ocr.pdf.objects import PdfObjects, Stream
from gouji.schemas.errors import UnreadableDocument
from gouji.schemas.limits import limits

MAX_FLATE_RATIO = 1032
"""The largest compression ratio of Flate, the compression used in PDFs."""
FLATE_NAMES = (b"FlateDecode", b"Fl")


def check_unpacked_size(objects: PdfObjects) -> None:
    """Raises UnreadableDocument "pdf_unfolds" if a stream decompresses beyond the limits.

    Only Flate streams are checked.
    """
    limit = limits().stream_bytes
    for stream in objects.streams():
        if _may_exceed(stream, limit) and _exceeds(objects, stream, limit):
            raise UnreadableDocument("pdf_unfolds")


def _may_exceed(stream: Stream, limit: int) -> bool:
    """Whether the stream is large enough to be decompressed for the check.

    An image's last filter is decoded row by row to the size that the image declares, so it does not count.
    """
    flate_layers = sum(name in FLATE_NAMES for name in stream.filters) - (stream.head.get(b"Subtype") == b"Image")
    return flate_layers > 0 and (stream.end - stream.start) * MAX_FLATE_RATIO ** min(flate_layers, 4) > limit


def _exceeds(objects: PdfObjects, stream: Stream, limit: int) -> bool:
    size = 0
    for chunk in objects.decompressed(stream):
        size += len(chunk)
        if size > limit:
            return True
    return False
