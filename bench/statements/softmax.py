"""Softmax regression over named features, fitted by maximum likelihood with a penalty on large weights."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import scipy.optimize
import scipy.sparse

Matrix = np.ndarray


@dataclass(frozen=True, slots=True)
class Fitted:
    """`label|feature` or `kin|feature` → weight, and the parameters of each feature, in the order of what it can speak for."""

    weights: dict[str, float]
    parameters: dict[str, Matrix]


@dataclass(frozen=True, slots=True)
class Penalty:
    """What a weight costs: so much for its size, and half of so much for its square."""

    sizes: float
    squares: float


@dataclass(slots=True)
class Groups:
    """Alternatives of which one is right: the features of each as numbers, which may be right, and sampling offsets."""

    names: dict[str, int] = field(default_factory=dict)
    rows: list[Matrix] = field(default_factory=list)
    right: list[bool] = field(default_factory=list)
    offsets: list[float] = field(default_factory=list)
    starts: list[int] = field(default_factory=lambda: [0])

    def add(self, alternatives: Iterable[tuple[Iterable[str], bool, float]]) -> None:
        """Adds one group: (features, whether it may be the right one, log of how many it stands for)."""
        for features, right, offset in alternatives:
            self.rows.append(np.array([self.names.setdefault(f, len(self.names)) for f in features], dtype=np.int32))
            self.right.append(right)
            self.offsets.append(offset)
        self.starts.append(len(self.rows))


def fit_groups(groups: Groups, penalty: float, min_groups: int = 2, steps: int = 150) -> dict[str, float]:
    """The weights of the features that stand in at least `min_groups` groups."""
    seen: Counter[int] = Counter()
    for start, end in zip(groups.starts, groups.starts[1:], strict=False):
        if end > start:
            seen.update(np.unique(np.concatenate(groups.rows[start:end])).tolist())
    kept = {number: place for place, number in enumerate(sorted(n for n, times in seen.items() if times >= min_groups))}
    rows = [np.array([kept[n] for n in row.tolist() if n in kept], dtype=np.int32) for row in groups.rows]
    matrix = _matrix(rows, len(kept))
    starts = np.array(groups.starts[:-1])
    sizes = np.diff(np.array(groups.starts))
    group = np.repeat(np.arange(len(sizes)), sizes)
    offsets, right = np.array(groups.offsets), np.array(groups.right)
    transposed = matrix.T.tocsr()

    def loss(vector: Matrix) -> tuple[float, Matrix]:
        scores = matrix @ vector + offsets
        everything, share = _log_sum(scores, starts, group)
        correct, ours = _log_sum(np.where(right, scores, -1e9), starts, group)
        return float((everything - correct).sum() + 0.5 * penalty * vector @ vector), transposed @ (
            share - ours
        ) + penalty * vector

    found = scipy.optimize.minimize(loss, np.zeros(len(kept)), jac=True, method="L-BFGS-B", options={"maxiter": steps})
    names = {number: name for name, number in groups.names.items()}
    return {names[number]: float(found.x[place]) for number, place in kept.items()}


def _matrix(rows: Sequence[Matrix], width: int) -> scipy.sparse.csr_matrix:
    ends = np.concatenate([[0], np.cumsum([len(row) for row in rows])])
    return scipy.sparse.csr_matrix((np.ones(int(ends[-1])), np.concatenate(rows), ends), shape=(len(rows), width))


def _log_sum(scores: Matrix, starts: Matrix, group: Matrix) -> tuple[Matrix, Matrix]:
    top = np.maximum.reduceat(scores, starts)
    grown = np.exp(scores - top[group])
    total = np.add.reduceat(grown, starts)
    return top + np.log(total), grown / total[group]


def fit_labels(
    features: Sequence[Sequence[str]], allowed: Sequence[frozenset[str]], labels: Sequence[str], penalty: Penalty,
    open_to: Sequence[frozenset[str]], evidence: Mapping[str, frozenset[str]], min_rows: int = 2, steps: int = 200,
    start: Mapping[str, Matrix] | None = None,
) -> Fitted:  # fmt: skip
    """The weights of a classifier whose truth may leave several labels open.

    `open_to` are the labels that a row could have at all, `evidence` what a feature can speak for: a label alone, or labels that
    are alike together, so that what a word says of money that was spent is learned from the total, the lines and the sources
    together. Most weights come out as nought: the penalty on their size leaves a weight only where it earns its place. `start`
    are the parameters of an earlier fit to begin with.
    """
    seen = Counter(name for row in features for name in set(row))
    kept = {name: place for place, name in enumerate(sorted(n for n, times in seen.items() if times >= min_rows))}
    rows = [np.array([kept[n] for n in dict.fromkeys(row) if n in kept], dtype=np.int32) for row in features]
    matrix = _matrix(rows, len(kept))
    transposed = matrix.T.tocsr()
    right = np.array([[label in row for label in labels] for row in allowed])
    possible = np.array([[label in row for label in labels] for row in open_to])
    to_labels = np.array([[float(label in each) for label in labels] for each in evidence.values()])
    shape = len(kept), len(to_labels)
    size = shape[0] * shape[1]

    def loss(vector: Matrix) -> tuple[float, Matrix]:
        own = (vector[:size] - vector[size:]).reshape(shape)
        scores = np.where(possible, matrix @ (own @ to_labels), -1e9)
        correct = np.where(right, scores, -1e9)
        (all_log, share), (own_log, ours) = (_rows_log_sum(s) for s in (scores, correct))
        slope = ((transposed @ (share - ours)) @ to_labels.T + penalty.squares * own).ravel()
        value = (all_log - own_log).sum() + 0.5 * penalty.squares * (own**2).sum() + penalty.sizes * vector.sum()
        return float(value), np.concatenate([slope + penalty.sizes, penalty.sizes - slope])

    known = start or {}
    begin = np.array([known.get(name, np.zeros(shape[1])) for name in kept]).ravel()
    both = np.concatenate([np.maximum(begin, 0), np.maximum(-begin, 0)])  # what is above nought, and what is below
    bounds = scipy.optimize.Bounds(0, np.inf)
    found = scipy.optimize.minimize(loss, both, jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": steps})
    own = (found.x[:size] - found.x[size:]).reshape(shape)
    weights = {
        f"{one}|{name}": float(own[at, i]) for name, at in kept.items() for i, one in enumerate(evidence) if own[at, i]
    }
    return Fitted(weights, {name: own[at] for name, at in kept.items() if own[at].any()})


def _rows_log_sum(scores: Matrix) -> tuple[Matrix, Matrix]:
    top = scores.max(axis=1, keepdims=True)
    grown = np.exp(scores - top)
    total = grown.sum(axis=1, keepdims=True)
    return (top + np.log(total)).ravel(), grown / total
