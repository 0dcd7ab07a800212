"""Checks the non-image parts of a PDF file (page contents, fonts) for damage, and finds the pages that need them.

PDFium draws what it can of a damaged part and reports nothing, so this module reads the file itself. Pages are traced
to the objects they consist of only if something is damaged.
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
IMAGE = re.compile(rb"/Subtype\s*/Image\b")
REFERENCE = re.compile(rb"([0-9]{1,8})\s+[0-9]{1,5}\s+R\b")
LINKS_TO_OTHER_PAGES = re.compile(
    rb"/(?:Parent|P|Dest|Annots|StructParents|B|Prev|Next)\s*\[?\s*[0-9]{1,8}\s+[0-9]{1,5}\s+R\b"
)
"""References that lead from a page to other pages."""
TREE = re.compile(rb"/Type\s*/(?:Pages|Page|Catalog|StructTreeRoot)\b")
LEAF = re.compile(rb"/Type\s*/Page\b")
KIDS = re.compile(rb"/Kids\s*\[([^\]]*)\]")
CONTENTS = re.compile(rb"/Contents\s*(?:([0-9]{1,8})\s+[0-9]{1,5}\s+R\b)?")
OBJECT_STREAM = re.compile(rb"/Type\s*/(?:ObjStm|XRef)\b")
DRAWING_OPERATOR = re.compile(rb"(?:^|[\s\])>])(?:Do|BI|T[jJ]|['\"])(?=[\s/\[(<]|$)")
"""Operators that put an image or text on the page."""
MAX_CONTENT_BYTES = 1 << 20
MAX_HEAD_BYTES = 65536
"""Maximum length of an object's dictionary."""
MAX_OBJECTS = 4000


@dataclass(slots=True)
class PdfStreams:
    """The streams of a PDF with their damage.

    `pages` are the object numbers of the pages in order ([] if they cannot be determined). `flaws` are those of damaged
    objects by number, `shared` is the flaw of streams that contain other objects.
    """

    pages: list[int] = field(default_factory=list)
    flaws: dict[int, Flaw] = field(default_factory=dict)
    shared: Flaw | None = None
    heads: dict[int, bytes] = field(default_factory=dict)
    bodies: dict[int, bytes] = field(default_factory=dict)
    inspected: bool = False
    """Whether the file could be inspected at all."""

    def of_page(self, number: int) -> Flaw | None:
        """Returns what is wrong with the objects of page `number`, from 1; None if nothing is."""
        flaw = self.shared
        if number > len(self.pages):
            return Flaw(0.0) | flaw if self.flaws else flaw
        page = self.pages[number - 1]
        for each in self._reachable(page):
            flaw = self.flaws[each] | flaw if each in self.flaws else flaw
            head = self.heads.get(each, b"")
            plain = each == page or (IMAGE.search(head) is not None and b"(" not in head)
            if not is_dictionary_intact(head, foreign=not plain):
                flaw = Flaw(0.0) | flaw
        return flaw

    def has_lost_content(self, number: int) -> bool:
        """Whether page `number`, which looks blank, should show something.

        True if objects that it needs are not in the file, or if its contents draw something all the same.
        """
        if not self.inspected:
            return False
        if number > len(self.pages):
            return True  # the file's own page tree does not lead to it
        if not self._has_content(self.pages[number - 1]):
            return True
        reached = self._reachable(self.pages[number - 1])
        return any(each not in self.heads for each in reached) or any(
            DRAWING_OPERATOR.search(self._text(each)) for each in reached
        )

    def _has_content(self, page: int) -> bool:
        """Whether the page's contents entry refers to a stream or an array."""
        entry = CONTENTS.search(self.heads.get(page, b""))
        return (
            entry is None
            or not entry[1]
            or int(entry[1]) in self.bodies
            or self.heads.get(int(entry[1]), b"").lstrip().startswith(b"[")
        )

    def _text(self, number: int) -> bytes:
        try:
            return zlib.decompressobj().decompress(self.bodies.get(number, b""), MAX_CONTENT_BYTES)
        except zlib.error:
            return b""

    def _reachable(self, page: int) -> set[int]:
        seen, pending = {page}, [page]
        while pending and len(seen) < MAX_OBJECTS:
            head = LINKS_TO_OTHER_PAGES.sub(b"", self.heads.get(pending.pop(), b""))
            new = {int(found[1]) for found in REFERENCE.finditer(head)} - seen
            new = {n for n in new if not TREE.search(self.heads.get(n, b""))}
            seen |= new
            pending += new
        return seen


