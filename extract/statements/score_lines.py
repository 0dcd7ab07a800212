"""The report's own score as the statements tell it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from gouji.extract.statements.figure_context import Context
from gouji.schemas.leaf import QuantityLeaf
from gouji.schemas.record import Evaluation


def score_lines(every: list[Context], roles: Sequence[tuple[str, float]], told: Evaluation) -> Evaluation:
    """The evaluation with the score and the full mark of the surest figures."""
    told.score = _surest(every, roles, "E.score") or told.score
    told.full_score = _surest(every, roles, "E.full_score") or told.full_score
    for context, (label, _) in zip(every, roles, strict=True):
        context.figure.taken |= context.kind in ("score", "bare") and label != "O"
    return told


def _surest(every: list[Context], roles: Sequence[tuple[str, float]], wanted: str) -> QuantityLeaf | None:
    sums: dict[object, float] = defaultdict(float)
    found = [(context, share) for context, (label, share) in zip(every, roles, strict=True) if label == wanted]
    for context, share in found:
        sums[context.amount] += share
    best = max(sums, key=lambda amount: sums[amount], default=None)
    return next((context.figure.leaf() for context, _ in found if context.amount == best), None)
