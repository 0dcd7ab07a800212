"""Sums whose words name their parts: 满意和比较满意合起来359人, 中央、省级资金合计1,926万元."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from gouji.extract.statements.alike_units import is_alike
from gouji.extract.statements.figure_context import Context
from gouji.extract.statements.figure_name import figure_name
from gouji.extract.statements.sum_candidate import SumCandidate

REACH, MAX_PARAGRAPHS, MAX_NAMES = 60, 10, 6
JOINED = regex.compile(r"[、和与及加跟]")
WHOLE = regex.compile(
    r"(?:(?:[两二三四五六]|[2-6])[项者类级样块笔部]分?(?:资金|支出|经费)?)?(?:合计|共计|总计|合起来|加起来|合在一起|相加|共)\p{Han}{0,6}$"
)
KIND = 2
SIGNS = regex.compile(r"[“”\"‘’《》（）()\s]")


def named_sums(every: Sequence[Context], index: int) -> Iterator[SumCandidate]:
    """The sum of the nearest figures before that the words of a whole name one by one; none where one of them stands nowhere."""
    whole = every[index]
    words = SIGNS.sub("", regex.split("[，,；;。：:]", whole.lead)[-1])
    told = WHOLE.search(words)
    names = [name for name in JOINED.split(words[: told.start()]) if name] if told else []
    if not 2 <= len(names) <= MAX_NAMES:
        return
    found: dict[str, int] = {}
    for context in reversed(every[max(0, index - REACH) : index]):
        if whole.paragraph - context.paragraph > MAX_PARAGRAPHS or not is_alike(whole, context):
            continue
        said = next((name for name in names if name not in found and _is_called(context, name)), None)
        if said is not None and context.amount < whole.amount * KIND:
            found[said] = context.order
    if len(found) == len(names):
        yield SumCandidate(index, tuple(sorted(found.values())), False, 0, "named")


def _is_called(context: Context, name: str) -> bool:
    """Whether a figure is called so: 中央 for 中央财政补助, 省级 for 省级资金."""
    own = SIGNS.sub("", figure_name(context))
    return len(own) >= KIND and (own.startswith(name) or name.startswith(own[:KIND]))
