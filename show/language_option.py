"""The option --lang, the same for every command."""

from __future__ import annotations

from typing import Annotated

import typer

from gouji.schemas.texts import LANGUAGES, default_language


def language(value: str | None) -> str:
    """The language that was asked for, or that of the user's surroundings. typer.BadParameter for another."""
    if value is not None and value not in LANGUAGES:
        raise typer.BadParameter(" | ".join(LANGUAGES))
    return value or default_language()


Lang = Annotated[str, typer.Option("--lang", metavar="zh|en", callback=language, show_default=False)]
