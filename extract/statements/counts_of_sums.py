"""Announced counts whose list is told as a sum: 1,240万元由三部分组成：甲800万元，乙360万元，丙80万元; 甲78.6万元；乙92.4万元，两项共计171万元."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from gouji.extract.prose.passages import Figure
from gouji.extract.statements.claims import Claim
from gouji.extract.statements.figure_context import Context
from gouji.schemas.leaf import QuantityLeaf
from gouji.schemas.record import AnnouncedCount

LED = regex.compile(r"(?:[由分按这]|分成|分为|分作|分别由|以上|上述|下达|拨付)\s*$")
GOES_ON = regex.compile(
    r"(?P<noun>\p{Han}{0,12}?(?:（[^）]{1,12}）)?)(?:逐项|分别)?(?:打分)?(?:组成|构成|汇成|凑成|下达|到位|到账|拨付|拨款|拨入|兑付|兑现|发放|实施|筹集|[合共总]计|共|[：:])"
)
MAX_BEHIND = 3
"""Characters behind the last part within which the words may count the list: 甲214万元与乙91.6万元两部分组成."""
NAME = regex.compile(r"[^，,、；;。：:）)]*$")
AND = regex.compile(r"[和与及]\s*")


def counts_of_sums(every: Sequence[Context], claims: Sequence[Claim]) -> list[AnnouncedCount]:
    """The counts beside a sum that comes out over just so many parts; of others nobody knows whether they count this list."""
    out: list[AnnouncedCount] = []
    told: set[int] = set()
    for claim in claims:
        if claim.claimed.form != "sum" or not claim.holds:
            continue
        for index in _counting(every, claim):
            if index not in told and not every[index].figure.taken:
                told.add(index)
                out.append(_announced(every, index, claim))
                break
    return out


def _counting(every: Sequence[Context], claim: Claim) -> Iterator[int]:
    """The counts of so many as there are parts, in the sentence of the first part or of the whole, and of their paragraph."""
    parts, whole = claim.claimed.operands, claim.claimed.result
    first, last = every[min(parts)], every[max(parts)]
    if {every[i].paragraph for i in parts} != {every[whole].paragraph}:
        return
    begin = min(first.sentence_start, every[whole].sentence_start)
    end = max(last.figure.end + MAX_BEHIND, every[whole].figure.start)
    for context in every[max(0, min(*parts, whole) - len(parts) - MAX_BEHIND) : max(*parts, whole) + 2]:
        place = context.figure.start
        inside = first.figure.start < place < last.figure.start
        if context.paragraph != first.paragraph or context.order in (*parts, whole) or inside:
            continue
        if begin <= place <= end and context.amount == len(parts) and _is_said(context):
            yield context.order


def _is_said(context: Context) -> bool:
    """Whether the words around a count say that it is that of a list."""
    found, text = context.figure.found, context.passage.text.text
    if found.kind not in ("count", "bare") or found.quantity.bound or not found.quantity.number.isdigit():
        return False
    return bool(LED.search(text[: context.figure.start]) or GOES_ON.match(text, context.figure.end))


def _announced(every: Sequence[Context], index: int, claim: Claim) -> AnnouncedCount:
    passage, figure = every[index].passage, every[index].figure
    noun = GOES_ON.match(passage.text.text, figure.end)
    items = [passage.leaf(_begin(every[part]), every[part].figure.end) for part in sorted(claim.claimed.operands)]
    return AnnouncedCount(subject=noun["noun"] if noun else "", announced=_leaf(figure), items=items)


def _begin(part: Context) -> int:
    """Where the name of a part begins."""
    passage, end = part.passage, part.figure.start
    start = max(passage.last_end(end), part.sentence_start)
    name = NAME.search(passage.text.text, start, end)
    begin = name.start() if name else end
    joined = AND.match(passage.text.text, begin, end)
    return joined.end() if joined else begin


def _leaf(figure: Figure) -> QuantityLeaf:
    taken = figure.taken
    leaf = figure.leaf()
    figure.taken = taken  # the sentence goes on to tell facts with it
    return leaf
