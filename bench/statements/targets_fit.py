"""Fits the weights by which a figure's target is told: python -m bench.statements.targets_fit [--sources s01 s02 …]."""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from bench.corpus.score import amount
from bench.statements.fit import HOME, figures_of, fitting_sources
from bench.statements.labelled import labelled
from bench.statements.softmax import Groups, fit_groups
from gouji.extract.statements.figure_context import Context
from gouji.extract.statements.roles import roles
from gouji.extract.statements.target_claims import open_figures, open_targets
from gouji.extract.statements.target_features import is_marked, likeness, none_features, target_features

PENALTY = 1.0
STEPS = 100
MIN_WEIGHT = 0.03
"""Weights nearer to zero are left out of the table."""
Example = tuple[int, list[int], set[int | None]]
"""A figure, those that may be its target, and which of them may be right; None where it may have no target."""


def fit_targets(texts: Iterable[tuple[list[Context], Sequence[tuple[str, float]], dict[str, Any]]]) -> dict[str, float]:
    """Feature → weight, from the figures of texts with their roles and their truths."""
    groups = Groups()
    for every, told, truth in texts:
        for index, found, right in examples(every, told, truth):
            none = ["none", *none_features(every[index])]
            others = [(target_features(every, index, other), other in right, 0.0) for other in found]
            groups.add([(none, None in right, 0.0), *others])
    return fit_groups(groups, PENALTY, steps=STEPS)


def examples(every: list[Context], told: Sequence[tuple[str, float]], truth: dict[str, Any]) -> Iterator[Example]:
    """The figures that may have a target. The truth gives the targets of indicators, and of other figures only that they met one."""
    targets, met = _targets(truth), _met(truth)
    times = Counter(context.amount for context in every)
    for index in open_figures(every, told):
        found = open_targets(every, told, index)
        here = every[index]
        if not found:
            continue
        if here.amount in targets:
            right = {other for other in found if every[other].amount in targets[here.amount]}
            if not right and here.amount in met:
                continue  # its target stands in no paragraph
        else:
            right = {other for other in found if is_marked(every[other])} if here.amount in met else set()
            right = right or (set(found) if here.amount in met and times[here.amount] == 1 else set())
        yield index, found, _of_this_place(every, index, right, times[here.amount] > 1)


def _of_this_place(every: list[Context], index: int, right: set[int], again: bool) -> set[int | None]:
    """The targets that may be right at this place, for a figure that is printed again elsewhere: the goal itself has none."""
    if not right or not again:
        return {*right} or {None}
    here, marked = every[index], is_marked(every[index])
    near = {
        other
        for other in right
        if (likeness(here, every[other]) != "none" or every[other].paragraph == here.paragraph)
        and (not marked or is_marked(every[other]))
    }
    return {*near, *({None} if marked or not near else ())}


def _targets(truth: dict[str, Any]) -> dict[Decimal, set[Decimal]]:
    """The targets of each actual value of the truth's indicators."""
    out: dict[Decimal, set[Decimal]] = defaultdict(set)
    for each in truth["indicators"]:
        actual, target = (amount(each[key]) if each.get(key) else None for key in ("actual", "target"))
        if actual is not None and target is not None:
            out[actual].add(target)
    return out


def _met(truth: dict[str, Any]) -> set[Decimal | None]:
    """The figures of which the truth says that they met their target; days are none."""
    return {
        amount(each["figure"])
        for each in truth["relations"]
        if "target-met" in each["rules"] and "日" not in each["figure"]
    }


def _texts(sources: Iterable[str]) -> Iterator[tuple[list[Context], Sequence[tuple[str, float]], dict[str, Any]]]:
    for source in sources:
        for text in labelled(source):
            figures = figures_of(text)
            yield text.every, roles(text.every, text.year, figures.claimed), text.truth


def write_targets(folder: Path, table: dict[str, float]) -> None:
    """Writes the table of weights, the features in order."""
    rows = [f"{key}\t{value:.2f}" for key, value in sorted(table.items()) if abs(value) >= MIN_WEIGHT]
    kept = [row for row in rows if "\n" not in row and row.count("\t") == 1]
    head = "# Weights of features, fitted by python -m bench.statements.targets_fit.\nfeature\tweight\n"
    (folder / "target_weights.tsv").write_text(head + "\n".join(kept) + "\n", encoding="utf-8")


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="bench.statements.targets_fit", description="Fits the weights of targets.")
    parser.add_argument("--sources", nargs="*", help="these sources in place of those of the data card")
    write_targets(HOME, fit_targets(_texts(parser.parse_args().sources or fitting_sources())))


if __name__ == "__main__":
    main()
