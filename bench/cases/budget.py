"""The money of a generated project: exact amounts first, then their printed form, with the relations that follow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from bench.cases.leaves import Figure, Words
from bench.cases.plan import BudgetRow, Report
from bench.cases.random import Dice, Print, money, rate
from bench.cases.relations import Relation

ZERO = Decimal(0)
SUMS = {
    "initial": "年初预算",
    "adjustment": "预算调整",
    "adjusted": "调整后预算",
    "spent": "支出",
    "allocated": "到位资金",
}


@dataclass(slots=True)
class Amounts:
    """Exact amounts in 元."""

    initial: Decimal
    adjustment: Decimal
    spent: Decimal

    @property
    def adjusted(self) -> Decimal:
        """The amount available for spending."""
        return self.initial + self.adjustment

    def __add__(self, other: Amounts) -> Amounts:
        return Amounts(self.initial + other.initial, self.adjustment + other.adjustment, self.spent + other.spent)

    def of(self, field: str) -> Decimal:
        """The amount of a field of the record."""
        if field == "balance":
            return self.adjusted - self.spent
        return self.adjusted if field == "allocated" else Decimal(getattr(self, field))


def draw_amounts(dice: Dice, count: int, fine: bool, changes: float = 0.6) -> list[Amounts]:
    """`count` rows. With `fine` they are exact to the fen, so that rounded sums differ in the last place."""
    size = dice.pick([12, 60, 60, 300, 300, 1500])
    step = 1 if fine else 10000
    lines = []
    for _ in range(count):
        initial = Decimal(dice.between(size * 200000, size * 2600000) // step * step) / 100
        adjustment = ZERO
        if dice.chance(changes):
            share = Decimal(dice.randint(20, 220)) / 1000 * (1 if dice.chance(0.5) else -1)
            adjustment = (initial * share / 1000).quantize(Decimal(1)) * 1000
        part = Decimal(1) if dice.chance(0.12) else Decimal(dice.randint(8200, 9995)) / 10000
        spent = ((initial + adjustment) * part * 100 // step * step) / 100
        lines.append(Amounts(initial, adjustment, spent))
    return lines


def total(lines: Sequence[Amounts]) -> Amounts:
    """The sum of the rows."""
    return sum(lines[1:], lines[0])


def split(amounts: Amounts, count: int, dice: Dice) -> list[Amounts]:
    """The amounts by source: the first takes most, the parts add up exactly, and none spends more than it has."""
    while True:
        parts = _split(amounts, count, dice)
        if all(0 <= part.spent <= part.adjusted and part.initial > 0 for part in parts):
            return parts


def _split(amounts: Amounts, count: int, dice: Dice) -> list[Amounts]:
    parts = []
    rest = amounts
    for _ in range(count - 1):
        share = Decimal(dice.randint(4, 30)) / 100
        cut = [
            (value * share / 100).quantize(Decimal(1)) * 100 for value in (rest.initial, rest.adjustment, rest.spent)
        ]
        small = Amounts(cut[0], cut[1] if dice.chance(0.4) else ZERO, cut[2])
        small.spent = min(small.spent, small.adjusted)
        parts.append(small)
        rest = Amounts(rest.initial - small.initial, rest.adjustment - small.adjustment, rest.spent - small.spent)
    return [rest, *parts]


def row_of(
    name: Words, role: str, amounts: Amounts, fields: Sequence[str], how: Print, dice: Dice, cell: bool
) -> BudgetRow:
    """A row with the fields that the report prints; no rate if nothing was available for spending."""
    row = BudgetRow(name, role)
    for field in fields:
        if field == "execution_rate":
            if amounts.adjusted:
                row.fields[field] = rate(amounts.spent, amounts.adjusted, how, dice)
        else:
            row.fields[field] = money(amounts.of(field), how, cell)
    return row


def tie_row(report: Report, row: BudgetRow) -> None:
    """The relations inside one row."""
    f, name = row.fields, row.name.text
    add = report.relations.append
    if "execution_rate" in f and "spent" in f and "adjusted" in f:
        add(Relation("execution-rate", name, "ratio", (f["execution_rate"], f["spent"], f["adjusted"])))
    if "adjustment" in f and "initial" in f and "adjusted" in f:
        add(Relation("adjusted-budget", name, "sum", (f["adjusted"], f["initial"], f["adjustment"])))
    if "balance" in f and "spent" in f and "adjusted" in f:
        add(Relation("balance", name, "sum", (f["balance"], f["adjusted"], f["spent"]), coefs=(1, -1)))


def tie_rows(report: Report, head: BudgetRow, parts: Sequence[BudgetRow], rule: str) -> None:
    """The column sums. A part that prints only one amount counts with it in every budget column."""
    for field, label in SUMS.items():
        if field not in head.fields:
            continue
        terms = [figure for row in parts if (figure := _term(row, field, rule))]
        if terms:
            report.relations.append(Relation(rule, f"{label}合计", "sum", (head.fields[field], *terms)))


def _term(row: BudgetRow, field: str, rule: str) -> Figure | None:
    if field in row.fields:
        return row.fields[field]
    if rule == "sum-of-parts" and field in ("initial", "adjusted"):
        return row.fields.get("adjusted" if field == "initial" else "initial")
    return None
