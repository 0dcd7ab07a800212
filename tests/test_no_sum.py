"""Lists of which a part is told without its figure."""

from __future__ import annotations

import pytest

from tests.reading import figures

TOLD = [
    ("自评情况：产出49分、效益28分、满意度9.5分，连同预算执行得分，总分96.1分，等次为优。", []),
    ("自评情况：产出49分、效益28分、满意度9.5分，扣除违规扣分，合计84.5分，等次为良。", []),
    ("自评情况：产出49分、效益28分、满意度9.5分、预算执行9.6分，总分96.1分，等次为优。", [True]),
    ("自评情况：决策16分，过程18分，产出28分，效益27分，合计91分。", [False]),
]


@pytest.mark.parametrize(("text", "holds"), TOLD)
def test_a_list_with_a_part_that_stands_elsewhere_is_no_sum(text: str, holds: list[bool]) -> None:
    _, found, _ = figures(text)
    assert [claim.holds for claim in found if claim.claimed.form == "sum"] == holds


GROUPS = [
    ("全年培训480人次，其中党员260人次、妇女230人次、村干部190人次。", []),
    ("全年培训480人次，其中党员260人次、团员130人次、群众120人次。", [False]),
    ("全年培训480人次，其中党员260人次、团员130人次、群众90人次。", [True]),
]


@pytest.mark.parametrize(("text", "holds"), GROUPS)
def test_groups_of_which_one_person_may_be_in_several_are_no_sum(text: str, holds: list[bool]) -> None:
    _, found, _ = figures(text)
    assert [claim.holds for claim in found if claim.claimed.form == "sum"] == holds


def test_money_that_was_planned_and_money_that_was_spent_are_parts_of_nothing() -> None:
    lines = [
        "五、资金",
        "7.消防演练。安排资金120万元，实际到位120万元，实际支出118.6万元，结余1.4万元，资金支出率98.83%。",
        "8.宣传。安排资金20万元，实际到位20万元，实际支出18.6万元，结余1.4万元，资金支出率93%。",
    ]
    _, found, _ = figures(*lines)
    assert not [claim for claim in found if not claim.holds]


OTHERS = [
    "1.财政拨款收入预算412.60万元。2.其他收入20万元。（二）支出预算总计432.60万元，包括：基本支出301.40万元，项目支出98.70万元，预留机动经费32.50万元。",
    "实际支出3977000元，剩下123000元没有用完。支出分四项：软件维保1685000元，硬件维保742000元，等保测评568000元，驻场服务982000元，前三项加起来2995000元。",
    "共收回问卷250份，满意率97.2%，其中很满意198份，满意45份，一般7份。",
    "3.满意度指标（10分）：群众满意度≥95%，完成93%，10分得9.79分。",
    "县本级预算安排专项经费420万元，9月压减60万元，调整后360万元。截至年底共支出342.36万元，剩余17.64万元由财政收回。",
]


@pytest.mark.parametrize("text", OTHERS)
def test_what_comes_out_otherwise_is_accused_of_nothing(text: str) -> None:
    _, found, _ = figures(text)
    assert not [claim for claim in found if not claim.holds]


def test_a_total_behind_its_own_list_is_accused_though_the_right_one_stands_before() -> None:
    text = "支付资金1,178.26万元，执行率97.02%。按季度支付情况为：一季度238.50万元；二季度336.42万元；三季度195.08万元；四季度408.26万元；全年合计1,168.26万元。"
    every, found, _ = figures(text)
    failing = [every[c.claimed.result].figure.found.quantity.number for c in found if not c.holds]
    assert failing == ["1168.26"]


def test_points_of_one_digit_that_stand_anywhere_explain_no_total() -> None:
    text = "自评情况：决策16分，过程18分，产出28分，效益27分，合计91分。另有加分项2分未计入。"
    _, found, _ = figures(text)
    assert [claim.holds for claim in found if claim.claimed.form == "sum"] == [False]


LISTS = [
    ("资金共900万元，去向为种苗250万元、农膜320万元、有机肥90万元，累计660万元，其余240万元未支付。", 0),
    ("资金共900万元，去向为种苗250万元、农膜320万元、有机肥90万元，其余260万元未支付。", 1),
    ("省厅下达3,720万元，分解到四个县：川口县1,350万元，上塘县530万元，北关区810万元，柳江县1,030万元。", 0),
    ("年初在管学员208人，年内出营151人，年末在管115人。按年龄分，未成年23人，青年58人，中年及以上34人。", 0),
]  # fmt: skip


@pytest.mark.parametrize(("text", "failing"), LISTS)
def test_a_list_with_its_own_total_and_one_of_its_lines_are_no_whole(text: str, failing: int) -> None:
    _, found, _ = figures(text)
    assert sum(not claim.holds for claim in found if claim.claimed.form == "sum") == failing
