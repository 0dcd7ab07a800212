"""Reports that are large in one dimension are read like others. How time and memory grow is measured by `bench/growth.py`."""

from __future__ import annotations

from pathlib import Path

import pytest

import gouji
from bench.growth_texts import growing_texts

LARGE = {
    "lines of one sign": 3000, "blanks in a line": 10000, "words apart in a line": 4000, "headings": 500, "digits of one figure": 1500,
    "digits and blanks": 900, "digits and commas": 900, "digits and dashes": 1200, "rates of one line": 500, "dates of one line": 250,
    "lines of digits": 250, "columns of a text table": 25, "rows of money": 150, "rows of a form": 200,
    "tables": 60, "events": 200, "bars of a line": 2500, "tabs": 2500, "years": 2500,
}  # fmt: skip
"""Dimensions in which time once grew with the square or worse, so large that such a reading would not end in the time of a test run."""


@pytest.mark.parametrize("name", LARGE)
def test_a_large_report_is_read(name: str, tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(growing_texts()[name][1](2 * LARGE[name]), encoding="utf-8")
    (page,) = gouji.read(path, lang="zh")[0].document.pages
    assert page.kind == "text" and page.text
