"""Escapes text that a spreadsheet would take for a formula, reversibly."""

from __future__ import annotations

import re
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

FORMULA_START = r"^(?:[\x00-\x1f\x7f]|[ \u00a0\u3000]*[=+\-@＝＋－＠'])"
"""A control character, or after blanks a character that begins a formula (full-width ones too, which a Chinese or
Japanese Excel treats alike), or the apostrophe itself."""
_FORMULA_START = re.compile(FORMULA_START)
TEXT_MARK = "'"
"""Prefix of such a text. A program that reads the CSV removes one leading apostrophe and gets the original text: a text
that begins with an apostrophe received a second one."""


def may_be_formula(text: str) -> bool:
    """Whether a spreadsheet may take the text for a formula."""
    return _FORMULA_START.match(text) is not None


def escape_formula(text: str) -> str:
    """The text with the mark if it needs one."""
    return TEXT_MARK + text if may_be_formula(text) else text


def unescape_formula(text: str) -> str:
    """The text that `escape_formula` was given."""
    return text.removeprefix(TEXT_MARK)


def escape_formulas(texts: pa.Array[Any]) -> pa.Array[Any]:
    """`escape_formula` of each text of an array; missing values stay missing."""
    risky = pc.match_substring_regex(texts, _FORMULA_START_RE2)
    if not pc.any(risky).as_py():
        return texts
    return pc.if_else(risky, pc.binary_join_element_wise(TEXT_MARK, texts, ""), texts)


# RE2, which Arrow uses, writes a character by its number as \x{...}.
_FORMULA_START_RE2 = re.sub(r"\\u([0-9a-f]{4})", r"\\x{\1}", FORMULA_START)
