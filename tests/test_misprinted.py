"""A figure with which claims fail, and with which they come out if one slip is undone."""

from __future__ import annotations

import pytest

from gouji.extract.statements.each_units import each_units
from tests.reading import figures

CASES = [
    # two digits transposed in one part, told by the whole and by the share
    ("全年接诊患者1,624人次，其中内科286人次、外科735人次（占46.37%）、儿科341人次、其他244人次。", "1624", True),
    ("全年接诊患者1,624人次，其中内科286人次、外科753人次（占46.37%）、儿科341人次、其他244人次。", "1624", False),
    # one digit of the whole
    ("项目支出864.52万元，其中：设备购置412.30万元，安装调试256.18万元，培训146.04万元。", "864.52", True),
    ("项目支出814.52万元，其中：设备购置412.30万元，安装调试256.18万元，培训146.04万元。", "814.52", False),
    # a unit that no other amount of the sum has
    ("“三公”经费支出52,300元，其中公务用车运行维护费46,900元，公务接待费5,400万元。", "52300", True),
    ("“三公”经费支出52,300元，其中公务用车运行维护费46,900元，公务接待费5,400元。", "52300", False),
    # the same among instalments, which the words claim less surely than their whole told in 元 before
    (
        "项目经费2400000元。年初预算240万元，2月到账90万元，5月到账80万元，8月到账40元，11月到账30万元，全年到账资金240万元。",
        "240",
        True,
    ),
    # a copy of last year's figure, told by its parts and by the growth
    (
        "全年共检测样品16350份，比2022年的16350份增长8.2%，其中食品样品6210份、水质样品4375份、其他样品7106份。",
        "16350",
        True,
    ),
    (
        "全年共检测样品17691份，比2022年的16350份增长8.2%，其中食品样品6210份、水质样品4375份、其他样品7106份。",
        "17691",
        False,
    ),
    # one part of the list is told apart: nothing is misprinted
    (
        "项目支出914.52万元，其中：设备购置412.30万元，安装调试256.18万元，培训146.04万元；另有监理费100.00万元。",
        "914.52",
        False,
    ),
    # one for each of several
    ("下属单位21个，包括县疾控中心、县妇幼保健院、县卫生监督所各1个，社区服务中心6个，镇卫生院12个。", "21", False),
]


@pytest.mark.parametrize(("text", "whole", "wrong"), CASES)
def test_a_sum_that_fails_by_a_slip(text: str, whole: str, wrong: bool) -> None:
    every, found, _ = figures(text)
    failing = [c for c in found if not c.holds and c.claimed.form == "sum"]
    assert [every[c.claimed.result].figure.found.quantity.number for c in failing] == ([whole] if wrong else [])


EACH = [
    ("全年立案1,240起，罚款148.8万元，案均1,200.00万元。", True),
    ("全年立案1,240起，罚款148.8万元，案均1,200.00元。", False),
    ("人工种草亩均成本450元（1,080.00万元÷2.40万亩），免耕补播亩均成本150元。", False),
]


@pytest.mark.parametrize(("text", "wrong"), EACH)
def test_an_average_in_another_unit(text: str, wrong: bool) -> None:
    _, found, _ = figures(text)
    assert bool([c for c in found if not c.holds]) is wrong


PER_HEAD = [
    ("果苗补贴支出180.00万元，发放到1,250户，其中脱贫户320户，户均1,440万元。", True),
    ("果苗补贴支出180.00万元，发放到1,250户，其中脱贫户320户，户均1,440元。", False),
    ("果苗补贴支出180.00万元，发放到12户，户均15.00万元。", False),
    ("堤防绿化支出412.5万元，占预算的98%。绿化面积15.36万平方米，支出与面积相除，每平方米成本26.86万元。", True),
    ("堤防绿化支出412.5万元，占预算的98%。绿化面积15.36万平方米，支出与面积相除，每平方米成本26.86元。", False),
    ("活动支出6万元，补助100人。建议增加经费，每年不低于60万元。", False),
    ("三年共投入4,800万元，建成大棚30座，每座补助标准160万元。", False),
]


@pytest.mark.parametrize(("text", "wrong"), PER_HEAD)
def test_each_gets_more_than_all(text: str, wrong: bool) -> None:
    every, found, _ = figures(text)
    assert bool([*each_units(every, found), *(c for c in found if not c.holds)]) is wrong


OVER = [
    ("2022年末实有29人，其中管理岗4人、专业技术岗26人、工勤岗3人。", "29"),
    ("2022年末实有33人，其中管理岗4人、专业技术岗26人、工勤岗3人。", None),
    ("2022年末实有33人，其中管理岗4人、专业技术岗26人。", None),
    ("服务居民小区618个，其中商品房小区420个、老旧小区148个、回迁安置小区68个。", "618"),
    ("受益学生29360人，其中小学生20185人、初中生9175人，寄宿生7634人。", None),
    ("临时救助1,600人次，2022年救助1,438人次。按困难类型，因病884人次、因灾126人次、因学247人次、其他343人次。", None),
]


@pytest.mark.parametrize(("text", "whole"), OVER)
def test_parts_that_exceed_their_whole(text: str, whole: str | None) -> None:
    every, found, _ = figures(text)
    failing = [c for c in found if not c.holds and c.claimed.form == "sum"]
    assert [every[c.claimed.result].figure.found.quantity.number for c in failing] == ([whole] if whole else [])
