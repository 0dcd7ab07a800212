"""Whether a part of a PDF unpacks to more than any part of a report: a file of some hundred bytes may hold gigabytes."""

from __future__ import annotations

from gouji.ocr.pdf.objects import PdfObjects, Stream
from gouji.schemas.errors import UnreadableDocument
from gouji.schemas.limits import limits

TIMES = 1032
"""How many times smaller the packing of PDFs makes anything at the most."""
FLATE = (b"FlateDecode", b"Fl")


def check_unpacked_size(objects: PdfObjects) -> None:
    """UnreadableDocument "pdf_unfolds" where a packed part goes beyond the limits. Parts that are packed otherwise are not looked at."""
    most = limits().stream_bytes
    for stream in objects.streams():
        if _may_exceed(stream, most) and _exceeds(objects, stream, most):
            raise UnreadableDocument("pdf_unfolds")


def _may_exceed(stream: Stream, most: int) -> bool:
    """Whether it is worth the look. Of pictures the last packing is undone line by line, to the size that they name."""
    times = sum(name in FLATE for name in stream.filters) - (stream.head.get(b"Subtype") == b"Image")
    return times > 0 and (stream.end - stream.start) * TIMES ** min(times, 4) > most


def _exceeds(objects: PdfObjects, stream: Stream, most: int) -> bool:
    size = 0
    for piece in objects.unpacked(stream):
        size += len(piece)
        if size > most:
            return True
    return False
