"""Relations between an announced number and the items listed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gouji.check.relations.relation import Outcome, Relation, Test
from gouji.schemas.quantity import Quantity
from gouji.schemas.record import AnnouncedCount, BudgetRow


def count_relations(counts: list[AnnouncedCount], budget: Sequence[BudgetRow] = ()) -> Iterator[Relation]:
    """宣布数 = 列举数; a list that ends in 等 may be shorter, never longer.

    等 leaves nothing open if the budget has exactly the listed items as its sub-projects (甲、乙等3个子项目).
    """
    subprojects = {row.name.value for row in budget if row.role == "subproject" and row.name.value}
    for count in counts:
        complete = bool(subprojects) and subprojects == {leaf.value for leaf in count.items}
        yield Relation(
            "announced-count",
            count.subject,
            (count.announced,),
            _test(count, count.open and not complete),
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
