"""Words that say rise where the figures fall, or fall where they rise."""

from __future__ import annotations

from pathlib import Path

import pytest

import gouji


def growth(folder: Path, words: str) -> list[str]:
    path = folder / "report.txt"
    path.write_text(f"2031年度项目支出绩效自评报告\n一、绩效目标完成情况\n{words}\n", encoding="utf-8")
    return [f.status for f in gouji.read(path, lang="zh")[0].findings if f.rule == "growth"]


@pytest.mark.parametrize(
    "words",
    [
        "出动巡护车辆380台次，上年为400台次，增长5%。",
        "全年接待来访285批次，去年同期300批次，同比增长5%。",
        "办理公证委托285件，比上年的300件增长5%。",
        "年末在册护林员418人，较上年的400人下降4.5%。",
        "污水处理量由上年的640万吨增加到608万吨，增长5%。",
        "学员结业率94%，上年为96.5%，提高2.5个百分点。",
        "设备完好率96.4%，上年为95.1%，下降1.3个百分点。",
    ],
)
def test_the_wrong_word_for_the_way_is_told(tmp_path: Path, words: str) -> None:
    assert growth(tmp_path, words) == ["inconsistent"]


@pytest.mark.parametrize(
    "words",
    [
        "出动巡护车辆380台次，上年为400台次，下降5%。",
        "出动巡护车辆420台次，上年为400台次，增长5%。",
        "年末在册护林员418人，较上年的400人增长4.5%。",
        "学员结业率94%，上年为96.5%，降低2.5个百分点。",
        "1—6月接待来访285批次，去年300批次，同比增长5%。",
        "运行费用285万元，去年同期300万元，处理能力增长5%。",
        "全年接待来访285批次，预约来访300批次，同比增长12.4%。",
    ],
)
def test_the_right_word_and_what_else_may_have_changed(tmp_path: Path, words: str) -> None:
    assert "inconsistent" not in growth(tmp_path, words)
