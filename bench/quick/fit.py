"""Fits from which probability on the quick model is believed, on scans that have no part in measuring."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path

from bench.quick.both_models import BothModels, Pair
from bench.quick.worn_pages import worn
from gouji.ocr.document import read_document
from gouji.ocr.engine.protocol import Recognition
from gouji.ocr.quick.gate import FIGURE_CHARS, belief, is_plausible

GRID = (0.8, 0.9, 0.95, 0.98, 0.99, 0.995)
MAX_OTHER_FIGURES, MAX_OTHER_TEXTS = 0.0004, 0.003
"""Share of the line images that pass with another figure, and with another text alone. What is printed is not asked: of the
few that differ the quick model is right about as often."""
LIMITS = Path(__file__).parents[2] / "ocr/quick/limits.tsv"


def fit(folder: Path, store: Path) -> None:
    """Prints what every pair of limits would let through, and writes the limits that let most through with no more other
    figures and texts than allowed."""
    reader = BothModels(store, quick=False)
    for scan in worn(folder):
        read_document(scan.path, reader=reader)
    pairs = list(reader.pairs())
    rows = [(*_least(pair.quick), pair) for pair in pairs if is_plausible(pair.quick)]
    figure, text = _limits(rows, sum(pair.full_seconds for pair in pairs))
    LIMITS.write_text(
        "# From which probability on a reading by the quick model alone is accepted; written by bench/quick.\n"
        f"what\tprobability\nfigure\t{figure}\ntext\t{text}\nlook_alike\t{max(0.98, text)}\n",
        encoding="utf-8",
    )


def _least(reading: Recognition) -> tuple[float, float]:
    """The least probability of a character of a figure, and of any other."""
    figures = [belief(each) for each in reading.chars if each.char in FIGURE_CHARS]
    others = [belief(each) for each in reading.chars if each.char not in FIGURE_CHARS]
    return min(figures, default=1.0), min(others, default=1.0)


def _limits(rows: Sequence[tuple[float, float, Pair]], whole: float) -> tuple[float, float]:
    chosen = (0.0, GRID[-1], GRID[-1])
    print("figure\ttext\tshare of the time\timages\tother figures\tother texts")
    for figure in reversed(GRID):
        for text in reversed(GRID):
            passed = [pair for least, other, pair in rows if least >= figure and other >= text]
            figures, texts = _differing(passed)
            share = sum(pair.full_seconds for pair in passed) / whole
            print(f"{figure}\t{text}\t{share:.3f}\t{len(passed)}\t{figures}\t{texts}")
            if figures <= MAX_OTHER_FIGURES * len(passed) and texts <= MAX_OTHER_TEXTS * len(passed):
                chosen = max(chosen, (share, figure, text))
    return chosen[1:]


def _differing(pairs: Iterable[Pair]) -> tuple[int, int]:
    """How many images have another figure, and how many only another text; blanks are not counted."""
    figures = texts = 0
    for pair in pairs:
        full, quick = _plain(pair.full), _plain(pair.quick)
        digits = ["".join(c for c in text if c in FIGURE_CHARS) for text in (full, quick)]
        figures += digits[0] != digits[1]
        texts += digits[0] == digits[1] and full != quick
    return figures, texts


def _plain(reading: Recognition) -> str:
    return "".join(unicodedata.normalize("NFKC", reading.text).split())
