"""How far a document is, for who waits for it."""

from __future__ import annotations

import sys
from pathlib import Path
from time import monotonic

from gouji.schemas.as_text import as_text
from gouji.schemas.printable import printable
from gouji.schemas.texts import text


class PageProgress:
    """Tells the page that is being read and the time left, on a terminal's standard error only."""

    def __init__(self, file: Path, lang: str) -> None:
        self._name, self._lang = printable(as_text(file.name)), lang
        self._began = monotonic()

    def tell(self, done: int, total: int) -> None:
        """So many pages of so many are done."""
        if total > 1 and sys.stderr.isatty():
            left = round((monotonic() - self._began) / done * (total - done)) if done else 0
            words = text("summary.pages", self._lang, done=done, total=total, left=f"{left // 60}:{left % 60:02}")
            print(f"\r{self._name}: {words}", end="\n" if done == total else "", file=sys.stderr, flush=True)
