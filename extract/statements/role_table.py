"""The fitted weights of roles: what each feature says for a label alone, and for labels that are alike together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np

from gouji.extract.statements.role_labels import EVIDENCE, LABELS
from gouji.extract.statements.weights import weights

PLACES = 100
"""Weights are kept as whole hundredths: their sums are the same on every machine."""


@dataclass(frozen=True, slots=True)
class RoleTable:
    """The features that were seen in fitting, each with its weights for all labels, in hundredths."""

    rows: Mapping[str, int]
    matrix: np.ndarray

    def scores(self, features: Iterable[str]) -> dict[str, float]:
        """The sum of the weights of the features for each label; a feature that was never seen in fitting has none."""
        known = [self.rows[name] for name in features if name in self.rows]
        total = self.matrix[known].sum(axis=0, dtype=np.int64)
        return {label: int(value) / PLACES for label, value in zip(LABELS, total, strict=True)}


def role_table(parameters: Mapping[str, float]) -> RoleTable:
    """The table of these parameters: `label|feature` or `kin|feature` → weight."""
    rows: dict[str, int] = {}
    column = {label: place for place, label in enumerate(LABELS)}
    columns = {name: [column[label] for label in LABELS if label in kin] for name, kin in EVIDENCE.items()}
    split = [(key.partition("|"), value) for key, value in parameters.items()]
    for (_, _, feature), _ in split:
        rows.setdefault(feature, len(rows))
    matrix = np.zeros((len(rows), len(LABELS)), dtype=np.int16)
    for (name, _, feature), value in split:
        matrix[rows[feature], columns[name]] += round(value * PLACES)
    return RoleTable(rows, matrix)


@cache
def fitted_roles(name: str) -> RoleTable:
    """The table of `name`.tsv, which `python -m bench.statements.fit` writes."""
    return role_table(weights(name))
