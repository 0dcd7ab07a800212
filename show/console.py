"""The terminal as this program writes on it."""

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
"""Columns of what is no terminal: a file or a pipe takes lines of any length."""


class _Console(Console):
    """A console that leaves a closed pipe to who started it, instead of ending the program with the code of a contradiction.

    Its words, wherever they come from, never act on the terminal: only the program itself gives colours, and no :name: is a picture.
    """

    def render_str(self, text: str, **how: Any) -> Text:
        """A string is cleaned before it is laid out: what is written out takes room."""
        return super().render_str(printable(text), **{**how, "emoji": False})

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterator[Segment]:
        """Everything that is printed comes by here, texts that were laid out elsewhere too. The console's own controls stay."""
        for segment in super().render(renderable, options):
            yield segment if segment.control else Segment(printable(segment.text), segment.style)

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError(errno.EPIPE, os.strerror(errno.EPIPE))


def console(*, stderr: bool = False, file: IO[str] | None = None, width: int | None = None) -> Console:
    """A console that colours nothing on its own. Where nobody looks at a terminal it breaks no lines, unless COLUMNS asks for it."""
    stream = file or (sys.stderr if stderr else sys.stdout)
    looked_at = stream.isatty() or os.environ.get("COLUMNS", "").isdigit()
    return _Console(
        file=file, stderr=stderr, highlight=False, width=width or (None if looked_at else UNLIMITED_COLUMNS)
    )
