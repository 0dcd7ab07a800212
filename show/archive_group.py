"""The commands `gouji archive …`, which concern an archive as a whole."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gouji.show.command import Command, Group
from gouji.show.language_option import Lang

archives = typer.Typer(cls=Group, no_args_is_help=True, rich_markup_mode=None)
"""The command group."""
Archive = Annotated[str, typer.Argument(metavar="ADDRESS")]


@archives.command(cls=Command)
def info(archive: Archive, lang: Lang = None) -> None:  # type: ignore[assignment]
    """Shows what an archive contains."""
    from gouji.show.archive_commands import info_command

    info_command(archive, lang)


@archives.command(cls=Command)
def changes(
    archive: Archive,
    place: Annotated[str | None, typer.Argument(metavar="[PATH]")] = None,
    lang: Lang = None,  # type: ignore[assignment]
) -> None:
    """Shows what changed from one version of a report to the next."""
    from gouji.show.archive_commands import changes_command

    changes_command(archive, place, lang)


@archives.command(cls=Command)
def verify(archive: Archive, lang: Lang = None) -> None:  # type: ignore[assignment]
    """Checks whether an archive is intact."""
    from gouji.show.archive_commands import verify_command

    raise typer.Exit(verify_command(archive, lang))


@archives.command(cls=Command)
def backup(
    archive: Archive,
    target: Annotated[Path | None, typer.Argument(metavar="[FILE]", readable=False)] = None,
    force: Annotated[bool, typer.Option("--force")] = False,
    lang: Lang = None,  # type: ignore[assignment]
) -> None:
    """Copies an archive while it is in use."""
    from gouji.show.archive_commands import backup_command

    backup_command(archive, target, lang, force=force)


def forget(
    wanted: Annotated[list[str], typer.Argument(metavar="PATH|ID...")],
    archive: Annotated[str, typer.Option("--archive", metavar="ADDRESS", show_default=False)],
    lang: Lang = None,  # type: ignore[assignment]
) -> None:
    """Removes documents from an archive. It is a command beside `ingest`, not one of the group."""
    from gouji.show.archive_commands import forget_command
    from gouji.show.console import console

    forget_command(archive, wanted, console(), lang)
