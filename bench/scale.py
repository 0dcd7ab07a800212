"""Measures whether twice the pages take twice the time, and whether a worker's memory stays flat.

Writes bench/SCALE.md and bench/scale.png.

python -m bench.scale [--pages 10,50,100,500] [--workers 2] [--out DIR]        (make bench-scale)
"""

from __future__ import annotations

import argparse
import itertools
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.contestants import fresh
from bench.meter import Run, measured
from bench.pages import ROOT, WITH_SAMPLES, Paper, papers

MOST = 1200
"""Megabytes that a worker may hold."""


@dataclass(frozen=True, slots=True)
class Step:
    """One batch: its pages, and what it cost."""

    pages: int
    run: Run


def main() -> int:
    """Returns 0 if all batches were read."""
    parser = argparse.ArgumentParser(prog="bench.scale", description="Measures batches of growing size.")
    parser.add_argument("--pages", default="10,50,100,500", help="sizes of the batches (10,50,100,500)")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--out", type=Path, default=ROOT / "bench", help="folder for SCALE.md and scale.png (bench)")
    asked = parser.parse_args()
    folder = ROOT / "build" / "bench"
    given = papers(WITH_SAMPLES, folder / "scale-pages")
    steps = []
    for count in map(int, asked.pages.split(",")):
        steps.append(_step(given, count, folder / "scale", asked.workers))
        print(f"{steps[-1].pages} pages: {steps[-1].run.trouble or f'{steps[-1].run.seconds:.0f} s'}", flush=True)
    asked.out.mkdir(parents=True, exist_ok=True)
    (asked.out / "SCALE.md").write_text(_told(steps, asked.workers), encoding="utf-8")
    _plot(steps, asked.out / "scale.png")
    return 1 if any(step.run.trouble for step in steps) else 0


def _step(given: Sequence[Paper], count: int, folder: Path, workers: int) -> Step:
    """Documents over and over, each time with other bytes at their end: the archive would skip what it knows."""
    place = fresh(folder)
    batch = fresh(place / "given")
    pages = 0
    for number, paper in enumerate(itertools.cycle(sorted(given, key=lambda p: p.pages))):
        if pages + paper.pages > count + 4:
            break
        (batch / f"{number:04}-{paper.name}.pdf").write_bytes(paper.path.read_bytes() + f"\n% {number}\n".encode())
        pages += paper.pages
    archive = str(place / "archive.db")
    command = [sys.executable, "-m", "gouji", "ingest", str(batch), "--archive", archive, "--workers", str(workers)]
    return Step(pages, measured(["env", "-C", str(ROOT), *command], place))


def _told(steps: Sequence[Step], workers: int) -> str:
    rows = [
        "| pages | seconds | seconds a page | largest process (MB) | the same after half the time (MB) |",
        "|---|---|---|---|---|",
    ]
    for step in steps:
        half = max((mb for at, mb in step.run.held if at < step.run.seconds / 2), default=0.0)
        rows.append(
            f"| {step.pages} | {step.run.seconds:.1f} | {step.run.seconds / step.pages:.2f} | {step.run.largest:.0f} | {half:.0f} |"
        )
    slope = _slope(steps)
    return (
        f"# Batches of growing size\n\nMade by `make bench-scale`: `gouji ingest` with {workers} workers, start-up included.\n\n"
        + "\n".join(rows)
        + f"\n\nEach further page costs {slope:.2f} s (a line through the first and the last batch). A worker may hold {MOST} MB.\n\n![](scale.png)\n"
    )


def _slope(steps: Sequence[Step]) -> float:
    first, last = steps[0], steps[-1]
    return (last.run.seconds - first.run.seconds) / max(1, last.pages - first.pages)


def _plot(steps: Sequence[Step], path: Path) -> None:
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    figure, (left, right) = plt.subplots(1, 2, figsize=(10, 3.5))
    left.plot([s.pages for s in steps], [s.run.seconds for s in steps], "o-")
    left.set_xlabel("pages")
    left.set_ylabel("seconds")
    right.plot([at for at, _ in steps[-1].run.held], [mb for _, mb in steps[-1].run.held])
    right.axhline(MOST, color="#a33", linestyle=":")
    right.set_xlabel(f"seconds into the batch of {steps[-1].pages} pages")
    right.set_ylabel("largest process, MB")
    figure.tight_layout()
    figure.savefig(path, dpi=110)
    plt.close(figure)


if __name__ == "__main__":
    raise SystemExit(main())
