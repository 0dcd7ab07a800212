"""How quickly a batch is read from text, and how quickly it is skipped when all of it is done.

python -m bench.archive_again [--documents 10000] [--workers 2] [--archive FILE.db|postgresql://…]
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

from bench.archive_inputs import texts
from gouji.archive.ingest import IngestOptions, ingest
from gouji.archive.progress import SilentProgress
from gouji.archive.store import open_store
from gouji.schemas.batch import Settings


def main() -> None:
    """Prints documents per second, for the first run and for three runs over the finished batch."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--archive")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "in"
        texts(folder, options.documents)
        with open_store(options.archive or Path(name) / "a.db", create=True) as store:
            for turn in ("first", "again", "again", "again"):
                began, spent = time.monotonic(), time.process_time()
                summary = ingest([str(folder)], store, Settings("zh"), IngestOptions(options.workers), SilentProgress())
                seconds, spent = time.monotonic() - began, time.process_time() - spent
                rate = options.documents / seconds
                told = f"read {summary.read}, skipped {summary.skipped}, failed {len(summary.failures)}"
                print(
                    f"{turn}: {seconds:.2f} s ({spent:.2f} s of processor in the run itself), {rate:.0f} documents/s; {told}",
                    flush=True,
                )


if __name__ == "__main__":
    main()
