"""What looks like a contradiction and is none: other works, other full marks, further deductions, changed targets, inner lists."""

from __future__ import annotations

from pathlib import Path

import pytest

import gouji

RIGHT = [
    (
        "老旧小区分两个片区实施。\n　　东湖片区：2022年3月2日签订施工合同，4月6日开工，10月8日竣工，11月2日通过验收。\n"
        "　　西街片区：2022年5月10日签订施工合同，6月1日开工，11月15日竣工，12月9日通过验收。"
    ),
    "指标部分满分90分，另加预算执行10分，自评总得分95.20分，等级为优。",
    "经测算共需加固资金860.50万元。上级已拨付220.00万元，拟从专户结余中调剂90.00万元，尚有缺口550.50万元。",
    "立项时拟更换窨井盖480个。因道路改线，经批复全年任务调整为450个。\n年底共更换窨井盖450个，完成率100%。",
    "由院长任组长、财务科和护理、药剂、检验、放射四个科室组成自评小组，逐项核对数据。",
    "当年新建阅报栏24处，城关镇9处、石桥乡8处、柳林乡7处；年末阅报栏总数达到42处，上年末为18处。",
]
WRONG = [
    (
        "老旧小区分两个片区实施。\n　　东湖片区：2022年3月2日签订施工合同，4月6日开工，10月8日竣工，11月2日通过验收。\n"
        "　　西街片区：2022年5月10日签订施工合同，6月1日开工，11月15日竣工，10月9日通过验收。"
    ),
    "立项时拟更换窨井盖480个。年底共更换窨井盖450个，完成率100%。",
    "经测算共需加固资金860.50万元。上级已拨付220.00万元，其中中央90.00万元，尚有缺口550.50万元。",
    "年末在岗58人，其中男职工30人、女职工26人。",
    "自评总得分102分，等级为优。\n指标\t分值\t得分\n产出\t60\t58\n效益\t40\t40\n合计\t100\t98",
]


def _told(words: str, tmp_path: Path) -> list[str]:
    path = tmp_path / "report.txt"
    path.write_text(f"临河县2022年度民生项目绩效自评报告\n一、实施情况\n{words}\n", encoding="utf-8")
    return [finding.message for finding in gouji.read(path)[0].findings if finding.status == "inconsistent"]


@pytest.mark.parametrize("words", RIGHT)
def test_right(words: str, tmp_path: Path) -> None:
    """Nothing is accused."""
    assert _told(words, tmp_path) == []


@pytest.mark.parametrize("words", WRONG)
def test_wrong(words: str, tmp_path: Path) -> None:
    """The same words with a slip are told."""
    assert _told(words, tmp_path)
