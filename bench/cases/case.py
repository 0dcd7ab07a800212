"""One case: a report is generated, given errors, printed, scanned, and written with its ground truth."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from bench.cases.compose import Paper, compose
from bench.cases.errors import spoil
from bench.cases.layer import layer_chars
from bench.cases.leaves import Box, Json
from bench.cases.people import draw_setting
from bench.cases.plan import Report
from bench.cases.random import Dice
from bench.cases.rendering import advance, digital_pdf, layered_pdf
from bench.cases.scanned import Mapping, ScannedPage, Scanner, scan_page, settle
from bench.cases.scanners import draw_scanner
from bench.cases.sheet import Sheet
from bench.cases.styling import draw_look, draw_paper
from bench.cases.truth import truth
from bench.cases.typed import by_line, typed, typewriter
from bench.cases.writer import draw_report

QUALITIES = ("office", "poor", "copy", "fax", "photo", "coarse", "digital", "layered", "text")


@dataclass(frozen=True, slots=True)
class Order:
    """The specification of a case. `layout` and `topic` are drawn if not given; `turn` is the clockwise rotation of all
    pages."""

    number: int
    seed: int
    form: str
    quality: str
    errors: int
    layout: str | None = None
    topic: str | None = None
    turn: int = 0

    def name(self, layout: str) -> str:
        """The id of the case, which describes it."""
        return f"{layout}-{self.quality}{self.turn or ''}-{self.seed:03d}-{self.number:04d}"


def make_case(order: Order, out: Path, fonts: Path | None = None) -> Path:
    """Writes input.pdf (input.txt) and truth.json into a folder of its own and returns the folder. MissingFont if a
    typeface is missing."""
    dice = Dice(f"{order.seed}/{order.number}/{order.form}/{order.quality}/{order.layout}/{order.errors}/{order.topic}")
    digital = order.quality == "digital"
    report = draw_report(dice, draw_setting(dice, order.topic), order.form, order.layout, draw_look(dice, digital))
    injected = spoil(report, order.errors, dice)
    paper = draw_paper(dice, digital)
    sheets = compose(report.blocks, paper, typewriter if order.quality == "text" else advance(fonts))
    folder = out / order.name(report.layout)
    folder.mkdir(parents=True, exist_ok=True)
    pages = _print(report, sheets, order, dice, folder / "input.pdf", fonts)
    told = truth(report, _case(order, report.layout, paper, injected), pages, injected)
    told = by_line(told) if order.quality == "text" else told
    (folder / "truth.json").write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return folder


def _case(order: Order, layout: str, paper: Paper, injected: list[Any]) -> Json:
    kinds = [kind for kind, _, _ in injected]
    return {
        "id": order.name(layout),
        "set": "made",
        "profile": "rotated" if order.turn else order.quality,
        "fonts": paper.body,
        "seed": order.seed,
        "modifiers": kinds,
    }


def _print(report: Report, sheets: list[Sheet], order: Order, dice: Dice, path: Path, fonts: Path | None) -> list[Json]:
    """The PDF (or the text instead of it), and the ground truth of its pages."""
    if order.quality == "text":
        path.with_suffix(".txt").write_text(typed(sheets, dice), encoding="utf-8")
        return [{"number": n, "text": s.text} for n, s in enumerate(sheets, start=1)]
    if order.quality == "digital":
        digital_pdf(sheets, path, fonts)
        for number, sheet in enumerate(sheets, start=1):
            settle(sheet, number, _unmoved)
        return [_page(n, s.width, s.height, 0, s, _unmoved) for n, s in enumerate(sheets, start=1)]
    quality = dice.pick(["office", "copy"]) if order.quality == "layered" else order.quality
    scanner = draw_scanner(dice, quality, sheets, report.seal, report.form == "table", order.turn)
    scans = _scans(sheets, scanner, order, fonts)
    for number, (sheet, scan) in enumerate(zip(sheets, scans, strict=True), start=1):
        settle(sheet, number, scan.place)
    if order.quality == "layered":
        _layered(sheets, scans, scanner, dice, path, fonts)
    else:
        _pictures(scans, scanner, path)
    return [
        _page(n, p.width, p.height, p.turned, s, p.place)
        for n, (s, p) in enumerate(zip(sheets, scans, strict=True), start=1)
    ]


def _scans(sheets: list[Sheet], scanner: Scanner, order: Order, fonts: Path | None) -> list[ScannedPage]:
    return [
        scan_page(sheet, number, scanner, np.random.default_rng([order.seed, order.number, number]), fonts)
        for number, sheet in enumerate(sheets, start=1)
    ]


def _layered(
    sheets: list[Sheet], scans: list[ScannedPage], scanner: Scanner, dice: Dice, path: Path, fonts: Path | None
) -> None:
    share = dice.uniform(0.01, 0.08)
    pages = [
        (p.image, p.width, p.height, layer_chars(s, p.place, share, dice)) for s, p in zip(sheets, scans, strict=True)
    ]
    layered_pdf(pages, path, scanner.jpeg, fonts)


def _pictures(scans: list[ScannedPage], scanner: Scanner, path: Path) -> None:
    """The pages as images only, without dates: the same order gives the same file."""
    packed: dict[str, Any] = {"quality": scanner.jpeg, "optimize": True, "progressive": True, "subsampling": 2}
    dated: dict[str, Any] = {"creationDate": None, "modDate": None}
    first, *rest = (scan.image for scan in scans)
    first.save(path, save_all=True, append_images=rest, resolution=scanner.dpi, **packed, **dated)


def _unmoved(box: Box) -> Box:
    return box


def _page(number: int, width: float, height: float, turned: int, sheet: Sheet, place: Mapping) -> Json:
    """A page in the format of the scorer, with the cells of its ruled tables."""
    cells = [[round(v, 1) for v in place(box)] for box in sheet.cells]
    return {
        "number": number,
        "width": round(width, 1),
        "height": round(height, 1),
        "rotation": turned,
        "text": sheet.text,
        "cells": cells,
    }
