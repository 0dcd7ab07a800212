"""Text from files and names as a terminal may show it: nothing in it moves the cursor, changes colours, or turns the order round."""

from __future__ import annotations

import regex

from gouji.schemas.unseen import UNSEEN

ACTING = regex.compile(rf"[\r\u2028\u2029]|{UNSEEN.pattern}", regex.V1)
"""What a terminal does, or shows nothing for. Line feeds and tabs are left: they are part of what a program prints."""


def printable(text: str) -> str:
    """The text with such characters written out by their numbers (<U+001B>); all other text as it is."""
    return text if text.isascii() and text.isprintable() else ACTING.sub(lambda found: f"<U+{ord(found[0]):04X}>", text)
