"""Lines under filled-in blanks that were read as underscores, and commas of underlined figures that lost their tails."""

from __future__ import annotations

import pytest

from gouji.normalize.text.correct import correct_characters
from gouji.schemas.traced import Traced


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("调整后预算_1,310.00_万元，支出_96.40_万元。", "调整后预算1,310.00万元，支出96.40万元。"),
        ("评价年度：2031_年", "评价年度：2031年"),
        ("栽植苗木_ 12.8万株", "栽植苗木12.8万株"),
        ("系统代码 data_base_2 已启用", "系统代码 data_base_2 已启用"),
        ("预算____万元", "预算____万元"),
        ("合计2.795.80万元", "合计2,795.80万元"),
        ("支出12.345.678.90元", "支出12,345,678.90元"),
        ("累计支出3;068万元，结余12；345.60元", "累计支出3,068万元，结余12,345.60元"),
        ("涉及项目2；150万元为自筹", "涉及项目2；150万元为自筹"),
        ("第1.200.3条", "第1.200.3条"),
        ("支出1.895万元", "支出1.895万元"),
    ],
)
def test_the_line_is_no_character(read: str, printed: str) -> None:
    assert correct_characters(Traced.plain(read))[0].text == printed
