"""Products whose count, standard and total follow on each other: told by how much so ever they are off."""

from __future__ import annotations

import pytest

from gouji.extract.statements.figure_context import contexts
from gouji.extract.statements.product_claims import product_claims
from tests.reading import passed


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ("年初预算99万元，执行率100%。本年改造户厕640户，每户统一奖补1500元，共发放奖补资金99万元。", 1),
        ("年初预算36万元。聘用护林员30名，每名补助10000元，合计发放36万元。", 1),
        ("聘用护林员30名，每名补助12000元，合计发放36万元。", 0),
        ("全年多用水3600吨，按每吨2.5元算，多付90000元，经费偏紧。", 1),
        ("全年多用水3600吨，按每吨2.5元算，多付9000元，经费偏紧。", 0),
        ("每头牛节省草料费45元，合计为农户节本2,790万元，按6.2万头计。", 1),
        ("每头牛节省草料费45元，合计为农户节本279万元，按6.2万头计。", 0),
        ("聘用护林员30名，每名补助不超过13000元，合计发放36万元。", 0),
        ("聘用护林员30名，每名每月补助900元，共发放32.4万元。", 0),
        ("聘用护林员30名，每名补助13000元，其中3名中途离职，共发放36万元。", 0),
    ],
)
def test_a_product_that_its_words_claim(said: str, wrong: int) -> None:
    assert sum(not claim.holds for claim in product_claims(contexts(passed(said)), [])) == wrong
