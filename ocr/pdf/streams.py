"""The parts of a PDF file that are not pictures (what is written on a page, its fonts): which are damaged, and which pages need them.

The library draws what it can of a damaged part and says nothing, so the file itself is looked into. Only where something is damaged are the pages
followed to what they are made of.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from gouji.ocr.damage.deflate_flaw import deflate_flaw
from gouji.ocr.pdf.page_dictionary import is_dictionary_intact
from gouji.schemas.flaw import Flaw

OBJECT = re.compile(rb"(?<![0-9])([0-9]{1,8})[\s\0]+([0-9]{1,5})[\s\0]+obj(?![a-z])")
STREAM = re.compile(rb"stream(?:\r\n|\n|\r)")
LENGTH = re.compile(rb"/Length\s+([0-9]+)(?!\s+[0-9]+\s+R)")
FLATE = re.compile(rb"/(?:Filter|F)\s*\[?\s*/(?:FlateDecode|Fl)\b")
PICTURE = re.compile(rb"/Subtype\s*/Image\b")
REFERENCE = re.compile(rb"([0-9]{1,8})\s+[0-9]{1,5}\s+R\b")
UPWARDS = re.compile(rb"/(?:Parent|P|Dest|Annots|StructParents|B|Prev|Next)\s*\[?\s*[0-9]{1,8}\s+[0-9]{1,5}\s+R\b")
"""What leads from a page to other pages."""
TREE = re.compile(rb"/Type\s*/(?:Pages|Page|Catalog|StructTreeRoot)\b")
LEAF = re.compile(rb"/Type\s*/Page\b")
KIDS = re.compile(rb"/Kids\s*\[([^\]]*)\]")
CONTENTS = re.compile(rb"/Contents\s*(?:([0-9]{1,8})\s+[0-9]{1,5}\s+R\b)?")
SHARED = re.compile(rb"/Type\s*/(?:ObjStm|XRef)\b")
DRAWS = re.compile(rb"(?:^|[\s\])>])(?:Do|BI|T[jJ]|['\"])(?=[\s/\[(<]|$)")
"""What puts a picture or print on the page."""
MOST = 1 << 20
HEAD = 65536
"""Bytes that the words before a stream may have."""
DEEPEST = 4000


@dataclass(slots=True)
class PdfStreams:
    """`pages` are the objects of the pages in order ([] where they cannot be told), `flaws` those of damaged objects, `shared` what is wrong
    with the parts that hold others."""

    pages: list[int] = field(default_factory=list)
    flaws: dict[int, Flaw] = field(default_factory=dict)
    shared: Flaw | None = None
    heads: dict[int, bytes] = field(default_factory=dict)
    bodies: dict[int, bytes] = field(default_factory=dict)
    told: bool = False
    """Whether the file could be looked into at all."""

    def of_page(self, number: int) -> Flaw | None:
        """What is wrong with the parts of page `number`, from 1."""
        flaw = self.shared
        if number > len(self.pages):
            return Flaw(0.0) | flaw if self.flaws else flaw
        page = self.pages[number - 1]
        for each in self._reached(page):
            flaw = self.flaws[each] | flaw if each in self.flaws else flaw
            head = self.heads.get(each, b"")
            plain = each == page or (PICTURE.search(head) is not None and b"(" not in head)
            if not is_dictionary_intact(head, foreign=not plain):
                flaw = Flaw(0.0) | flaw
        return flaw

    def has_lost_content(self, number: int) -> bool:
        """Whether there should be something on page `number`, which looks blank: what it is made of is not in the file, or what is written
        on it draws something all the same."""
        if not self.told:
            return False
        if number > len(self.pages):
            return True  # the file's own tree does not lead to it
        if not self._has_content(self.pages[number - 1]):
            return True
        reached = self._reached(self.pages[number - 1])
        return any(each not in self.heads for each in reached) or any(
            DRAWS.search(self._text(each)) for each in reached
        )

    def _has_content(self, page: int) -> bool:
        """Whether what the page says it is written in can be that."""
        told = CONTENTS.search(self.heads.get(page, b""))
        return (
            told is None
            or not told[1]
            or int(told[1]) in self.bodies
            or self.heads.get(int(told[1]), b"").lstrip().startswith(b"[")
        )

    def _text(self, number: int) -> bytes:
        try:
            return zlib.decompressobj().decompress(self.bodies.get(number, b""), MOST)
        except zlib.error:
            return b""

    def _reached(self, page: int) -> set[int]:
        seen, ways = {page}, [page]
        while ways and len(seen) < DEEPEST:
            head = UPWARDS.sub(b"", self.heads.get(ways.pop(), b""))
            new = {int(found[1]) for found in REFERENCE.finditer(head)} - seen
            new = {n for n in new if not TREE.search(self.heads.get(n, b""))}
            seen |= new
            ways += new
        return seen


def inspect_streams(data: bytes) -> PdfStreams:
    """The streams of the file that are not pictures, looked into. Nothing is known of an encrypted file."""
    out = PdfStreams()
    if b"/Encrypt" in data:
        return out
    out.told = True
    spots = {int(found[1]): found.end() for found in OBJECT.finditer(data)}
    for number, start in spots.items():
        out.heads[number], body = _object(data, start)
        if body is None or PICTURE.search(out.heads[number]):
            continue
        out.bodies[number] = body
        if not FLATE.search(out.heads[number]):
            continue
        flaw = deflate_flaw(body)
        if SHARED.search(out.heads[number]):
            out.shared = Flaw(0.0) | out.shared if flaw else out.shared
            out.heads |= dict(_inner(out.heads[number], body))
        elif flaw:
            out.flaws[number] = Flaw(flaw.lost)  # where on the page it would have been drawn nobody knows
    out.pages = _leaves(out.heads)
    return out


def _object(data: bytes, start: int) -> tuple[bytes, bytes | None]:
    """The words of an object, and its stream where it has one."""
    end = data.find(b"endobj", start)
    end = len(data) if end < 0 else end
    begin = STREAM.search(data, start, min(end, start + HEAD))
    if begin is None:
        return data[start : min(end, start + HEAD)], None
    head = data[start : begin.start()]
    told = LENGTH.search(head)
    size = int(told[1]) if told else -1
    if size >= 0 and data[begin.end() + size : begin.end() + size + 24].lstrip(b"\r\n \0\t").startswith(b"endstream"):
        return head, data[begin.end() : begin.end() + size]
    close = data.find(b"endstream", begin.end())
    return head, data[begin.end() : close if close >= 0 else len(data)]


def _inner(head: bytes, body: bytes) -> Iterator[tuple[int, bytes]]:
    """The objects that lie in a stream of objects."""
    first = re.search(rb"/First\s+([0-9]+)", head)
    if first is None:
        return
    try:
        text = zlib.decompressobj().decompress(body)
    except zlib.error:
        return
    told = [int(n) for n in re.findall(rb"[0-9]+", text[: int(first[1])])]
    starts = [int(first[1]) + place for place in told[1::2]]
    for number, start, end in zip(told[::2], starts, [*starts[1:], len(text)], strict=False):
        yield number, text[start:end]


def _leaves(heads: dict[int, bytes]) -> list[int]:
    """The pages in order, from the root down; [] where the tree cannot be followed."""
    roots = [
        int(m[1])
        for head in heads.values()
        if re.search(rb"/Type\s*/Catalog\b", head) and (m := re.search(rb"/Pages\s+([0-9]+)", head))
    ]
    out: list[int] = []
    ways, seen = roots[-1:], set[int]()
    while ways and len(out) < DEEPEST:
        number = ways.pop()
        if number in seen:
            continue
        seen.add(number)
        head = heads.get(number, b"")
        if kids := KIDS.search(head):
            ways += [int(found[1]) for found in REFERENCE.finditer(kids[1])][::-1]
        elif LEAF.search(head):
            out.append(number)
    return out
