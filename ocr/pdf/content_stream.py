"""Checks whether the content of a PDF page can be what was originally written: where no checksum covers it."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Mapping

from gouji.ocr.pdf.objects import string_end

CONTENTS = re.compile(rb"/Contents\s*(?:\[([^\]]*)\]|([0-9]{1,8})\s+[0-9]{1,5}\s+R\b)")
REFERENCE, ARRAY = re.compile(rb"([0-9]{1,8})\s+[0-9]{1,5}\s+R\b"), re.compile(rb"\s*\[([^\]]*)\]\s*")
FILTER, FLATE_ALONE = (
    re.compile(pattern)
    for pattern in (
        rb"/(?:Filter|F)\b",
        rb"/(?:Filter|F)\s*(?:\[\s*)?/(?:FlateDecode|Fl)\b(?!\s*/(?:[A-Z][A-Za-z0-9]*Decode|Fl)\b)",
    )
)
MAX_CONTENT_BYTES = 1 << 24
TOKEN = re.compile(
    rb"(?P<space>\s+|%[^\r\n]*|<<|>>|[\[\]]|<[0-9A-Fa-f\s]*>|/[^\s\0()<>\[\]{}/%]*)|(?P<string>\()"
    rb"|(?P<number>(?:[0-9.+-]+(?:[eE][+-]?[0-9]+)?|[+-]?(?:nan|inf))(?![0-9A-Za-z.]))|(?P<word>[A-Za-z'\"][A-Za-z0-9*]*)"
)
OPERATORS = frozenset(
    b"b B b* B* BDC BI BMC BT BX c cm CS cs d d0 d1 Do DP EI EMC ET EX f F f* G g gs h i ID j J K k l m M MP n q Q re "
    b"RG rg ri s S SC sc SCN scn sh T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz v w W W* y ' \" true false null".split()
)
IMAGE_DATA, IMAGE_END, ANYTHING_GOES = b"ID", re.compile(rb"[\s\0]EI(?=[\s\0]|$)"), b"BX"


def damaged_content(heads: Mapping[int, bytes], bodies: Mapping[int, bytes], pages: Iterable[int]) -> set[int]:
    """Returns the content streams of the pages that are damaged though no checksum covers them.

    `heads` are the objects of the file by number without their streams, `bodies` the streams.
    """
    found = set[int]()
    for page in pages:
        numbers = _content_streams(heads, page)
        texts = [_text(heads.get(number, b""), bodies.get(number, b"")) for number in numbers]
        unsure = [number for number, (_, covered) in zip(numbers, texts, strict=True) if not covered]
        parts = [text for text, _ in texts if text is not None]
        if unsure and len(parts) == len(texts) and not _is_intact(b"\n".join(parts)):
            found.update(unsure)
    return found


def _content_streams(heads: Mapping[int, bytes], page: int) -> list[int]:
    """Returns the streams that the contents of a page consist of, in order."""
    entry = CONTENTS.search(heads.get(page, b""))
    if entry is None:
        return []
    if entry[1] is not None:
        return [int(found[1]) for found in REFERENCE.finditer(entry[1])]
    array = ARRAY.fullmatch(heads.get(int(entry[2]), b""))
    return [int(found[1]) for found in REFERENCE.finditer(array[1])] if array else [int(entry[2])]


def _text(head: bytes, body: bytes) -> tuple[bytes | None, bool]:
    """Returns the plain content, None if it is unknown, and whether a checksum covers it."""
    if not FILTER.search(head):
        return body, False
    if not FLATE_ALONE.search(head):
        return None, True
    inflater = zlib.decompressobj()
    try:
        return inflater.decompress(body, MAX_CONTENT_BYTES), inflater.eof or bool(inflater.unconsumed_tail)
    except zlib.error:
        return None, True  # which is damage that is told elsewhere


def _is_intact(content: bytes) -> bool:
    """Whether the content consists of operands and the operators of the format, without a byte that is neither."""
    at = 0
    while at < len(content):
        token = TOKEN.match(content, at)
        if token is None:
            return not content[at:].strip(b"\0")
        at = token.end()
        if token.lastgroup == "string":
            at = string_end(content, at)
            if at == len(content) and not content.endswith(b")"):
                return False
        elif token.lastgroup == "word":
            if token[0] == ANYTHING_GOES:
                return True
            if token[0] not in OPERATORS:
                return False
            if token[0] == IMAGE_DATA:
                end = IMAGE_END.search(content, at)
                at = end.end() if end else len(content)
    return True
