"""One field for the items of a list: the words that open a list say what each of its amounts is (具体支出为：厂房12.08万元，变压器18.8万元)."""

from __future__ import annotations

from collections.abc import Sequence

from gouji.extract.statements.figure_context import Context, senses
from gouji.extract.statements.figure_features import Claimed

FIELDS = frozenset({"spent", "allocated", "adjusted", "initial", "balance"})
"""Fields that a measure in the opening words names."""
MEASURES = frozenset({*FIELDS, "budget", "raise", "cut", "up", "down"})
"""Words of an item that say what its own amount is."""
ITEMS = frozenset("SF")


def with_opened_lists(
    every: Sequence[Context], claimed: Sequence[Claimed], told: list[tuple[str, float]]
) -> list[tuple[str, float]]:
    """The roles with those of a closed list's items in the field of its first item, which the opening words name; an item whose own
    words measure something keeps its field."""
    out = list(told)
    for claim in claimed:
        parts = sorted(claim.operands)
        if claim.form != "sum" or sum(every[i].amount for i in parts) != every[claim.result].amount:
            continue
        first, *rest = parts
        line, _, field = told[first][0].partition(".")
        opening = [sense for sense in senses(every[first].lead) if sense in FIELDS]
        if line not in ITEMS or opening[:1] != [field]:
            continue
        for place in rest:
            kind, _, own = told[place][0].partition(".")
            bare = not any(sense in MEASURES for sense in senses(every[place].lead))
            if kind in ITEMS and own in FIELDS and own != field and bare:
                out[place] = f"{kind}.{field}", told[first][1]
    return out
