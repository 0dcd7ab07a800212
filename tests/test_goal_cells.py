"""What the goals of a form tell in words is checked, and gives no line of money: the form's own rows have it."""

from __future__ import annotations

from pathlib import Path

import gouji
from gouji.schemas.record import Report

FORM = """项目支出绩效自评表
（2023年度）
项目名称\t护林员管护补助
实施单位\t云溪县林业站
项目资金（万元）\t\t年初预算数\t全年预算数\t全年执行数\t分值\t执行率\t得分
\t年度资金总额\t96\t96\t96\t10\t100%\t10
\t其中：当年财政拨款\t96\t96\t96\t—\t—\t—
年度总体目标\t预期目标\t实际完成情况
\t聘用护林员160名，其中天然林护林员90名、公益林护林员70名，按季兑现管护补助。\t{done}
一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分
产出指标\t数量指标\t聘用护林员人数\t≥160名\t160名\t50\t50
效益指标\t生态效益指标\t森林火灾受害率\t≤0.9‰\t0\t40\t40
总分\t\t\t\t\t100\t100
"""


def _read(tmp_path: Path, done: str) -> Report:
    path = tmp_path / "form.txt"
    path.write_text(FORM.format(done=done), encoding="utf-8")
    return gouji.read(path)[0]


def test_sum_of_a_goal_holds(tmp_path: Path) -> None:
    """Both cells hold a closed list; both are told, none is accused."""
    found = _read(tmp_path, "兑现补助96万元，其中天然林护林员补助54万元、公益林护林员补助42万元，惠及160户。")
    sums = {f.status for f in found.findings if f.rule == "sum-of-parts" and "护林员" in f.message}
    assert sums == {"consistent"}
    assert [line.role for line in found.budget if line.spent] == ["total", "source"]


def test_sum_of_a_goal_fails(tmp_path: Path) -> None:
    """A slip in what became of the goal is a contradiction."""
    found = _read(tmp_path, "兑现补助96万元，其中天然林护林员补助54万元、公益林护林员补助24万元，惠及160户。")
    told = [f.message for f in found.findings if f.status == "inconsistent"]
    assert len(told) == 1
    assert "54万元 + 24万元 = 78万元" in told[0]


def test_rows_without_their_last_tab(tmp_path: Path) -> None:
    """A table whose editor cut off the tab before an empty last cell keeps its rows, with their levels to the left."""
    lines = [
        "2023年度项目支出绩效自评表",
        "",
        "绩效指标",
        "一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\t偏差原因",
        "产出指标\t数量指标\t更换路灯盏数\t≥320盏\t328盏\t20\t20",
        "\t\t新设灯杆数\t40根\t36根\t20\t18\t两处管线避让",
        "\t质量指标\t亮灯率\t≥98%\t99.1%\t20\t20",
        "效益指标\t社会效益指标\t夜间警情下降率\t≥5%\t6.2%\t30\t30",
        "满意度指标\t服务对象满意度\t居民满意度\t≥90%\t93%\t10\t10",
        "总分\t\t\t\t\t100\t98",
    ]
    path = tmp_path / "form.txt"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    found = gouji.read(path)[0]
    assert [i.score.text for i in found.indicators if i.score] == ["20", "18", "20", "30", "10"]
    assert found.evaluation.score is not None and found.evaluation.score.text == "98"
