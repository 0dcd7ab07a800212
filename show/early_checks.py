"""What can be told of a call before anything heavy is loaded."""

from __future__ import annotations

from pathlib import Path

import typer

from gouji.archive.empty_places import empty_places
from gouji.schemas.as_text import as_text
from gouji.schemas.errors import GoujiError
from gouji.show.error_message import print_error

STDIN = "-"


def require_places(places: list[str], lang: str) -> None:
    """Tells each place that does not exist and ends the command with exit code 2, where none of them does."""
    missing = [] if STDIN in places else [seen for seen in empty_places(places) if seen.problem == "not_found"]
    if missing and len(missing) == len(places):
        for seen in missing:
            print_error(GoujiError(seen.problem, path=as_text(seen.path)), lang)
        raise typer.Exit(2)


def require_archive(address: str) -> None:
    """GoujiError where the address is that of a file, and there is none."""
    if "://" not in address and "=" not in address and not Path(address).exists():
        raise GoujiError("archive_missing", path=Path(address).absolute())
