"""Whether the words of a page in a PDF (its dictionary) can be what was written."""

from __future__ import annotations

import re

STRINGS = re.compile(rb"\((?:[^()\\]|\\.)*\)", re.DOTALL)
STRANGE = re.compile(rb"[^\t\n\f\r\x20-\x7e]")
HEX = re.compile(rb"<[0-9A-Fa-f\s]*>")
WORD, WORDS = re.compile(rb"[A-Za-z]+"), frozenset({b"R", b"true", b"false", b"null"})
"""All that stands in a dictionary beside names, numbers and strings."""
NAME = re.compile(rb"/([!-~]+?)(?=[\s/\[\]<>(]|$)")
VITAL = tuple(
    b"Parent MediaBox CropBox Resources Contents XObject Rotate Subtype Width Height Filter FlateDecode DCTDecode CCITTFaxDecode JPXDecode "
    b"JBIG2Decode LZWDecode ColorSpace DeviceGray DeviceRGB DeviceCMYK ICCBased Indexed BitsPerComponent DecodeParms Decode ImageMask Columns "
    b"Predictor BlackIs Length BaseFont ToUnicode Encoding DescendantFonts FontDescriptor".split()
)
"""Names of which one that differs in a single letter is no other name."""


def is_dictionary_intact(words: bytes, foreign: bool = False) -> bool:
    """Nothing but text in pairs of brackets (names in other writings where `foreign`), and no name that is nearly one that matters."""
    text = STRINGS.sub(b"", words)
    if (not foreign and STRANGE.search(text)) or _unpaired(text):
        return False
    return not any(_is_nearly(name) for name in NAME.findall(text)) and (
        foreign or WORDS.issuperset(WORD.findall(_bare(text)))
    )


def _bare(text: bytes) -> bytes:
    return NAME.sub(b" ", HEX.sub(b" ", text))


def _unpaired(text: bytes) -> bool:
    return text.count(b"<<") != text.count(b">>") or text.count(b"[") != text.count(b"]")


def _is_nearly(name: bytes) -> bool:
    same = [vital for vital in VITAL if len(vital) == len(name)]
    return name not in same and any(sum(a != b for a, b in zip(name, vital, strict=True)) == 1 for vital in same)
