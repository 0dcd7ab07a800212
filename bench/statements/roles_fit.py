"""Fits the weights of roles: which line's money a figure is, which rate, whose points."""

from __future__ import annotations

from collections.abc import Sequence

from bench.statements.softmax import fit_labels
from gouji.extract.statements.figure_context import Context, kind_of
from gouji.extract.statements.roles import LABELS, OPEN, START, step_features

Figures = tuple[list[Context], list[list[str]], list[frozenset[str]]]
"""The figures of a text, their features, and the roles that its truth leaves open for each."""
ROUNDS = 2


def fit_roles(texts: Sequence[Figures], penalty: float) -> dict[str, float]:
    """`label|feature` → weight. The role before counts too: it is guessed in the first round, and known better in the next."""
    before: list[list[str]] = [[] for _ in texts]
    table: dict[str, float] = {}
    for turn in range(ROUNDS + 1):
        rows, allowed, open_to = [], [], []
        for (every, features, right), guessed in zip(texts, before, strict=True):
            for place, context in enumerate(every):
                if kind_of(context) in OPEN:
                    rows.append([*features[place], *_step(every, place, guessed)] if turn else features[place])
                    allowed.append(right[place] & frozenset(OPEN[kind_of(context)]) or frozenset({"O"}))
                    open_to.append(frozenset(OPEN[kind_of(context)]))
        table = fit_labels(rows, allowed, LABELS, penalty, open_to)
        before = [_guessed(text, table) for text in texts]
    return table


def _step(every: list[Context], place: int, guessed: list[str]) -> list[str]:
    """What the role of the figure before it in its paragraph says."""
    before = (o for o in range(place - 1, -1, -1) if kind_of(every[o]) in OPEN)
    other = next((o for o in before if every[o].paragraph == every[place].paragraph), None)
    if other is None or not guessed:
        return step_features(None, START, every[place])
    return step_features(every[other], guessed[other], every[place])


def _guessed(text: Figures, table: dict[str, float]) -> list[str]:
    """The likeliest of the open roles of each figure."""
    every, features, right = text
    out = []
    for place, context in enumerate(every):
        options = sorted(right[place]) if kind_of(context) in OPEN else ["O"]
        out.append(max(options, key=lambda label: sum(table.get(f"{label}|{f}", 0.0) for f in features[place])))
    return out
