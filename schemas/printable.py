"""Makes text from files and names safe for a terminal: nothing in it moves the cursor, changes colours, or reorders
text.
"""

from __future__ import annotations

import regex

from gouji.schemas.unseen import INVISIBLE

TERMINAL_CONTROL = regex.compile(rf"[\r\u2028\u2029]|{INVISIBLE.pattern}", regex.V1)
"""Characters that a terminal acts on or does not show. Line feeds and tabs stay: they are part of a program's output.
"""


def printable(text: str) -> str:
    """The text with such characters written as code points (<U+001B>); all other text is unchanged."""
    return (
        text
        if text.isascii() and text.isprintable()
        else TERMINAL_CONTROL.sub(lambda found: f"<U+{ord(found[0]):04X}>", text)
    )
