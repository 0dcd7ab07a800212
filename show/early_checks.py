"""Checks a call before anything heavy is loaded."""

from __future__ import annotations

import re
from pathlib import Path

import typer

from gouji.archive.empty_places import empty_places
from gouji.ocr.engine.quick_model import quick_model
from gouji.schemas.as_text import as_text
from gouji.schemas.errors import GoujiError, MissingComponent
from gouji.show.error_message import print_error

STDIN = "-"
MISTYPED_SERVER = re.compile(r"postgres\w*:")
"""An address that is meant for a server but lacks a slash. Opening it reports the error without the password in it."""


def require_places(places: list[str], lang: str) -> None:
    """If none of the places exists, reports each of them and ends the command with exit code 2."""
    missing = [] if STDIN in places else [seen for seen in empty_places(places) if seen.problem == "not_found"]
    if missing and len(missing) == len(places):
        for seen in missing:
            print_error(GoujiError(seen.problem, path=as_text(seen.path)), lang)
        raise typer.Exit(2)


def require_quick_model(wanted: bool, models: Path | None, lang: str) -> None:
    """If the quick model is wanted and cannot be used, reports why and ends the command with exit code 2."""
    try:
        if wanted and quick_model(models) is None:
            raise MissingComponent("quick_missing")
    except MissingComponent as error:
        print_error(error, lang)
        raise typer.Exit(2) from error


def require_archive(address: str) -> None:
    """GoujiError if the address is that of a file which does not exist."""
    if "://" in address or "=" in address or MISTYPED_SERVER.match(address):
        return
    if not Path(address).exists():
        raise GoujiError("archive_missing", path=Path(address).absolute())
