"""Figures that are told again, in other words, with one slip: told of what is meant, and of nothing else."""

import pytest

from gouji.extract.statements.product_claims import product_claims
from gouji.extract.statements.stale_copies import stale_copies
from tests.reading import figures

WRONG = [
    (("年末建档随访的高血压患者6,285人，其中城镇2,140人、乡村4,145人。", "二是把建档随访的6,825人全部落实到家庭医生。"), "6825"),
    (("经核实追缴入库土地出让金4,178.6万元，其中上半年1,926.4万元、下半年2,252.2万元。", "追缴入库的4,187.6万元出让金中，多数已滞纳三年以上。"), "4187.6"),
    (("全年支出2,648.3万元，其中人员经费1,812.1万元、公用经费836.2万元。", "（本报告的支出口径为2,684.3万元，与决算一致。）"), "2684.3"),
    (("全县共新建农村公益性公墓34处，其中平原乡镇19处、山区乡镇15处。", "综上，全年新建公益性公墓36处，任务圆满完成。"), "36"),
    (("年末残疾人托养机构托养残疾人1,394人，其中日间512人，寄宿882人。", "总体看，项目保障了1,349名残疾人的托养。"), "1349"),
    (("摘要：全年修复机电井472眼，灌溉条件明显改善。", "全年修复机电井427眼，其中河东185眼、河西242眼。"), "472"),
    (("全年实际支出2,615.80万元，其中中央资金2,204.30万元，县级资金411.50万元。", "综合看，全年2,675.80万元支出都用于补助发放。"), "2675.80"),
]  # fmt: skip
RIGHT = [
    ("全县共新建公墓34处，其中平原乡镇19处、山区乡镇15处。", "综上，全县公墓36处，任务圆满完成。"),
    ("青石镇支出815万元，其中渠道415万元、泵站400万元。", "沙口镇支出851万元，全部用于渠道。"),
    ("年末建档随访的患者6,285人，其中城镇2,140人、乡村4,145人。", "2021年建档随访的6,825人全部落实到家庭医生。"),
    ("全年支出2,648.3万元，其中人员经费1,812.1万元、公用经费836.2万元。", "综上，全年支出占预算2,684.3万元的98.66%。"),
    ("全年修复机电井427眼，其中河东185眼、河西242眼。", "总体看，计划修复机电井472眼的任务偏重。"),
    ("全年巡查渠道3,215公里，其中干渠1,104公里、支渠2,111公里。", "全年巡查堤防3,251公里，巡查人员足额到岗。"),
    ("本年受益农户1,394户，其中山区512户，平原882户。", "综上，从上年的1,349户受益农户看，规模扩大。"),
]  # fmt: skip


def told(paragraphs: tuple[str, ...]) -> list[str]:
    """The figures that are told as copies of another."""
    every, found, _ = figures(*paragraphs)
    claims = stale_copies(every, product_claims(every, found), 2023)
    return [every[claim.claimed.result].figure.found.quantity.number for claim in claims]


@pytest.mark.parametrize(("paragraphs", "wrong"), WRONG)
def test_a_slip_in_a_figure_that_is_told_again(paragraphs: tuple[str, ...], wrong: str) -> None:
    assert told(paragraphs) == [wrong]


@pytest.mark.parametrize("paragraphs", RIGHT)
def test_figures_of_two_things_are_no_copies(paragraphs: tuple[str, ...]) -> None:
    assert told(paragraphs) == []
