"""Relations of dates: the order of a procurement (评审 ≤ 招标 ≤ 中标 ≤ 签订合同 ≤ 验收 ≤ 付款), and the report after its budget year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gouji.check.own.own_rule import OwnRule
from gouji.check.relations.relation import Level, Outcome, Relation
from gouji.normalize.text.bare_names import bare
from gouji.schemas.leaf import TextLeaf
from gouji.schemas.record import Cover, Event

EVENT_ORDER = {
    "立项": 0,
    "评审": 1,
    "招标": 2,
    "中标": 3,
    "签订合同": 4,
    "开工": 5,
    "到货": 6,
    "交付": 6,
    "竣工": 7,
    "验收": 8,
    "付款": 9,
}
# A plan is paid for in stages, a batch may be accepted late, and bids are reviewed behind the notice that plans are reviewed
# before: only these pairs have a firm order.
FIRM_ORDER = {("立项", "签订合同"), ("评审", "中标"), ("评审", "签订合同"), ("招标", "中标"), ("招标", "签订合同"), ("中标", "签订合同"),
        ("招标", "开工"), ("中标", "开工"), ("签订合同", "开工"), ("签订合同", "竣工"), ("签订合同", "交付"), ("中标", "到货"), ("签订合同", "到货"), ("到货", "验收"), ("签订合同", "验收"), ("开工", "封顶"), ("开工", "竣工"), ("开工", "验收"), ("封顶", "竣工"), ("竣工", "验收")}  # fmt: skip


@dataclass(frozen=True, slots=True)
class DateRelation:
    """`early` must not be after `late`. `strict`: nor on the same day (a report after the end of its year).
    `own` is the user's rule that it comes of; None for a relation of the program.
    """

    rule: str
    subject: str
    early: TextLeaf
    late: TextLeaf
    early_kind: str
    late_kind: str
    strict: bool = False
    own: OwnRule | None = None

    def holds(self, early: str, late: str) -> bool:
        """Compares the two dates with the precision of the less precise one."""
        size = min(len(early), len(late))
        if self.strict and len(late) == len(CLOSING) + 5 and late >= f"{early[:4]}-{CLOSING}":
            return True
        return early[:size] < late[:size] if self.strict else early[:size] <= late[:size]


def order_relation(dates: DateRelation) -> Relation:
    """The date relation as a relation over both dates, so that other candidates of them can be tried."""

    def test(values: Sequence[str]) -> Outcome | None:
        late, early = values
        if not (late[:4].isdigit() and early[:4].isdigit()):
            return None
        level: Level = "exact" if dates.holds(early, late) else "violation"
        sign = "<" if dates.strict else "≤"
        return Outcome(level, late, f"{'>' if dates.strict else '>='} {early}", "", f"{early} {sign} {late}")

    return Relation(dates.rule, dates.subject, (dates.late, dates.early), test, own=dates.own)


DONE = frozenset({"竣工", "验收", "付款", "到货", "交付", "签订合同", "开工"})
"""What a report tells of only when it was done."""
CLOSING = "12-25"
"""From this day on nothing more is paid in most places: whoever reports now knows the figures of the year. Of eight labelled reports
dated in December of their own year the six before this day are errors of the report, the two behind it are none."""
MAX_STEPS = 40
"""An event is compared with at most this many later events of the same procurement: none has more steps."""


def date_relations(cover: Cover, events: list[Event], until: TextLeaf | None = None) -> Iterator[DateRelation]:
    """Yields the order within each procurement, and the report's date against its budget year (预算年度), as the day `until`
    which its spending is told.
    """
    events_of: dict[str, list[Event]] = {}
    for event in events:
        events_of.setdefault(bare(event.subject.text), []).append(event)
    position: dict[str, int] = {}
    yield from _said_orders(events)
    for first in events:
        name = bare(first.subject.text)
        position[name] = position.get(name, 0) + 1
        for second in events_of[name][position[name] : position[name] + MAX_STEPS]:
            if first.kind == second.kind:
                continue
            early, late = sorted((first, second), key=lambda e: EVENT_ORDER.get(e.kind, 99))
            firm = (early.kind, late.kind) in FIRM_ORDER and not _may_overlap(early, late)
            if firm and early is not _said_before(events, late):
                yield DateRelation(
                    "date-order", early.subject.value or "", early.date, late.date, early.kind, late.kind
                )
    yield from _report_behind(cover, events)
    known = cover.report_date is not None and len(cover.report_date.value or "") > len("2024")
    if known and cover.report_date and cover.fiscal_year and cover.fiscal_year.value and _may_tell(cover):
        name = cover.report_date.text
        yield DateRelation(
            "fiscal-year", name, cover.fiscal_year, cover.report_date, "预算年度", "填报日期", strict=True
        )
    if until is not None and cover.fiscal_year and cover.fiscal_year.value and _is_own_year(cover, until):
        yield DateRelation("fiscal-year", until.text, cover.fiscal_year, until, "预算年度", "支出截止日")


def _report_behind(cover: Cover, events: list[Event]) -> Iterator[DateRelation]:
    """Yields the day of the report against the last day on which it says that something was done. One dated in its own
    year, or before, is told of as such."""
    date, year = cover.report_date, cover.fiscal_year
    if date is None or len(date.value or "") < 10 or (year and (date.value or "")[:4] <= (year.value or "")):
        return
    done = [each for each in events if each.kind in DONE and not each.loose and len(each.date.value or "") == 10]
    last = max(done, key=lambda each: each.date.value or "", default=None)
    if last is not None:
        yield DateRelation("date-order", last.subject.value or "", last.date, date, last.kind, "填报日期")


def _may_overlap(early: Event, late: Event) -> bool:
    """Whether one of them has no firm place: a day before which it was (11月30日前竣工), the acceptance of a part (消防验收)."""
    return early.loose or (late.loose and early.kind in ("竣工", "封顶"))


def _is_own_year(cover: Cover, until: TextLeaf) -> bool:
    """Whether the year of the report is sure enough to be held against the day of its spending: a label or the title names it, or
    the report is dated in the year behind it; a day of the year itself, or a later one, agrees with any."""
    year, date = cover.fiscal_year, cover.report_date
    assert year is not None and year.value is not None
    if (until.value or "")[:4] >= year.value:
        return True
    dated = date is not None and (date.value or "")[:4] == str(int(year.value) + 1)
    return dated or year.context_confidence == 1


def _said_orders(events: list[Event]) -> Iterator[DateRelation]:
    """Yields the orders that the words claim: what came after an event comes after the last one of its kind told before."""
    for event in events:
        early = _said_before(events, event)
        if early is not None:
            subject = early.subject.value or ""
            yield DateRelation("date-order", subject, early.date, event.date, early.kind, event.kind)


def _said_before(events: list[Event], event: Event) -> Event | None:
    """The event that by the words came before this one; None where they name none, or none was told."""
    if event.after is None:
        return None
    place = next(i for i, each in enumerate(events) if each is event)
    told = [each for each in events[max(0, place - MAX_STEPS) : place] if each.kind == event.after and _is_firm(each)]
    same = [each for each in told if bare(each.subject.text) == bare(event.subject.text)]
    return next(iter([*same[-1:], *told[-1:]]), None)


def _is_firm(event: Event) -> bool:
    """Whether an event surely happened on its day; what arrived in batches did, a day before which something was done is none."""
    return not event.loose or event.kind == "到货"


def _may_tell(cover: Cover) -> bool:
    """Whether the year is surely the report's own, or is over at its date: one that no label names accuses nobody."""
    year, date = cover.fiscal_year, cover.report_date
    assert year is not None and date is not None
    return year.context_confidence == 1 or (date.value or "")[:4] > (year.value or "")
