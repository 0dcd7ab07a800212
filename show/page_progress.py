"""Shows the progress of a document."""

from __future__ import annotations

import sys
from pathlib import Path
from time import monotonic

from gouji.schemas.as_text import as_text
from gouji.schemas.printable import printable
from gouji.schemas.texts import text


class PageProgress:
    """Prints the page that is being read and the time left, on a terminal's standard error only."""

    def __init__(self, file: Path, lang: str) -> None:
        self._name, self._lang = printable(as_text(file.name)), lang
        self._started = monotonic()

    def update(self, done: int, total: int) -> None:
        """Shows that `done` of `total` pages are read."""
        if total > 1 and sys.stderr.isatty():
            seconds_left = round((monotonic() - self._started) / done * (total - done)) if done else 0
            words = text(
                "summary.pages", self._lang, done=done, total=total, left=f"{seconds_left // 60}:{seconds_left % 60:02}"
            )
            print(f"\r{self._name}: {words}", end="\n" if done == total else "", file=sys.stderr, flush=True)
