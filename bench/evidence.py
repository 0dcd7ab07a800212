"""Measures the evidence: are misreadings distinguished from errors of the report?

    python -m bench.evidence --work DIR [--sets clean,errors,fax,coarse] [--texts DIR] [--write]

The documents of bench/proof/sets.toml are generated and read under DIR the first time (about 15 s of processor time
each). After that, recordings and second looks are replayed, about a second per document. `--texts` adds folders of
cases with a ground truth whose texts correction must leave unchanged. `--write` puts the numbers into bench/EVIDENCE.md
and the diagram into bench/evidence.png.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable
from pathlib import Path

from bench.proof.measure import Measured, measure
from bench.proof.printed import load_truth
from bench.proof.replay import replay
from bench.proof.results import markdown, reliability
from bench.proof.sets import made
from gouji.normalize.text.correct import correct_characters
from gouji.normalize.text.width import fold_width
from gouji.ocr.engine.paddle import PaddleReader
from gouji.schemas.traced import Traced

HERE = Path(__file__).parent
LINE = 8
"""A shorter line is a cell or a label of its own."""
COMMAND = "python -m bench.evidence --work DIR --write"


def main() -> None:
    """Measure, print, and write where asked."""
    args = _arguments()
    names = args.sets.split(",")
    measured = {name: [_measured(folder) for folder in made(name, args.work)] for name in names}
    damaged, signs = damaged_characters([*args.texts, *(args.work / name for name in names)])
    told = markdown(measured, COMMAND, damaged, signs)
    print(told)
    if args.write:
        (HERE / "EVIDENCE.md").write_text(told, encoding="utf-8")
        reliability([m for documents in measured.values() for m in documents], HERE / "evidence.png")


def _measured(folder: Path) -> Measured:
    taken = replay(folder, PaddleReader(threads=1))
    found = measure(taken.document, load_truth(folder))
    taken.keep()
    return found


def damaged_characters(folders: Iterable[Path]) -> tuple[list[str], int]:
    """What correction changes in texts that are right (before → after), and how many signs were looked at."""
    changes: list[str] = []
    signs = 0
    for file in sorted(path for folder in folders for path in folder.glob("*/truth.json")):
        for page in json.loads(file.read_text(encoding="utf-8"))["pages"]:
            for paragraph in joined(page["text"].splitlines()):
                folded = fold_width(Traced.plain(paragraph))
                signs += len(folded)
                changes += [f"{c.before.text} → {c.after}" for c in correct_characters(folded)[1]]
    return changes, signs


def joined(lines: Iterable[str]) -> list[str]:
    """Printed lines as paragraphs: a line that does not end like a sentence or a heading continues on the next, as in
    running text."""
    out: list[str] = []
    for line in lines:
        if out and len(out[-1]) >= LINE and out[-1][-1] not in "。：；！？":
            out[-1] += line
        else:
            out.append(line)
    return out


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="bench.evidence", description="Are misreadings told from errors of the report?"
    )
    parser.add_argument("--work", type=Path, required=True, help="where the documents are, or shall be made")
    parser.add_argument(
        "--sets", default="clean,errors,fax,coarse", help="sets of bench/proof/sets.toml (clean,errors,fax,coarse)"
    )
    parser.add_argument(
        "--texts", type=Path, action="append", default=[], help="a folder of cases whose texts are right"
    )
    parser.add_argument("--write", action="store_true", help="write bench/EVIDENCE.md and bench/evidence.png")
    return parser.parse_args()


if __name__ == "__main__":
    main()
