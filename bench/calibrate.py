"""Measures how often figures are misread, and fits the confidences of the program to the results.

    python -m bench.calibrate --work DIR

The documents are the sets `calibration…` of bench/proof/sets.toml; they are generated and read under DIR the first
time. The measurements are kept, so that everything can be fitted again without them (`python -m bench.calibrate
--data`):

- bench/proof/calibration.tsv (quality, stated probability, read right) → check/certainty.tsv: how often a figure is
  right for a given confidence of the first look;
- bench/proof/choices.tsv (quality, dimness, doubt, what was printed, odds of the other readings) → check/choice.tsv:
  the probabilities of the accepted reading, of each other candidate, and of none of them, after a second look;
- bench/proof/rivals.tsv (digit read, digit almost read, sum of its probabilities) → check/mistaken.tsv: which digits
  are confused with which.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from sklearn.isotonic import IsotonicRegression

from bench.proof.measure import Weighed, weighed_figures
from bench.proof.printed import load_truth
from bench.proof.replay import replay
from bench.proof.sets import made, set_names
from gouji.check.readings.calibrated_odds import DIMNESS_OFFSET, unlisted_log_odds
from gouji.ocr.engine.paddle import PaddleReader
from gouji.schemas.pages import Document

PROOF = Path(__file__).parent / "proof"
CHECK = Path(__file__).parents[1] / "check"
MADE = "Measured by bench/calibrate.py"
MOST = 0.9995
"""Upper limit of the confidence in anything read from ink."""
GRID = (
    0.0,
    0.05,
    0.1,
    0.2,
    0.3,
    0.4,
    0.5,
    0.6,
    0.7,
    0.8,
    0.85,
    0.9,
    0.93,
    0.95,
    0.97,
    0.98,
    0.99,
    0.995,
    0.998,
    0.999,
    0.9995,
    0.9999,
)
CLEAR = 0.98
"""Digits less sure than this tell which digits look alike."""
RARE = 0.05
"""Confusions rarer than this share of all candidates for a digit are not stored."""
DIGITS = frozenset("0123456789")
FORMS = DIGITS | {"%"}
RULES = ("named", "named_slope", "none", "none_slope", "none_dim")
Float = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Choice:
    """A figure with a second look: log odds of the other readings and of none of them, and the index of what is printed
    (0: the accepted reading, then the others, last none)."""

    odds: tuple[float, ...]
    doubt: float
    dim: float
    printed: int


def main() -> None:
    """Measures (or loads the stored measurements), fits, and writes the tables."""
    args = _arguments()
    if not args.data:
        _measure([name for name in set_names() if name.startswith("calibration")], args.work)
    told = np.array([[float(v) for v in row[1:]] for row in _rows("calibration")])
    lines = [f"{x:g}\t{y:.4f}" for x, y in rising(told[:, 0], told[:, 1])]
    _table(
        "certainty",
        "The share of figures with a given probability of the first look that are right, interpolated between these points.",
        "told\tright",
        lines,
    )
    choices = [_choice(row) for row in _rows("choices")]
    fitted = fit_choices(choices)
    words = "Coefficients that calibrate the odds of the accepted reading, of another candidate, and of none: see calibrated_odds.py."
    _table("choice", words, "rule\tvalue", [f"{name}\t{value:.4f}" for name, value in zip(RULES, fitted, strict=True)])
    _table(
        "mistaken",
        "For a digit that was misread: what is printed instead, and its share.",
        "read\tprinted\tshare",
        list(_mistaken()),
    )
    print(
        f"{len(told)} figures, {int(len(told) - told[:, 1].sum())} of them misread; {len(choices)} looked at again, {sum(c.printed > 0 for c in choices)} misread"
    )


def _measure(names: Iterable[str], work: Path) -> None:
    """Reads all documents of the sets and keeps what was measured."""
    reader = PaddleReader(threads=1)
    told, choices = [], []
    rivals: Counter[tuple[str, str]] = Counter()
    for folder in (folder for name in names for folder in made(name, work)):
        taken, truth = replay(folder, reader), load_truth(folder)
        for each in weighed_figures(taken.document, truth):
            told.append(f"{truth.raw['profile']}\t{each.told:.4f}\t{int(each.right)}")
            if each.found:
                choices.append(f"{truth.raw['profile']}\t{each.dim:.4f}\t{_told(each)}")
        _count_rivals(taken.document, rivals)
        taken.keep()
    _keep("calibration", "quality\ttold\tright", told)
    _keep("choices", "quality\tdim\tdoubt\tprinted\todds", choices)
    _keep("rivals", "read\tnearly\tsum", [f"{a}\t{b}\t{n:.2f}" for (a, b), n in rivals.items() if n >= 0.005])


def _told(each: Weighed) -> str:
    assert each.found
    odds = [(i, r.odds) for i, r in enumerate(each.found.others) if not r.by_form]
    places = [i for i, _ in odds]
    printed = 0 if each.which == -1 else places.index(each.which) + 1 if each.which in places else len(odds) + 1
    return f"{unlisted_log_odds(each.found):.3f}\t{printed}\t{' '.join(f'{np.log(o):.3f}' for _, o in odds) or '-'}"


def _count_rivals(document: Document, rivals: Counter[tuple[str, str]]) -> None:
    for page in document.pages:
        for line in (*page.lines, *(line for table in page.tables for cell in table.cells for line in cell.lines)):
            for glyph in (g for g in line.glyphs if g.char in DIGITS and g.prob < CLEAR):
                for char, prob in glyph.alternatives:
                    rivals[glyph.char, char if char in FORMS else "other"] += prob


def rising(told: Float, right: Float) -> list[tuple[float, float]]:
    """Points of a monotone curve through the measurements, shrunk a little towards the stated probability if there are
    few.

    Beside each sample counts a hundredth of one that is right as often as the recogniser states.
    """
    grid = np.array(GRID)
    prior = np.repeat(grid, 2)
    pull = np.concatenate([np.stack([grid, 1 - grid], axis=1).ravel()])
    x, y = np.concatenate([told, prior]), np.concatenate([right, np.tile([1.0, 0.0], len(grid))])
    weight = np.concatenate([np.ones(len(told)), pull * 2.0])
    fit = IsotonicRegression(y_min=0.0, y_max=MOST, out_of_bounds="clip").fit(x, y, sample_weight=weight)
    return [(float(g), float(v)) for g, v in zip(grid, fit.predict(grid), strict=True)]


def fit_choices(choices: list[Choice], pull: float = 0.02) -> Float:
    """The coefficients of RULES that maximise the likelihood of what is printed, regularised towards zero by `pull`."""

    def loss(rule: Float) -> float:
        return float(-sum(np.log(probabilities(c, rule)[c.printed] + 1e-9) for c in choices) + pull * np.sum(rule**2))

    return np.asarray(minimize(loss, np.array([0.0, 0.5, 0.0, 0.5, 0.0])).x, dtype=np.float64)


def probabilities(choice: Choice, rule: Float) -> Float:
    """The probabilities of the accepted reading, of the others, and of none of them."""
    named = [rule[0] + rule[1] * odds for odds in choice.odds]
    scores = np.array([0.0, *named, rule[2] + rule[3] * choice.doubt + rule[4] * np.log(choice.dim + DIMNESS_OFFSET)])
    shares = np.exp(scores - scores.max())
    return np.asarray(shares / shares.sum(), dtype=np.float64)


def _choice(row: list[str]) -> Choice:
    _, dim, doubted, printed, odds = row
    return Choice(tuple(float(o) for o in odds.split() if o != "-"), float(doubted), float(dim), int(printed))


def _mistaken() -> Iterable[str]:
    rows = [(read, nearly, float(total)) for read, nearly, total in _rows("rivals")]
    for read in sorted(DIGITS):
        whole = sum(total for r, _, total in rows if r == read) or 1.0
        likely = sorted(
            ((total / whole, nearly) for r, nearly, total in rows if r == read and nearly != "other"), reverse=True
        )
        yield from (f"{read}\t{nearly}\t{share:.2f}" for share, nearly in likely if share >= RARE)


def _keep(name: str, head: str, rows: Iterable[str]) -> None:
    (PROOF / f"{name}.tsv").write_text(head + "\n" + "".join(row + "\n" for row in sorted(rows)), encoding="utf-8")


def _rows(name: str) -> list[list[str]]:
    return [line.split("\t") for line in (PROOF / f"{name}.tsv").read_text(encoding="utf-8").splitlines()[1:]]


def _table(name: str, words: str, head: str, lines: Iterable[str]) -> None:
    (CHECK / f"{name}.tsv").write_text(
        f"# {words} {MADE}.\n{head}\n" + "".join(line + "\n" for line in lines), encoding="utf-8"
    )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="bench.calibrate", description="Fits check/certainty.tsv, check/choice.tsv and check/mistaken.tsv."
    )
    where = parser.add_mutually_exclusive_group(required=True)
    where.add_argument("--work", type=Path, help="where the documents are, or shall be made")
    where.add_argument("--data", action="store_true", help="only fit again what was measured before")
    return parser.parse_args()


if __name__ == "__main__":
    main()
