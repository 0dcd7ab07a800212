"""Progress of a batch: a progress bar on a terminal, otherwise one plain line per document."""

from __future__ import annotations

import sys
import threading
from collections.abc import Sequence
from time import monotonic
from typing import Any, Protocol

from rich.console import Console

from gouji.archive.discover import OTHER_KIND, discover
from gouji.schemas.as_text import as_text
from gouji.schemas.batch import Settled, Summary
from gouji.schemas.printable import printable
from gouji.schemas.texts import text


class Progress(Protocol):
    """Receives the events of a batch."""

    def document(self, done: Settled, failures: list[str]) -> None:
        """A document is finished; `failures` are the messages why it could not be read."""

    def update(self, summary: Summary, in_hand: int) -> None:
        """Something may have changed; called often."""


class SilentProgress:
    """Shows nothing."""

    def document(self, done: Settled, failures: list[str]) -> None:
        """Does nothing."""

    def update(self, summary: Summary, in_hand: int) -> None:
        """Does nothing."""


class LineProgress:
    """One line per document, for logs."""

    def __init__(self, lang: str) -> None:
        self._lang = lang

    def document(self, done: Settled, failures: list[str]) -> None:
        """Prints the document with its findings, or why it failed."""
        for sentence in failures:
            print(f"✗ {printable(sentence)}", file=sys.stderr, flush=True)
        for sentence in done.lost:
            print(f"✗ {printable(sentence)}", file=sys.stderr, flush=True)
        if done.failed is None:
            found = done.tally
            values = {
                "pages": done.pages,
                "seconds": f"{done.seconds:.1f}",
                "wrong": found.inconsistent,
                "doubtful": found.doubtful,
            }
            print(
                f"✓ {printable(as_text(done.job.path))}  {text('ingest.line', self._lang, **values)}",
                file=sys.stderr,
                flush=True,
            )
        if done.left_out:
            print(f"  {printable(done.left_out)}", file=sys.stderr, flush=True)

    def update(self, summary: Summary, in_hand: int) -> None:
        """Does nothing: the lines tell the progress."""


class BarProgress:
    """A progress bar: documents, pages per second, failures so far, time left (once all files are counted)."""

    def __init__(self, lang: str, places: Sequence[str] | None, console: Console) -> None:
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn
        from rich.progress import Progress as Bar

        self._lang, self._console, self._started = lang, console, monotonic()
        columns: list[Any] = [
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[rate]}"),
        ]
        self._bar = Bar(*columns, TimeElapsedColumn(), TimeRemainingColumn(), console=console, refresh_per_second=4)
        self._task = self._bar.add_task(text("ingest.reading", lang), total=None, rate="")
        if places is not None:
            threading.Thread(target=self._count, args=(list(places),), daemon=True).start()
        self._bar.start()

    def _count(self, places: list[str]) -> None:
        """Counts all files of the batch beside the work. Only the time left needs it."""
        self._bar.update(self._task, total=sum(seen.problem != OTHER_KIND for seen in discover(places)))

    def document(self, done: Settled, failures: list[str]) -> None:
        """Keeps failures, and what was left out, on the screen above the bar."""
        for sentence in (*failures, *done.lost):
            self._console.print(f"✗ {printable(sentence)}", style="red", markup=False, highlight=False)
        if done.left_out:
            self._console.print(f"  {printable(done.left_out)}", markup=False, highlight=False)

    def update(self, summary: Summary, in_hand: int) -> None:
        """Updates the bar."""
        settled = summary.read + summary.skipped + summary.elsewhere + len(summary.failures)
        speed = summary.pages / max(monotonic() - self._started, 0.001)
        rate = text("ingest.rate", self._lang, speed=f"{speed:.1f}", failed=len(summary.failures))
        self._bar.update(self._task, completed=settled, rate=rate)

    def stop(self) -> None:
        """Restores the terminal."""
        self._bar.stop()
