"""How far a document is, for who waits for it."""

from __future__ import annotations

import sys
from pathlib import Path

from schemas.as_text import as_text
from schemas.printable import printable
from schemas.texts import text


class PageProgress:
    """Tells the page that is being read, on a terminal's standard error only."""

    def __init__(self, file: Path, lang: str) -> None:
        self._name, self._lang = printable(as_text(file.name)), lang

    def tell(self, done: int, total: int) -> None:
        """So many pages of so many are done."""
        if total > 1 and sys.stderr.isatty():
            end = "\n" if done == total else ""
            print(f"\r{self._name}: {text('summary.pages', self._lang, done=done, total=total)}", end=end, file=sys.stderr, flush=True)
