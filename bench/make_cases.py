"""Made-up reports with their truth: `python -m bench.make_cases --out DIR --count 20 --seed 1 --quality office,poor --errors 2`."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import cv2
import numpy as np
from PIL import Image

from bench.cases.compose import Paper, compose
from bench.cases.dice import Dice
from bench.cases.errors import inject
from bench.cases.forms import FORMS, draw_form
from bench.cases.leaves import Json
from bench.cases.plan import Report
from bench.cases.press import Page, advance, digital_pdf, draw
from bench.cases.sheet import Sheet, leaf_boxes
from bench.cases.truth import truth
from samples.degrade import Transform, degrade, qualities
from samples.fonts import font
from samples.seal import seal_ink, stamp

PAPER = Paper("song", ("hei", "kai"), "title", 62.0, 70.0, 470.0, 28, 24, 28.0, False, False, 45.0, 48.0)
DPI = 200


def make_case(out: Path, name: str, layout: str, quality: str, errors: int, seed: int, turned: float = 0.1) -> None:
    """Writes one case: input.pdf and truth.json. `turned` is the share of documents whose pages lie on their side."""
    dice = Dice(seed)
    report = draw_form(dice, layout)
    wrong = inject(report, dice, errors)
    sheets = compose(report.blocks, PAPER, advance())
    folder = out / name
    folder.mkdir(parents=True, exist_ok=True)
    if quality == "digital":
        digital_pdf(sheets, folder / "input.pdf")
        pages = [_placed(sheet, number, Transform(), 1.0, 0) for number, sheet in enumerate(sheets, 1)]
    else:
        turn = dice.pick([90, 270]) if dice.chance(turned) else 0
        pages = _scanned(report, sheets, quality, seed, turn, folder / "input.pdf")
    told = truth(report, name, quality, pages, wrong, seed)
    (folder / "truth.json").write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _scanned(report: Report, sheets: list[Sheet], quality: str, seed: int, turn: int, path: Path) -> list[Json]:
    scans, pages = [], []
    for number, sheet in enumerate(sheets, 1):
        rng = np.random.default_rng([seed, number])
        page = draw(sheet, DPI)
        colour = report.seal is not None and number == len(sheets)
        if colour and report.seal:
            page = _sealed(page, report.seal, rng)
        image = page if colour and quality != "fax" else np.asarray(cv2.cvtColor(page, cv2.COLOR_RGB2GRAY), dtype=np.uint8)
        scan = degrade(image, quality, rng)
        scans.append(Image.fromarray(np.ascontiguousarray(np.rot90(scan.image, -turn // 90))))
        pages.append(_placed(sheet, number, scan.transform, DPI / 72, turn))
    packed = {"quality": 85, "resolution": DPI, "save_all": True, "append_images": scans[1:]}
    scans[0].save(path, **packed)
    return pages


def _sealed(page: Page, name: str, rng: np.random.Generator) -> Page:
    size = round(42 / 25.4 * DPI)
    ink = seal_ink(name, font("song", round(size / 7.2)), size, 0.0, rng) * float(rng.uniform(0.45, 0.8))
    height, width = page.shape[:2]
    centre = float(rng.uniform(0.3, 0.75)) * width, float(rng.uniform(0.35, 0.75)) * height
    return stamp(page, ink, centre)


def _placed(sheet: Sheet, number: int, moved: Transform, scale: float, turn: int) -> Json:
    """The page's truth; every leaf on it learns where it stands on the page as it is shown."""
    width, height = sheet.width, sheet.height
    for leaf, box in leaf_boxes(sheet):
        x0, y0, x1, y1 = (v / scale for v in moved.box((box[0] * scale, box[1] * scale, box[2] * scale, box[3] * scale)))
        w, h = width, height
        for _ in range(turn // 90):
            x0, y0, x1, y1, w, h = h - y1, x0, h - y0, x1, h, w
        leaf.places.append((number, (x0, y0, x1, y1)))
    size = (height, width) if turn % 180 else (width, height)
    return {"number": number, "width": round(size[0], 1), "height": round(size[1], 1), "rotation": turn, "text": sheet.text}


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="bench.make_cases", description="Prints made-up reports, scans them, and writes what they say.")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--count", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--layout", default=",".join(FORMS), help="of " + ", ".join(FORMS))
    parser.add_argument("--quality", default="office,poor,copy,photo", help="of digital, " + ", ".join(qualities()))
    parser.add_argument("--errors", type=int, default=0, help="genuine errors in each report")
    asked = parser.parse_args()
    layouts, grades = asked.layout.split(","), asked.quality.split(",")
    for n in range(asked.count):
        layout, quality = layouts[n % len(layouts)], grades[(n // len(layouts) + n) % len(grades)]
        make_case(asked.out, f"g{n:03}-{layout}-{quality}", layout, quality, asked.errors, asked.seed * 100003 + n)
        print(f"g{n:03}-{layout}-{quality}", flush=True)


if __name__ == "__main__":
    main()
