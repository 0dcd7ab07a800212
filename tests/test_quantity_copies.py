"""A copy of a figure with another value does not keep what was worked out of the old one."""

from __future__ import annotations

from decimal import Decimal

from gouji.schemas.quantity import Quantity


def test_a_copy_with_another_value_is_worked_out_anew() -> None:
    figure = Quantity(number="3.5", unit="万元", canonical="35000", canonical_unit="元", decimals=1)
    assert (figure.amount, figure.scale) == (Decimal(35000), Decimal(10000))
    other = figure.model_copy(update={"number": "4.2", "unit": "元", "canonical": "4.2"})
    assert (other.amount, other.scale) == (Decimal("4.2"), Decimal(1))


def test_what_was_worked_out_makes_no_figure_another() -> None:
    figure = Quantity(number="7", unit="台", canonical="7", canonical_unit="台", decimals=0)
    fresh = figure.model_copy()
    assert figure.amount == 7
    assert figure == fresh and hash(figure) == hash(fresh)
    assert figure.model_dump() == fresh.model_dump()
