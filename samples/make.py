"""Makes the samples: `python -m samples.make [NAME ...] [--fonts DIR] [--out DIR]`, from the top folder of the project."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from samples.degrade import Transform, degrade
from samples.fonts import MissingFont, font
from samples.layout import Advance
from samples.paper import Box, char_boxes, draw, strip_box
from samples.seal import seal_ink, stamp
from samples.sheets import Sheet, sheets
from samples.spec import Spec, load, names
from samples.truth import Json, page_truth, truth

HERE = Path(__file__).parent
MEASURED_AT = 200
"""Widths of characters are measured at this many pixels an em."""
COVERED = 0.5
"""A character counts as hidden when the seal lies opaque on this share of its ink."""


def make(name: str, out: Path, folder: Path | None) -> Path:
    """Writes the sample's PDF and its truth into `out`; the path of the PDF. MissingFont when a typeface is not there."""
    spec = load(name)
    scans: list[Image.Image] = []
    pages: list[Json] = []
    hidden: list[Json] = []
    for number, sheet in enumerate(sheets(spec, _advance(folder)), start=1):
        rng = np.random.default_rng([spec.seed, number])
        clean = draw(sheet, spec.dpi, folder)
        if spec.seal and number == 1:
            clean, hidden = _sealed(spec, sheet, clean, folder, rng)
        scan = degrade(clean if spec.colour else _grey(clean), spec.quality, rng)
        turned = spec.turned.get(number, 0)
        scans.append(Image.fromarray(np.ascontiguousarray(np.rot90(scan.image, -turned // 90))))
        pages.append(_page(spec, sheet, number, scan.transform, scan.image.shape[:2], turned))
    _write_truth(truth(spec, pages, hidden), out)
    return _write_pdf(scans, out / f"{name}.pdf", spec)


def _write_pdf(scans: list[Image.Image], path: Path, spec: Spec) -> Path:
    """The pages as images only. No dates inside: the same texts give the same file."""
    packed: dict[str, Any] = {"quality": spec.jpeg, "optimize": True, "progressive": True, "subsampling": 2}
    dated: dict[str, Any] = {"creationDate": None, "modDate": None}
    scans[0].save(path, save_all=True, append_images=scans[1:], resolution=spec.dpi, **packed, **dated)
    return path


def _write_truth(told: Json, out: Path) -> None:
    (out / "truth").mkdir(parents=True, exist_ok=True)
    text = json.dumps(told, ensure_ascii=False, indent=1)
    (out / "truth" / f"{told['name']}.json").write_text(text + "\n", encoding="utf-8")


def _grey(page: NDArray[np.uint8]) -> NDArray[np.uint8]:
    return np.asarray(cv2.cvtColor(page, cv2.COLOR_RGB2GRAY), dtype=np.uint8)


def _advance(folder: Path | None) -> Advance:
    """How wide a face sets a character: Chinese ones fill their square, the others are as wide as they are."""

    def advance(char: str, face: str) -> float:
        return font(face, MEASURED_AT, folder).getlength(char) / MEASURED_AT if char.isascii() else 1.0

    return advance


def _sealed(
    spec: Spec, sheet: Sheet, page: NDArray[np.uint8], folder: Path | None, rng: np.random.Generator
) -> tuple[NDArray[np.uint8], list[Json]]:
    """The cover with its seal, and what the seal hides there."""
    assert spec.seal
    scale = spec.dpi / 25.4
    diameter = round(spec.seal.diameter * scale)
    ink = (
        seal_ink(spec.seal.name, font("song", round(diameter / 7.2), folder), diameter, spec.seal.wet, rng)
        * spec.seal.weight
    )
    centre = spec.seal.centre[0] * scale, spec.seal.centre[1] * scale
    covered = np.zeros(page.shape[:2], dtype=bool)
    top, left = round(centre[1] - diameter / 2), round(centre[0] - diameter / 2)
    covered[top : top + diameter, left : left + diameter] = ink > 0.8
    return stamp(page, ink, centre), _hidden(sheet, page[:, :, 0] < 128, covered, spec.dpi)


def _hidden(sheet: Sheet, black: NDArray[np.bool_], covered: NDArray[np.bool_], dpi: int) -> list[Json]:
    rows = []
    for strip in sheet.strips:
        marks = [
            "".join(_mark(p.char, box, black, covered))
            for p, box in zip(strip.line.placed, char_boxes(strip, dpi), strict=True)
        ]
        if "■" in marks:
            rows.append({"line": strip.line.text, "readable": "".join(marks)})
    return rows


def _mark(char: str, box: Box, black: NDArray[np.bool_], covered: NDArray[np.bool_]) -> str:
    """The character, or ■ where the seal has it."""
    x0, y0, x1, y1 = (round(v) for v in box)
    ink = black[y0:y1, x0:x1]
    return "■" if ink.any() and covered[y0:y1, x0:x1][ink].mean() > COVERED else char


def _page(spec: Spec, sheet: Sheet, number: int, moved: Transform, shape: tuple[int, ...], turned: int) -> Json:
    height, width = shape
    lines = [
        (strip.line.text, _turn(moved.box(strip_box(strip, spec.dpi)), width, height, turned)) for strip in sheet.strips
    ]
    size = (height, width) if turned % 180 else (width, height)
    return page_truth(number, size, spec.dpi, turned, sheet.folio.line.text if sheet.folio else None, lines)


def _turn(box: Box, width: float, height: float, degrees: int) -> Box:
    """The box after the page was turned clockwise."""
    for _ in range(degrees // 90):
        x0, y0, x1, y1 = box
        box, width, height = (height - y1, x0, height - y0, x1), height, width
    return box


def main() -> int:
    """The command line; 0 when all was made, 2 when a typeface is missing."""
    parser = argparse.ArgumentParser(prog="samples.make", description="Prints the sample reports and scans them.")
    parser.add_argument("names", nargs="*", help=f"which ones (all: {', '.join(names())})")
    parser.add_argument("--fonts", type=Path, help="a folder with the fonts; without it those of the system")
    parser.add_argument("--out", type=Path, default=HERE, help="where the PDFs and truth/ go")
    asked = parser.parse_args()
    try:
        for name in asked.names or names():
            path = make(name, asked.out, asked.fonts)
            print(f"{path.name}: {path.stat().st_size // 1000} kB")
    except MissingFont as missing:
        print(missing, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
