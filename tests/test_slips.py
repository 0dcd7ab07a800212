"""How likely a figure is by chance, and how likely as a clerk's slip for another one."""

from __future__ import annotations

from decimal import Decimal

import pytest

from gouji.normalize.figures.quantities import parse_quantity
from gouji.normalize.figures.slips import chance, slip
from gouji.schemas.quantity import Quantity


def q(text: str) -> Quantity:
    found = parse_quantity(text)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("likelier", "than"),
    [
        ("95%", "95.3%"),
        ("95.3%", "95.37%"),
        ("93%", "93.00%"),  # printed zeros are as exact as other digits of a rate
        ("100%", "90%"),
        ("620,000.00元", "623,418.57元"),  # a round amount is no exact one
        ("5个", "57个"),
        ("57个", "574个"),
    ],
)
def test_the_fewer_digits_the_likelier_by_chance(likelier: str, than: str) -> None:
    assert chance(q(likelier)) > chance(q(than))


def test_the_length_of_a_round_amount_says_nothing() -> None:
    assert chance(q("620,000.00元")) == chance(q("62万元"))


@pytest.mark.parametrize(
    ("printed", "right"),
    [
        ("1286.40万元", "12684000"),  # two digits transposed
        ("1284.60万元", "12864000"),
        ("1268.40万元", "12784000"),  # one digit
        ("94.28%", "94.23"),
        ("3257万元", "3257"),  # the unit
        ("12.5万元", "1250000"),  # the point
        ("1,177.91万元", "1177.9141"),  # the unit of an average
    ],
)
def test_a_slip_is_likelier_than_chance(printed: str, right: str) -> None:
    assert slip(q(printed), Decimal(right)) > 3 * chance(q(printed))


@pytest.mark.parametrize(("printed", "right"), [("22.22%", "350"), ("408.5万元", "120000"), ("7.3%", "91.6")])
def test_what_differs_by_anything_is_no_slip(printed: str, right: str) -> None:
    assert slip(q(printed), Decimal(right)) < chance(q(printed))


def test_a_stale_total_is_a_little_likelier_than_chance_however_long() -> None:
    for printed, right in (("97.2%", "95.1"), ("1,236,105.14元", "1187600"), ("860万元", "9000000")):
        assert slip(q(printed), Decimal(right)) == pytest.approx(1.25 * chance(q(printed)))
