"""JSON in which every character can be seen."""

from __future__ import annotations

import regex

from gouji.schemas.unseen import UNSEEN

ODD = regex.compile(rf"[\u2028\u2029]|{UNSEEN.pattern}", regex.V1)


def escaped_json(text: str) -> str:
    """The same JSON with characters that nobody sees escaped (\\u200b): whoever reads it finds them, and no terminal acts on them."""
    return ODD.sub(lambda found: _escaped(found[0]), text)


def _escaped(char: str) -> str:
    units = char.encode("utf-16-be")
    return "".join(f"\\u{units[i]:02x}{units[i + 1]:02x}" for i in range(0, len(units), 2))
