"""Lists of figures without names of their own, in the order of names told before."""

from __future__ import annotations

import pytest

from gouji.extract.statements.figure_context import contexts
from gouji.extract.statements.parallel_names import parallel_names
from gouji.extract.statements.phrase_names import name_in
from tests.reading import passed

CASES: list[tuple[list[str], list[str]]] = [
    (["基本支出、项目支出分别为1,186.40万元、342.81万元。"], ["基本支出", "项目支出"]),
    (["人员经费和公用经费支出分别达到516万元、66万元。"], ["人员经费", "公用经费"]),
    (["中央、省级、县级三级资金分别到位1,200万元、560万元和240万元。"], ["中央", "省级", "县级"]),
    (["道路硬化、污水管网、路灯三个子项预算分别为210万元、95万元、30万元，支出率依次为98%、87.4%、100%。"], ["道路硬化", "污水管网", "路灯"] * 2),
    (["渠道改造420万元，泵站更新310万元，田间道路90万元。", "三项支出依次为415万元、300.5万元、88万元。"], ["渠道改造", "泵站更新", "田间道路"]),
    (["①渠道改造安排420万元；②泵站更新安排310万元。", "年末按块计算：①支出400万元；②支出300万元。"], ["渠道改造", "泵站更新"]),
    (["资金由人员经费、公用经费两部分组成，分别为120.5万元、60万元，合计180.5万元。"], ["人员经费", "公用经费"]),
    (["本年计划资金1,420万元，中央、省、县分别为900万元、350万元、170万元。"], ["中央", "省", "县"]),
    (["路灯改造30万元、管网疏通20万元。"], []),
    (["全年支出分别于6月、12月支付，共300万元、其中质保金20万元。"], []),
]  # fmt: skip


@pytest.mark.parametrize(("texts", "names"), CASES)
def test_names_in_one_order(texts: list[str], names: list[str]) -> None:
    every = contexts(passed(*texts))

    def name(place: int) -> str:
        told = placed[place]
        if told.text is not None:
            return "".join(told.text.text.split())
        assert told.figure is not None
        return name(told.figure) if told.figure in placed else name_in(every[told.figure].lead)

    placed = parallel_names(every)
    assert [name(place) for place in sorted(placed)] == names
