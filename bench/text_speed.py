"""Measures how many text reports one core corrects, parses and checks per second.

    python -m bench.text_speed [FILE.txt ...]        without files: the noisy report of the tests

Loading the word lists (once per process) is not counted.
"""

from __future__ import annotations

import sys
from pathlib import Path
from time import process_time

import gouji

DIRTY = Path(__file__).parents[1] / "tests" / "data" / "dirty_report.txt"
SECONDS = 5.0


def main() -> int:
    """Prints characters, findings and reports a processor second of each file."""
    for path in [Path(name) for name in sys.argv[1:]] or [DIRTY]:
        (record,) = gouji.read(path, lang="zh")
        count, start = 0, process_time()
        while process_time() - start < SECONDS:
            gouji.read(path, lang="zh")
            count += 1
        speed = count / (process_time() - start)
        length = len(path.read_text(encoding="utf-8"))
        print(f"{path.name}: {length} characters, {len(record.findings)} findings, {speed:.1f} reports/s a core")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
