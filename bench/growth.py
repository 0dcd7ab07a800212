"""Measures the cost of a report that is large in one dimension: processor seconds and memory at n, 2n and 4n.

    python -m bench.growth [--only WORD] [--scale SHARE] [--limit SECONDS] [--out FILE]

Each text is read in its own process. Linear growth doubles the time at each step. More than three times as much at the
last step is marked.
"""

from __future__ import annotations

import argparse
import contextlib
import multiprocessing
import resource
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

import gouji
from bench.growth_texts import growing_texts
from gouji.schemas.errors import GoujiError

STEPS = (1, 2, 4)
TOO_MUCH, SOME = 3.0, 0.3
"""Times as long for twice as much, and seconds that tell it from noise."""


def main() -> int:
    """Prints the table, and writes it to --out."""
    asked = _arguments()
    lines = ["| dimension | n | s | s at 2n | s at 4n | MB at 4n | last step |", "|---|---|---|---|---|---|---|"]
    with TemporaryDirectory() as folder:
        gouji.read(
            _written(Path(folder), next(iter(growing_texts().values()))[1](10)), lang="zh"
        )  # the word lists are loaded
        for name, (count, made) in growing_texts().items():
            if asked.only in name:
                size = max(1, round(count * asked.scale))
                lines.append(_row(name, size, list(_measured(Path(folder), size, made, asked.limit))))
                print(lines[-1], flush=True)
    if asked.out:
        asked.out.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--only", default="", help="dimensions with this in their name")
    parser.add_argument("--scale", type=float, default=1.0, help="smaller texts for a hurry")
    parser.add_argument("--limit", type=int, default=60, help="processor seconds that one text may take")
    parser.add_argument("--out", type=Path)
    return parser.parse_args()


def _measured(folder: Path, count: int, made: Callable[[int], str], limit: int) -> Iterator[tuple[float, float] | None]:
    """Seconds and megabytes for each step; None from the first on that takes too long."""
    for step in STEPS:
        path = _written(folder, made(count * step))
        here, there = multiprocessing.Pipe(duplex=False)
        process = multiprocessing.get_context("fork").Process(target=_read, args=(path, limit, there))
        process.start()
        there.close()
        process.join()
        if not here.poll():
            yield None
            return
        yield here.recv()


def _written(folder: Path, text: str) -> Path:
    path = folder / "report.txt"
    path.write_text(text, encoding="utf-8")
    return path


def _read(path: Path, limit: int, out: Connection) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (limit + 1, limit + 2))
    before = process_time()
    with contextlib.suppress(GoujiError):
        gouji.read(path, lang="zh")
    out.send((process_time() - before, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024))


def _row(name: str, count: int, found: list[tuple[float, float] | None]) -> str:
    seconds = [f"{each[0]:.2f}" if each else "no end" for each in found] + [""] * (len(STEPS) - len(found))
    whole = [each for each in found if each]
    times = whole[-1][0] / max(whole[-2][0], 0.01) if len(whole) > 1 else 0.0
    marked = " **!**" if len(whole) < len(STEPS) or (times > TOO_MUCH and whole[-1][0] > SOME) else ""
    return (
        f"| {name} | {count} | {' | '.join(seconds)} | {whole[-1][1]:.0f} | {times:.1f}{marked} |"
        if whole
        else f"| {name} | {count} | no end |||||"
    )


if __name__ == "__main__":
    raise SystemExit(main())
