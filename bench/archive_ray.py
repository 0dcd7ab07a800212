"""Compares one reader of a Ray cluster with two: the same batch of small scans, on a running cluster.

    ray start --head --num-cpus=2
    python -m bench.archive_ray --ray 127.0.0.1:6379 --archive postgresql://… [--documents 24] [--pages 8]

The archive is emptied between the runs: name a database that is used for nothing else.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

from sqlalchemy import delete

from bench.archive_inputs import strips
from gouji.archive.ingest import IngestOptions, ingest
from gouji.archive.progress import SilentProgress
from gouji.archive.sql_tables import metadata
from gouji.archive.store import Store, open_store
from gouji.schemas.batch import Settings


def main() -> None:
    """Prints the seconds of both, from the command to the last commit, and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ray", required=True)
    parser.add_argument("--archive", required=True)
    parser.add_argument("--documents", type=int, default=24)
    parser.add_argument("--pages", type=int, default=8)
    options = parser.parse_args()
    taken = []
    with tempfile.TemporaryDirectory() as name, open_store(options.archive, create=True) as store:
        strips(Path(name), options.documents, options.pages)
        for workers in (1, 2):
            _empty(store)
            began = time.monotonic()
            summary = ingest([name], store, Settings("zh"), IngestOptions(workers, ray=options.ray), SilentProgress())
            taken.append(time.monotonic() - began)
            print(f"{workers} workers: {taken[-1]:.1f} s, read {summary.read}, {summary.pages} pages", flush=True)
    print(f"two take {taken[1] / taken[0]:.2f} of the time of one")


def _empty(store: Store) -> None:
    with store.writing() as connection:
        for table in reversed(metadata.sorted_tables):
            connection.execute(delete(table))


if __name__ == "__main__":
    main()
