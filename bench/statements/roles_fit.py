"""Fits the weights of roles: which line's money a figure is, which rate, whose points; at a first and at a second look."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from bench.statements.softmax import Matrix, Penalty, fit_labels
from gouji.extract.statements.figure_context import Context, kind_of
from gouji.extract.statements.figure_features import Claimed, figure_features
from gouji.extract.statements.role_labels import EVIDENCE, LABELS, OPEN
from gouji.extract.statements.role_neighbours import neighbour_features
from gouji.extract.statements.role_table import RoleTable, role_table
from gouji.extract.statements.roles import START, best_roles, step_features

FOLDS = 3
STEPS = (90, 50)
"""Steps of the two rounds: the role before is unknown in the first, guessed in the second."""
FOLD_STEPS = (60, 30)
LOST_CLAIM_RATE = 0.2
"""Of so many claims nothing is said when fitting: an error of a report hides its claim, and the roles must do without."""


@dataclass(slots=True)
class Figures:
    """The figures of a text with what is known of them: their claims, and the roles that the truth leaves open for each."""

    source: str
    every: list[Context]
    year: int | None
    claimed: list[Claimed]
    right: list[frozenset[str]]

    def without_some_claims(self, chosen: random.Random) -> Figures:
        """The same figures, of some of whose claims nothing is said."""
        kept = [claim for claim in self.claimed if chosen.random() >= LOST_CLAIM_RATE]
        return Figures(self.source, self.every, self.year, kept, self.right)


@dataclass(slots=True)
class Rows:
    """The figures of a text with the features of each."""

    every: list[Context]
    features: list[list[str]]
    right: list[frozenset[str]]


def fit_roles(texts: Sequence[Figures], penalty: Penalty) -> tuple[dict[str, float], dict[str, float]]:
    """`label|feature` or `kin|feature` → weight of the first look, and of the second one, which knows what the first took the others for.

    What the first look says of a text while fitting the second comes from weights that were fitted without the text's source.
    """
    chosen = random.Random(7)
    kept = [text.without_some_claims(chosen) for text in texts]
    rows = [Rows(t.every, figure_features(t.every, t.year, t.claimed), t.right) for t in kept]
    fold = _folds(kept)
    told: list[list[tuple[str, float]]] = [[] for _ in rows]
    for number in range(FOLDS):
        table = _fit([row for row, own in zip(rows, fold, strict=True) if own != number], penalty, FOLD_STEPS)
        for place in (i for i, own in enumerate(fold) if own == number):
            told[place] = best_roles(rows[place].every, rows[place].features, role_table(table))
    first = _fit(rows, penalty, STEPS)
    both = []
    for text, row, said in zip(kept, rows, told, strict=True):
        beside = neighbour_features(text.every, text.claimed, said)
        both.append(Rows(row.every, [[*a, *b] for a, b in zip(row.features, beside, strict=True)], row.right))
    return first, _fit(both, penalty, STEPS)


def _folds(texts: Sequence[Figures]) -> list[int]:
    """The part that each text belongs to; texts of one source are in one."""
    sources = list(dict.fromkeys(text.source for text in texts))
    return [sources.index(text.source) % FOLDS for text in texts]


def _fit(texts: Sequence[Rows], penalty: Penalty, rounds: Sequence[int]) -> dict[str, float]:
    before: list[list[str]] = [[] for _ in texts]
    table: dict[str, float] = {}
    parameters: dict[str, Matrix] = {}
    for turn, steps in enumerate(rounds):
        rows, allowed, open_to = [], [], []
        for text, guessed in zip(texts, before, strict=True):
            for place, context in enumerate(text.every):
                if kind_of(context) in OPEN:
                    said = _step(text.every, place, guessed) if turn else []
                    rows.append([*text.features[place], *said])
                    allowed.append(text.right[place] & frozenset(OPEN[kind_of(context)]) or frozenset({"O"}))
                    open_to.append(frozenset(OPEN[kind_of(context)]))
        fitted = fit_labels(rows, allowed, LABELS, penalty, open_to, EVIDENCE, steps=steps, start=parameters)
        table, parameters = fitted.weights, fitted.parameters
        known = role_table(table)
        before = [_guessed(text, known) for text in texts]
    return table


def _step(every: list[Context], place: int, guessed: list[str]) -> list[str]:
    """What the role of the figure before it in its paragraph says."""
    before = (o for o in range(place - 1, -1, -1) if kind_of(every[o]) in OPEN)
    other = next((o for o in before if every[o].paragraph == every[place].paragraph), None)
    if other is None or not guessed:
        return step_features(None, START, every[place])
    return step_features(every[other], guessed[other], every[place])


def _guessed(text: Rows, table: RoleTable) -> list[str]:
    """The likeliest of the open roles of each figure."""
    out = []
    for place, context in enumerate(text.every):
        options = sorted(text.right[place]) if kind_of(context) in OPEN else ["O"]
        scores = table.scores(text.features[place])
        out.append(max(options, key=lambda label: scores[label]))
    return out
