"""Decodes the bytes of a text, detecting the encoding from the result, even if some bytes are damaged."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from functools import cache

from gouji.ocr.text.visible_glyphs import HIDDEN, NUL
from gouji.schemas.errors import UnreadableDocument

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
"""Byte order marks and their encodings. That of UTF-32 begins like that of UTF-16, so it comes first."""

CANDIDATE_ENCODINGS = ("utf-8", "gb18030", "big5hkscs", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
"""Candidate encodings of a text without a mark; of two that fit equally well the first one is chosen."""

LOST = "\ufffd"
"""Replaces each byte that belongs to no character."""

STRANGE_CHARACTERS = re.compile(
    "[\x00-\x06\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f\ue000-\uf8ff\ufffd\U000f0000-\U0010ffff]"
)
"""Characters that do not occur in texts: many of them mean that the bytes are not text. Word ends the cells of a table with \\x07."""

MAX_STRANGE_SHARE = 0.01
MAX_DAMAGED_STRANGE_SHARE = 0.05
"""Maximum share of such characters in an intact text, and in a damaged one."""

SAMPLE_BYTES = 1 << 16
"""This many bytes are enough to detect the encoding."""

ASCII_AND_PUNCTUATION = "".join(
    map(
        chr,
        [
            *range(0x20, 0x7F),
            *range(0x2010, 0x2040),
            *range(0x2500, 0x2580),
            *range(0x3000, 0x3020),
            *range(0xFF01, 0xFF5F),
        ],
    )
)
MIN_DAMAGED_USUAL_SHARE = 0.6
MIN_USUAL_SHARE = 0.3
"""Minimum share of common characters in a damaged text, and in an intact one."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text and its encoding. Each undecodable byte is one LOST character."""

    text: str
    encoding: str


def decode(data: bytes) -> Decoded:
    """Decodes the bytes. Raises UnreadableDocument("not_text") if no encoding explains nearly all of them."""
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _checked(Decoded(_text(data[len(mark) :], encoding), encoding), MAX_DAMAGED_STRANGE_SHARE, 0.0)
    try:
        whole = data.decode("utf-8")
        return _checked(Decoded(whole, "utf-8"), MAX_STRANGE_SHARE, 0.0)
    except (UnicodeDecodeError, UnreadableDocument):
        pass
    best = max(CANDIDATE_ENCODINGS, key=lambda name: _usual_share(_text(data[:SAMPLE_BYTES], name)))
    text = _text(data, best)
    damaged = len(STRANGE_CHARACTERS.findall(text)) > MAX_STRANGE_SHARE * len(text) or LOST in text
    return _checked(
        Decoded(text, best),
        MAX_DAMAGED_STRANGE_SHARE if damaged else MAX_STRANGE_SHARE,
        MIN_DAMAGED_USUAL_SHARE if damaged else MIN_USUAL_SHARE,
    )


def _checked(found: Decoded, strange: float, usual: float) -> Decoded:
    if len(STRANGE_CHARACTERS.findall(found.text)) > strange * len(found.text) or (
        usual and _usual_share(found.text) < usual
    ):
        raise UnreadableDocument("not_text")
    return found


def _text(data: bytes, encoding: str) -> str:
    return data.decode(encoding, "gouji-lost")


def _usual_share(text: str) -> float:
    """Returns the share of characters that are common in Chinese texts."""
    seen = HIDDEN.sub("", "".join(text.replace(NUL, LOST).split()))
    known = _common_characters()
    return sum(char in known for char in seen) / len(seen) if seen else 0.0


@cache
def _common_characters() -> frozenset[str]:
    """Returns ASCII, punctuation, and the common half of both national character sets.

    The mainland's common characters are in rows 16 to 55 of GB 2312, Taiwan's in A4 to C6 of Big5.
    """
    mainland = bytes(b for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF) for b in (row, cell))
    cells = [*range(0x40, 0x7F), *range(0xA1, 0xFF)]
    taiwan = bytes(b for row in range(0xA4, 0xC7) for cell in cells for b in (row, cell))
    return frozenset(ASCII_AND_PUNCTUATION + mainland.decode("gb2312", "ignore") + taiwan.decode("big5", "ignore"))


def _replace_undecodable(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    return LOST * (error.end - error.start), error.end


codecs.register_error("gouji-lost", _replace_undecodable)
