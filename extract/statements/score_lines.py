"""The report's own score as the statements tell it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from gouji.extract.statements.figure_context import Context
from gouji.schemas.leaf import QuantityLeaf
from gouji.schemas.record import Evaluation

SURE = 0.9


def score_lines(every: list[Context], roles: Sequence[tuple[str, float]], told: Evaluation) -> Evaluation:
    """The evaluation with the score and the full mark of the surest figures."""
    told.score = _surest(every, roles, "E.score") or (None if _is_another(every, roles, told.score) else told.score)
    told.full_score = _surest(every, roles, "E.full_score") or told.full_score
    for context, (label, _) in zip(every, roles, strict=True):
        context.figure.taken |= context.kind in ("score", "bare") and label != "O"
    return told


def _is_another(every: list[Context], roles: Sequence[tuple[str, float]], score: QuantityLeaf | None) -> bool:
    """Whether each figure of this amount is surely no score of the report: 上年得分91.3分."""
    if score is None or score.value is None:
        return False
    told = [role for c, role in zip(every, roles, strict=True) if c.kind == "score" and c.amount == score.value.amount]
    return bool(told) and all(label == "O" and share >= SURE for label, share in told)


def _surest(every: list[Context], roles: Sequence[tuple[str, float]], wanted: str) -> QuantityLeaf | None:
    sums: dict[object, float] = defaultdict(float)
    found = [(context, share) for context, (label, share) in zip(every, roles, strict=True) if label == wanted]
    for context, share in found:
        sums[context.amount] += share
    best = max(sums, key=lambda amount: sums[amount], default=None)
    return next((context.figure.leaf() for context, _ in found if context.amount == best), None)
