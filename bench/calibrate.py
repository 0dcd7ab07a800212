"""Measures how often a figure is right that the reader is so sure of, and writes check/certainty.tsv.

    python -m bench.calibrate --work DIR

The documents are the sets `calibration` and `calibration-fax` of bench/proof/sets.toml; they are made and read under DIR the first
time. What was measured is kept in bench/proof/calibration.tsv (look, quality, probability told, read right), so that the
table can be fitted again without them: `python -m bench.calibrate --data`.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from sklearn.isotonic import IsotonicRegression

from bench.proof.measure import weighed_figures
from bench.proof.printed import load_truth
from bench.proof.replay import replay
from bench.proof.sets import made
from ocr.paddle import PaddleReader

SETS = ("calibration", "calibration-fax")
DATA = Path(__file__).parent / "proof" / "calibration.tsv"
TABLE = Path(__file__).parents[1] / "check" / "certainty.tsv"
HEAD = "# What a reader's probability of a figure means: the share of figures told with it that are right. Measured by bench/calibrate.py; read between the points.\nlook\ttold\tright\n"
MOST = 0.9995
"""No reader is surer of what it read from ink."""
GRID = (0.0, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.93, 0.95, 0.97, 0.98, 0.99, 0.995, 0.998, 0.999, 0.9995, 0.9999)
Sample = tuple[str, str, float, bool]
"""Look, quality, probability told, whether the figure's signs were read right."""


def main() -> None:
    """Measure (or take the kept measurements), fit, write the table."""
    args = _arguments()
    if not args.data:
        _keep(sample for name in SETS for sample in _samples(name, args.work))
    samples = _kept()
    rows = [f"{look}\t{told:g}\t{right:.4f}\n" for look in ("first", "again") for told, right in _fitted([s for s in samples if s[0] == look])]
    TABLE.write_text(HEAD + "".join(rows), encoding="utf-8")
    print(f"{len(samples)} figures, {sum(not s[3] for s in samples)} of them misread; {TABLE.name} written")


def _samples(name: str, work: Path) -> Iterable[Sample]:
    reader = PaddleReader(threads=1)
    for folder in made(name, work):
        taken, truth = replay(folder, reader), load_truth(folder)
        for look, told, right in weighed_figures(taken.document, truth):
            yield look, truth.raw["profile"], told, right
        taken.keep()


def _fitted(samples: list[Sample]) -> list[tuple[float, float]]:
    """Points of a rising line through the measurements, drawn a little towards the probability told where there are few.

    Beside each sample a hundredth of one stands that is right as often as the reader says.
    """
    told = np.array([s[2] for s in samples])
    right = np.array([float(s[3]) for s in samples])
    grid = np.array(GRID)
    prior = np.repeat(grid, 2)
    pull = np.concatenate([np.stack([grid, 1 - grid], axis=1).ravel()])
    x, y = np.concatenate([told, prior]), np.concatenate([right, np.tile([1.0, 0.0], len(grid))])
    weight = np.concatenate([np.ones(len(told)), pull * 2.0])
    fit = IsotonicRegression(y_min=0.0, y_max=MOST, out_of_bounds="clip").fit(x, y, sample_weight=weight)
    return [(float(g), float(v)) for g, v in zip(grid, fit.predict(grid), strict=True)]


def _keep(samples: Iterable[Sample]) -> None:
    rows = sorted(f"{look}\t{quality}\t{told:.4f}\t{int(right)}\n" for look, quality, told, right in samples)
    DATA.write_text("look\tquality\ttold\tright\n" + "".join(rows), encoding="utf-8")


def _kept() -> list[Sample]:
    lines = DATA.read_text(encoding="utf-8").splitlines()[1:]
    return [(look, quality, float(told), right == "1") for look, quality, told, right in (line.split("\t") for line in lines)]


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench.calibrate", description="Fits check/certainty.tsv.")
    where = parser.add_mutually_exclusive_group(required=True)
    where.add_argument("--work", type=Path, help="where the documents are, or shall be made")
    where.add_argument("--data", action="store_true", help="only fit again what was measured before")
    return parser.parse_args()


if __name__ == "__main__":
    main()
