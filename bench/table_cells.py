"""Measures which cells a table reader finds on the pages of generated cases, compared with the printed ones.

    python -m bench.table_cells CASES --tool gouji|img2table|camelot|pdfplumber --out FILE     the cells that a tool finds
    python -m bench.table_cells CASES --score FILE [FILE ...]                                  what was found, by quality

The other tools have their own environment (python -m venv build/tables; build/tables/bin/pip install img2table
camelot-py pdfplumber); this file runs there too, as a script. Cells are compared by their position alone; no tool reads
text. camelot and pdfplumber see digital pages only.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

Box = tuple[float, float, float, float]
DPI = 200
SAME = 0.8
"""A cell is the printed one where this much of both together is common."""


def gouji(path: Path) -> Iterator[list[Box]]:
    """This project's lattice, its recogniser silenced but for the question which way up a page is."""
    import gouji.ocr.scanned_page as scan
    from gouji.ocr.document import read_document
    from gouji.ocr.engine.paddle import PaddleReader
    from gouji.ocr.engine.protocol import Recognition

    class Silent(PaddleReader):
        def read_crops(self, images: Any) -> list[Recognition]:
            caller = sys._getframe(1).f_code.co_name
            return (
                super().read_crops(images)
                if "upside" in caller or "confidence" in caller
                else [Recognition() for _ in images]
            )

    scan.second_look = lambda *_: None  # type: ignore[assignment]
    for page in read_document(path, reader=Silent(None)).pages:
        yield [cell.box for grid in page.tables for cell in grid.cells if cell.box]


def img2table(path: Path) -> Iterator[list[Box]]:
    """img2table with its defaults, on the page as a picture. Its cells are in pixels; a merged cell is listed once for
    each of its fields."""
    import pypdfium2
    from img2table.document import Image

    for page in pypdfium2.PdfDocument(path):
        shown = path.with_suffix(".page.png")
        page.render(scale=DPI / 72).to_pil().convert("RGB").save(shown)
        boxes = {
            (cell.bbox.x1, cell.bbox.y1, cell.bbox.x2, cell.bbox.y2)
            for table in Image(str(shown)).extract_tables()
            for row in table.content.values()
            for cell in row
        }
        shown.unlink()
        yield [(a * 72 / DPI, b * 72 / DPI, c * 72 / DPI, d * 72 / DPI) for a, b, c, d in boxes]


def camelot(path: Path) -> Iterator[list[Box]]:
    """camelot's lattice: it renders the page itself and returns fields, which are merged if no ruling separates
    them."""
    import camelot
    import pypdfium2

    pages: dict[int, set[Box]] = defaultdict(set)
    document = pypdfium2.PdfDocument(path)
    for table in camelot.read_pdf(str(path), pages="all", flavor="lattice"):
        height = document[table.page - 1].get_height()
        for cell in (c for row in table.cells for c in row):
            pages[table.page].add((cell.x1, height - cell.y2, cell.x2, height - cell.y1))
    for number in range(1, len(document) + 1):
        yield list(pages[number])


def pdfplumber(path: Path) -> Iterator[list[Box]]:
    """pdfplumber's tables by the rules that the page draws."""
    import pdfplumber

    with pdfplumber.open(path) as document:
        for page in document.pages:
            yield [cell for table in page.find_tables() for cell in table.cells]


TOOLS: dict[str, Callable[[Path], Iterator[list[Box]]]] = {
    f.__name__: f for f in (gouji, img2table, camelot, pdfplumber)
}


def found(cases: Path, tool: str) -> dict[str, Any]:
    """Cells by case and page, and the processor seconds that the tool took."""
    out: dict[str, Any] = {"tool": tool, "cases": {}}
    for case in sorted(p.parent for p in cases.glob("*/truth.json")):
        digital = "-digital-" in case.name
        if tool in ("camelot", "pdfplumber") and not digital:
            continue
        start = time.process_time()
        try:
            pages = [list(page) for page in TOOLS[tool](case / "input.pdf")]
        except Exception as error:  # errors of another tool are part of the measurement
            pages = []
            print(f"{case.name}: {type(error).__name__}: {error}", file=sys.stderr)
        out["cases"][case.name] = {"pages": pages, "seconds": round(time.process_time() - start, 2)}
    return out


def score(cases: Path, result: dict[str, Any]) -> Iterator[tuple[str, int, int, int, float, int]]:
    """(quality, printed, found, right, seconds, pages) for each quality."""
    sums: dict[str, list[float]] = defaultdict(lambda: [0, 0, 0, 0, 0])
    for name, told in result["cases"].items():
        truth = json.loads((cases / name / "truth.json").read_text(encoding="utf-8"))
        row = sums[truth["profile"]]
        row[3] += told["seconds"]
        for number, page in enumerate(truth["pages"]):
            seen = [tuple(box) for box in (told["pages"][number] if number < len(told["pages"]) else [])]
            printed = [tuple(box) for box in page["cells"]]
            row[0] += len(printed)
            row[1] += len(seen)
            row[2] += sum(any(_common(a, b) >= SAME for b in seen) for a in printed)
            row[4] += 1
    for quality, (printed, seen, right, seconds, pages) in sums.items():
        yield quality, int(printed), int(seen), int(right), seconds, int(pages)


def _common(a: Any, b: Any) -> float:
    wide, high = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
    if wide <= 0 or high <= 0:
        return 0.0
    both = (a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1]) - wide * high
    return float(wide * high / both)


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(
        prog="bench.table_cells", description="Compares table readers by the cells they find."
    )
    parser.add_argument("cases", type=Path)
    parser.add_argument("--tool", choices=sorted(TOOLS))
    parser.add_argument("--out", type=Path)
    parser.add_argument("--score", type=Path, nargs="+", default=[])
    asked = parser.parse_args()
    if asked.tool and asked.out:
        asked.out.write_text(json.dumps(found(asked.cases, asked.tool)), encoding="utf-8")
    for path in asked.score:
        result = json.loads(path.read_text(encoding="utf-8"))
        for quality, printed, seen, right, seconds, pages in sorted(score(asked.cases, result)):
            share, precise = 100 * right / max(1, printed), 100 * right / max(1, seen)
            print(
                f"{result['tool']:<11}{quality:<9}{pages:>3} pages {printed:>5} printed {seen:>5} found  recall {share:5.1f}  precision {precise:5.1f}  {seconds / max(1, pages):5.2f} s a page"
            )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
