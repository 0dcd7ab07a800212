"""Prepares recorded pages for bundles: generated reports, and what stands around them, each read once.

    python -m bench.bundles.pool --work DIR --seed S [--matter N] [--fonts DIR]

DIR/made/S holds cases of `bench.make_cases` with that seed. Each becomes DIR/pool/S/NAME.json.gz, a recording; N pieces
of other matter, two thirds of them digital, are generated, read and recorded as DIR/pool/S/KIND_nnn.json.gz.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

import numpy as np

from bench.bundles.matter import matter, matter_kinds
from bench.cases.compose import compose
from bench.cases.random import Dice
from bench.cases.rendering import advance, digital_pdf
from bench.cases.scanned import scan_page
from bench.cases.scanners import draw_scanner
from bench.cases.styling import draw_paper
from gouji.ocr.document import read_document
from gouji.ocr.engine.paddle import PaddleReader
from gouji.ocr.engine.protocol import PageReader
from gouji.ocr.recording import write_recording

QUALITIES = ("digital", "digital", "office")


def make_pool(work: Path, seed: int, pieces: int, fonts: Path | None) -> None:
    """Reads whatever has no recording yet."""
    reader, pool = PaddleReader(None), work / "pool" / str(seed)
    pool.mkdir(parents=True, exist_ok=True)
    for case in sorted((work / "made" / str(seed)).glob("*/input.pdf")):
        _record(case, pool / f"report_{case.parent.name}.json.gz", reader)
    with tempfile.TemporaryDirectory() as folder:
        for number in range(pieces):
            kind = matter_kinds()[number % len(matter_kinds())]
            path = pool / f"{kind}_{number:03}.json.gz"
            if not path.exists():
                _print(kind, Dice(f"{seed}/{number}"), QUALITIES[number % 3], Path(folder) / "matter.pdf", fonts)
                _record(Path(folder) / "matter.pdf", path, reader)


def _record(pdf: Path, recording: Path, reader: PageReader) -> None:
    if not recording.exists():
        write_recording(read_document(pdf, reader=reader), recording)


def _print(kind: str, dice: Dice, quality: str, path: Path, fonts: Path | None) -> None:
    digital = quality == "digital"
    sheets = compose(matter(kind, dice, digital), draw_paper(dice, digital), advance(fonts))
    if digital:
        digital_pdf(sheets, path, fonts)
        return
    scanner = draw_scanner(dice, quality, sheets, None, False)
    rng = np.random.default_rng(dice.randint(0, 1 << 30))
    first, *rest = (scan_page(sheet, number, scanner, rng, fonts).image for number, sheet in enumerate(sheets, 1))
    first.save(path, save_all=True, append_images=rest, resolution=scanner.dpi)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="bench.bundles.pool", description="Reads the pages of which bundles consist.")
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--matter", type=int, default=90)
    parser.add_argument("--fonts", type=Path)
    asked = parser.parse_args()
    make_pool(asked.work, asked.seed, asked.matter, asked.fonts)


if __name__ == "__main__":
    main()
