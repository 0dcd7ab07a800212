"""Relations of counts: an announced number and the things listed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from check.relation import Outcome, Relation, Test
from schemas.quantity import Quantity
from schemas.record import AnnouncedCount


def count_relations(counts: list[AnnouncedCount]) -> Iterator[Relation]:
    """宣布数 = 列举数; where the list ends in 等 it may be shorter, never longer."""
    for count in counts:
        yield Relation("announced-count", count.subject, (count.announced,), _test(count), tuple(count.items))


def _test(count: AnnouncedCount) -> Test:
    def test(figures: Sequence[Quantity]) -> Outcome:
        announced, listed = figures[0].amount, len(count.items)
        fits = announced >= listed if count.open else announced == listed
        names = "、".join(leaf.value or leaf.text for leaf in count.items) if all(len(i.text) <= 30 for i in count.items) else ""
        words = f"{figures[0].number}{'≥' if count.open and announced != listed else '=' if fits else '≠'}{listed}" + (
            f"（{names}）" if names else ""
        )
        return Outcome("exact" if fits else "violation", figures[0].canonical, str(listed), "0", words)

    return test
