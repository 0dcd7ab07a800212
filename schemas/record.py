"""The record of one report. The attribute names are the names of the JSON."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, model_validator
from pydantic.json_schema import SkipJsonSchema

from gouji.schemas.evidence import FieldEvidence, FieldReading
from gouji.schemas.glyph import Box
from gouji.schemas.leaf import QuantityLeaf, Strict, TextLeaf
from gouji.schemas.paragraph import CorrectionKind

SCHEMA_VERSION = "1"
Status = Literal["consistent", "inconsistent", "misread", "unresolved"]
Severity = Literal["error", "warning", "info"]
Role = Literal["total", "subproject", "source"]


class PageDamage(Strict):
    """Damage of a page: the share of it (0..1) that is certainly gone, and the part where nothing is certain (None: the
    whole page).
    """

    lost: float
    bbox: tuple[float, float, float, float] | None


def _is_nothing(value: object) -> bool:
    return not value


class PageRecord(Strict):
    """One page: `width` and `height` in PDF points as displayed, `text` with one paragraph a line.

    `damage` is present only for a damaged page. A page of kind "unreadable" is lost: nothing of it is in the record.
    """

    number: int
    width: float | None
    height: float | None
    rotation: int
    skew: float
    kind: str
    confidence: float
    text: str
    damage: PageDamage | None = Field(default=None, exclude_if=_is_nothing)


class ReaderRecord(Strict):
    """The engine and model that read the pages."""

    engine: str
    model: str
    version: str


class PartRecord(Strict):
    """Which part of a file a report is: the `number`th of `of` reports, and its pages in the file."""

    number: int
    of: int
    first_page: int
    last_page: int


class DocumentRecord(Strict):
    """The file and the pages of the report. `path` is where the file was, in records that an archive returns; left out
    if unknown. `part` is None if the report is the whole file.

    `missing_after` are the pages after which others are missing, as the printed page numbers show; left out if there
    are none.
    """

    sha256: str
    source: str
    path: str | None = Field(default=None, exclude_if=lambda path: path is None)
    kind: Literal["scanned", "digital", "mixed", "text"]
    part: PartRecord | None = None
    pages: list[PageRecord]
    reader: ReaderRecord
    missing_after: list[int] = Field(default=[], exclude_if=_is_nothing)


class Cover(Strict):
    """The fields of the cover (封面)."""

    title: TextLeaf | None = None
    project_name: TextLeaf | None = None
    department: TextLeaf | None = None
    supervising_department: TextLeaf | None = None
    budget_authority: TextLeaf | None = None
    contact_person: TextLeaf | None = None
    contact_phone: TextLeaf | None = None
    report_date: TextLeaf | None = None
    fiscal_year: TextLeaf | None = None


class Section(Strict):
    """One heading of the outline with the text up to the next one. `title.text` keeps the full stop of a run-in
    heading.
    """

    number: str
    level: int
    title: TextLeaf
    page: int | None
    text: str
    children: list[Section] = Field(default=[])


class BudgetRow(Strict):
    """A row of the budget: a sub-project, a source of funds, or the total.

    `part_of` is the name of the row that this one is a part of, left out for a part of the total. `source`: whether a
    table has it in a row of its own, or the prose tells its figures, here and there.
    """

    name: TextLeaf
    role: Role
    part_of: str | None = Field(default=None, exclude_if=_is_nothing)
    source: Literal["table", "prose", "mixed"] = Field(default="table", exclude_if=lambda source: source == "table")
    initial: QuantityLeaf | None = None
    adjustment: QuantityLeaf | None = None
    adjusted: QuantityLeaf | None = None
    allocated: QuantityLeaf | None = None
    spent: QuantityLeaf | None = None
    balance: QuantityLeaf | None = None
    execution_rate: QuantityLeaf | None = None
    weight: QuantityLeaf | None = None
    score: QuantityLeaf | None = None


class Indicator(Strict):
    """A third-level indicator (三级指标). `target` and `actual` are figures, or words if the page has words."""

    level1: TextLeaf | None = None
    level2: TextLeaf | None = None
    name: TextLeaf
    target: QuantityLeaf | TextLeaf | None = None
    actual: QuantityLeaf | TextLeaf | None = None
    weight: QuantityLeaf | None = None
    score: QuantityLeaf | None = None
    deviation: TextLeaf | None = None
    source: Literal["table", "prose"] = "table"


class FactChange(Strict):
    """A change that the sentence states with the figure. `base` is the figure that it is measured against, if the page
    prints one.

    `delta` is the difference, if the page prints it (较上年增加1377平方米，增长7.98%). `rise`: for a multiple, whether it states
    the increase (增长1.7倍) and not the result (是上年的1.7倍).
    """

    kind: Literal["growth", "multiple", "share"]
    value: QuantityLeaf
    base: QuantityLeaf | None = None
    delta: QuantityLeaf | None = None
    rise: bool = False


class Fact(Strict):
    """An output or effect figure of running prose. `value` is None if only the change of an unprinted figure is stated.

    `further` are changes after the first: 受理27万笔，增长1.7倍，占总业务的64%.
    """

    subject: TextLeaf
    value: QuantityLeaf | None
    change: FactChange | None = None
    further: list[FactChange] = Field(default=[])
    period: TextLeaf | None = None


class Event(Strict):
    """Something that happened on a date. `after`: the kind of the event before it in the text that, by its words, was over by
    then (公示无异议后); present only where they say so.
    """

    kind: str
    subject: TextLeaf
    date: TextLeaf
    after: str | None = Field(default=None, exclude_if=_is_nothing)
    loose: SkipJsonSchema[bool] = Field(default=False, exclude=True)
    """Not in the record: the date is a limit (11月30日前), or the acceptance one of a part (消防验收, 到货验收), so that what belongs
    to the whole may well come after it."""


class ScorePart(Strict):
    """One group of the score, if the page states it: 投入18分. `source`: whether prose tells it, or a table in a row."""

    name: TextLeaf
    score: QuantityLeaf
    weight: QuantityLeaf | None = None
    source: Literal["table", "prose"] = Field(default="prose", exclude_if=lambda source: source == "prose")


class IndicatorGroup(Strict):
    """A weight that the table prints beside a level (产出指标（50分）) and the indicators under it, by their index from 0.

    A group without indicators is the execution of the budget (预算执行情况（10分）).
    """

    name: TextLeaf
    weight: QuantityLeaf
    rows: list[int]


class GradeBand(Strict):
    """A grade of the report's own scale and the least score that earns it; None where the rest earns it (60分以下为差)."""

    grade: TextLeaf
    least: QuantityLeaf | None = None


