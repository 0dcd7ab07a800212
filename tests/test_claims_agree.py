"""A claim that the text is read to make holds for the check exactly where it held for the reading."""

from __future__ import annotations

from decimal import Decimal
from typing import get_args

import pytest

from gouji.check.relations.claims import claim_relations
from gouji.extract.statements.agreement import agrees, computed
from gouji.normalize.figures.quantities import parse_quantity
from gouji.schemas.leaf import QuantityLeaf
from gouji.schemas.quantity import Quantity
from gouji.schemas.record import ClaimRecord
from gouji.schemas.traced import Traced

FORMS = get_args(ClaimRecord.model_fields["form"].annotation)
CASES = [
    ("sum", "860万元", ["520万元", "340万元"], True),
    ("sum", "860万元", ["520万元", "430万元"], False),
    ("sum", "100.1万元", ["50.05万元", "50.04万元"], True),  # rounded
    ("sum", "61.30万元", ["20.42万元", "20.44万元", "20.43万元"], True),  # each a little more than printed
    ("sum", "61.31万元", ["20.42万元", "20.44万元", "20.43万元"], False),  # none is half a place more
    ("sum", "28万元", ["140000元", "135000元"], True),
    ("part", "95.2%", ["399.84万元", "420万元"], True),
    ("part", "95.3%", ["399.84万元", "420.00万元"], False),
    ("part", "92.53%", ["347.62万元", "375.66万元"], True),  # cut off at its last place
    ("up", "9.51%", ["32.94万人次", "30.08万人次"], True),
    ("up", "9.51%", ["30.08万人次", "32.94万人次"], False),  # a growth that is a fall
    ("down", "22.5%", ["93件", "120件"], True),
    ("down", "25.5%", ["93件", "120件"], False),
    ("less", "43万元", ["860万元", "817万元"], True),
    ("less", "43万元", ["817万元", "860万元"], True),  # 少43万元
    ("less", "34万元", ["860万元", "817万元"], False),
    ("less", "400万元", ["800.60万元", "400万元"], False),
    ("less", "2.3个百分点", ["96.4%", "94.1%"], True),
    ("multiple", "1.9倍", ["380块", "200块"], True),
    ("multiple", "2.9倍", ["380块", "200块"], False),
    ("average", "12个", ["456个", "38间"], True),
    ("average", "14个", ["456个", "38间"], False),
    ("product", "30.72万元", ["256户", "1200元"], True),
    ("product", "37.02万元", ["256户", "1200元"], False),
    ("product", "702万元", ["36个", "20万元"], True),  # 20万元 may be rounded
    ("each", "702万元", ["36个", "20万元"], False),
    ("each", "9万元", ["60人", "15天", "100元"], True),
    ("each", "90万元", ["60人", "15天", "100元"], False),
    ("yearly", "21.6万元", ["1200人", "15元"], True),
    ("yearly", "1.8万元", ["1200人", "15元"], False),
    ("paired", "27万元", ["45人", "2000元", "120人", "1500元"], True),
    ("paired", "72万元", ["45人", "2000元", "120人", "1500元"], False),
    ("of-rise", "7.98%", ["1377平方米", "18640平方米"], True),
    ("of-rise", "25%", ["64张", "320张"], True),
    ("of-fall", "25%", ["3起", "9起"], True),
    ("of-fall", "33%", ["3起", "9起"], False),
]


def quantity(text: str) -> Quantity:
    found = parse_quantity(text)
    assert found is not None
    return found


def leaf(text: str) -> QuantityLeaf:
    return QuantityLeaf.of(Traced.plain(text), quantity(text))


@pytest.mark.parametrize(("form", "result", "operands", "holds"), CASES)
def test_the_reading_and_the_check_agree(form: str, result: str, operands: list[str], holds: bool) -> None:
    decimals = max(quantity(text).decimals for text in (result, *operands)) if "万元" in result else None
    expected = computed(form, [quantity(text) for text in operands], decimals)
    assert expected is not None and agrees(quantity(result), expected, form) is holds
    claim = ClaimRecord.model_validate(
        {
            "rule": "growth",
            "form": form,
            "subject": "甲",
            "result": leaf(result),
            "operands": [leaf(o) for o in operands],
            "premise": 0.9,
        }
    )
    (relation,) = claim_relations([claim])
    outcome = relation.outcome()
    assert outcome is not None and outcome.holds is holds and relation.premise == 0.9


@pytest.mark.parametrize("form", FORMS)
def test_every_form_of_the_record_has_a_test(form: str) -> None:
    operands = [leaf("10个"), leaf("20个")][
        : 1 if form in ("within", "met", "atmost", "above", "below", "equal", "same") else 2
    ]
    claim = ClaimRecord.model_validate(
        {"rule": "share", "form": form, "subject": "", "result": leaf("30个"), "operands": operands, "premise": 1}
    )
    (relation,) = claim_relations([claim])
    assert relation.outcome() is not None


def test_a_divisor_of_zero_proves_nothing() -> None:
    assert computed("part", [quantity("3件"), quantity("0件")]) is None
    assert computed("up", [quantity("3件"), quantity("0件")]) is None


def test_the_same_claim_is_checked_once() -> None:
    claim = ClaimRecord.model_validate(
        {
            "rule": "share",
            "form": "part",
            "subject": "甲",
            "result": leaf("50%"),
            "operands": [leaf("1件"), leaf("2件")],
            "premise": 0.9,
        }
    )
    assert len(list(claim_relations([claim, claim.model_copy(deep=True)]))) == 1
    assert Decimal(claim.result.value.canonical if claim.result.value else 0) == 50
