"""What the roles of other figures say of a figure's own."""

from __future__ import annotations

from gouji.extract.statements.claims import claims
from gouji.extract.statements.figure_context import Context, contexts
from gouji.extract.statements.role_neighbours import lists, neighbour_features, point_lists
from tests.reading import passed

LIST = "全年支出820万元，其中渠道改造420万元、泵站更新310万元、田间道路90万元。再次核对。泵站更新310万元无误。"


def told(every: list[Context], **roles: str) -> list[tuple[str, float]]:
    """The roles at a first look by the number of the figure; all others are nothing."""
    known = {key.removeprefix("n").replace("_", "."): role for key, role in roles.items()}
    return [(known.get(c.figure.found.quantity.number, "O"), 0.9) for c in every]


def test_parts_know_what_their_whole_was_taken_for() -> None:
    every = contexts(passed(LIST))
    found = neighbour_features(every, [claim.claimed for claim in claims(every)], told(every, n820="T.spent"))
    for part in (1, 2, 3):
        assert "whole=T.spent" in found[part]
        assert "list-head=T.spent" in found[part]
    assert "whole=T.spent" not in found[0]


def test_members_of_a_list_know_each_other() -> None:
    every = contexts(passed(LIST))
    assert list(lists(every)) == [[1, 2, 3]]
    found = neighbour_features(every, [], told(every, n420="S.spent", n310="S.spent"))
    assert "list-kin=S.spent" in found[3]


def test_the_same_amount_elsewhere_and_the_same_name() -> None:
    every = contexts(passed(LIST))
    roles = told(every)
    roles[2] = ("S.spent", 0.9)
    found = neighbour_features(every, [], roles)
    assert "twin=S.spent" in found[4]
    assert "namesake=S.spent" in found[4]
    assert "twin=S.spent" not in found[3]


def test_an_amount_is_held_against_plan_and_spending() -> None:
    every = contexts(passed(LIST))
    found = neighbour_features(every, [], told(every, n820="T.adjusted"))
    assert "to-plan=same:to-spent=?" in found[0]
    assert "to-plan=less:to-spent=?" in found[1]


POINTS = (
    "全年花掉400万元。钱花在三处：第一，渠道改造，每公里30万元，7公里共210万元；第二，泵站更新，按合同结算，共120万元；"
    "第三，田间道路，铺砂石，共70万元。"
)


def test_points_of_a_paragraph_know_what_they_sum_to() -> None:
    every = contexts(passed(POINTS))
    amounts = [c.figure.found.quantity.number for c in every]
    found = neighbour_features(every, [], told(every, n400="T.spent"))
    for number in ("210", "120", "70"):
        assert "points-sum=T.spent" in found[amounts.index(number)]
    assert "points-sum=T.spent" not in found[amounts.index("30")]
    wrong = contexts(passed(POINTS.replace("共70万元", "共80万元")))
    assert not any("points-sum=T.spent" in each for each in neighbour_features(wrong, [], told(wrong, n400="T.spent")))


def test_points_that_are_paragraphs_of_their_own() -> None:
    texts = ("第一大块是渠道改造，共210万元。", "第二块是泵站更新，120万元。", "第三块是田间道路，花了70万元。")
    every = contexts(passed(*texts))
    assert list(point_lists(every)) == [[[0], [1], [2]]]
    assert not list(point_lists(contexts(passed("一是抓好资金管理，到位200万元。二是加快进度，支出180万元。"))))
