"""The official expenses (“三公”经费) of departments: a line each for the whole and its parts, with nothing of another year."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

import pytest

from gouji.check.relations.budget import budget_relations
from gouji.extract.statements.figure_context import contexts
from gouji.extract.statements.official_expenses import official_expenses, with_official_expenses
from gouji.schemas.leaf import TextLeaf
from gouji.schemas.record import BudgetRow, Role
from gouji.schemas.traced import Traced
from tests.reading import passed

CASES = [
    (
        "2023年“三公”经费预算22.40万元，决算17.30万元，比预算少5.10万元，比上年的19.60万元下降11.73%。其中：公务用车运行维护费14.10万元，公务接待费3.20万元，无因公出国（境）费。",
        ["“三公”经费 initial 22.40", "“三公”经费 spent 17.30", "公务用车运行维护费 spent 14.10", "公务接待费 spent 3.20"],
    ),
    (
        "“三公”经费支出41.2万元，为预算50万元的82.4%（公务用车运行维护费37.5万元、公务接待费3.7万元），较2022年44.1万元下降。",
        ["“三公”经费 spent 41.2", "“三公”经费 initial 50", "公务用车运行维护费 spent 37.5", "公务接待费 spent 3.7"],
    ),
    (
        "“三公”经费年初预算26.50万元，其中公务接待费6.50万元、公务用车运行维护费20.00万元。全年实际支出19.84万元，其中公务接待费3.12万元，公务用车运行维护费16.72万元。",
        [
            "“三公”经费 initial 26.50",
            "公务接待费 initial 6.50",
            "公务用车运行维护费 initial 20.00",
            "“三公”经费 spent 19.84",
            "公务接待费 spent 3.12",
            "公务用车运行维护费 spent 16.72",
        ],
    ),
    ("三公经费支出8.60万元，全部为公务用车运行维护费，比预算的9.50万元少支0.90万元。", ["三公经费 spent 8.60", "三公经费 initial 9.50"]),
    (
        "“三公”经费预算12万元，决算9万元。公务接待费预算4万元，决算2.5万元，人均82元。",
        ["“三公”经费 initial 12", "“三公”经费 spent 9", "公务接待费 initial 4", "公务接待费 spent 2.5"],
    ),
    ("“三公”经费预算12万元，决算9万元，为预算的75%。固定资产原值286.3万元。", ["“三公”经费 initial 12", "“三公”经费 spent 9", "“三公”经费 execution_rate 75"]),
    ("公务用车4辆，车均运行费3.04万元。", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_lines(text: str, expected: list[str]) -> None:
    every = contexts(passed(text))
    told = official_expenses(every, 2023)
    assert [f"{e.words} {e.field} {every[i].figure.found.quantity.number}" for i, e in told.items()] == expected


@pytest.mark.parametrize(
    ("total", "expected"),
    [(["T.initial", "T.spent"], "S.spent"), (["T.spent", "O"], "O"), (["O", "O"], "O")],
)
def test_only_a_report_with_a_budget_has_them(total: list[str], expected: str) -> None:
    every = contexts(passed("全年预算120万元，支出110万元。“三公”经费支出8.60万元。"))
    roles = with_official_expenses(every, [*((role, 1.0) for role in total), ("O", 1.0)], 2023)
    assert roles[2][0] == expected


@pytest.mark.parametrize(("source", "sums"), [("prose", True), ("table", False)])
def test_they_are_no_further_part_of_the_total(source: Literal["table", "prose"], sums: bool) -> None:
    """基本支出 and 项目支出 come to the total; what the prose tells of official expenses is in them."""

    def row(name: str, role: Role, spent: str, source: Literal["table", "prose"] = "prose") -> BudgetRow:
        every = contexts(passed(f"支出{spent}万元"))
        made = BudgetRow(name=TextLeaf.of(Traced.plain(name), name), role=role, source=source)
        made.spent = every[0].figure.leaf()
        return made

    rows = [row("合计", "total", "100"), row("基本支出", "subproject", "60"), row("项目支出", "subproject", "40")]
    found = [r for r in budget_relations([*rows, row("“三公”经费", "subproject", "5", source)]) if r.rule == "sum-of-parts"]
    outcome = found[0].outcome()
    assert outcome is not None and outcome.holds is sums and Decimal(outcome.expected) > 0
