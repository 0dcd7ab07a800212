"""The commands of this program: help from the catalogue, errors as one sentence each."""

from __future__ import annotations

from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from gouji.schemas.errors import GoujiError
from gouji.schemas.texts import default_language
from gouji.show.error_message import print_error
from gouji.show.help import help_of


class OutputFailed(Exception):
    """Output could not be written: the reader closed the pipe (`| head`), or the disk is full. Its cause is the
    OSError."""


class Command(TyperCommand):
    """A command. An error that a user can act on prints one line on standard error and gives exit code 2."""

    def get_help(self, ctx: Any) -> str:
        """The help in the user's language."""
        return help_of(self, _path(ctx))

    def invoke(self, ctx: Any) -> Any:
        """Runs the command. OutputFailed if its output cannot be written."""
        try:
            return super().invoke(ctx)
        except GoujiError as err:
            print_error(err, ctx.params.get("lang") or default_language())
            raise typer.Exit(2) from None
        except OSError as err:
            if err.filename is not None:
                raise
            raise OutputFailed from err


class Group(TyperGroup):
    """A group of commands."""

    def get_help(self, ctx: Any) -> str:
        """The help in the user's language."""
        return help_of(self, _path(ctx))


def _path(ctx: Any) -> list[str]:
    """The names that lead to the command, without the program's own."""
    names: list[str] = []
    while ctx.parent is not None:
        names.insert(0, str(ctx.info_name))
        ctx = ctx.parent
    return names
