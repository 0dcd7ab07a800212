"""Runs damaged files through the whole page pipeline, with a stand-in for the recogniser: python -m bench.mutants

Each mutant must end within some seconds, within a fixed amount of memory, with pages or with one known error, and a
page that no longer looks like the original must be reported as damaged. The same seed makes the same mutants.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from pathlib import Path

from bench.mutated.fence import fenced
from bench.mutated.mutate import mutant
from bench.mutated.originals import originals

KINDS = ("scanned.pdf", "digital.pdf", "fax.pdf", "flate.pdf", "png", "jpeg", "tiff", "text")
LIMITS = (
    "What nothing in the file can tell:",
    "",
    "- JPEG: codes that were misread and fell in step again to the very bit, and left no shade, hardly one, or one up to",
    "  the end of a restart interval that is a single row of blocks, which a printed bar would leave as well.",
    "- Group 4: a changed code behind which every row still comes out at its exact width up to the end.",
    "- LZW and PackBits: codes that stand for as many bytes as before. Data without compression has no code at all (an",
    "  uncompressed TIFF is not among the kinds).",
    "- Directories and dictionaries: a number that is another but possible one, and a pointer to the next page that is",
    "  zero.",
)
BAD = ("crash", "hang", "leak", "unexpected", "lost")


def main() -> None:
    """Writes the table of results."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1000, help="mutants of each kind")
    parser.add_argument("--seed", type=int, action="append", help="may be given more than once")
    parser.add_argument("--kind", action="append", choices=KINDS)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--out", type=Path, default=Path("bench/MUTANTS.md"))
    parser.add_argument("--keep", type=Path, help="folder for the mutants that came out badly")
    told = parser.parse_args()
    rows = {
        seed: {kind: _kind(kind, told.count, seed, told.workers, told.keep) for kind in told.kind or KINDS}
        for seed in told.seed or (4711,)
    }
    told.out.write_text(_page(rows, told.count), encoding="utf-8")


def _kind(kind: str, count: int, seed: int, workers: int, keep: Path | None) -> Counter[str]:
    began, tally = time.monotonic(), Counter[str]()
    for number, way, verdict in fenced(kind, count, seed, workers):
        tally[verdict.became] += 1
        if verdict.became in BAD:
            print(
                json.dumps(
                    {"kind": kind, "number": number, "way": way, "became": verdict.became, "why": verdict.why},
                    ensure_ascii=False,
                ),
                flush=True,
            )
            if keep is not None:
                keep.mkdir(parents=True, exist_ok=True)
                name, data, _ = mutant(originals(kind), number, seed)
                (keep / f"{kind}-{number}-{name}").write_bytes(data)
    print(f"{kind}: {dict(tally)} in {time.monotonic() - began:.0f} s", flush=True)
    return tally


def _page(rows: dict[int, dict[str, Counter[str]]], count: int) -> str:
    seeds = " ".join(f"--seed {seed}" for seed in rows)
    lines = [
        "# Damaged files",
        "",
        f"`python -m bench.mutants --count {count} {seeds}`: {count} mutants of each kind, made by flipped bits, cuts,",
        "zeroed, doubled and swapped ranges, damaged heads, and the same within one stream of a PDF. Each goes the real way",
        "of a page (opening, rendering, clean-up, tables, lines) in a fenced process; only the recogniser is replaced, by",
        "one that finds where print is and reads nothing in particular.",
        "",
        "*As the original*: every page looks as before, or so nearly that nobody could tell. *Told*: the damage is in the",
        "record. *Refused*: one sentence and no record. *Lost*: a page looks otherwise, or is blank, and nothing says so.",
        "*Leak*: memory that is not given back.",
        "",
    ]
    for seed, kinds in rows.items():
        lines += [f"## Seed {seed}", "", *_table(kinds), ""]
    return "\n".join([*lines, *LIMITS]) + "\n"


def _table(rows: dict[str, Counter[str]]) -> list[str]:
    heads = ("as the original", "told as damaged", "refused", *BAD)
    keys = ("whole", "told", "refused", *BAD)
    lines = ["| kind | " + " | ".join(heads) + " |", "|---|" + "---|" * len(heads)]
    return lines + [f"| {kind} | " + " | ".join(str(tally[key]) for key in keys) + " |" for kind, tally in rows.items()]


if __name__ == "__main__":
    main()
