"""Money of which the words say that all of it was spent, and lists whose opening words say what their amounts are."""

from __future__ import annotations

from pathlib import Path

import pytest

import gouji
from gouji.schemas.record import Report

HEAD = "2022年度石盘村党群服务中心修缮项目绩效自评报告\n一、资金情况\n"


def _read(tmp_path: Path, words: str) -> Report:
    path = tmp_path / "report.txt"
    path.write_text(HEAD + words + "\n", encoding="utf-8")
    return gouji.read(path)[0]


def _spent(report: Report) -> dict[str, str]:
    return {
        "total" if line.role == "total" else line.name.value or "": line.spent.value.canonical
        for line in report.budget
        if line.spent and line.spent.value
    }


SPENT = [
    ("项目年度资金36.50万元，均为镇级财政安排，至2022年12月5日已全部支出，执行率100%。", "365000.00"),
    ("县财政下达补助资金28.4万元，当年全部兑付完毕，没有结余。", "284000.00"),
    ("项目年度资金36.50万元，均为镇级财政安排，年底前未能全部支出，余款结转下年使用。", None),
    ("项目预算资金36.50万元，要求在年底前将全部支付到施工单位。", None),
    ("项目预算资金36.50万元，因资料不全，尚未按合同约定全部支付。", None),
    ("项目预算资金36.50万元，力争在次年一季度内全部支付完毕。", None),
]


@pytest.mark.parametrize(("words", "amount"), SPENT)
def test_all_was_spent(words: str, amount: str | None, tmp_path: Path) -> None:
    """The spending is the amount that the words are about; where they deny it or ask for it there is none."""
    assert _spent(_read(tmp_path, words)).get("total") == amount


def test_rate_of_all(tmp_path: Path) -> None:
    """The rate is tied out, and an amount is not compared with its own print."""
    found = _read(tmp_path, "项目年度资金36.50万元，均为镇级财政安排，至2022年12月5日已全部支出，执行率100%。")
    assert {f.rule: f.status for f in found.findings if f.rule != "missing"}["execution-rate"] == "consistent"
    assert not [f for f in found.findings if f.rule == "money-order"]


def test_opening_words(tmp_path: Path) -> None:
    """Every amount of the list is spending, whichever of them has a word of its own."""
    found = _read(
        tmp_path,
        "项目年度资金36.50万元，至12月已全部支出。具体支出为：屋面翻修14.2万元，门窗更换9.6万元，水电改造7.5万元，室外硬化5.2万元。",
    )
    lines = {name: amount for name, amount in _spent(found).items() if name != "total"}
    assert lines == {"屋面翻修": "142000.00", "门窗更换": "96000.00", "水电改造": "75000.00", "室外硬化": "52000.00"}
