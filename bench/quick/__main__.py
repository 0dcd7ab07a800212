"""python -m bench.quick wear PDF... --work DIR --per 2 | fit --work DIR | measure --work DIR."""

from __future__ import annotations

import argparse
from itertools import cycle, islice
from pathlib import Path

import cv2
import pypdfium2 as pdfium

from bench.quick.fit import fit
from bench.quick.measure import measure
from bench.quick.worn_pages import wear

QUALITIES = ("office", "copy", "fax", "poor", "photo")


def main() -> None:
    """`wear` prints each PDF as so many scans into DIR; `fit` and `measure` take all scans of DIR: never the same for both."""
    parser = argparse.ArgumentParser(prog="bench.quick", description=__doc__)
    parser.add_argument("what", choices=("wear", "fit", "measure"))
    parser.add_argument("pdfs", nargs="*", type=Path)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--per", type=int, default=2, help="scans of each PDF")
    parser.add_argument("--store", type=Path, help="where readings are kept; DIR/readings.db without it")
    args = parser.parse_args()
    cv2.setNumThreads(1)
    args.work.mkdir(parents=True, exist_ok=True)
    store = args.store or args.work / "readings.db"
    if args.what == "wear":
        qualities = cycle(QUALITIES)
        for pdf in args.pdfs:
            pages = range(len(pdfium.PdfDocument(pdf)))
            for quality in islice(qualities, args.per):
                wear(pdf, pages, quality, f"{pdf.parent.name}{pdf.stem}_{quality}", args.work)
    else:
        (fit if args.what == "fit" else measure)(args.work, store)


if __name__ == "__main__":
    main()
