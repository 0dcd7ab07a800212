"""A list in groups that goes on over a page: its first rows there are parts of the group that was open at the page's end."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from gouji.schemas.record import BudgetRow


def go_on_in_group(before: Sequence[BudgetRow], lines: Sequence[BudgetRow]) -> None:
    """Tells the first lines of a list that follows on the next page as parts of the last group of `before`.

    Only a list that has no total yet goes on, and only up to the next group or total.
    """
    last, first = (before[-1], lines[0]) if before and lines else (None, None)
    if last is None or first is None or last.part_of is None or any(line.role == "total" for line in before):
        return
    if last.name.page is None or first.name.page != last.name.page + 1:
        return
    groups = {line.part_of for line in lines}
    for line in takewhile(lambda each: each.role != "total" and each.name.value not in groups, lines):
        if line.part_of is None and line.role == last.role:
            line.part_of = last.part_of
