"""A report as another program typed it, with relations that hold and relations that do not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import gouji
from gouji.schemas.record import Report

REPORT = """项目支出绩效自评报告
项目名称：河道清淤与护岸整治项目
项目单位：柳溪县水务事务中心
联系电话：0798-5567120
填报日期：2024年3月15日
一、项目基本情况
项目由柳溪县水务事务中心组织实施，建设期一年，包括河道清淤工程、护岸整治工程等2个子项目。
二、项目资金及管理情况
（一）资金投入和使用情况
项目年初预算1250.60万元，调整后预算1200.60万元，实际支出1140.57万元，预算执行率为95.00%。
1.河道清淤工程。年初预算850.60万元，调整后预算800.60万元，实际支出760.57万元，执行率97.20%。
2.护岸整治工程。年初预算400万元，调整后预算400万元，实际支出380万元，执行率95%。
（二）项目管理情况
2023年4月6日签订合同，2023年11月20日通过验收。
三、项目绩效情况
全年清淤河道12.5公里，同比增长25.00%；整治护岸3800米；群众满意率96.40%。
四、自评结论
自评得分92.5分，自评等级为优。
"""
"""760.57 of 800.60 are 95.00 %, not 97.20 %."""

TABLE = "指标\t分值\t得分\n数量指标\t30\t28.5\n质量指标\t40\t40\n"


def read(text: str | bytes, folder: Path) -> Report:
    """The record of the text in a file."""
    path = folder / "报告.txt"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return gouji.read(path, lang="zh")[0]


def told(record: Report) -> Any:
    """All that the record says, without how the characters were read."""
    return _told(record.model_dump(exclude={"corrections": True, "evidence": True, "report_id": True, "document": {"sha256"}}))


def _told(part: Any) -> Any:
    if isinstance(part, dict):
        return {key: _told(value) for key, value in part.items() if key != "raw"}
    return [_told(value) for value in part] if isinstance(part, list) else part
