"""One generated report before it is printed: its fields, its relations, and its text as blocks that point to the same
leaves."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bench.cases.leaves import Day, Figure, Leaf, Text, Words
from bench.cases.relations import Relation

if TYPE_CHECKING:
    from bench.cases.grid import Grid

MONEY = ("initial", "adjustment", "adjusted", "allocated", "spent", "balance")


@dataclass(eq=False, slots=True)
class BudgetRow:
    """A budget row. `fields` by the names of the record; what is not printed is missing."""

    name: Words
    role: str
    fields: dict[str, Figure] = field(default_factory=dict)


@dataclass(eq=False, slots=True)
class IndicatorRow:
    """A third-level indicator. Target and actual are figures, or words where the target is one of quality."""

    level1: Words
    level2: Words
    name: Words
    target: Leaf | None = None
    actual: Leaf | None = None
    weight: Figure | None = None
    score: Figure | None = None
    deviation: Words | None = None
    operator: str = ""


@dataclass(eq=False, slots=True)
class Fact:
    """A figure of prose, with the growth, multiple or share told of it; `output` for what was made or bought."""

    subject: str
    value: Figure
    kind: str | None = None
    change: Figure | None = None
    output: bool = False


@dataclass(eq=False, slots=True)
class Event:
    """Something that was done on a certain day."""

    kind: str
    subject: str
    day: Day


@dataclass(slots=True)
class Paragraph:
    """Running text; `caption` for the line above a table (centred, or right for its unit)."""

    text: Text
    caption: str = ""


@dataclass(slots=True)
class Heading:
    """A heading with its number as printed; the text of its section runs on in the same line where `run` is set."""

    level: int
    number: str
    title: Text
    run: Text | None = None


@dataclass(slots=True)
class CoverPage:
    """The title and the labelled fields, on a page of their own or above the text."""

    title: Words
    fields: list[tuple[str, Text]]
    alone: bool = True


@dataclass(slots=True)
class TableBlock:
    """A table; `fresh` begins a page, `wide` a landscape one. `title` and `subtitle` are printed above it."""

    grid: Grid
    title: Text = field(default_factory=list)
    subtitle: Text = field(default_factory=list)
    remark: Text = field(default_factory=list)
    fresh: bool = False
    wide: bool = False


Block = Paragraph | Heading | CoverPage | TableBlock


@dataclass(slots=True)
class Report:
    """One complete report. `labels` are the labels of the cover fields, for the scorer."""

    form: str
    layout: str
    unit: str
    year: int
    cover: dict[str, Leaf] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    budget: list[BudgetRow] = field(default_factory=list)
    indicators: list[IndicatorRow] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    evaluation: dict[str, Leaf] = field(default_factory=dict)
    relations: list[Relation] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    seal: str | None = None
