"""Time grows no worse than with the size, whatever of a report grows: by the processor's time of one text and of four times as much.

Linear growth takes four times as long, quadratic sixteen times; the limit stands between them, and what is above it is measured again,
for a busy machine spoils a measure now and then.
"""

from __future__ import annotations

from pathlib import Path
from time import process_time

import pytest

import gouji
from bench.growth_texts import growing_texts

MOST, TRIES = 9.0, 4
SURE = 0.04
"""Processor seconds below which the clock tells too little."""

QUICK = {
    "lines of one sign": 3000, "blanks in a line": 10000, "words apart in a line": 4000, "headings": 500, "digits of one figure": 1500,
    "digits and blanks": 900, "digits and commas": 900, "digits and dashes": 1200, "rates of one line": 500, "dates of one line": 250,
    "lines of digits": 250, "columns of a text table": 25, "rows of money": 150, "rows of a form": 200,
    "tables": 60, "events": 200, "bars of a line": 2500, "tabs": 2500, "years": 2500,
}  # fmt: skip
"""Dimensions that once grew with the square or worse, each so large that a square would show."""


@pytest.mark.parametrize("name", QUICK)
def test_time_grows_with_the_size(name: str, tmp_path: Path) -> None:
    made = growing_texts()[name][1]
    _seconds(tmp_path, made(10))  # what is loaded once
    growths = (_seconds(tmp_path, made(4 * QUICK[name])) / max(_seconds(tmp_path, made(QUICK[name])), SURE) for _ in range(TRIES))
    assert any(growth < MOST for growth in growths)


def _seconds(folder: Path, text: str) -> float:
    path = folder / "report.txt"
    path.write_text(text, encoding="utf-8")
    before = process_time()
    gouji.read(path, lang="zh")
    return process_time() - before
