"""Measures which characters the recogniser confuses on generated scans, and writes the table of confusions.

    python -m bench.harvest_readings --work DIR

It renders and reads the calibration sets of bench/proof/sets.toml under DIR (or replays the recordings), aligns each
page's lines with its ground truth, and counts the Chinese characters that were read as others. A pair that would change
anything in the ground truth is left out.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable
from difflib import SequenceMatcher
from math import log
from pathlib import Path

from bench.proof.replay import replay
from bench.proof.sets import made
from gouji.normalize.text import confusions
from gouji.normalize.text.correct import correct_characters
from gouji.normalize.text.width import fold_width
from gouji.ocr.engine.paddle import PaddleReader
from gouji.schemas.pages import Document
from gouji.schemas.traced import Traced
from gouji.schemas.wordlists import read_rows

SETS = ("calibration", "calibration-fax")
OUT = Path(confusions.__file__).with_name("confusions_scan.tsv")
HEADER = "observed\tintended\tcost\tsource\n"
FIRST, EACH = 7.0, 0.7
"""Cost of a pair that was seen once, and what each doubling takes off."""
Pair = tuple[str, str]


def main() -> None:
    """Count, leave out what is unsafe, write."""
    args = _arguments()
    seen: Counter[Pair] = Counter()
    texts: list[str] = []
    for name in SETS:
        for folder in made(name, args.work):
            truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
            pages = [page["text"] for page in truth["pages"]]
            seen.update(misreadings(replay(folder, PaddleReader(threads=1)).document, pages))
            texts += pages
    _write(seen)
    bad = _unsafe(texts)
    _write(Counter({pair: count for pair, count in seen.items() if pair not in bad}))
    print(f"{len(seen)} pairs, {len(seen.keys() & bad)} of them unsafe")


def misreadings(document: Document, pages: Iterable[str]) -> Iterable[Pair]:
    """(read, printed) for each Chinese character that was read as another one of the same line."""
    for page, text in zip(document.pages, pages, strict=False):
        lines = [*page.lines, *(line for grid in page.tables for cell in grid.cells for line in cell.lines)]
        printed = [line for line in text.splitlines() if line]
        for line in lines:
            best = max(
                printed, key=lambda t: SequenceMatcher(None, line.text, t, autojunk=False).quick_ratio(), default=""
            )
            yield from _swapped(line.text, best)


def _swapped(read: str, printed: str) -> Iterable[Pair]:
    matcher = SequenceMatcher(None, read, printed, autojunk=False)
    if matcher.ratio() < 0.8:
        return
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "replace" and i2 - i1 == j2 - j1 == 1 and all("一" <= c <= "鿿" for c in (read[i1], printed[j1])):
            yield read[i1], printed[j1]


def _unsafe(texts: list[str]) -> set[Pair]:
    read_rows.cache_clear()
    confusions.load_confusions.cache_clear()
    found: set[Pair] = set()
    for line in (line for text in texts for line in text.splitlines()):
        for change in correct_characters(fold_width(Traced.plain(line)))[1]:
            found.update((a, b) for a, b in zip(change.before.text, change.after, strict=False) if a != b)
    return found


def _write(pairs: Counter[Pair]) -> None:
    rows = sorted((round(max(2.0, FIRST - EACH * log(count, 2)), 1), *pair) for pair, count in pairs.items())
    OUT.write_text(HEADER + "".join(f"{a}\t{b}\t{cost}\tscan\n" for cost, a, b in rows), encoding="utf-8")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench.harvest_readings", description="Counts what is read as what.")
    parser.add_argument("--work", type=Path, required=True, help="where the documents are, or shall be made")
    return parser.parse_args()


if __name__ == "__main__":
    main()
