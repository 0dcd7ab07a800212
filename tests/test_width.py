"""Characters have normalised widths; their glyphs stay unchanged."""

from __future__ import annotations

import pytest

from gouji.normalize.text.width import fold_width
from gouji.schemas.glyph import Glyph
from gouji.schemas.traced import Traced

CASES = [
    ("预算费用 274.86万元,", "预算费用274.86万元，"),
    ("(一 )住房公积金", "（一）住房公积金"),
    ("执行数(B)", "执行数（B）"),
    ("(60+30)/2=45", "(60+30)/2=45"),
    ("1. 住房公积金", "1.住房公积金"),
    ("4. 2021年", "4. 2021年"),
    ("1)项目", "1)项目"),
    ("单位:元", "单位：元"),
    ("2023-04-27 14:20:36", "2023-04-27 14:20:36"),
    ("电话:0750-3829700", "电话：0750-3829700"),
    ("1,234.56元, 其中", "1,234.56元，其中"),
    ("99,38%。", "99,38%。"),
    ("10月,2022年", "10月，2022年"),
    ("SQL Server 数据库", "SQL Server数据库"),
    ("Co., Ltd", "Co., Ltd"),
    ("2 022年", "2 022年"),
    ("项 目 的", "项目的"),
    ("5.11 %", "5.11%"),
    ("12.5％", "12.5%"),
    ("12.5%", "12.5%"),
    ("增长3·5%", "增长3.5%"),
    ("“3·15”活动", "“3·15”活动"),
    ("﹦═≧", "==≥"),
    ("360㎡", "360㎡"),
    ('评为"先进单位"。', "评为“先进单位”。"),
    ("⒛21年", "⒛21年"),
    ("￡ 月 12 日", "￡月12日"),
    ("", ""),
]


@pytest.mark.parametrize(("read", "folded"), CASES)
def test_fold_width(read: str, folded: str) -> None:
    assert fold_width(Traced.plain(read)).text == folded


@pytest.mark.parametrize("read", [case[0] for case in CASES])
def test_folding_is_idempotent(read: str) -> None:
    once = fold_width(Traced.plain(read))
    assert fold_width(once).text == once.text


def test_glyphs_are_kept() -> None:
    text = fold_width(Traced.of(Glyph(char, 0.9) for char in "项 目(一)"))
    assert text.text == "项目（一）" and text.evidence().raw == "项 目(一)"
