"""Output and effect figures of prose, with what the sentence says of them."""

from __future__ import annotations

import pytest

from gouji.extract.forms.cell_facts import cell_facts
from gouji.extract.prose.announced_counts import counts
from gouji.extract.prose.facts import facts
from gouji.schemas.record import Fact
from tests.reading import passed, printed

Told = tuple[str, str | None, list[tuple[str, str | None, str | None]]]


def told(fact: Fact) -> Told:
    changes = [c for c in (fact.change, *fact.further) if c]
    return fact.subject.text, printed(fact.value), [(c.kind, printed(c.value), printed(c.base)) for c in changes]


CASES: list[tuple[str, list[Told]]] = [
    ("一是更新体检设备7台；二是培训护理员共63名。", [("更新体检设备", "7台", []), ("培训护理员", "63名", [])]),
    ("老人满意率达97%，设备完好率为96.42%。", [("老人满意率", "97%", []), ("设备完好率", "96.42%", [])]),
    ("就诊人数由上年的30.08万人次增加到32.94万人次，增长9.51%。", [("就诊人数", "32.94万人次", [("growth", "9.51%", "30.08万人次")])]),
    ("访问量由上年的92.62万次减少到81.78万次，下降11.71%。", [("访问量", "81.78万次", [("growth", "-11.71%", "92.62万次")])]),
    ("事故由2021年的12起下降到9起，下降25%。", [("事故", "9起", [("growth", "-25%", "12起")])]),
    ("收缴水费192.08万元，同比增长14.01%。", [("收缴水费", "192.08万元", [("growth", "14.01%", None)])]),
    ("活动期间检修水表380块，是上年200块的1.9倍。", [("活动期间检修水表", "380块", [("multiple", "1.9倍", "200块")])]),
    ("农村人口69.95万人，其中集中供水人口27.74万人，占比39.66%。",
     [("农村人口", "69.95万人", []), ("集中供水人口", "27.74万人", [("share", "39.66%", "69.95万人")])]),
    ("受理申请超过42万件，其中网上申请27万件，增长1.7倍，占申请总数的64%。",
     [("受理申请", "42万件", []), ("网上申请", "27万件", [("multiple", "1.7倍", None), ("share", "64%", "42万件")])]),
    ("道路完好率由2020年的88.2%提高到94.5%。", [("道路完好率由2020年", "88.2%", []), ("道路完好率", "94.5%", [])]),
    # Words that say when, by which plan or by what doing name nothing: the thing is the one before.
    ("全年计划疏浚河道20公里，实际完成20.9公里，两年累计完成39.2公里。",
     [("计划疏浚河道", "20公里", []), ("疏浚河道实际完成", "20.9公里", []), ("疏浚河道两年累计完成", "39.2公里", [])]),
    ("加装护栏12处（目标15处），室温达到20.1℃，上一冬是17.9℃。",
     [("加装护栏", "12处", []), ("加装护栏目标", "15处", []), ("室温", "20.1℃", []), ("室温上一冬", "17.9℃", [])]),
    ("泵站改造：目标5座，完成4座。", [("泵站改造目标", "5座", []), ("泵站改造完成", "4座", [])]),
    ("返还企业：计划360户，完成412户，完成率114.44%，上年318户。",
     [("返还企业计划", "360户", []), ("返还企业完成", "412户", []), ("完成率", "114.44%", []), ("返还企业上年", "318户", [])]),
    ("护岸长度。计划3.6公里，实际3.8公里。", [("护岸长度计划", "3.6公里", []), ("护岸长度实际", "3.8公里", [])]),
    ("受助家庭不少于150户——实际162户，力争达到180户。",
     [("受助家庭", "150户", []), ("受助家庭实际", "162户", []), ("受助家庭力争", "180户", [])]),
    # A fact of which only the change is printed is no whole of a share.
    ("接待量同比增长7.86%，占比55.99%。",
     [("接待量", None, [("growth", "7.86%", None), ("share", "55.99%", None)])]),
    ("发放问卷600份，回收574份。", [("发放问卷", "600份", []), ("发放问卷回收", "574份", [])]),
    ("走访低收入户1,200户3,640人。", [("走访低收入户", "1200户", []), ("走访低收入户", "3640人", [])]),
    ("面向520位负责人开展培训，对850床褥子进行轮换。", [("负责人", "520位", []), ("褥子", "850床", [])]),
    # A figure of before is the base of the change, else a fact of its own.
    ("险情11起，2022年为17起，下降35.29%。", [("险情", "11起", [("growth", "-35.29%", "17起")])]),
    ("2022年立案17起，2023年立案11起，下降35.29%。", [("立案", "17起", []), ("立案", "11起", [("growth", "-35.29%", None)])]),
    ("投诉41件，上年为37件。", [("投诉", "41件", []), ("投诉上年", "37件", [])]),
    ("烧煤由860吨减少到430吨，涉及锅炉6台。", [("烧煤由", "860吨", []), ("烧煤", "430吨", []), ("涉及锅炉", "6台", [])]),
    ("改造住房270户，户均5,000元，较上年的225户增加20%。",
     [("改造住房", "270户", [("growth", "20%", "225户")]), ("户均", "5000元", [])]),
    ("全年签约618户，回收登记表1,106份，职工平均年龄51.3岁。",
     [("签约", "618户", []), ("回收登记表", "1106份", []), ("职工平均年龄", "51.3岁", [])]),
    ("维修主次干道19.1公里，完成目标的102.69%。", [("维修主次干道", "19.1公里", [("share", "102.69%", None)])]),
    ("受益人口由2022年的8620人增加到9147人，增加527人，增长6.11%。", [("受益人口", "9147人", [("growth", "6.11%", "8620人")])]),
    ("接待读者21.3万人次，外借图书9.86万册次，分别比上年增长12.4%和8.7%。",
     [("接待读者", "21.3万人次", [("growth", "12.4%", None)]), ("外借图书", "9.86万册次", [("growth", "8.7%", None)])]),
    ("师生满意度97.2%，较目标值高7.2个百分点。", [("师生满意度", "97.2%", [])]),
    ("单位成本2413元，较计划节约87元。", [("单位成本", "2413元", [])]),
    ("读者满意率为96.3%，高于目标值6.3个百分点。", [("读者满意率", "96.3%", [])]),
    ("新增12个充电站、改造公厕5座。", [("新增充电站", "12个", []), ("改造公厕", "5座", [])]),
    ("两类贷款分别为24.17亿元和10.50亿元，合计同比增加12.79%。",
     [("两类贷款", "24.17亿元", []), ("两类贷款", "10.50亿元", []), ("合计", None, [("growth", "12.79%", None)])]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_facts(text: str, expected: list[Told]) -> None:
    assert [told(f) for f in facts(passed(text))] == expected


def test_bounds_and_periods() -> None:
    fact = facts(passed("2022年，受理申请超过42万件。"))[0]
    assert fact.value is not None
    assert fact.value.value is not None
    assert (fact.value.value.bound, fact.value.text, fact.period and fact.period.value) == (">", "超过42万件", "2022")


def test_the_year_of_an_earlier_figure_is_not_that_of_the_next() -> None:
    periods = [f.period and f.period.value for f in facts(passed("险情由2021年的17起降到11起，较2020年（23起）更少，受灾4户。"))]
    assert periods == ["2021", None, "2020", None]


def test_goals_in_cells_are_named_as_goals() -> None:
    told = passed("预期目标：为110艘船换装终端，培训船员100人次。", "实际完成情况：换装终端106台，培训船员112人次。")
    assert [(f.subject.text, printed(f.value)) for f in cell_facts(told)] == [
        ("预期目标船换装终端", "110艘"),
        ("预期目标培训船员", "100人次"),
        ("换装终端", "106台"),
        ("培训船员", "112人次"),
    ]


def test_dates_and_announced_counts_are_no_facts() -> None:
    passages = passed("2022年4月12日，本项目包括道路养护经费、桥梁养护经费2个子项目。")
    counts(passages)
    assert facts(passages) == []
