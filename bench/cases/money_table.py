"""The money of the sub-projects as a table inside a narrative: with full rulings, with three rulings, or borderless."""

from __future__ import annotations

from bench.cases.budget import row_of, tie_row, tie_rows
from bench.cases.grid import Cell, Grid, Look
from bench.cases.leaves import Text, Words
from bench.cases.plan import Block, BudgetRow, Paragraph, TableBlock
from bench.cases.story import Story

HEADERS = {
    "name": ["子项目", "项目内容", "支出项目"],
    "initial": ["年初预算", "年初预算数"],
    "adjustment": ["预算调整", "调整数"],
    "adjusted": ["调整后预算", "全年预算数"],
    "spent": ["实际支出", "全年执行数", "支出数"],
    "balance": ["结余", "结余资金"],
    "execution_rate": ["执行率", "预算执行率"],
}
WIDE = 14
NARROW = 10


def money_table(story: Story) -> list[Block]:
    """Caption, unit and table; adds its rows to the story, the total last."""
    dice, report = story.dice, story.report
    columns = ["initial", "adjustment", "adjusted", "spent", "execution_rate"]
    if dice.chance(0.3):
        columns.remove("adjustment")
    if dice.chance(0.25):
        columns.insert(-1, "balance")
    rows = [
        row_of(row.name, row.role, amounts, columns, story.how, dice, True)
        for row, (_, amounts) in zip(story.rows, story.parts, strict=True)
    ]
    for row in rows:
        row.name = Words(printed=row.name.text)
        tie_row(report, row)
    head = row_of(Words(printed=dice.pick(["合计", "总计"])), "total", story.whole, columns, story.how, dice, True)
    tie_rows(report, head, rows, "sum-of-parts")
    tie_row(report, head)
    story.rows = [*rows, head]
    title = Paragraph([f"表1 {story.setting.year}年项目资金执行情况"], "centre")
    unit = Paragraph([f"单位：{story.how.unit}"], "right")
    return [title, unit, TableBlock(_grid(story, columns))]


def _grid(story: Story, columns: list[str]) -> Grid:
    dice = story.dice
    widths = [WIDE, *[NARROW] * len(columns)]
    edges = [sum(widths[:n]) for n in range(len(widths) + 1)]
    heads = [dice.pick(HEADERS[field]) for field in ["name", *columns]]
    right = dice.chance(0.6)
    cells = [Cell([head], 0, edges[n], edges[n + 1]) for n, head in enumerate(heads)]
    for number, row in enumerate(story.rows, start=1):
        for n, text in enumerate(_texts(row, columns)):
            cells.append(
                Cell(text, number, edges[n], edges[n + 1], align="left" if n == 0 else "right" if right else "centre")
            )
    face = dice.pick(["song", "song", "hei"])
    look = Look(
        face,
        dice.pick([10.0, 10.5, 11.0]),
        tall=dice.uniform(2.5, 5),
        rules=dice.pick(["full", "full", "three", "none"]),
        thick=1.0,
    )
    return Grid(cells, edges[-1], look, heads=(0,))


def _texts(row: BudgetRow, columns: list[str]) -> list[Text]:
    return [[row.name], *[[row.fields[f]] if f in row.fields else ["—"] for f in columns]]
