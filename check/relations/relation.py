"""A relation (勾稽关系): figures of the record that must agree, separate from the test that compares them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from gouji.check.own.own_rule import OwnRule
from gouji.schemas.leaf import Leaf

Level = Literal["exact", "rounding", "truncation", "violation"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """The outcome of a relation's test. Figures are exact decimal strings in the canonical unit, dates are ISO 8601."""

    level: Level
    observed: str
    expected: str
    tolerance: str
    equation: str

    @property
    def holds(self) -> bool:
        """Whether the figures agree within the precision of their printed decimals."""
        return self.level != "violation"


Test = Callable[[Sequence[Any]], Outcome | None]


@dataclass(frozen=True, slots=True)
class Lost:
    """A place of which nothing is known.

    `page`: a page that could not be read. `part`: a damaged part of a page. `gap`: pages missing after this one.
    `rows`: rows of a table that were not read (`page` is 0). `levels`: what tells which rows belong to a group.
    """

    kind: Literal["page", "part", "gap", "rows", "levels"]
    page: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Relation:
    """One relation over figures or dates. `leaves[0]` is the claim, the others are what it follows from.

    `listed`: the others are members of a list that may continue elsewhere, so the relation proves something only if all
    of them are known. `lost` are the places where more members may have stood, or damaged places with its own figures:
    with any of them, a failure is nobody's error.

    `premise` is the probability that the report claims the relation at all: 1 if it says so in words or by the form's own
    rows and columns.

    `own` is the user's rule that it comes of; None for a relation of the program.

    `test` takes the values in the order of `leaves`, so that other candidates can be tried. It returns None if it
    cannot be computed (a zero divisor): a relation that could not be checked did not pass.
    """

    rule: str
    subject: str
    leaves: tuple[Leaf[Any], ...]
    test: Test
    others: tuple[Leaf[str], ...] = ()
    listed: bool = False
    lost: tuple[Lost, ...] = ()
    premise: float = 1.0
    own: OwnRule | None = None

    def outcome(self, instead: Mapping[int, Any] | None = None) -> Outcome | None:
        """The outcome of the test with the values as read, or with those of `instead` (leaf index → value) in their
        place.

        None if a value is missing or the test cannot be computed.
        """
        values = [(instead or {}).get(index, leaf.value) for index, leaf in enumerate(self.leaves)]
        return None if any(value is None for value in values) else self.test(values)
