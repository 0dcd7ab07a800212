"""Fits all weights of statements and writes them beside the code: python -m bench.statements.fit [--without s04] [--out DIR]."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from bench.corpus.score import TEXTS
from bench.statements.claims_fit import fit_ratios, fit_sums
from bench.statements.dates_fit import fit_dates, fit_years
from bench.statements.labelled import Labelled, allowed_roles, labelled
from bench.statements.made import made_texts
from bench.statements.names_fit import fit_names, named_figures, tagged_names
from bench.statements.related import related
from bench.statements.roles_fit import Figures, fit_roles
from bench.statements.softmax import Penalty
from bench.statements.tagged import Piece, pieces
from bench.statements.verdicts_fit import fit_verdicts
from gouji.extract.statements import claims as claims_of
from gouji.extract.statements import weights as read
from gouji.extract.statements.figure_features import Claimed

READERS = 2
"""Processes that read the texts."""
HOME = Path(claims_of.__file__).parent
PENALTY = {
    "sum_weights": 1.0,
    "ratio_weights": 1.0,
    "verdict_weights": 0.6,
    "name_weights": 1.0,
    "date_weights": 0.5,
    "year_weights": 0.5,
}
ROLE_PENALTY = Penalty(sizes=2.0, squares=0.5)
"""Chosen on sources that were not fitted on: half as much keeps twice the weights and errs more often."""
MIN_WEIGHT = 0.1
"""Weights nearer to zero are left out of the tables."""
MIN_ROLE_WEIGHT = 0.01
"""The penalty of the roles leaves few weights, and those count."""


def fitting_sources() -> list[str]:
    """The sources that the data card gives to fitting."""
    card = (TEXTS.parent / "README.md").read_text(encoding="utf-8")
    row = next(line for line in card.splitlines() if line.startswith("| fitting"))
    return re.findall(r"\bs\d\d\b", row)


def write(folder: Path, name: str, table: dict[str, float]) -> None:
    """Writes a table of weights, the features in order."""
    least = MIN_ROLE_WEIGHT if "role" in name else MIN_WEIGHT
    rows = [f"{key}\t{value:.2f}" for key, value in sorted(table.items()) if abs(value) >= least]
    kept = [row for row in rows if "\n" not in row and row.count("\t") == 1]
    head = "# Weights of features, fitted by python -m bench.statements.fit.\nfeature\tweight\n"
    (folder / f"{name}.tsv").write_text(head + "\n".join(kept) + "\n", encoding="utf-8")
    read.weights.cache_clear()


def figures_of(text: Labelled) -> Figures:
    """The figures of a text with the claims that are told of them."""
    found = [claim.claimed for claim in claims_of.claims(text.every)]
    return Figures(text.name.partition("/")[0], text.every, text.year, found, allowed_roles(text))


def tagged_figures(piece: Piece) -> Figures:
    """The figures of a tagged piece with the claims that are told of them."""
    found: list[Claimed] = [claim.claimed for claim in claims_of.claims(piece.every)]
    right = [frozenset({piece.roles.get(context.order, "O")}) for context in piece.every]
    return Figures(piece.source, piece.every, piece.year, found, right)


def fit(sources: Iterable[str], roles_only: bool = False, folder: Path = HOME) -> None:
    """Fits sums and ratios first, then the roles, which rest on them."""
    with ProcessPoolExecutor(READERS) as pool:
        pieces_told, pieces_tagged, pieces_made = (
            pool.submit(_all, related),
            pool.submit(_all, pieces),
            pool.submit(_all, made_texts),
        )
        texts = [text for found in pool.map(_of_source, sources) for text in found]
        told, tagged, made = pieces_told.result(), pieces_tagged.result(), pieces_made.result()
    if not roles_only:
        claiming = [*texts, *told]
        write(folder, "sum_weights", fit_sums(claiming, PENALTY["sum_weights"]))
        write(folder, "ratio_weights", fit_ratios(claiming, PENALTY["ratio_weights"]))
        write(folder, "verdict_weights", fit_verdicts(claiming, PENALTY["sum_weights"], PENALTY["verdict_weights"]))
    write(folder, "date_weights", fit_dates([*texts, *made], PENALTY["date_weights"]))
    write(folder, "year_weights", fit_years([*texts, *made], PENALTY["year_weights"]))
    known = [(text, figures_of(text)) for text in (*texts, *made)]
    both = fit_roles([*(f for _, f in known), *map(tagged_figures, tagged)], ROLE_PENALTY)
    for name, table in zip(("role_weights", "second_role_weights"), both, strict=True):
        write(folder, name, table)
    named = [named_figures(text, [_only(roles) for roles in figures.right]) for text, figures in known]
    write(folder, "name_weights", fit_names([*named, *map(tagged_names, tagged)], PENALTY["name_weights"]))


def _of_source(source: str) -> list[Labelled]:
    return list(labelled(source))


def _all(found: Callable[[], Iterator[Any]]) -> list[Any]:
    return list(found())


def _only(roles: frozenset[str]) -> str:
    """The role of a figure if the truth leaves but one open, else O."""
    return next(iter(roles)) if len(roles) == 1 else "O"


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="bench.statements.fit", description="Fits the weights of statements.")
    parser.add_argument("--without", action="append", default=[], help="a source that is left out")
    parser.add_argument("--sources", nargs="*", help="these sources in place of those of the data card")
    parser.add_argument("--roles-only", action="store_true", help="leave the weights of sums and ratios as they are")
    wanted = parser.parse_args()
    fit([s for s in wanted.sources or fitting_sources() if s not in wanted.without], wanted.roles_only)


if __name__ == "__main__":
    main()
