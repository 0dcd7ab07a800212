"""A report in prose: its outline with the pieces below each heading, with a cover or below a title."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from bench.cases.budget import Amounts, draw_amounts, total
from bench.cases.leaves import Day, Figure, Text, Words
from bench.cases.money_table import money_table
from bench.cases.people import Setting, table
from bench.cases.plan import Block, CoverPage, Heading, Report
from bench.cases.procurement import buys, effects, outputs, quality
from bench.cases.random import Dice, Print
from bench.cases.story import (
    HAN,
    Story,
    goal,
    intro,
    money_lines,
    money_sum,
    parts,
    practice,
    problems,
    rules,
    scores,
    sources,
    steps,
    verdict_piece,
)  # fmt: skip

PIECES: dict[str, Callable[[Story], list[Block]]] = {
    "intro": intro, "goal": goal, "parts": parts, "money": money_lines, "sum": money_sum, "sources": sources, "buys": buys, "rules": rules,
    "outputs": outputs, "quality": quality, "effects": effects, "practice": practice, "problems": problems, "steps": steps,
    "verdict": verdict_piece, "scores": scores,
}  # fmt: skip


def skeleton_names() -> list[str]:
    """The available outlines."""
    return sorted(table("story")["skeletons"])


def draw_parts(dice: Dice, setting: Setting) -> list[tuple[str, Amounts]]:
    """The sub-projects with their money."""
    things = dice.some(setting.topic["part"], dice.randint(2, 4))
    return list(zip([t.text for t in things], draw_amounts(dice, len(things), dice.chance(0.35)), strict=True))


def draw_score(dice: Dice) -> Figure:
    """A score out of a hundred: mostly good, as in self-evaluations."""
    value = Decimal(dice.pick([dice.randint(90, 99), dice.randint(90, 99), dice.randint(80, 92)])) + dice.pick(
        [0, 0, Decimal("0.5")]
    )
    return Figure(number=f"{value}", unit="分", shown="分")


def narrative(
    dice: Dice, setting: Setting, name: str, how: Print, money: list[tuple[str, Amounts]], score: Figure, in_table: bool
) -> Report:
    """The report by the outline `name`; `in_table` prints the money of the sub-projects in a table."""
    told = table("story")
    report = Report("narrative", name, how.unit, setting.year)
    story = Story(
        report,
        setting,
        how,
        dice,
        told["sentences"],
        money,
        total([a for _, a in money]),
        score,
        money_table if in_table else None,
    )
    title = Words(printed=dice.pick(told["skeletons"][name]["titles"]))
    report.blocks = [_cover(report, story, title, told["cover"]), *_outline(story, told["skeletons"][name]["outline"])]
    report.seal = setting.department if dice.chance(0.3) else None
    return report


def _outline(story: Story, outline: list[Any]) -> list[Block]:
    """Headings and their pieces. The money depends on the sub-projects, so these are generated first."""
    blocks: list[Block] = []
    first = second = 0
    for level, title, pieces in outline:
        first, second = (first + 1, 0) if level == 1 else (first, second + 1)
        blocks.append(Heading(level, f"{HAN[first - 1]}、" if level == 1 else f"（{HAN[second - 1]}）", [title]))
        story.level = level + 1
        for piece in pieces:
            blocks += PIECES[piece](story)
    return blocks


def _cover(report: Report, story: Story, title: Words, labels: dict[str, list[str]]) -> CoverPage:
    setting, dice = story.setting, story.dice
    report.cover = {
        "title": title,
        "project_name": Words(printed=setting.project),
        "department": Words(printed=setting.department),
        "supervising_department": Words(printed=setting.supervisor),
        "contact_person": Words(printed=setting.person),
        "contact_phone": Words(printed=setting.phone),
        "report_date": Day(day=setting.filled, style=story.how.day),
    }
    if dice.chance(0.5):
        del report.cover["supervising_department"]
    fields: list[tuple[str, Text]] = []
    for key in [k for k in labels if k in report.cover]:
        report.labels[key] = dice.pick(labels[key])
        tail = ["（公章）"] if key == "department" and dice.chance(0.4) else []
        fields.append((f"{report.labels[key]}：", [report.cover[key], *tail]))
    return CoverPage(title, fields, dice.chance(0.8))
