"""The pages that all programs are measured on: the samples, and generated reports of four scan qualities. The same
count gives the same files."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.cases.case import Order, make_case
from bench.cases.writer import FORMS

ROOT = Path(__file__).parents[1]
QUALITIES = ("office", "poor", "copy", "fax")
SEED = 2026
WITH_SAMPLES = 40
"""From so many pages on the samples are among them."""


@dataclass(frozen=True, slots=True)
class Paper:
    """One document: its name in the measurement, its file, the quality of its scan, and what stands on its pages."""

    name: str
    path: Path
    quality: str
    pages: int
    text: str


def papers(count: int, folder: Path) -> list[Paper]:
    """Documents of at least `count` pages, copied or made into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    chosen = list(_samples(folder)) if count >= WITH_SAMPLES else []
    left = count - sum(p.pages for p in chosen)
    for k, quality in enumerate(QUALITIES):
        chosen += _made(quality, max(1, (left + k) // len(QUALITIES)), folder)
    return chosen


def _samples(folder: Path) -> Iterator[Paper]:
    for truth in sorted((ROOT / "samples" / "truth").glob("*.json")):
        told = json.loads(truth.read_text(encoding="utf-8"))
        text = "\n".join(line["text"] for page in told["pages"] for line in page["lines"])
        path = folder / f"{truth.stem}.pdf"
        shutil.copyfile(ROOT / "samples" / path.name, path)
        yield Paper(truth.stem, path, "samples", len(told["pages"]), text)


def _made(quality: str, least: int, folder: Path) -> Iterator[Paper]:
    """Tables and prose in turn, until there are `least` pages."""
    made, number = 0, 0
    while made < least:
        case = make_case(Order(number, SEED, list(FORMS)[number % len(FORMS)], quality, 0), folder / "cases")
        told = json.loads((case / "truth.json").read_text(encoding="utf-8"))
        path = folder / f"{case.name}.pdf"
        shutil.copyfile(case / "input.pdf", path)
        yield Paper(case.name, path, quality, len(told["pages"]), "\n".join(page["text"] for page in told["pages"]))
        made, number = made + len(told["pages"]), number + 1
