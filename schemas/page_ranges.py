"""Writes numbers of pages for a person."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby


def page_ranges(pages: Iterable[int]) -> str:
    """The numbers in order, runs as ranges: 1-3, 7."""
    out = []
    for _, group in groupby(enumerate(sorted(set(pages))), key=lambda each: each[1] - each[0]):
        run = [number for _, number in group]
        out.append(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}")
    return ", ".join(out)
