"""Rates that say what they are of: a share of a named whole, a change beside both its figures, the content among the answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import pytest

from gouji.extract.statements.beside_changes import beside_changes
from gouji.extract.statements.figure_context import Context, contexts
from gouji.extract.statements.misprinted import Misprint
from gouji.extract.statements.named_shares import named_shares
from gouji.extract.statements.survey_rates import survey_rates
from tests.reading import passed

Reader = Callable[[Sequence[Context]], Iterator[Misprint]]


def told(reader: Reader, said: str) -> list[list[str]]:
    """The figures of each rate that fails, the rate first, as printed."""
    every = contexts(passed(*said.split("¶")))
    number = [context.figure.found.quantity.number for context in every]
    return [[number[i] for i in (m.claimed.result, *m.claimed.operands)] for m in reader(every)]


SHARES = [
    ("全年支出880万元。其中：基本支出600万元，人员经费480万元，占基本支出的54.55%。", [["54.55", "480", "600"]]),
    ("全年支出880万元。其中：基本支出600万元，人员经费480万元，占基本支出的80%。", []),
    ("我站总支出750万元。¶设备购置315万元，占支出总额的48%；其余为人员支出。", [["48", "315", "750"]]),
    ("我站总支出750万元。¶设备购置315万元，占支出总额的42%；其余为人员支出。", []),
    ("全年支出750万元，其中项目支出315万元。项目支出占全年支出的38.5%。", [["38.5", "315", "750"]]),
    ("我站总支出750万元。甲村150万元、乙村165万元，占支出总额的42%。", []),  # both villages together
    ("我站总支出750万元。设备购置比上年增加315万元，占支出总额的48%。", []),
    ("甲县支出750万元。乙县支出800万元。丙县支出640万元。¶设备购置315万元，占县支出的48%。", []),
    ("我站总支出750万元。设备购置315万元，占支出总额的比例不低于48%。", []),
    ("调整后预算900万元。甲项目年初预算320万元，调整后400万元，支出380万元，占调整后预算的95%。", []),
    ("2023年共支出750万元，上半年支出315万元，占全年支出的42%。¶2022年度共支出700万元。¶一季度支出75万元，占全年支出的10%。", []),
    ("累计支出3,750万元。本年度支出750万元。¶抽查凭证金额315万元，占本年度支出的42%。", []),
    ("累计支出3,750万元。¶抽查凭证金额315万元，占本年度支出的42%。", []),
    ("我站总支出750万元。设备购置315.1万元，占支出总额的42.02%。", []),  # rounded up that all make 100%
]  # fmt: skip
CHANGES = [
    ("全年接诊9,600人次，其中急诊1,200人次，比2021年的8,000人次增长16%。", [["16", "9600", "8000"]]),
    ("全年接诊9,600人次，其中急诊1,200人次，比2021年的8,000人次增长20%。", []),
    ("全年接诊9,600人次，其中急诊1,200人次，比上年的1,000人次增长20%。", []),  # the emergencies grew
    ("受暴雨影响，投诉63件，比去年的90件下降70%。", [["70", "63", "90"]]),
    ("受暴雨影响，投诉63件，比去年的90件下降30%。", []),
    ("全年游客9万人次，受封路影响比上年的15万人次下降60%。", [["60", "9", "15"]]),
    ("技术交易额48.3亿元，同比增长12.5%，上年为42.0亿元。", [["12.5", "48.3", "42.0"]]),
    ("技术交易额48.3亿元，同比增长15%，上年为42.0亿元。", []),
    ("技术交易额48.3亿元，同比增长约12.5%，上年为42.0亿元。", []),
    ("走访企业40家，门店客流比上年的15万人次下降60%。", []),  # the new figure is not printed
]  # fmt: skip
SURVEYS = [
    ("发放问卷400份，收回有效问卷380份，表示满意的361人，满意度90.3%。", [["90.3", "361", "380"]]),
    ("发放问卷400份，收回有效问卷380份，表示满意的361人，满意度95%。", []),
    ("发放问卷400份，收回有效问卷380份，非常满意300人，满意57人，满意度93.9%。", []),
    ("发放问卷400份，收回有效问卷380份，非常满意300人，满意57人，满意度89.3%。", [["89.3", "300", "380"]]),
    ("发放问卷400份，收回有效问卷380份，满意度95%，目标不低于90%。", []),
    ("收回有效问卷380份，其中企业120份、居民260份，居民满意247人，满意率95%。", []),
]  # fmt: skip


@pytest.mark.parametrize(("said", "wrong"), SHARES)
def test_shares_of_a_named_whole(said: str, wrong: list[list[str]]) -> None:
    assert told(named_shares, said) == wrong


@pytest.mark.parametrize(("said", "wrong"), CHANGES)
def test_changes_beside_both_figures(said: str, wrong: list[list[str]]) -> None:
    assert told(beside_changes, said) == wrong


@pytest.mark.parametrize(("said", "wrong"), SURVEYS)
def test_rates_of_the_content(said: str, wrong: list[list[str]]) -> None:
    assert told(survey_rates, said) == wrong
