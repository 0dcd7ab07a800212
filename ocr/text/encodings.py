"""The bytes of a text as characters: which encoding they are in, told by what comes out, also where some of them are damaged."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from functools import cache

from gouji.ocr.text.visible_glyphs import HIDDEN, NUL
from gouji.schemas.errors import UnreadableDocument

MARKED = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
"""Byte order marks and what they promise. That of UTF-32 begins as that of UTF-16 does."""

GUESSED = ("utf-8", "gb18030", "big5hkscs", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
"""What a text without a mark may be in; of two that explain it equally well the first one counts."""

LOST = "\ufffd"
"""Stands for each byte that no character explains."""

STRANGE = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f\ue000-\uf8ff\ufffd\U000f0000-\U0010ffff]")
"""Characters that no text has: many of them mean that the bytes were no text."""

STRANGE_SHARE, DAMAGED_SHARE = 0.01, 0.05
"""How many of them a text may have: a whole one, and one that was damaged."""

SAMPLE = 1 << 16
"""So many bytes tell the encoding."""

PLAIN = "".join(
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
USUAL_SHARE, LEAST_USUAL = 0.6, 0.3
"""How many of the characters must be usual ones, in a text that was damaged, and in one that was not."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text, and what it was encoded in. Each byte that does not belong there is a LOST one."""

    text: str
    encoding: str


def decoded(data: bytes) -> Decoded:
    """The text of the bytes. UnreadableDocument("not_text") where no encoding explains nearly all of them."""
    for mark, encoding in MARKED:
        if data.startswith(mark):
            return _checked(Decoded(_text(data[len(mark) :], encoding), encoding), DAMAGED_SHARE, 0.0)
    try:
        whole = data.decode("utf-8")
        return _checked(Decoded(whole, "utf-8"), STRANGE_SHARE, 0.0)
    except (UnicodeDecodeError, UnreadableDocument):
        pass
    best = max(GUESSED, key=lambda name: _usual(_text(data[:SAMPLE], name)))
    text = _text(data, best)
    damaged = len(STRANGE.findall(text)) > STRANGE_SHARE * len(text) or LOST in text
    return _checked(
        Decoded(text, best), DAMAGED_SHARE if damaged else STRANGE_SHARE, USUAL_SHARE if damaged else LEAST_USUAL
    )


def _checked(found: Decoded, strange: float, usual: float) -> Decoded:
    if len(STRANGE.findall(found.text)) > strange * len(found.text) or (usual and _usual(found.text) < usual):
        raise UnreadableDocument("not_text")
    return found


def _text(data: bytes, encoding: str) -> str:
    return data.decode(encoding, "gouji-lost")


def _usual(text: str) -> float:
    """The share of characters that are frequent in Chinese texts."""
    seen = HIDDEN.sub("", "".join(text.replace(NUL, LOST).split()))
    known = _frequent()
    return sum(char in known for char in seen) / len(seen) if seen else 0.0


@cache
def _frequent() -> frozenset[str]:
    """ASCII, punctuation, and the frequent half of both national sets: those of the mainland stand in the rows 16 to 55 of GB 2312, those of
    Taiwan in A4 to C6 of Big5."""
    mainland = bytes(b for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF) for b in (row, cell))
    cells = [*range(0x40, 0x7F), *range(0xA1, 0xFF)]
    taiwan = bytes(b for row in range(0xA4, 0xC7) for cell in cells for b in (row, cell))
    return frozenset(PLAIN + mainland.decode("gb2312", "ignore") + taiwan.decode("big5", "ignore"))


def _lost(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    return LOST * (error.end - error.start), error.end


codecs.register_error("gouji-lost", _lost)