class Evaluation(Strict):
    """The unit's self-evaluation.

    `bands` is the scale of grades that the report prints, the best first. `rate_points` are its words that the points of the execution are
    the rate's part of their weight (按执行率乘以分值计). `parts_total` is the sum as it is printed with the parts, where every part has its score.
    The table's total row (总分) is in `table_score` and
    `table_full_score`, and is also the score if the prose has none.
    """

    score: QuantityLeaf | None = None
    full_score: QuantityLeaf | None = None
    grade: TextLeaf | None = None
    parts: list[ScorePart] = Field(default=[])
    parts_total: QuantityLeaf | None = None
    table_score: QuantityLeaf | None = None
    table_full_score: QuantityLeaf | None = None
    groups: list[IndicatorGroup] = Field(default=[])
    bands: list[GradeBand] = Field(default=[], exclude_if=_is_nothing)
    rate_points: TextLeaf | None = Field(default=None, exclude_if=_is_nothing)


class AnnouncedCount(Strict):
    """A number of things that the text announces, and the things that it then lists (4个子项目). `open`: the list ends in
    等. `numbered`: the items are counted off (一是…；二是…).
    """

    subject: str
    announced: QuantityLeaf
    items: list[TextLeaf]
    open: bool = False
    numbered: bool = Field(default=False, exclude_if=_is_nothing)


class Restated(Strict):
    """One amount that the report states twice: in two units side by side, or `elsewhere` (in the table and in the
    prose).

    `measured`: the actual value of a table's indicator and a figure of the prose under exactly the same name. `source`
    tells where `second` stands: two tables that state one total are compared whatever they say.
    """

    subject: str
    first: QuantityLeaf
    second: QuantityLeaf
    elsewhere: bool = False
    measured: bool = False
    source: Literal["table", "prose"] = "prose"


class ClaimRecord(Strict):
    """A figure that the text claims to follow from others: a whole from its parts, a rate from two amounts, a growth.

    `form`: sum, part (first ÷ second), up and down (growth of the second to the first), less (first − second), fall
    and more (down and less, with the sign that the words give), multiple, average, product, each (a product whose last
    factor is a standard, which is not rounded), yearly (each, times the months of a year), paired (a sum of products, a
    count and a standard in turns), same (the same amount told again), of-rise and of-fall (a difference ÷ what the second
    was before it), within (not more than the first), met and atmost (at least, or at most, the first), above, below and
    equal (what the words say of the two), chain (the first with what was added to it, less the last `minus`). `premise`
    is the probability that the report claims this relation.
    """

    rule: str
    form: Literal[
        "sum",
        "part",
        "up",
        "down",
        "less",
        "fall",
        "more",
        "multiple",
        "average",
        "product",
        "each",
        "paired",
        "same",
        "yearly",
        "of-rise",
        "of-fall",
        "within",
        "met",
        "atmost",
        "above",
        "below",
        "equal",
        "chain",
    ]
    subject: str
    result: QuantityLeaf
    operands: list[QuantityLeaf]
    minus: int = Field(default=0, exclude_if=_is_nothing)
    premise: float


