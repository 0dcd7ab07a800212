"""Checks whether the dictionary of an object in a PDF can be what was originally written."""

from __future__ import annotations

import re

from gouji.ocr.pdf.objects import string_end

NON_TEXT = re.compile(rb"[^\t\n\f\r\x20-\x7e]")
TOKEN = re.compile(
    rb"(?P<space>\s+|%[^\r\n]*)|(?P<open><<|\[)|(?P<close>>>|\])|(?P<string>\()|(?P<name>/[^\s\0()<>\[\]{}/%]*)"
    rb"|(?P<value>(?:<[0-9A-Fa-f\s]*>|(?:[0-9]+\s+[0-9]+\s+R|[+-]*[0-9]+(?:\.[0-9]*)?|[+-]*\.[0-9]+"
    rb"|true|false|null)(?![^\s\0()<>\[\]{}/%])))"
    rb"|(?P<odd>[0-9.eE+-]+(?![^\s\0()<>\[\]{}/%])|[+-]?(?:nan|inf)(?![a-z]))"
)
"""All that may stand in a dictionary. `odd` are numbers that no reader should accept and some programs write.

Zero bytes count as space in the format, but nobody writes them: they fill what was lost.
"""
OPENED_BY = {b">>": b"<<", b"]": b"["}
MAX_HEAD_BYTES = 65536
"""A longer dictionary is not checked: its end may not have been read."""
SIGNIFICANT_NAMES = tuple(
    b"Parent MediaBox CropBox Resources Contents XObject Rotate Subtype Width Height Filter FlateDecode "
    b"DCTDecode CCITTFaxDecode JPXDecode JBIG2Decode LZWDecode ColorSpace DeviceGray DeviceRGB DeviceCMYK "
    b"ICCBased Indexed BitsPerComponent DecodeParms Decode ImageMask Columns Predictor BlackIs Length "
    b"BaseFont ToUnicode Encoding DescendantFonts FontDescriptor".split()
)
"""Significant names. A name that differs from one of them in a single letter is a damaged one."""
LONG_NAME = 9
"""A name of so many letters may differ in two: no other name is so close."""


def is_dictionary_intact(dictionary: bytes, foreign: bool = False) -> bool:
    """Whether the dictionary, or another object that is no stream, is well-formed and without damaged names.

    Every byte must belong to a token of the format, brackets must close, and each key must be a name. No name may be a
    near miss of a significant one. With `foreign`, names in other scripts and odd numbers are allowed.
    """
    if len(dictionary) >= MAX_HEAD_BYTES:
        return True
    names = _names(dictionary.strip(b"\0"), foreign)
    return names is not None and not any(map(_is_near_miss, names))


def _names(text: bytes, foreign: bool) -> set[bytes] | None:
    """Returns the names that occur in the object, None if it is malformed."""
    names, opened, counts, at = set[bytes](), list[bytes](), [0], 0
    while at < len(text):
        token = TOKEN.match(text, at)
        if token is None or (token.lastgroup == "odd" and not foreign):
            return None
        kind, at = token.lastgroup, token.end()
        if kind == "space":
            continue
        if kind == "close":
            if not opened or opened.pop() != OPENED_BY[token[0]] or (counts.pop() % 2 and token[0] == b">>"):
                return None
            continue
        if opened and opened[-1] == b"<<" and counts[-1] % 2 == 0 and kind != "name":
            return None
        counts[-1] += 1
        if kind == "open":
            opened.append(token[0])
            counts.append(0)
        elif kind == "string":
            at = string_end(text, at)
        elif kind == "name":
            if not foreign and NON_TEXT.search(token[0]):
                return None
            names.add(token[0][1:])
    return None if opened or counts[0] > 1 else names


def _is_near_miss(name: bytes) -> bool:
    same = [vital for vital in SIGNIFICANT_NAMES if len(vital) == len(name)]
    limit = 2 if len(name) >= LONG_NAME else 1
    return name not in same and any(sum(a != b for a, b in zip(name, vital, strict=True)) <= limit for vital in same)
