"""Does memory stay flat over thousands of pages? Measures the peaks of the run with all its workers, by quarters of the
pages.

python -m bench.archive_memory [--documents 200] [--pages 10] [--workers 2] [--recycle 400] [--text]
"""

from __future__ import annotations

import argparse
import tempfile
import threading
import time
from pathlib import Path

import psutil

from bench.archive_inputs import strips, texts
from gouji.archive.ingest import IngestOptions, ingest
from gouji.archive.progress import SilentProgress
from gouji.archive.store import open_store
from gouji.schemas.batch import Settings, Summary

QUARTERS = 4
MEGABYTE = 1 << 20


class Weigher(SilentProgress):
    """Keeps the largest memory of the run and its workers for each quarter of the pages; weighs ten times a second."""

    def __init__(self, pages: int) -> None:
        self._pages, self._quarter, self.over = pages, 0, False
        self.peaks = [0] * QUARTERS
        self.largest = [0] * QUARTERS
        threading.Thread(target=self._weigh, daemon=True).start()

    def update(self, summary: Summary, in_hand: int) -> None:
        """Which quarter it is."""
        self._quarter = min(summary.pages * QUARTERS // self._pages, QUARTERS - 1)

    def _weigh(self) -> None:
        me = psutil.Process()
        while not self.over:
            held = [h for p in (me, *me.children(recursive=True)) if (h := _held(p))]
            self.peaks[self._quarter] = max(self.peaks[self._quarter], sum(held))
            self.largest[self._quarter] = max(self.largest[self._quarter], *held)
            time.sleep(0.1)


def _held(process: psutil.Process) -> int:
    try:
        return int(process.memory_info().rss)
    except psutil.Error:
        return 0


def main() -> None:
    """Prints the peaks of the quarters and how far the last is from the second."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, default in (("documents", 200), ("pages", 10), ("workers", 2), ("recycle", 400)):
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--text", action="store_true", help="reports as text instead of scans, one page each")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        pages = 1 if options.text else options.pages
        if options.text:
            texts(Path(name) / "in", options.documents, lines=30)
        else:
            strips(Path(name) / "in", options.documents, pages)
        weigher = Weigher(options.documents * pages)
        with open_store(Path(name) / "a.db", create=True) as store:
            settings = Settings("zh", recycle=options.recycle)
            summary = ingest([str(Path(name) / "in")], store, settings, IngestOptions(options.workers), weigher)
        weigher.over = True
    peaks = [round(peak / MEGABYTE) for peak in weigher.peaks]
    print(
        f"{summary.pages} pages of {summary.read} documents in {summary.seconds:.0f} s, failed {len(summary.failures)}"
    )
    print(
        f"peaks of run and workers, MB by quarter: {peaks}; largest process: {[round(x / MEGABYTE) for x in weigher.largest]}"
    )
    print(f"last quarter against the second: {peaks[3] / peaks[1] - 1:+.1%}")


if __name__ == "__main__":
    main()
