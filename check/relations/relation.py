"""A relation (勾稽关系): figures of the record that must agree, told apart from the way it is tested."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from gouji.schemas.leaf import Leaf

Level = Literal["exact", "rounding", "truncation", "violation"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a test of a relation saw. Figures are exact decimal strings in the canonical unit, dates ISO."""

    level: Level
    observed: str
    expected: str
    tolerance: str
    equation: str

    @property
    def holds(self) -> bool:
        """Whether the figures agree within what their printed places allow."""
        return self.level != "violation"


Test = Callable[[Sequence[Any]], Outcome | None]


@dataclass(frozen=True, slots=True)
class Lost:
    """A place of which nothing is known: a `page` that could not be read, a `part` of a page that is damaged, a `gap` behind a page, where others
    are missing; or `rows` of a table that were not read (no page)."""

    kind: Literal["page", "part", "gap", "rows"]
    page: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Relation:
    """One relation over figures, or over dates. `leaves[0]` is what is claimed, the others are what it follows from.

    `listed`: what it follows from are the members of a list, which may go on in another place: only where all of them are known does it prove
    anything. `lost` are the places where more may have stood, or where its own figures stand on a damaged page: with any, a relation that
    fails is nobody's error.

    `test` takes the values in the order of `leaves` (so that other readings can be tried) and gives None where it
    cannot be tested with them (a zero divisor): a relation that could not be checked did not pass.
    """

    rule: str
    subject: str
    leaves: tuple[Leaf[Any], ...]
    test: Test
    others: tuple[Leaf[str], ...] = ()
    listed: bool = False
    lost: tuple[Lost, ...] = ()

    def outcome(self, instead: Mapping[int, Any] | None = None) -> Outcome | None:
        """The test with the values as read, or with `instead` (leaf index → value) in their place."""
        values = [(instead or {}).get(index, leaf.value) for index, leaf in enumerate(self.leaves)]
        return None if any(value is None for value in values) else self.test(values)
