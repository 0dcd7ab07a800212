"""The console on which this program prints."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from typing import IO, Any

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment
from rich.text import Text

from gouji.schemas.printable import printable

UNLIMITED_COLUMNS = 10_000
"""Width of a file or a pipe, which takes lines of any length."""


class _Console(Console):
    """A console that reports a closed pipe to its caller, instead of ending the program with the exit code of a
    contradiction.

    Printed text never acts on the terminal: only the program sets colours, and no :name: becomes an emoji.
    """

    def render_str(self, text: str, **options: Any) -> Text:
        """Escapes a string before its layout, because escapes take room."""
        return super().render_str(printable(text), **{**options, "emoji": False})

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterator[Segment]:
        """Escapes everything that is printed, including text laid out elsewhere. The console's own control codes
        stay."""
        for segment in super().render(renderable, options):
            yield segment if segment.control else Segment(printable(segment.text), segment.style)

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError(errno.EPIPE, os.strerror(errno.EPIPE))


def console(*, stderr: bool = False, file: IO[str] | None = None, width: int | None = None) -> Console:
    """A console that adds no colours by itself. Without a terminal it wraps no lines, unless COLUMNS is set."""
    stream = file or (sys.stderr if stderr else sys.stdout)
    is_terminal = stream.isatty() or os.environ.get("COLUMNS", "").isdigit()
    return _Console(
        file=file, stderr=stderr, highlight=False, width=width or (None if is_terminal else UNLIMITED_COLUMNS)
    )
