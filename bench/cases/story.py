"""The narrative of a report: pieces of its outline, each of one or more paragraphs, with the fields and relations that
they print."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from bench.cases.budget import Amounts, row_of, split, tie_row, tie_rows
from bench.cases.fill import fill, joined
from bench.cases.leaves import Figure, Leaf, Text, Words
from bench.cases.people import Setting
from bench.cases.plan import Block, BudgetRow, Heading, Paragraph, Report
from bench.cases.random import Dice, Print, money
from bench.cases.relations import GRADES, Relation

HAN = "一二三四五六七八九十"
Sentences = dict[str, list[str]]


@dataclass(slots=True)
class Story:
    """The data of the pieces. `level` is the level of headings inside the current section."""

    report: Report
    setting: Setting
    how: Print
    dice: Dice
    words: Sentences
    parts: list[tuple[str, Amounts]]
    whole: Amounts
    score: Figure
    table: Callable[[Story], list[Block]] | None = None
    level: int = 2
    rows: list[BudgetRow] = field(default_factory=list)

    def say(self, key: str, **parts: str | Leaf | Text) -> Text:
        """One of the sentences for `key`, filled in."""
        common: dict[str, Any] = {
            "year": str(self.setting.year),
            "unit": self.setting.department,
            "project": self.setting.project,
        }
        return fill(self.dice.pick(self.words[key]), {**common, **parts})

    def count(self, number: int, subject: str, unit: str, han: bool = False) -> Figure:
        """An announced number, with its relation to the listed items."""
        figure = Figure(number=str(number), unit=unit, han=han)
        self.report.relations.append(Relation("announced-count", subject, "count", (figure,), count=number))
        return figure


def intro(story: Story) -> list[Block]:
    """A description of the project."""
    return [Paragraph(story.say("intro"))]


def goal(story: Story) -> list[Block]:
    """The goals of the project."""
    return [Paragraph(story.say("goal"))]


def parts(story: Story) -> list[Block]:
    """Its sub-projects: their number and names, then each with its purpose."""
    purposes = {thing.text: thing.more for thing in story.setting.topic["part"]}
    names = [name for name, _ in story.parts]
    story.rows = [BudgetRow(Words(printed=name), "subproject") for name in names]
    count = story.count(len(names), "子项目", "个")
    blocks: list[Block] = [
        Paragraph(story.say("announce_parts", count=count, items=joined([[name] for name in names])))
    ]
    heads = story.dice.chance(0.75)
    for number, row in enumerate(story.rows, start=1):
        told = [*story.say("part", purpose=purposes[row.name.text]), *story.say("part_more")]
        if heads and story.level == 2:
            blocks.append(Heading(2, f"（{HAN[number - 1]}）", [row.name, "。"], told))
        else:
            blocks.append(Paragraph([f"{number}.", row.name, "。", *told]))
    return blocks


def money_lines(story: Story) -> list[Block]:
    """The money of each sub-project, in sentences or in a table."""
    if story.table:
        return [Paragraph(story.say("see_table")), *story.table(story)]
    blocks: list[Block] = []
    for number, (row, (_, amounts)) in enumerate(zip(story.rows, story.parts, strict=True), start=1):
        blocks.append(
            Paragraph(
                [f"{number}.", row.name.text, story.dice.pick(["。", "。", "："]), *_money_line(story, row, amounts)]
            )
        )
        tie_row(story.report, row)
    return blocks


def _money_line(story: Story, row: BudgetRow, amounts: Amounts) -> Text:
    same = amounts.adjustment == 0
    key = "money_same" if same else "money_cut" if amounts.adjustment < 0 else "money_raise"
    fields = (
        ["adjusted", "spent", "execution_rate"]
        if same
        else ["initial", "adjustment", "adjusted", "spent", "execution_rate"]
    )
    balance = story.dice.chance(0.15)
    row.fields = row_of(
        row.name, row.role, amounts, [*fields, *(["balance"] if balance else [])], story.how, story.dice, False
    ).fields
    line = story.say(key, **{name: figure for name, figure in row.fields.items() if name != "balance"})
    if balance:
        line = fill(
            story.dice.pick(story.words["money_balance"]), {"sentence": _open(line), "balance": row.fields["balance"]}
        )
    return line


def _open(text: Text) -> Text:
    """A sentence without its full stop."""
    last = text[-1]
    return [*text[:-1], last.rstrip("。")] if isinstance(last, str) else text


def money_sum(story: Story) -> list[Block]:
    """The totals. A table has them already."""
    report, dice = story.report, story.dice
    if story.table:
        report.budget = [*story.rows[-1:], *story.rows[:-1]]
        return []
    changed = any(amounts.adjustment for _, amounts in story.parts)
    fields = (
        ["adjusted", "spent", "execution_rate"] if not changed else ["initial", "adjusted", "spent", "execution_rate"]
    )
    head = row_of(Words(printed="合计"), "total", story.whole, fields, story.how, dice, False)
    report.budget = [head, *story.rows]
    tie_row(report, head)
    tie_rows(report, head, story.rows, "sum-of-parts")
    return [Paragraph(story.say("sum" if changed else "sum_same", **head.fields))]


def sources(story: Story) -> list[Block]:
    """Where the money came from."""
    if story.table or story.dice.chance(0.35):
        return []
    names = story.dice.pick(
        [
            ["财政拨款", "上年结转"],
            ["中央补助资金", "县级财政资金"],
            ["省级资金", "市级资金", "县级资金"],
            ["财政拨款", "自筹资金"],
        ]
    )
    rows = []
    for name, amounts in zip(names, split(story.whole, len(names), story.dice), strict=True):
        rows.append(row_of(Words(printed=name), "source", amounts, ["allocated"], story.how, story.dice, False))
    head = story.report.budget[0]
    head.fields["allocated"] = money(story.whole.adjusted, story.how)
    tie_rows(story.report, head, rows, "sum-of-sources")
    story.report.budget += rows
    items = joined([[row.name, row.fields["allocated"]] for row in rows], "，")
    return [Paragraph(story.say("sources", allocated=head.fields["allocated"], items=items))]


def rules(story: Story) -> list[Block]:
    """How money and work were supervised, without figures."""
    return [Paragraph([text]) for text in story.dice.some(story.words["rules"], 2)]


def practice(story: Story) -> list[Block]:
    """Good practice: short sections that continue on the line of their headings."""
    places = story.dice.some(range(len(story.words["practice"])), 3)
    told = [(story.words["practice_heads"][p], story.words["practice"][p]) for p in places]
    if story.level > 2:
        return [Paragraph([text]) for _, text in told]
    return [Heading(2, f"（{HAN[n]}）", [f"{head}。"], [text]) for n, (head, text) in enumerate(told)]


def problems(story: Story) -> list[Block]:
    """Shortcomings."""
    return [Paragraph(["".join(story.dice.some(story.words["problems"], 2))])]


def steps(story: Story) -> list[Block]:
    """The next steps: a number and as many items."""
    chosen = story.dice.some(story.words["steps"], story.dice.randint(3, 4))
    count = story.count(len(chosen), "改进措施", "项", han=True)
    told = "；".join(f"{HAN[n]}是{text}" for n, text in enumerate(chosen))
    return [Paragraph([*story.say("announce_steps", count=count), f"{told}。"])]


def verdict_piece(story: Story) -> list[Block]:
    """The score, sometimes with its grade."""
    report, score = story.report, story.score
    report.evaluation["score"] = score
    text = story.say("verdict", score=score)
    if story.dice.chance(0.5):
        name = next(grade for grade, low in GRADES if score.amount >= low)
        grade = Words(
            printed={"优": story.dice.pick(["优", "优秀"]), "良": story.dice.pick(["良", "良好"])}.get(name, name)
        )
        report.evaluation["grade"] = grade
        report.relations.append(Relation("grade-band", "评价等级", "grade", (grade, score)))
        text += story.say("grade", grade=grade)
    return [Paragraph(text)]


def scores(story: Story) -> list[Block]:
    """The partial scores, which add up to the score."""
    if story.dice.chance(0.4):
        return []
    full = dict(
        zip(["投入", "过程", "产出", "效果"], [Decimal(20), Decimal(20), Decimal(30), Decimal(30)], strict=True)
    )
    rest, figures = 100 - story.score.amount, {}
    for name, most in full.items():
        lost = rest if name == "效果" else min(rest, (rest * story.dice.randint(0, 6) / 10 * 2).to_integral_value() / 2)
        rest -= lost
        figures[name] = _points(most - lost)
    again = _points(story.score.amount)
    story.report.relations.append(Relation("scores-total", "自评得分", "sum", (again, *figures.values())))
    story.report.relations.append(Relation("same-figure", "自评得分", "same", (again, story.score), optional=True))
    items = joined([[name, figure] for name, figure in figures.items()], "，")
    return [Paragraph(story.say("scores", items=items, sum=again))]


def _points(value: Decimal) -> Figure:
    return Figure(number=f"{value.normalize():f}", unit="分", shown="分")
