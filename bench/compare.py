"""gouji beside the others, on the same pages in one run: writes bench/RESULTS.md and bench/results.png (make bench).

python -m bench.compare [--pages 48] [--out DIR]
"""

from __future__ import annotations

import argparse
from pathlib import Path

from bench.contestants import PEERS, Result, gouji, peer, stages
from bench.pages import ROOT, papers
from bench.results import Measured, write_results


def main() -> int:
    """Returns 0 if everything that can be measured was measured."""
    parser = argparse.ArgumentParser(prog="bench.compare", description="Measures gouji beside its peers.")
    parser.add_argument("--pages", type=int, default=48, help="pages at least (48)")
    parser.add_argument(
        "--out", type=Path, default=ROOT / "bench", help="folder for RESULTS.md and results.png (bench)"
    )
    asked = parser.parse_args()
    folder = ROOT / "build" / "bench"
    given = papers(asked.pages, folder / "pages")
    print(f"{sum(p.pages for p in given)} pages in {len(given)} documents", flush=True)
    results: list[Result] = []
    for run in (
        lambda: gouji(given, folder, 2),
        lambda: gouji(given, folder, 1),
        *(lambda name=name: peer(name, given, folder) for name in PEERS),
    ):
        results.append(run())
        last = results[-1]
        print(f"{last.name}: {last.run.trouble or f'{last.run.seconds:.0f} s'}", flush=True)
    write_results(Measured(given, results, stages(given, folder)), asked.out)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
