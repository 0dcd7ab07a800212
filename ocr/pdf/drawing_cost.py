"""Whether a page of a PDF draws more than any page of a report: told by its bytes, for the library that draws pages cannot be stopped."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from itertools import chain
from typing import Any

from gouji.ocr.pdf.objects import PdfObjects, Reference, Stream
from gouji.ocr.pdf.unpacked_size import TIMES
from gouji.schemas.errors import UnreadableDocument
from gouji.schemas.limits import Limits, limits

CALL = re.compile(rb"/([^\s\0()<>\[\]{}/%]+)\s+Do(?![a-zA-Z])")
NAME = 300
"""Bytes of the longest name with its call."""
DEEPEST, PARENTS = 28, 50
"""How deep forms may call forms; of how many nodes above it a page may inherit."""


def check_drawing_cost(objects: PdfObjects) -> None:
    """UnreadableDocument "pdf_unfolds" where a page draws more than the limits allow, with the forms that it calls.

    What cannot be understood counts nothing: the library refuses it, or makes of it what it can.
    """
    forms = _Forms(objects, limits())
    for page in objects.pages():
        if forms.weight(_streams(objects, page.get(b"Contents")), _resources(objects, page), ()) > forms.most:
            raise UnreadableDocument("pdf_unfolds")


class _Forms:
    """The weight of each form with all that it calls, looked at once."""

    def __init__(self, objects: PdfObjects, most: Limits) -> None:
        self.objects, self.most = objects, most.content_bytes
        self.known: dict[int, int] = {}

    def weight(self, streams: Iterable[Stream], resources: Any, above: tuple[int, ...]) -> int:
        """Bytes of operators, those of called forms as often as they are called; more than the limit where it has no end."""
        streams = list(streams)
        called = self._called(resources)
        if (
            not above
            and not called
            and all(len(s.filters) < 2 and (s.end - s.start) * TIMES <= self.most // len(streams) for s in streams)
        ):
            return 0
        size, calls = 0, Counter[bytes]()
        for piece in chain.from_iterable(_overlapping(self.objects, stream) for stream in streams):
            size += len(piece)
            calls.update(CALL.findall(piece))
            if size > self.most:
                return size
        return size + sum(
            count * self._form(called[name], resources, above) for name, count in calls.items() if name in called
        )

    def _called(self, resources: Any) -> dict[bytes, int]:
        """The numbers of the forms that may be called, by name."""
        found = self.objects.value(_part(self.objects, resources, b"XObject"))
        return (
            {name: thing.number for name, thing in found.items() if isinstance(thing, Reference)}
            if isinstance(found, dict)
            else {}
        )

    def _form(self, number: int, resources: Any, above: tuple[int, ...]) -> int:
        if number in above or len(above) > DEEPEST:
            return self.most + 1
        if number not in self.known:
            stream = self.objects.stream(number)
            is_form = stream is not None and stream.head.get(b"Subtype") == b"Form"
            self.known[number] = (
                self.weight([stream], stream.head.get(b"Resources", resources), (*above, number))
                if stream and is_form
                else 0
            )
        return self.known[number]


def _overlapping(objects: PdfObjects, stream: Stream) -> Iterable[bytes]:
    """The unpacked pieces, each up to its last name, so that no call is cut in two."""
    rest = b""
    for piece in objects.unpacked(stream):
        whole = rest + piece
        name = whole.rfind(b"/", max(0, len(whole) - NAME))
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
    """What the page names its forms by, its own or that of a node above."""
    node: Any = page
    for _ in range(PARENTS):
        if not isinstance(node, dict):
            return None
        if b"Resources" in node:
            return node[b"Resources"]
        node = objects.value(node.get(b"Parent"))
    return None


def _part(objects: PdfObjects, thing: Any, name: bytes) -> Any:
    found = objects.value(thing)
    return found.get(name) if isinstance(found, dict) else None
