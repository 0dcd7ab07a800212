"""Which figures a record proves to be read right."""

from __future__ import annotations

from pathlib import Path

import pytest

from gouji.check.confirmation import confirmation
from tests.plain_report import read

PARTS = "项目支出绩效自评报告\n一、资金情况\n全年预算{whole}万元，其中：{parts}。\n"




@pytest.mark.parametrize(
    ("text", "some", "others"),
    [
        (PARTS.format(whole="350.50", parts="道路工程200.30万元、绿化工程150.20万元"), ("350.50", "200.30", "150.20"), ()),
        # A sum that does not come out proves nothing.
        (PARTS.format(whole="360.50", parts="道路工程200.30万元、绿化工程150.20万元"), (), ("360.50", "200.30", "150.20")),
        # The rate is that of the amounts; but the amounts may differ in what the rate does not show.
        ("一、资金情况\n项目年初预算1250.60万元，调整后预算1200.60万元，实际支出1140.57万元，预算执行率为95.00%。\n", ("95.00",), ("1200.60", "1140.57", "1250.60")),
        # The whole and its only part of weight are printed alike, and could be misread alike.
        (PARTS.format(whole="200.30", parts="道路工程200.30万元、绿化工程0万元"), (), ("200.30",)),
        # Nothing else speaks of these.
        ("项目支出绩效自评报告\n联系电话：0798-5567120\n填报日期：2024年3月15日\n一、项目绩效情况\n整治护岸3800米。\n", (), ("3800", "5567120", "2024")),
    ],
)  # fmt: skip
def test_a_figure_is_proven_by_a_relation_that_needs_each_of_its_digits(
    text: str, some: tuple[str, ...], others: tuple[str, ...], tmp_path: Path
) -> None:
    report = read(text, tmp_path)
    glyphs, _ = confirmation([report])
    known = {id(g) for g in glyphs}
    told = ["".join(g.char for g in leaf.trace.glyphs if id(g) in known) for row in report.budget for leaf in (row.initial, row.adjusted, row.spent, row.execution_rate) if leaf]
    shown = " ".join(told)
    assert all(figure in shown for figure in some), shown
    assert not [figure for figure in others if figure in shown], shown


def test_the_cover_is_always_to_be_confirmed(tmp_path: Path) -> None:
    _, wanted = confirmation([read("项目支出绩效自评报告\n项目名称：河道清淤项目\n项目单位：柳溪县水务中心\n一、概况\n整治护岸3800米。\n", tmp_path)])
    text = "".join(g.char for g in wanted)
    assert "河道清淤项目" in text and "柳溪县水务中心" in text and "3800" not in text


def test_records_together_prove_what_each_proves(tmp_path: Path) -> None:
    one = read(PARTS.format(whole="350.50", parts="道路工程200.30万元、绿化工程150.20万元"), tmp_path)
    assert len(confirmation([one, one])[0]) == 2 * len(confirmation([one])[0]) > 0
    assert confirmation([]) == ([], [])
