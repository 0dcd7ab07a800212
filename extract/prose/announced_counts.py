"""Announced counts and their lists (宣布数与列举): 包括甲、乙、丙等3个子项目; 分别为…; 一是…二是…三是…"""

from __future__ import annotations

from gouji.extract.prose.lists_before import list_before
from gouji.extract.prose.lists_behind import list_behind
from gouji.extract.prose.lists_below import list_below
from gouji.extract.prose.lists_in_brackets import list_in_brackets
from gouji.extract.prose.one_of_each import one_of_each
from gouji.extract.prose.ordinals import ORDINALS
from gouji.extract.prose.passages import Figure, Passage
from gouji.schemas.record import AnnouncedCount

MOST_COUNTED = 61
"""Paragraphs behind a count that its list is looked for in: no count is larger (see `_counts_things`)."""
MOST = 60
COUNT_UNITS = frozenset(
    [
        "个",
        "项",
        "类",
        "种",
        "家",
        "份",
        "条",
        "大",
        "方面",
        "部分",
        "块",
        "宗",
        "件",
        "名",
        "本",
        "笔",
        "套",
        "台",
        "处",
        "座",
        "辆",
        "大类",
        "方",
        "点",
        "起",
    ]
)

COUNTED_OFF = frozenset(["起"])
"""Units of cases, which are counted off (一是…；二是…) or told by their kinds (3起，其中道路2起), and are no list then."""


def counts(passages: list[Passage]) -> list[AnnouncedCount]:
    """The announced counts that have a list to be counted against."""
    out = []
    for index, passage in enumerate(passages):
        for figure in passage.figures:
            if figure.taken or _is_ordinal(passage, figure):
                continue
            if _is_small(figure) and (each := one_of_each(passage, figure)):
                out.append(each)
                continue
            if not _counts_things(figure):
                continue
            found = (
                list_in_brackets(passage, figure)
                or list_before(passage, figure)
                or list_behind(passage, figure)
                or list_below(passage, figure, passages[index + 1 : index + 1 + MOST_COUNTED])
            )
            if found and figure.found.quantity.unit in COUNTED_OFF and not found.numbered:
                figure.taken = False
            elif found and not _counts_another(passage, figure, len(found.items)):
                out.append(found)
    return out


def _counts_another(passage: Passage, figure: Figure, items: int) -> bool:
    """Whether the list is that of an earlier count: 下属单位4个，其中参公单位1个，其他3个，分别是 and then four names; or of one nearer to
    it: 9处问题已整改7处：①…⑦."""
    if figure.found.quantity.amount == items:
        return False
    begin = passage.stop_before(figure.start, "。；") + 1
    stop = passage.stop_after(figure.end, "：:。；")
    colon = stop if stop >= 0 and passage.text.text[stop] in "：:" else figure.end
    others = [*passage.between(begin, figure.start), *passage.between(figure.end, colon)]
    return any(f.found.quantity.amount == items for f in others if _counts_things(f))


def _counts_things(figure: Figure) -> bool:
    found = figure.found
    return (
        _is_small(figure)
        and (found.kind == "bare" or (found.kind == "count" and found.quantity.unit in COUNT_UNITS))
        and not found.quantity.bound
    )


def _is_small(figure: Figure) -> bool:
    number = figure.found.quantity.number
    return number.isdigit() and 1 <= int(number) <= MOST


def _is_ordinal(passage: Passage, figure: Figure) -> bool:
    """Whether the count is the name of one of several kinds, told behind the kind before it: 一类点420路、二类点860路、三类点80路."""
    text = passage.text.text
    place = ORDINALS.find(text[figure.start])
    name = text[figure.start + 1 : figure.end + 1]
    return place > 0 and len(name) > 1 and ORDINALS[place - 1] + name in text[: figure.start]