class Deadline(Strict):
    """A day up to which something was to be done, and the day on which it was. `premise` is the probability that the report says
    that it was in time.
    """

    subject: str
    due: TextLeaf
    done: TextLeaf
    premise: float


class TableCell(QuantityLeaf):
    """One cell as read, on its own page; `value` is its figure if it contains nothing else."""

    rowspan: int = 1
    colspan: int = 1


class TableSum(Strict):
    """A row of a table with the rows that are its parts, from 0: of accounts by their codes or their numbering, of a list of
    money by its 合计 below a head (`rows`).

    It holds in the columns from the first to the last of `columns`.
    """

    whole: int
    parts: list[int]
    columns: tuple[int, int]
    by: Literal["codes", "numbering", "rows"]


class Table(Strict):
    """A table as read, across all its pages; `page` and `bbox` are where it begins.

    `understood` is False if no field of the record came of it; its cells are kept all the same. `totals` are the rows
    named as a sum (合计), from 0; `sums` say which rows of a table of accounts (科目), or of a list, are the parts of which.
    `undecided` are the heads of columns of figures that could not be told, left out where there are none.
    """

    page: int | None
    bbox: tuple[float, float, float, float] | None
    rows: list[list[TableCell]]
    understood: bool = True
    totals: list[int] = Field(default=[])
    sums: list[TableSum] = Field(default=[], exclude_if=_is_nothing)
    undecided: list[str] = Field(default=[], exclude_if=_is_nothing)


class Unused(TextLeaf):
    """Figures that were read and stand in no field: a column, a row or other cells of a table, or lines outside tables.

    `text` are the figures, or the lines; `name` is what stands over the column or before the row, if anything does.
    """

    kind: Literal["column", "row", "cells", "lines"]
    name: str
    count: int


class Correction(Strict):
    """One correction of the text as read. `boxes` as in a leaf."""

    page: int | None
    bbox: tuple[float, float, float, float] | None
    boxes: list[Box] = Field(default=[], exclude_if=lambda boxes: not boxes)
    line: int | None
    before: str
    after: str
    kind: CorrectionKind
    reason: str
    confidence: float


class Finding(Strict):
    """One checked relation, or one place that a person must look at.

    `premise`: the probability that the report claims the relation at all, where that is not certain. `odds`: for a relation that fails, the odds of a misreading against an error of the report. `readings`: the
    candidates, with probabilities, of each of its figures that has more than one.
    """

    rule: str
    status: Status
    severity: Severity
    message: str
    equation: str
    observed: str | None
    expected: str | None
    tolerance: str | None
    fields: list[str]
    suggestion: str | None = None
    odds: float | None = None
    premise: float | None = Field(default=None, exclude_if=lambda premise: premise is None)
    readings: list[FieldReading] = Field(default=[])


class Report(Strict):
    """One report, read and checked. `evidence` states, for the doubtful figures, the candidates and what each look saw.

    `unused` are the figures of the pages that came into no field, left out where every one did.
    `report_id` is the file's sha256; of the n-th report of a file with several, the sha256 with `-n` behind it.
    `template_words` are those of the form's template that were left in. `spent_until` is the day up to which the spending of
    the whole budget is told, left out where no sentence tells one.
    """

    schema_version: Literal["1"] = "1"
    report_id: str = ""
    document: DocumentRecord
    form: Literal["narrative", "table", "mixed"]
    cover: Cover
    sections: list[Section]
    budget: list[BudgetRow]
    indicators: list[Indicator]
    facts: list[Fact]
    events: list[Event]
    spent_until: TextLeaf | None = Field(default=None, exclude_if=_is_nothing)
    evaluation: Evaluation
    counts: list[AnnouncedCount]
    restated: list[Restated]
    claims: list[ClaimRecord] = Field(default=[])
    deadlines: list[Deadline] = Field(default=[], exclude_if=_is_nothing)
    tables: list[Table]
    unused: list[Unused] = Field(default=[], exclude_if=_is_nothing)
    template_words: list[TextLeaf] = Field(default=[], exclude_if=_is_nothing)
    corrections: list[Correction]
    findings: list[Finding]
    evidence: list[FieldEvidence] = Field(default=[])

    @model_validator(mode="after")
    def _with_id(self) -> Self:
        """Gives a record that was written before reports had ids the id of its file."""
        self.report_id = self.report_id or self.document.sha256
        return self
