"""Amounts carried on from step to step to a new total."""

from __future__ import annotations

import pytest

from gouji.extract.statements.chains import with_chains
from gouji.extract.statements.figure_context import contexts
from tests.reading import figures, passed

YEAR = "年初批复预算4,286.35万元，年度执行中追加9,713.42万元（主要为中央资金），因压减公用经费追减125.60万元，"
THREE = "年初预算3,268.00万元。年中调整三次：4月追加142.00万元；7月追加96.00万元；10月追加58.00万元，三次共追加296.00万元。"
STOCK = "上年结转35.20万元，本年收入420.00万元（其中财政拨款400.00万元、其他20.00万元），本年支出398.60万元，"

TOLD = [
    (YEAR + "调整后全年预算13,874.17万元。", [True]),
    (YEAR + "调整后全年预算13,784.17万元。", [False]),
    (THREE + "调整后预算3,564.00万元。", [True]),
    (THREE + "调整后预算3,506.00万元。", [False]),  # the third step is left out
    (STOCK + "年末结余56.60万元。", [True]),
    (STOCK + "结转下年65.60万元。", [False]),
    ("年初在职171人，当年退休22人、调出35人，年末在职114人。", [True]),
    ("年初在职171人，当年退休22人、招录12人，年末在职161人。", [True]),
    ("年初在矫209人，全年新接收184人，解除197人，年末在矫196人。", [True]),
    ("上年末在库148家，本年新入库35家，清退12家，年末在库171家。", [True]),
    ("上年末在库148家，本年新入库35家，清退12家，年末在库117家。", [False]),
    ("年初在职171人，当年退休22人、调出35人，年末在职141人。", [False]),
    ("年初预算500.00万元，年中追加60.00万元，压减20.00万元，调整后预算552.30万元，差额系科目调剂。", []),  # no slip
    ("年初预算1,000.00万元，年中追加200.00万元，到位1,180.00万元，支出1,150.00万元，结余30.00万元。", []),
    ("年初预算1,000.00万元，年中追加200.00万元，其中压减30.00万元，调整后预算1,203.00万元。", []),
]


@pytest.mark.parametrize(("text", "holds"), TOLD)
def test_an_amount_that_is_carried_on(text: str, holds: list[bool]) -> None:
    told = with_chains(contexts(passed(text)), [])
    assert [claim.holds for claim in told] == holds


def test_a_chain_that_comes_out_takes_the_place_of_what_fails() -> None:
    every, found, _ = figures(THREE + "调整后预算3,564.00万元。")
    told = with_chains(every, found)
    assert all(claim.holds for claim in told)
    assert any(claim.claimed.form in ("chain", "sum") for claim in told)
