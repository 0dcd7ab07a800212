"""The lines of the budget while their figures are gathered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from math import log

import regex

from gouji.extract.statements.figure_context import Context
from gouji.extract.statements.line_names import Named
from gouji.schemas.leaf import TextLeaf
from gouji.schemas.record import Role

MIN_DOUBT = 1e-4
MAX_LEAD = 12
WHOLE = regex.compile(r"合计|总计|共计|[本该]项目|[本该]专项|全部")
"""Words that say of which line a figure is, if it is the total's."""
EXECUTED = regex.compile(r"执行率[\p{Han}]{0,4}$")


@dataclass(slots=True)
class Line:
    """One line while its figures are gathered: of each field the figures with their probability."""

    name: TextLeaf
    role: Role
    figures: dict[str, list[tuple[Context, float]]] = field(default_factory=lambda: defaultdict(list))


Lines = dict[tuple[str, str], Line]
"""The lines by their kind (T, S or F) and their bare name, in reading order."""


def line_name(context: Context, named: Named | None) -> TextLeaf:
    """The name of a line; that of the total stands where its first figure is told."""
    if named is not None:
        return TextLeaf.of(named.text, named.words)
    start, end = context.figure.start, context.figure.end
    begin = max(context.sentence_start, start - max(1, min(len(context.lead), MAX_LEAD)))
    told = WHOLE.search(context.passage.text.text, begin, start)
    begin, stop = told.span() if told else (begin, start if start > begin else end)
    return TextLeaf.of(context.passage.text.span(begin, stop), "合计")


def amounts(line: Line) -> dict[str, Decimal]:
    """The amount of each field of a line, the likeliest of its figures."""
    return {column: likeliest(figures) for column, figures in line.figures.items() if figures}


def likeliest(figures: Sequence[tuple[Context, float]]) -> Decimal:
    """The amount of which it is least likely that all its places are something else; what stands in brackets behind others is a
    part of them (120万元（含上年结转20万元）). A rate that is called that of the execution is it, whatever else was reckoned (执行率92.48%，
    到位资金使用率96.34%)."""
    others: dict[Decimal, float] = defaultdict(float)
    told = [each for each in figures if not _is_part_in_bracket(each[0], figures)]
    called = [each for each in told if EXECUTED.search(each[0].lead)]
    for context, probability in called or told:
        others[abs(context.amount)] += log(max(1 - probability, MIN_DOUBT))
    return min(others, key=lambda amount: others[amount])


def _is_part_in_bracket(context: Context, figures: Sequence[tuple[Context, float]]) -> bool:
    """Whether a figure stands in a bracket behind a larger one of the same line and field in its sentence."""
    return any(
        other.depth < context.depth
        and (other.paragraph, other.sentence_start) == (context.paragraph, context.sentence_start)
        and other.order < context.order
        and abs(other.amount) > abs(context.amount)
        for other, _ in figures
    )
