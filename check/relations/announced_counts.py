"""Relations of counts: an announced number and the things listed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gouji.check.relations.relation import Outcome, Relation, Test
from gouji.schemas.quantity import Quantity
from gouji.schemas.record import AnnouncedCount, BudgetRow


def count_relations(counts: list[AnnouncedCount], budget: Sequence[BudgetRow] = ()) -> Iterator[Relation]:
    """宣布数 = 列举数; where the list ends in 等 it may be shorter, never longer.

    等 leaves nothing open where the budget tells of the very things that are listed, and of no others (甲、乙等3个子项目).
    """
    told = {row.name.value for row in budget if row.role == "subproject" and row.name.value}
    for count in counts:
        whole = bool(told) and told == {leaf.value for leaf in count.items}
        yield Relation(
            "announced-count",
            count.subject,
            (count.announced,),
            _test(count, count.open and not whole),
            tuple(count.items),
            listed=True,
        )


def _test(count: AnnouncedCount, is_open: bool) -> Test:
    def test(figures: Sequence[Quantity]) -> Outcome:
        announced, listed = figures[0].amount, len(count.items)
        fits = announced >= listed if is_open else announced == listed
        names = (
            "、".join(leaf.value or leaf.text for leaf in count.items)
            if all(len(i.text) <= 30 for i in count.items)
            else ""
        )
        words = f"{figures[0].number}{'≥' if is_open and announced != listed else '=' if fits else '≠'}{listed}" + (
            f"（{names}）" if names else ""
        )
        return Outcome("exact" if fits else "violation", figures[0].canonical, str(listed), "0", words)

    return test
