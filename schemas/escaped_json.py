"""Escapes invisible characters in JSON."""

from __future__ import annotations

import regex

from gouji.schemas.unseen import INVISIBLE

INVISIBLE_CHARACTER = regex.compile(rf"[\u2028\u2029]|{INVISIBLE.pattern}", regex.V1)


def escaped_json(text: str) -> str:
    """The same JSON with invisible characters escaped (\\u200b): a reader finds them, and no terminal acts on them."""
    return INVISIBLE_CHARACTER.sub(lambda found: _escaped(found[0]), text)


def _escaped(char: str) -> str:
    units = char.encode("utf-16-be")
    return "".join(f"\\u{units[i]:02x}{units[i + 1]:02x}" for i in range(0, len(units), 2))
