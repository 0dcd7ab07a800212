"""Texts that a spreadsheet would take for formulas are made harmless, so that the text can be had back."""

from __future__ import annotations

import re
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

FORMULA_START = r"^(?:[\x00-\x1f\x7f]|[ \u00a0\u3000]*[=+\-@＝＋－＠'])"
"""A control character, or after blanks a sign that begins a formula (the wide ones too: a Chinese or Japanese Excel takes them
for the same), or the apostrophe itself."""
_FORMULA_START = re.compile(FORMULA_START)
TEXT_MARK = "'"
"""Put before such a text. Whoever reads the CSV by program takes one leading apostrophe off a text that begins with one, and
has the text as it was: a text that began with an apostrophe got a second."""


def may_be_formula(text: str) -> bool:
    """Whether a spreadsheet may take the text for a formula."""
    return _FORMULA_START.match(text) is not None


def escape_formula(text: str) -> str:
    """The text with the mark where it needs one."""
    return TEXT_MARK + text if may_be_formula(text) else text


def unescape_formula(text: str) -> str:
    """What `defuse` was given."""
    return text.removeprefix(TEXT_MARK)


def escape_formulas(texts: pa.Array[Any]) -> pa.Array[Any]:
    """`defuse` of each text of an array; missing ones stay missing."""
    risky = pc.match_substring_regex(texts, _FORMULA_START_RE2)
    if not pc.any(risky).as_py():
        return texts
    return pc.if_else(risky, pc.binary_join_element_wise(TEXT_MARK, texts, ""), texts)


# RE2, which Arrow uses, writes a character by its number as \x{...}.
_FORMULA_START_RE2 = re.sub(r"\\u([0-9a-f]{4})", r"\\x{\1}", FORMULA_START)
