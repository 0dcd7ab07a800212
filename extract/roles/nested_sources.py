"""Sources within a source: 财政拨款 1,050 over 省级补助 700 and 县级资金 350, printed as if all were of one level."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import regex

from gouji.extract.vocabulary import fund_sources
from gouji.schemas.record import BudgetRow

COLUMNS = ("adjusted", "initial", "allocated", "spent")
LEVELS = regex.compile(r"中央|省|自治区|市|盟|州|县|旗|区|镇|乡|地方|上级|本级")
MIN_INNER = 2
"""One source within another would be all of it."""


def nest_sources(lines: Sequence[BudgetRow]) -> None:
    """Tells sources of a level of government that follow 财政拨款 as its parts, where the total is nearer to the sum
    without them."""
    total = next((line for line in lines if line.role == "total"), None)
    every = [line for line in lines if line.role == "source"]
    if total is not None:
        _tell_apart(total, every)
    sources = [line for line in every if line.part_of is None]
    kinds = fund_sources()
    for index, whole in enumerate(every):
        inner = []
        for line in every[index + 1 :] if whole.part_of is None else ():
            if line.part_of not in (None, whole.name.value):
                break
            if line.part_of is None and not LEVELS.search(line.name.value or ""):
                break
            if line.part_of is None and kinds.get(line.name.value or "") == "fiscal":
                break
            inner.append(line)
        if kinds.get(whole.name.value or "") != "fiscal" or len(inner) < MIN_INNER or total is None:
            continue
        rest = [line for line in sources if not any(line is each for each in inner)]
        if _distance(total, rest) < _distance(total, sources):
            for line in inner:
                line.part_of = whole.name.value
            return


def _tell_apart(total: BudgetRow, sources: Sequence[BudgetRow]) -> None:
    """Tells a source printed as one among another (其中) as one beside it, where only so all sources make the total."""
    for whole in sources:
        inner = [line for line in sources if line is not whole and line.part_of == whole.name.value]
        outer = [line for line in sources if line.part_of is None]
        if inner and _distance(whole, inner) and _distance(total, outer) and not _distance(total, [*outer, *inner]):
            for line in inner:
                line.part_of = None


def _distance(total: BudgetRow, sources: Sequence[BudgetRow]) -> Decimal:
    """How far the sources are from the total, as a part of it, in all columns."""
    out = Decimal(0)
    for column in COLUMNS:
        whole = _amount(total, column)
        found = [amount for line in sources if (amount := _amount(line, column)) is not None]
        if whole and found:
            out += abs(whole - sum(found)) / abs(whole)
    return out


def _amount(line: BudgetRow, column: str) -> Decimal | None:
    leaf = getattr(line, column)
    return leaf.value.amount if leaf is not None and leaf.value is not None else None