def inspect_streams(data: bytes) -> PdfStreams:
    """Inspects the streams of the file that are not images. Nothing is known about an encrypted file."""
    out = PdfStreams()
    if b"/Encrypt" in data:
        return out
    out.inspected = True
    offsets = {int(found[1]): found.end() for found in OBJECT.finditer(data)}
    for number, start in offsets.items():
        out.heads[number], body = _object(data, start)
        if body is None or IMAGE.search(out.heads[number]):
            continue
        out.bodies[number] = body
        if not FLATE.search(out.heads[number]):
            continue
        flaw = deflate_flaw(body)
        if OBJECT_STREAM.search(out.heads[number]):
            out.shared = Flaw(0.0) | out.shared if flaw else out.shared
            out.heads |= dict(_contained_objects(out.heads[number], body))
        elif flaw:
            out.flaws[number] = Flaw(flaw.lost)  # where on the page it would have been drawn is unknown
    out.pages = _page_objects(out.heads)
    return out


def _object(data: bytes, start: int) -> tuple[bytes, bytes | None]:
    """Returns the dictionary of an object as bytes, and its stream if it has one."""
    end = data.find(b"endobj", start)
    end = len(data) if end < 0 else end
    keyword = STREAM.search(data, start, min(end, start + MAX_HEAD_BYTES))
    if keyword is None:
        return data[start : min(end, start + MAX_HEAD_BYTES)], None
    head = data[start : keyword.start()]
    length = LENGTH.search(head)
    size = int(length[1]) if length else -1
    if size >= 0 and data[keyword.end() + size : keyword.end() + size + 24].lstrip(b"\r\n \0\t").startswith(
        b"endstream"
    ):
        return head, data[keyword.end() : keyword.end() + size]
    close = data.find(b"endstream", keyword.end())
    return head, data[keyword.end() : close if close >= 0 else len(data)]


def _contained_objects(head: bytes, body: bytes) -> Iterator[tuple[int, bytes]]:
    """Yields (number, bytes) of the objects inside an object stream."""
    first = re.search(rb"/First\s+([0-9]+)", head)
    if first is None:
        return
    try:
        text = zlib.decompressobj().decompress(body)
    except zlib.error:
        return
    numbers = [int(n) for n in re.findall(rb"[0-9]+", text[: int(first[1])])]
    starts = [int(first[1]) + offset for offset in numbers[1::2]]
    for number, start, end in zip(numbers[::2], starts, [*starts[1:], len(text)], strict=False):
        yield number, text[start:end]


def _page_objects(heads: dict[int, bytes]) -> list[int]:
    """Returns the page objects in order by following the page tree from its root; [] if that fails."""
    roots = [
        int(m[1])
        for head in heads.values()
        if re.search(rb"/Type\s*/Catalog\b", head) and (m := re.search(rb"/Pages\s+([0-9]+)", head))
    ]
    out: list[int] = []
    pending, seen = roots[-1:], set[int]()
    while pending and len(out) < MAX_OBJECTS:
        number = pending.pop()
        if number in seen:
            continue
        seen.add(number)
        head = heads.get(number, b"")
        if kids := KIDS.search(head):
            pending += [int(found[1]) for found in REFERENCE.finditer(kids[1])][::-1]
        elif LEAF.search(head):
            out.append(number)
    return out
