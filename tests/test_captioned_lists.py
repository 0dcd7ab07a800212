"""Lists of which only the words above say what they hold: the prose tells what their total is of."""

from __future__ import annotations

from pathlib import Path

import gouji
from gouji.schemas.record import BudgetRow
from tests.reading import printed

ROWS = "人员类\t2,985.4\n公用类\t378.8\n项目类\t784.4\n合计\t4,148.6"


def lines(tmp_path: Path, told: str, caption: str) -> dict[str, BudgetRow]:
    path = tmp_path / "report.txt"
    path.write_text(f"市场监管局绩效自评报告\n一、资金\n{told}\n{caption}\n{ROWS}\n二、其他\n无。\n", encoding="utf-8")
    return {str(line.name.value): line for line in gouji.read(path, lang="zh")[0].budget}


def test_the_total_that_the_prose_tells_otherwise_names_the_field(tmp_path: Path) -> None:
    rows = lines(tmp_path, "2024年预算4,280万元，全年支出4,148.6万元，执行率96.9%。", "预算情况（万元）：")
    assert (printed(rows["合计"].initial or rows["合计"].adjusted), printed(rows["合计"].spent)) == (
        "4280万元",
        "4148.6万元",
    )
    assert (printed(rows["公用类"].spent), rows["公用类"].adjusted) == ("378.8万元", None)


def test_the_list_of_some_parts_has_not_the_whole(tmp_path: Path) -> None:
    told = "2024年安排资金5,000万元，其中：中央资金4,000万元、省级资金148.6万元、市级资金851.4万元。全年支出4,900万元。"
    rows = lines(tmp_path, told, "预算安排情况（万元）：")
    assert printed(rows["合计"].initial or rows["合计"].adjusted) == "5000万元"
    assert printed(rows["公用类"].adjusted) == "378.8万元"


def test_a_total_that_nothing_explains_stays_as_a_contradiction(tmp_path: Path) -> None:
    rows = lines(tmp_path, "2024年预算4,184.6万元，全年支出4,000万元。", "预算安排情况（万元）：")
    assert printed(rows["合计"].adjusted) == "4148.6万元"
