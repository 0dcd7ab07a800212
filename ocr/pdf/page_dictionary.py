"""Checks whether the dictionary of a page in a PDF can be what was originally written."""

from __future__ import annotations

import re

STRINGS = re.compile(rb"\((?:[^()\\]|\\.)*\)", re.DOTALL)
NON_TEXT = re.compile(rb"[^\t\n\f\r\x20-\x7e]")
HEX = re.compile(rb"<[0-9A-Fa-f\s]*>")
WORD, KEYWORDS = re.compile(rb"[A-Za-z]+"), frozenset({b"R", b"true", b"false", b"null"})
"""All keywords that occur in a dictionary beside names, numbers and strings."""
NAME = re.compile(rb"/([!-~]+?)(?=[\s/\[\]<>(]|$)")
SIGNIFICANT_NAMES = tuple(
    b"Parent MediaBox CropBox Resources Contents XObject Rotate Subtype Width Height Filter FlateDecode "
    b"DCTDecode CCITTFaxDecode JPXDecode JBIG2Decode LZWDecode ColorSpace DeviceGray DeviceRGB DeviceCMYK "
    b"ICCBased Indexed BitsPerComponent DecodeParms Decode ImageMask Columns Predictor BlackIs Length "
    b"BaseFont ToUnicode Encoding DescendantFonts FontDescriptor".split()
)
"""Significant names. A name that differs from one of them in a single letter is a damaged one."""


def is_dictionary_intact(dictionary: bytes, foreign: bool = False) -> bool:
    """Whether the dictionary is well-formed text without damaged names.

    Brackets must be balanced, and no name may be a near miss of a significant one. With `foreign`, names in other
    scripts and unknown keywords are allowed.
    """
    text = STRINGS.sub(b"", dictionary)
    if (not foreign and NON_TEXT.search(text)) or _has_unbalanced_brackets(text):
        return False
    return not any(_is_near_miss(name) for name in NAME.findall(text)) and (
        foreign or KEYWORDS.issuperset(WORD.findall(_without_names(text)))
    )


def _without_names(text: bytes) -> bytes:
    return NAME.sub(b" ", HEX.sub(b" ", text))


def _has_unbalanced_brackets(text: bytes) -> bool:
    return text.count(b"<<") != text.count(b">>") or text.count(b"[") != text.count(b"]")


def _is_near_miss(name: bytes) -> bool:
    same = [vital for vital in SIGNIFICANT_NAMES if len(vital) == len(name)]
    return name not in same and any(sum(a != b for a, b in zip(name, vital, strict=True)) == 1 for vital in same)
