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
from gouji.ocr.pdf.content_stream import damaged_content
from gouji.ocr.pdf.cross_references import misplaced_objects
from gouji.ocr.pdf.page_dictionary import is_dictionary_intact
from gouji.ocr.pdf.page_tree import page_tree
from gouji.ocr.pdf.stream_lengths import wrong_lengths
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
CONTENTS = re.compile(rb"/Contents\s*(?:([0-9]{1,8})\s+[0-9]{1,5}\s+R\b)?")
OBJECT_STREAM = re.compile(rb"/Type\s*/(?:ObjStm|XRef)\b")
DRAWING_OPERATOR = re.compile(rb"(?:^|[\s\])>])(?:Do|BI|T[jJ]|['\"])(?=[\s/\[(<]|$)")
"""Operators that put an image or text on the page."""
MAX_CONTENT_BYTES = 1 << 20
MAX_HEAD_BYTES = 65536
"""Maximum length of an object's dictionary."""
MAX_OBJECTS = 4000
LINEARIZED, HEADER_BYTES = b"/Linearized", 1024
"""A file that can be shown while it is loaded has two tables from the beginning."""


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
    intact: dict[int, bool] = field(default_factory=dict)
    """By object, as far as it was asked: whether its dictionary is intact."""
    inspected: bool = False
    """Whether the file could be inspected at all."""
    revised: bool = False
    """Whether the file was changed later, by additions at its end: these leave behind what they replace."""

    def of_page(self, number: int) -> Flaw | None:
        """Returns what is wrong with the objects of page `number`, from 1; None if nothing is."""
        flaw = self.shared
        if number > len(self.pages):
            return Flaw(0.0) | flaw if self.flaws else flaw
        page = self.pages[number - 1]
        for each in self._reachable(page):
            flaw = self.flaws[each] | flaw if each in self.flaws else flaw
            if not self._is_intact(each, own=each == page):
                flaw = Flaw(0.0) | flaw
        return flaw

    def _is_intact(self, number: int, own: bool) -> bool:
        """Whether the dictionary of an object is intact; `own`: it is the page itself. Pages share most objects."""
        if number not in self.intact:
            head = self.heads.get(number, b"")
            self.intact[number] = is_dictionary_intact(head, foreign=not own and not IMAGE.search(head))
        return self.intact[number]

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
            self._draws(each) for each in (reached if self.revised else reached | self._unreferenced())
        )

    def _draws(self, number: int) -> bool:
        return DRAWING_OPERATOR.search(self._text(number)) is not None

    def _unreferenced(self) -> set[int]:
        """Returns the streams that nothing in the file refers to."""
        referenced = {int(found[1]) for head in self.heads.values() for found in REFERENCE.finditer(head)}
        return {number for number in self.bodies if number not in referenced}

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
    """Inspects the structure of the file, and its streams that are not images.

    Nothing is known about an encrypted file.
    """
    out = PdfStreams()
    if b"/Encrypt" in data:
        return out
    out.inspected = True
    places: dict[int, list[int]] = {}
    offsets, starts = dict[int, int](), dict[int, int]()
    for found in OBJECT.finditer(data):
        places.setdefault(int(found[1]), []).append(found.start())
        offsets[int(found[1])] = found.end()
    for number, offset in offsets.items():
        out.heads[number], start, end = _object(data, offset)
        if start:
            starts[number] = start
        if start and not IMAGE.search(out.heads[number]):
            out.bodies[number] = data[start:end]
            _inspect_body(out, number)
    flawed = misplaced_objects(data, places) | wrong_lengths(data, starts, out.heads)
    out.pages, damaged = page_tree(out.heads, flawed)
    for number in flawed | damaged_content(out.heads, out.bodies, out.pages):
        out.flaws[number] = Flaw(0.0) | out.flaws.get(number)
    if damaged or any(OBJECT_STREAM.search(out.heads.get(number, b"")) for number in flawed):
        out.shared = Flaw(0.0) | out.shared
    out.revised = data.count(b"startxref") > 1 + (LINEARIZED in data[:HEADER_BYTES])
    return out


def _inspect_body(out: PdfStreams, number: int) -> None:
    """Notes what is wrong with a stream, and the objects that it contains."""
    head, body = out.heads[number], out.bodies[number]
    flaw = deflate_flaw(body) if FLATE.search(head) else None
    if FLATE.search(head) and OBJECT_STREAM.search(head):
        out.shared = Flaw(0.0) | out.shared if flaw else out.shared
        out.heads |= dict(_contained_objects(head, body))
    elif flaw:
        out.flaws[number] = Flaw(flaw.lost)  # where on the page it would have been drawn is unknown


def _object(data: bytes, start: int) -> tuple[bytes, int, int]:
    """Returns the dictionary of an object as bytes, and where its stream begins and ends; 0 and 0 if it has none."""
    end = data.find(b"endobj", start)
    end = len(data) if end < 0 else end
    keyword = STREAM.search(data, start, min(end, start + MAX_HEAD_BYTES))
    if keyword is None:
        return data[start : min(end, start + MAX_HEAD_BYTES)], 0, 0
    head, begin = data[start : keyword.start()], keyword.end()
    length = LENGTH.search(head)
    size = int(length[1]) if length else -1
    if size >= 0 and data[begin + size : begin + size + 24].lstrip(b"\r\n \0\t").startswith(b"endstream"):
        return head, begin, begin + size
    close = data.find(b"endstream", begin)
    return head, begin, close if close >= 0 else len(data)


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
