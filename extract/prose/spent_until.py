"""The day up to which the spending of the whole budget is told: 截至2031年12月31日，实际支出809.6万元."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

import regex

from gouji.extract.prose.note_until import note_until
from gouji.extract.prose.passages import Passage
from gouji.schemas.leaf import TextLeaf
from gouji.schemas.record import BudgetRow

CUT_OFF = regex.compile(r"截[至止](?:到|于)?\s*$")
PRINTED_YEAR = regex.compile(r"\s*(?:20\d\d|二[〇○零O0][〇○零O0一二三四五六七八九]{2})\s*年")
MANY_YEARS = regex.compile(r"累计|历年|以来|总投资|开工至今|\d年来|[两三四五]年")
"""Words of a sentence that tells the spending of more than one year: its day may be of any of them."""
REACH = 4


def spent_until(
    passages: list[Passage], budget: list[BudgetRow], year: int | None, notes: Sequence[Passage] = ()
) -> TextLeaf | None:
    """Returns the day with which a sentence begins that tells what the total spent; None if there is none. Of several
    the first of the report's own `year` counts: a report that tells both years says nothing wrong. A note on the report's
    figures (注：数据截至…, 评价基准日为…) goes before them where it names an earlier year, and after them where not; `notes` are
    those around tables."""
    noted = note_until([*passages, *notes], year)
    if noted is not None and year is not None and (noted.value or "")[:4] < str(year):
        return noted
    total = next((row for row in budget if row.role == "total" and row.spent and row.spent.value), None)
    if total is None or total.spent is None or total.spent.value is None:
        return noted
    found = list(_days(passages, total.spent.value.amount))
    own = [leaf for leaf in found if leaf.value and leaf.value[:4] == str(year)]
    return next(iter([*own, *found]), noted)


def _days(passages: list[Passage], spent: Decimal) -> Iterator[TextLeaf]:
    for passage in passages:
        text = passage.text.text
        for date in passage.dates:
            if date.value is None or not PRINTED_YEAR.match(text, date.start):
                continue
            if not CUT_OFF.search(text, max(0, date.start - REACH), date.start):
                continue
            start, end = passage.stop_before(date.start, "。；！") + 1, _stop(text, date.end)
            inside = [f for f in passage.figures if date.end <= f.start < end and f.found.kind == "money"]
            told = [figure for figure in inside if figure.found.quantity.amount == spent]
            if told and not MANY_YEARS.search(text, start, end):
                yield TextLeaf.of(passage.text.span(date.start, date.end), date.value)


def _stop(text: str, start: int) -> int:
    found = [place for stop in "。；！" if (place := text.find(stop, start)) >= 0]
    return min([*found, len(text)])
