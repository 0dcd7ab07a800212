"""Sums of forms that were put together wrongly accuse nobody: parts of parts among the parts, a row's points for the total, rows of
the next group, a count among the points. What a clerk got wrong in one figure is told all the same."""

from __future__ import annotations

from pathlib import Path

import pytest

import gouji
from gouji.check.relations.budget import budget_relations
from gouji.check.relations.relation import Lost
from gouji.extract.forms.row_totals import without_row_totals
from gouji.extract.statements.bounds import bounds
from gouji.extract.statements.figure_context import contexts
from gouji.normalize.figures.quantities import parse_quantity
from gouji.schemas.leaf import QuantityLeaf, TextLeaf
from gouji.schemas.record import BudgetRow, Evaluation, Indicator
from tests.reading import passed


def amount(words: str) -> QuantityLeaf:
    return QuantityLeaf(value=parse_quantity(words), raw=words, text=words, page=1, bbox=None, line=1, confidence=1.0)


def words(text: str) -> TextLeaf:
    return TextLeaf(value=text, raw=text, text=text, page=1, bbox=None, line=1, confidence=1.0)


def line(role: str, name: str, *figures: str) -> BudgetRow:
    fields = dict(zip(("initial", "adjusted", "spent"), map(amount, figures), strict=True))
    return BudgetRow.model_validate({"role": role, "name": words(name), "source": "table", **fields})


def failing(rows: list[BudgetRow]) -> int:
    found = [each for each in budget_relations(rows) if each.rule in ("sum-of-parts", "sum-of-sources")]
    return sum(not outcome.holds for each in found if not each.lost and (outcome := each.outcome()) is not None)


def undecided(rows: list[BudgetRow]) -> int:
    return sum(each.lost == (Lost("levels"),) for each in budget_relations(rows))


WHOLE = line("total", "支出合计", "600万元", "640万元", "620万元")
PAIR = [("基本支出", "400万元", "420万元", "410万元"), ("项目支出", "200万元", "220万元", "210万元")]


@pytest.mark.parametrize("role", ["subproject", "source"])
def test_a_part_of_a_part_among_the_parts_accuses_nobody(role: str) -> None:
    parts = [line(role, *each) for each in PAIR]
    assert failing([WHOLE, *parts]) == 0
    more = [WHOLE, *parts, line(role, "运转类", "150万元", "160万元", "155万元")]
    assert failing(more) == 0
    assert undecided(more) == len(("initial", "adjusted", "spent"))


@pytest.mark.parametrize("role", ["subproject", "source"])
def test_one_wrong_figure_is_told(role: str) -> None:
    wrong = [line(role, *PAIR[0]), line(role, "项目支出", "290万元", "220万元", "210万元")]
    assert failing([WHOLE, *wrong]) == 1
    both = [line(role, *PAIR[0]), line(role, "项目支出", "202万元", "222万元", "212万元")]
    assert failing([WHOLE, *both]) == 3


FORM = """渔港码头维护项目支出绩效自评表
（2031年度）
项目名称	渔港码头维护项目
一级指标	二级指标	三级指标	年度指标值	实际完成值	分值	得分
产出指标（{group}）	数量指标	维护泊位	≥26个	26个	20	20
	质量指标	验收合格率	100%	100%	{weight}	30
效益指标	社会效益指标	避风渔船	≥300艘	320艘	30	30
满意度指标	服务对象满意度	渔民满意度	≥90%	94%	20	20
总分					100	{total}
"""


@pytest.mark.parametrize(
    ("group", "weight", "total", "told"),
    [
        ("50分", "30", "100", []),
        ("50分", "26场", "100", []),
        ("50分", "30", "96", ["scores-total"]),
        ("50分", "30", "10", ["scores-total"]),
        ("50分", "30", "15", ["scores-total"]),
        ("50分", "35", "100", ["weights-total"]),
    ],
)
def test_points_of_a_form(tmp_path: Path, group: str, weight: str, total: str, told: list[str]) -> None:
    path = tmp_path / "form.txt"
    path.write_text(FORM.format(group=group, weight=weight, total=total), encoding="utf-8")
    found = gouji.read(path, lang="zh")[0].findings
    points = ("weights-total", "scores-total")
    assert [f.rule for f in found if f.rule in points and f.status == "inconsistent"] == told


def test_rows_behind_a_full_group_are_of_another_whose_name_was_not_read(tmp_path: Path) -> None:
    text = FORM.format(group="50分", weight="30", total="100")
    path = tmp_path / "form.txt"
    path.write_text(text.replace("效益指标\t", "\t").replace("满意度指标\t", "\t"), encoding="utf-8")
    report = gouji.read(path, lang="zh")[0]
    assert report.evaluation.groups[0].rows == [0, 1, 2, 3]
    assert [f.message for f in report.findings if f.status == "inconsistent"] == []


def row(score: str) -> Indicator:
    return Indicator.model_validate(
        {"level1": None, "level2": None, "name": words("泊位"), "target": None, "actual": None, "weight": amount(score),
         "score": amount(score), "deviation": None, "source": "table"}
    )  # fmt: skip


@pytest.mark.parametrize(
    ("total", "full", "kept"),
    [
        ("9.62分", "10分", False),
        ("9.5分", "100分", True),
        ("15分", "100分", True),
        ("95分", "10分", True),
        ("30分", "100分", True),
    ],
)
def test_a_score_and_a_full_score_less_than_one_row_are_no_total(total: str, full: str, kept: bool) -> None:
    leaf, most = amount(total), amount(full)
    told = Evaluation(score=leaf, full_score=most, grade=None, table_score=leaf, table_full_score=most)
    out = without_row_totals(told, [row("20分"), row("30分"), row("20分"), row("25分")])
    assert (out.score is leaf, out.table_score is leaf, out.full_score is most) == (kept, kept, kept)


@pytest.mark.parametrize(("last", "told"), [("28", False), ("10.5", True), ("95", True), ("9", False)])
def test_a_score_far_beyond_a_weight_was_earned_of_another(last: str, told: bool) -> None:
    every = contexts(passed(f"数量20分，得20分；质量15分，得15分；效益30分，得29分；满意度10分，得{last}分。"))
    roles = [("I.weight", 0.99), ("I.score", 0.99)] * (len(every) // 2)
    failing = [claim for claim in bounds(every, roles, []) if not claim.holds and claim.premise >= 0.5]
    assert bool(failing) == told
