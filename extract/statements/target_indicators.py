"""Indicators that running prose tells: a name, its target, what was reached, and the points and the reason that its sentence gives."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import regex

from gouji.extract.prose.passages import Figure
from gouji.extract.prose.reasons import reason
from gouji.extract.prose.subjects import trimmed
from gouji.extract.statements.figure_context import Context
from gouji.extract.statements.target_claims import MIN_ACCUSED, Pair, points_known
from gouji.extract.statements.target_features import goal_words
from gouji.schemas.leaf import QuantityLeaf, TextLeaf
from gouji.schemas.record import Indicator

LEVEL = regex.compile(r"(?P<level>产出|效益|效果|满意度|成本|决策|过程|投入)(?:类)?(?:指标|目标|情况|方面)?")
WEIGHT = regex.compile(r"(?:分值|权重|满分|标准分|该项|该指标|本项)\s*[为是：:]?$")
EARNED = regex.compile(r"(?:得分|自评|实得|得)\s*[为是：:]?(?:满分)?$")
MAX_CLAUSES = 3
ENDS = regex.compile(r"(?:[为是的：:，,（(\s]|年度|年初|实际|完成|达到|安装|建设|值|数)+$")


def target_indicators(every: list[Context], pairs: Iterable[Pair], known: Sequence[Indicator]) -> Iterator[Indicator]:
    """Yields the indicators of surely told pairs, in the order of the text, without those of `known`."""
    told = {_amounts(each.actual, each.target) for each in known}
    for pair in pairs:
        here, goal = every[pair.result], every[pair.target]
        name = _name(goal) if pair.target < pair.result else _name(here)
        name = name or _name(here) or _name(goal)
        if pair.probability < MIN_ACCUSED or name is None:
            continue
        target, actual = _leaf(goal.figure), _leaf(here.figure)
        if _amounts(actual, target) in told:
            continue
        told.add(_amounts(actual, target))
        found = Indicator(level1=_level(here), name=name, target=target, actual=actual, source="prose")
        _add_points(found, every, pair)
        last = every[max(pair.result, pair.target)]
        found.deviation = reason(last.passage, last.figure.end)
        yield found


def _amounts(*leaves: QuantityLeaf | TextLeaf | None) -> tuple[object, ...]:
    return tuple(
        (leaf.value.amount, leaf.value.canonical_unit) if isinstance(leaf, QuantityLeaf) and leaf.value else None
        for leaf in leaves
    )


def _leaf(figure: Figure) -> QuantityLeaf:
    """The figure as a leaf; an indicator does not use it up for the facts."""
    taken = figure.taken
    leaf = figure.leaf()
    figure.taken = taken
    return leaf


def _name(context: Context) -> TextLeaf | None:
    """The words that a figure is named by, without those that call it a target or a result; of its clause, else of those before it in
    the sentence: 危桥改造数量：目标4座.
    """
    text, end = context.passage.text, context.figure.start
    floor = max(context.sentence_start, context.passage.last_end(context.figure.start))
    for _ in range(MAX_CLAUSES):
        start = max([floor] + [text.text.rfind(stop, floor, end) + 1 for stop in "，,、：:（("])
        words = text.text[start:end]
        while (cut := _without_end(words)) != words:
            words = cut
        span = trimmed(text, start, start + len(words))
        if span is not None and len(span.text) > 1 and not goal_words().fullmatch(span.text):
            return TextLeaf.of(span, regex.sub(r"\s", "", span.text))
        if start <= floor:
            return None
        end = start - 1
    return None


def _without_end(words: str) -> str:
    found = list(goal_words().finditer(words))
    words = words[: found[-1].start()] if found and found[-1].end() == len(words) else words
    return ENDS.sub("", words)


def _level(context: Context) -> TextLeaf | None:
    """The first-level indicator (一级指标) that the paragraph spoke of last before the figure, or else its headings."""
    passage = context.passage
    found = list(LEVEL.finditer(passage.text.text, 0, context.figure.start))
    named = [each for each in found if regex.search(r"指标|目标|情况|方面", each[0])]
    if named:
        return passage.leaf(named[-1].start(), named[-1].end())
    for title in reversed(passage.titles):
        match = LEVEL.search(title.text)
        if match:
            span = title.span(match.start(), match.end())
            return TextLeaf.of(span, span.text)
    return None


def _add_points(indicator: Indicator, every: list[Context], pair: Pair) -> None:
    """Puts the points that stand behind the pair in its sentence into the indicator, where its target is known to be a least or a
    most: 分值8分，得8分, or only what it earned."""
    last = every[max(pair.result, pair.target)]
    for each in every[last.order + 1 : last.order + 3]:
        same = each.paragraph == last.paragraph and each.sentence_start == last.sentence_start
        if not same or each.kind not in ("score", "bare") or not points_known(every[pair.target]):
            return
        if indicator.weight is None and indicator.score is None and WEIGHT.search(each.lead):
            indicator.weight = _leaf(each.figure)
        elif indicator.score is None and EARNED.search(each.lead):
            indicator.score = _leaf(each.figure)
