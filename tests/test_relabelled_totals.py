"""The label beside a figure wins over what prose takes the figure for."""

from __future__ import annotations

from typing import Any

from gouji.extract.roles.label_lines import with_label_lines
from gouji.schemas.leaf import QuantityLeaf, TextLeaf
from gouji.schemas.quantity import Quantity
from gouji.schemas.record import BudgetRow


def _leaf(number: str, line: int) -> QuantityLeaf:
    quantity = Quantity(number=number, unit="万元", canonical=f"{number}0000", canonical_unit="元", decimals=0)
    return QuantityLeaf(value=quantity, raw=number, text=number, line=line, confidence=1.0)


def _total(**told: Any) -> BudgetRow:
    return BudgetRow(
        name=TextLeaf(value="合计", raw="合计", text="合计", confidence=1.0), role="total", source="prose", **told
    )


def test_a_labelled_figure_has_the_field_of_its_label() -> None:
    """年初预算（万元）：90 ⏎ 实际支出（万元）：80, of which prose took 80 for the opening budget."""
    labelled = [_total(initial=_leaf("90", 3), spent=_leaf("80", 6))]
    (row,) = with_label_lines([_total(initial=_leaf("80", 6))], labelled)
    told = {field: getattr(row, field).value.number for field in ("initial", "spent")}
    assert told == {"initial": "90", "spent": "80"}


def test_another_figure_of_the_prose_is_kept_where_both_tell_the_total() -> None:
    """Two amounts for one field in two places are no question of labels."""
    labelled = [_total(initial=_leaf("90", 3))]
    (row,) = with_label_lines([_total(initial=_leaf("95", 9))], labelled)
    assert row.initial is not None and row.initial.value is not None
    assert row.initial.value.number == "95"
