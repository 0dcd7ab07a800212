"""An error as the user sees it: one line on standard error."""

from __future__ import annotations

import sys

from schemas.errors import GoujiError
from schemas.texts import has_text, text


def complain(err: GoujiError, lang: str) -> None:
    """Prints the error in the user's language, whatever its reason looks like, on one line."""
    key = f"error.{err.key}"
    message = text(key, lang, **err.values) if has_text(key) else str(err)
    print(f"gouji: {' '.join(message.split())}", file=sys.stderr)
