"""Lists of money between paragraphs: names up to the column of figures, the unit in the caption or in the prose alone."""

from __future__ import annotations

from pathlib import Path

import gouji

REPORT = """河口县文化馆2023年度民俗节项目绩效自评报告
一、项目简介
民俗节为期三天，由县文化馆承办，六个乡镇协办，接待游客四万余人次，群众反映良好，各项活动均按方案完成。
二、经费使用
全年预算310.00万元，实际支出{total}万元，资金由县财政专户直接支付，开支范围符合经费管理办法的规定。

{caption}

灯会制作　　　　　126.40
民俗巡游队伍补贴　 61.85
安全保卫与医疗救护　48.20
场地租赁　　　　　 70.15
合计　　　　　　　306.60

县文化馆单设辅助账，合同十四份，全部经法律顾问审查，没有发现超出预算范围开支和重复报销的情形。
"""


def _money(tmp_path: Path, caption: str, total: str = "306.60") -> dict[str, str | None]:
    path = tmp_path / "report.txt"
    path.write_text(REPORT.format(caption=caption, total=total), encoding="utf-8")
    found = gouji.read(path)[0]
    return {
        (line.name.value or "" if line.name else "") if line.role != "total" else "total": line.spent.value.canonical
        for line in found.budget
        if line.spent and line.spent.value
    }


WANTED = {
    "total": "3066000.00",
    "灯会制作": "1264000.00",
    "民俗巡游队伍补贴": "618500.00",
    "安全保卫与医疗救护": "482000.00",
    "场地租赁": "701500.00",
}


def test_unit_of_the_caption(tmp_path: Path) -> None:
    """Every row is one of the list, whatever white its name leaves, and its money is in the caption's unit."""
    assert _money(tmp_path, "支出明细（万元）：") == WANTED


def test_unit_of_the_prose(tmp_path: Path) -> None:
    """The total stands in the prose with its unit: the list is in the same one."""
    assert _money(tmp_path, "支出明细如下：") == WANTED


def test_unit_unknown(tmp_path: Path) -> None:
    """Where no figure of the list stands elsewhere its unit is not guessed."""
    assert _money(tmp_path, "支出明细如下：", "298.75")["灯会制作"] == "126.4"


def test_total_keeps_its_unit(tmp_path: Path) -> None:
    """A sum without a unit does not take the place of the amount that the prose tells with one."""
    assert _money(tmp_path, "支出明细如下：", "298.75")["total"] == "2987500.00"
