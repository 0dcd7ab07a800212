"""An amount that is told in 元 with the digits that it has in 万元 elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest

import gouji

HEAD = "2023年度石桥镇灌渠修缮项目绩效自评报告\n一、资金情况\n项目预算640万元，其中渠道衬砌支出416万元，闸门更换支出172.35万元，合计支出588.35万元。\n二、成本\n"


def told(tmp_path: Path, sentence: str) -> list[str]:
    path = tmp_path / "report.txt"
    path.write_text(HEAD + sentence + "\n", encoding="utf-8")
    return [f.message for f in gouji.read(path, lang="zh")[0].findings if f.status == "inconsistent"]


@pytest.mark.parametrize(
    ("sentence", "figure"),
    [
        ("渠道衬砌实际支出416元，未超过批复的概算。", "416元"),
        ("全年用于更新设备的款项已付清，累计支付172.35元。", "172.35元"),
    ],
)
def test_a_wrong_unit_is_told(tmp_path: Path, sentence: str, figure: str) -> None:
    assert any(figure in message for message in told(tmp_path, sentence))


@pytest.mark.parametrize(
    "sentence",
    [
        "渠道衬砌每米造价416元，与上年相同。",  # of one metre
        "渠道衬砌的养护补助标准为416元，按季发放。",
        "村民自筹的餐费为416元。",  # another thing
        "渠道衬砌实际支出416万元，未超过批复的概算。",
    ],
)
def test_an_amount_of_another_thing_is_none(tmp_path: Path, sentence: str) -> None:
    assert told(tmp_path, sentence) == []
