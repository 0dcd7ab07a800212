"""Shows an error to the user: one line on standard error."""

from __future__ import annotations

import sys
from pathlib import PurePath

from gouji.schemas.as_text import as_text
from gouji.schemas.errors import GoujiError
from gouji.schemas.printable import printable
from gouji.schemas.reason import Reason
from gouji.schemas.texts import has_text, text


def print_error(err: GoujiError, lang: str) -> None:
    """Prints the error in the user's language on one line, whatever its reason contains."""
    print(f"gouji: {error_message(err, lang)}", file=sys.stderr)


def error_message(err: GoujiError, lang: str) -> str:
    """The error in the user's language, on one line."""
    key = f"error.{err.key}"
    values = {
        name: as_text(value.told(lang) if isinstance(value, Reason) else str(value))
        if isinstance(value, str | PurePath | Reason)
        else value
        for name, value in err.values.items()
    }
    return printable(" ".join((text(key, lang, **values) if has_text(key) else as_text(str(err))).split()))
