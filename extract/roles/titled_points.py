"""The points of the execution of the budget that heads, titles and notes tell (得分（满分10分）, 一、预算执行（权重10分，得分9.54分）)."""

from __future__ import annotations

from collections.abc import Iterable

import regex

from gouji.normalize.figures.quantities import parse_quantity
from gouji.schemas.leaf import QuantityLeaf
from gouji.schemas.record import BudgetRow
from gouji.schemas.traced import Traced

FIGURE = r"\d{1,3}(?:\.\d{1,2})?"
FULL = r"(?:分值|权重|满分|标准分)"
OF_MONEY = regex.compile(r"执行|资金|支出进度")
OF_OTHERS = regex.compile(r"指标|管理|目标|制度")
TITLE = regex.compile(
    rf"(?P<label>[\p{{Han}}、与和及]{{2,16}})\s*[（(【]\s*{FULL}?\s*[为:：]?\s*(?P<weight>{FIGURE})\s*分?\s*[，,、；;/／]\s*"
    rf"(?:自评)?(?:实际)?得分?\s*[为:：]?\s*(?P<score>{FIGURE})\s*分?\s*[）)】]"
)
"""A title with both points behind it."""
HEAD = regex.compile(rf"(?:得|评)分\s*[（(]\s*(?:{FULL}|共|按)?\s*[为:：]?\s*(?P<weight>{FIGURE})\s*分?\s*[）)]")
"""The head of a column of scores with what could be had."""
LABELLED = regex.compile(
    rf"(?P<label>[\p{{Han}}]{{0,8}})(?:(?P<score>得分|评分)|{FULL})\s*[:：]\s*(?P<number>{FIGURE})\s*分?"
)
"""A label with its points in a cell of its own."""
REMARK = regex.compile(
    rf"\s*{FULL}?\s*[为:：]?\s*(?P<weight>{FIGURE})\s*分\s*[，,、；;/／]\s*(?:自评|实际)?得分?\s*[为:：]?\s*(?P<score>{FIGURE})\s*分?[。；;]?\s*"
)
"""What stands in the row of the whole beside its figures (10分，得9.5分)."""
NOTE = regex.compile(
    rf"执行(?:率|情况)?{FULL}\s*[为是:：]?\s*(?P<weight>{FIGURE})\s*分"
    rf"|执行(?:率|情况)?(?:自评)?(?:得|评)分\s*[=＝]\s*(?P<weight>{FIGURE})\s*分?\s*[×xX*]\s*(?:\p{{Han}}{{0,4}})执行率"
)
"""A remark that says how the score of the execution is reckoned."""


def add_titled_points(line: BudgetRow, texts: Iterable[Traced]) -> None:
    """Puts the points that titles and notes tell into the line of the whole, where it has none."""
    for text in texts:
        match = TITLE.search(text.text)
        if match and OF_MONEY.search(match["label"]) and not OF_OTHERS.search(match["label"]):
            line.weight, line.score = (
                getattr(line, name) or _leaf(text, match.span(name)) for name in ("weight", "score")
            )
        note = NOTE.search(text.text)
        if note and line.weight is None:
            line.weight = _leaf(text, note.span("weight"))


def add_labelled_points(line: BudgetRow, cells: Iterable[Traced]) -> None:
    """Puts both points that a row above the head tells into the line of the whole, where it has neither: 资金分值：10 | 资金得分：9.40."""
    found = [(text, match) for text in cells if (match := LABELLED.fullmatch(text.text.strip()))]
    by_kind = {"score" if match["score"] else "weight": (text, match) for text, match in found}
    if len(found) != len(by_kind) or set(by_kind) != {"weight", "score"} or line.weight or line.score:
        return
    if not any(OF_MONEY.search(match["label"]) for _, match in found):
        return
    for kind, (text, match) in by_kind.items():
        setattr(line, kind, _leaf(text.strip(), match.span("number")))


def add_head_points(line: BudgetRow, heads: Iterable[Traced]) -> None:
    """Puts what could be had by the head of the scores (得分（满分10分）) into a line that has a score without it."""
    for text in heads:
        match = HEAD.search(text.text)
        if match and line.score is not None and line.weight is None:
            line.weight = _leaf(text, match.span("weight"))


def add_remarked_points(line: BudgetRow, cells: Iterable[Traced]) -> None:
    """Puts both points that a cell of the row of the whole tells into its line, where it has neither."""
    for text in cells:
        match = REMARK.fullmatch(text.text)
        if match and line.weight is None and line.score is None:
            line.weight, line.score = (_leaf(text, match.span(name)) for name in ("weight", "score"))


def _leaf(text: Traced, span: tuple[int, int]) -> QuantityLeaf | None:
    part = text.span(*span)
    value = parse_quantity(part.text, "分")
    return QuantityLeaf.of(part, value) if value is not None else None
