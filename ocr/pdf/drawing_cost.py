"""Refuses a PDF whose pages draw far more than any page of a report.

The cost is estimated from the file's bytes, because PDFium cannot be stopped while it draws a page.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from itertools import chain
from typing import Any

from gouji.ocr.pdf.objects import PdfObjects, Reference, Stream
from gouji.ocr.pdf.unpacked_size import MAX_FLATE_RATIO
from gouji.schemas.errors import UnreadableDocument
from gouji.schemas.limits import Limits, limits

FORM_CALL = re.compile(rb"/([^\s\0()<>\[\]{}/%]+)\s+Do(?![a-zA-Z])")
MAX_CALL_BYTES = 300
"""Length of the longest form name with its call."""
MAX_FORM_DEPTH = 28
"""How deep forms may call forms."""
MAX_PARENTS = 50
"""From how many nodes above it a page may inherit."""


def check_drawing_cost(objects: PdfObjects) -> None:
    """Raises UnreadableDocument "pdf_unfolds" if a page with its forms draws more than the limits allow.

    What cannot be parsed counts nothing: PDFium refuses it or makes of it what it can.
    """
    forms = _Forms(objects, limits())
    for page in objects.pages():
        if forms.cost(_streams(objects, page.get(b"Contents")), _resources(objects, page), ()) > forms.limit:
            raise UnreadableDocument("pdf_unfolds")


class _Forms:
    """Computes the cost of each form including all forms that it calls, once per form."""

    def __init__(self, objects: PdfObjects, limit: Limits) -> None:
        self.objects, self.limit = objects, limit.content_bytes
        self.form_costs: dict[int, int] = {}

    def cost(self, streams: Iterable[Stream], resources: Any, callers: tuple[int, ...]) -> int:
        """Returns the bytes of drawing operators, counting a form each time it is called.

        Returns more than the limit if the calls never end.
        """
        streams = list(streams)
        called = self._called(resources)
        if (
            not callers
            and not called
            and all(
                len(s.filters) < 2 and (s.end - s.start) * MAX_FLATE_RATIO <= self.limit // len(streams)
                for s in streams
            )
        ):
            return 0
        size, calls = 0, Counter[bytes]()
        for chunk in chain.from_iterable(_overlapping(self.objects, stream) for stream in streams):
            size += len(chunk)
            calls.update(FORM_CALL.findall(chunk))
            if size > self.limit:
                return size
        return size + sum(
            count * self._form_cost(called[name], resources, callers) for name, count in calls.items() if name in called
        )

    def _called(self, resources: Any) -> dict[bytes, int]:
        """Returns the object numbers of the forms that may be called, by name."""
        found = self.objects.value(_dictionary_entry(self.objects, resources, b"XObject"))
        return (
            {name: thing.number for name, thing in found.items() if isinstance(thing, Reference)}
            if isinstance(found, dict)
            else {}
        )

    def _form_cost(self, number: int, resources: Any, callers: tuple[int, ...]) -> int:
        if number in callers or len(callers) > MAX_FORM_DEPTH:
            return self.limit + 1
        if number not in self.form_costs:
            stream = self.objects.stream(number)
            is_form = stream is not None and stream.head.get(b"Subtype") == b"Form"
            self.form_costs[number] = (
                self.cost([stream], stream.head.get(b"Resources", resources), (*callers, number))
                if stream and is_form
                else 0
            )
        return self.form_costs[number]


def _overlapping(objects: PdfObjects, stream: Stream) -> Iterable[bytes]:
    """Yields the decompressed chunks, each cut before its last name, so that no call is split."""
    rest = b""
    for chunk in objects.decompressed(stream):
        whole = rest + chunk
        name = whole.rfind(b"/", max(0, len(whole) - MAX_CALL_BYTES))
        cut = name if name >= 0 else len(whole)
        yield whole[:cut]
        rest = whole[cut:]
    yield rest


def _streams(objects: PdfObjects, contents: Any) -> Iterable[Stream]:
    if isinstance(contents, Reference) and (stream := objects.stream(contents.number)):
        return [stream]
    parts = objects.value(contents)
    found = (
        objects.stream(part.number)
        for part in (parts if isinstance(parts, list) else [])
        if isinstance(part, Reference)
    )
    return [stream for stream in found if stream]


def _resources(objects: PdfObjects, page: dict[bytes, Any]) -> Any:
    """Returns the page's resource dictionary, its own or one inherited from a node above; None without one."""
    node: Any = page
    for _ in range(MAX_PARENTS):
        if not isinstance(node, dict):
            return None
        if b"Resources" in node:
            return node[b"Resources"]
        node = objects.value(node.get(b"Parent"))
    return None


def _dictionary_entry(objects: PdfObjects, thing: Any, name: bytes) -> Any:
    found = objects.value(thing)
    return found.get(name) if isinstance(found, dict) else None
