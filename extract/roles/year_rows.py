"""Tables with a row for each year (2021年 | 170.0 | 157.4): the year of the report is its total, and what other rows claim."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from gouji.extract.forms.form_parts import SUMMED
from gouji.schemas.leaf import TextLeaf
from gouji.schemas.record import BudgetRow, ClaimRecord, Fact

YEAR = regex.compile(r"(?P<year>20\d\d)年?度?(?:[（(].{0,4}[）)])?")
PREMISE = 0.9
"""How often the rate, and what is left, of a row are reckoned with the only budget that stands in it."""
BUDGETS = ("adjusted", "initial", "allocated")
CALLED = {
    "initial": "年初预算",
    "adjusted": "预算",
    "allocated": "到位资金",
    "spent": "支出",
    "balance": "结余",
    "execution_rate": "执行率",
}
"""What a figure of another year is called in the record."""

Yearly = Sequence[tuple[int, BudgetRow]]


def yearly(lines: Sequence[BudgetRow]) -> list[tuple[int, BudgetRow]]:
    """Returns the lines that are named by a year, with the year; a sum of years is no line of any."""
    return [(int(match["year"]), line) for line in lines if (match := YEAR.fullmatch(line.name.value or ""))]


def row_of_year(years: Yearly, year: int | None, known: Sequence[BudgetRow]) -> list[BudgetRow]:
    """Returns the line of the report's year as the total, if there is one such line, and no total that is `known` says otherwise."""
    own = [line for each, line in years if each == year]
    totals = [line for line in known if line.role == "total"]
    if len(own) != 1 or any(_differs(own[0], total) for total in totals):
        return []
    own[0].role = "total"
    return own


def facts_of_years(years: Yearly, year: int | None) -> list[Fact]:
    """Returns the amounts of the rows of other years, each with its year and what it is: they are no budget of the report's year."""
    return [
        Fact(subject=TextLeaf.of(line.name.trace, f"{each}年{words}"), value=leaf)
        for each, line in years
        if each != year
        for field, words in CALLED.items()
        if (leaf := getattr(line, field)) is not None and leaf.value is not None
    ]


def claims_of_years(years: Yearly, year: int | None) -> list[ClaimRecord]:
    """Returns what the rows of other years claim: their rates, and what was left."""
    return [claim for each, line in years if each != year for claim in _claims(line)]


def _claims(line: BudgetRow) -> Iterator[ClaimRecord]:
    budgets = [leaf for field in BUDGETS if (leaf := getattr(line, field)) is not None]
    spent, name = line.spent, line.name.value or ""
    if len(budgets) != 1 or spent is None:
        return
    if line.execution_rate is not None:
        operands = [spent, budgets[0]]
        yield ClaimRecord(
            rule="execution-rate",
            form="part",
            subject=name,
            result=line.execution_rate,
            operands=operands,
            premise=PREMISE,
        )
    if line.balance is not None:
        operands = [budgets[0], spent]
        yield ClaimRecord(
            rule="balance", form="less", subject=name, result=line.balance, operands=operands, premise=PREMISE
        )


def _differs(line: BudgetRow, total: BudgetRow) -> bool:
    """Whether both tell of an amount, and never the same one."""
    mine, theirs = (
        {leaf.value.amount for f in SUMMED if (leaf := getattr(r, f)) and leaf.value} for r in (line, total)
    )
    return bool(mine and theirs) and not mine & theirs
