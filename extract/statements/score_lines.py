"""The report's own score as the statements tell it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import regex

from gouji.extract.statements.figure_context import Context
from gouji.schemas.leaf import QuantityLeaf, TextLeaf
from gouji.schemas.record import Evaluation

SURE = 0.9
GRADE = regex.compile(
    r"(?:[，,、（(“\"：:]|(?<!以上|以下|之间|分|[）)])为|属于?|评为|定为|列为)[“\"]?(?P<grade>优秀|良好|合格|不合格|优|良|中|差)(?=[”\"）)。，,；;]|等次|档次|等级|$)"
)
"""A grade behind a score that no label announces."""
EARNED = regex.compile(r"自评|得分|评分|实得")
"""Words of a score: 自评得分100分 is no full mark."""
SUM, WEIGHT = regex.compile(r"(?:合计|总计|共计?)[为是：:]?$"), regex.compile(r"分值|权重|满分")
OF_OTHERS = regex.compile(r"(?:调查|测评|测试|考试|问卷|竞赛)[^自]{0,6}$")
"""Before points that others were given, or gave: 乘客满意度调查得分91.8分."""
GRADED = regex.compile(r"\s*(?:按|对照|依|根据|属|等|评|结论|定)[^。]{0,24}(?:属于|等级|等次|档|评为|定为|列为)")
"""How a sentence begins that gives the score before it its grade."""


def score_lines(every: list[Context], roles: Sequence[tuple[str, float]], told: Evaluation) -> Evaluation:
    """The evaluation with the score and the full mark of the surest figures."""
    score, full = (_surest(every, roles, wanted) for wanted in ("E.score", "E.full_score"))
    mark = full.figure.leaf() if full else told.full_score
    same = told.score is not None and mark is not None and _place(told.score) == _place(mark)
    if same and (full is None or not EARNED.search(full.lead)):
        told.score = None  # 总分100分，其中资金支出10分
    told.score = score.figure.leaf() if score else None if _is_another(every, roles, told.score) else told.score
    told.full_score = mark
    told.grade = _own_grade(told.grade, score)
    for context, (label, _) in zip(every, roles, strict=True):
        context.figure.taken |= context.kind in ("score", "bare") and label != "O"
    return told


def _place(leaf: QuantityLeaf) -> tuple[object, ...]:
    """Where a figure stands, and what it says."""
    return leaf.text, leaf.page, leaf.bbox, leaf.line


def _own_grade(told: TextLeaf | None, score: Context | None) -> TextLeaf | None:
    """The grade beside the report's score, where its paragraph has one and the one that is told stands in another, perhaps beside another
    score (2022年度自评86.5分、等级为“良”)."""
    beside = _grade_beside(score) if score is not None else None
    if told is None or beside is None or score is None:
        return told or beside
    own = [glyph for part in told.trace.origins for glyph in part]
    here = {id(glyph) for part in score.passage.text.origins for glyph in part}
    inside = any(id(glyph) in here for glyph in own) if own else told.text in score.passage.text.text
    return told if inside else beside


def _is_another(every: list[Context], roles: Sequence[tuple[str, float]], score: QuantityLeaf | None) -> bool:
    """Whether each figure of this amount is surely no score of the report: 上年得分91.3分."""
    if score is None or score.value is None:
        return False
    told = [role for c, role in zip(every, roles, strict=True) if c.kind == "score" and c.amount == score.value.amount]
    return bool(told) and all(label == "O" and share >= SURE for label, share in told)


def _grade_beside(score: Context) -> TextLeaf | None:
    """The grade that the sentence of the score gives it: 自评88.5分，良好。 打95.4分。……属于“优”。"""
    text = score.passage.text.text
    stop = text.find("。", score.figure.end)
    end = stop + 1 if stop >= 0 else len(text)
    following = text.find("。", end)
    beyond = following + 1 if following >= 0 else len(text)
    if GRADED.match(text, end):
        end = beyond  # 打95.4分。按照办法属于“优”。
    told = GRADE.search(text, score.figure.end, end)
    return score.passage.leaf(told.start("grade"), told.end("grade")) if told else None


def _sums_weights(context: Context, every: Sequence[Context]) -> bool:
    """Whether a figure is what could be had: the sum of the weights told before it (指标分值90分，资金执行10分，合计100分)."""
    before = [
        c
        for c in every
        if c.paragraph == context.paragraph and c.sentence_start == context.sentence_start and c.order < context.order
    ]
    weighed = [c.amount for c in before if c.kind == context.kind]
    return (
        SUM.search(context.clause) is not None
        and any(WEIGHT.search(c.lead) for c in before)
        and len(weighed) > 1
        and sum(weighed) == context.amount
    )


def _surest(every: list[Context], roles: Sequence[tuple[str, float]], wanted: str) -> Context | None:
    """The first figure of the amount that the roles are surest of."""
    sums: dict[object, float] = defaultdict(float)
    found = [
        (context, share)
        for context, (label, share) in zip(every, roles, strict=True)
        if label == wanted
        and not (wanted == "E.score" and (_sums_weights(context, every) or OF_OTHERS.search(context.clause)))
    ]
    for context, share in found:
        sums[context.amount] += share
    best = max(sums, key=lambda amount: sums[amount], default=None)
    return next((context for context, _ in found if context.amount == best), None)
