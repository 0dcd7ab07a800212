"""The option --lang, which all commands share."""

from __future__ import annotations

from typing import Annotated

import typer

from gouji.schemas.texts import LANGUAGES, default_language


def language(value: str | None) -> str:
    """The requested language, or that of the user's locale. typer.BadParameter for any other value."""
    if value is not None and value not in LANGUAGES:
        raise typer.BadParameter(" | ".join(LANGUAGES))
    return value or default_language()


Lang = Annotated[str, typer.Option("--lang", metavar="zh|en", callback=language, show_default=False)]
