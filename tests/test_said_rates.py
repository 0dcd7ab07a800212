"""Rates whose words, or whose list, say what they are of: told where they do not come out of it, whatever else they come out of."""

from __future__ import annotations

import pytest

from gouji.extract.statements.agreement import follows
from gouji.extract.statements.figure_context import contexts
from gouji.extract.statements.named_changes import named_changes
from gouji.extract.statements.parallel_shares import parallel_shares
from gouji.extract.statements.stem_rates import stem_rates
from gouji.normalize.figures.quantities import find_quantities
from tests.reading import passed


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("抽检食品860批次，合格842批次，合格率98.9%。", 1),
        ("回收有效问卷320份，表示满意的259份，满意度超过85%，实现目标。", 1),
        ("检查学校120所中，达标108所，不达标12所，达标率92%。", 1),
        ("应参训教师460人，实际参训437人，参训率95%。", 0),
        ("全年受理案件180件，办结171件，办结率95%。", 0),
        ("目标新增12家，实际新增14家，超额完成2家，完成率116.7%。", 0),
        ("一次验收合格35座，经整改后合格2座，最终验收合格率100%。", 0),
        ("问卷显示满意352份，比较满意91份，满意度93.07%。", 0),
        ("检测4,310头，查出阳性37头，阳性率0.86%，上一年阳性率1.32%。", 0),
        ("洒水车18台、清扫车54台、其他车辆8台，新能源车辆占比58.7%。", 0),
        ("毕业生684人，已就业571人，升学62人，待业51人，就业升学率92.54%。", 0),
        ("应检1250家，实检1200家，合格1116家，合格率89.28%。", 0),
    ],
)
def test_a_rate_that_is_named_by_the_count_before_it(said: str, expected: int) -> None:
    assert len(list(stem_rates(contexts(passed(said))))) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("设备控制价260万元，中标价234万元，较控制价节约26万元，节约率11.1%。", 1),
        ("2024年预算150万元，2025年拟安排预算165万元，较2024年预算增长12%。", 1),
        ("送审金额480万元，审定金额456万元，比送审金额核减24万元，核减率5%。", 0),
        ("2024年预算150万元，2025年拟安排预算165万元，较2024年预算增长10%。", 0),
        ("年初预算90万元，调整预算100万元，支出81万元，比预算减少19万元，下降19%。", 0),
        ("上年支出90万元，本年支出81万元，较上年支出减少10万元，下降10%。", 0),
    ],
)
def test_a_change_whose_words_name_what_it_is_held_against(said: str, expected: int) -> None:
    assert len(list(named_changes(contexts(passed(said))))) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("合同价300万元，按合同30%预付，计90万元；验收付60%，计180万元；质保金10%，计36万元。", 1),
        ("支出200万元：甲费用120万元，占60%；乙费用50万元，占25%；丙费用30万元，占18%。", 1),
        ("支出200万元：甲费用120万元，占60%；乙费用50万元，占25%；丙费用30万元，占15%。", 0),
        ("支出200万元：甲费用120万元，占60%；乙费用50万元，占22%；丙费用30万元，占18%。", 0),
        ("收入300万元，支出280万元。甲费用168万元，占60%；乙费用70万元，占25%；丙费用30万元，占10.71%。", 0),
    ],
)
def test_one_of_several_shares_of_one_base(said: str, expected: int) -> None:
    assert len(list(parallel_shares(contexts(passed(said))))) == expected


@pytest.mark.parametrize(
    ("printed", "operands", "agrees"),
    [("3%", ("7.2万元", "180万元"), False), ("4%", ("7.2万元", "180万元"), True), ("43%", ("87人", "200人"), True)],
)
def test_a_rate_that_is_cut_off_lies_less_than_one_away(printed: str, operands: tuple[str, str], agrees: bool) -> None:
    figures = [find_quantities(words)[0].quantity for words in (printed, *operands)]
    assert follows("part", figures[0], figures[1:]) is agrees
