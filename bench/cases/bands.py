"""The bands of a self-evaluation form: names, money, management, goals, indicators, the total score, closing text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby

from bench.cases.form_table import SCALE, Column, Form, FormTable, edges, text_of
from bench.cases.leaves import Figure, Leaf, Text
from bench.cases.plan import BudgetRow, IndicatorRow, Report
from bench.cases.random import Dice, Print


@dataclass(slots=True)
class Filling:
    """The content of a form. `standards` are the texts of a criteria column, `groups` the printed scores of the first
    levels."""

    form: Form
    report: Report
    how: Print
    dice: Dice
    names: dict[str, Text]
    rows: list[BudgetRow]
    indicators: list[IndicatorRow]
    groups: dict[str, Figure]
    rate_points: Figure | None
    words: Form
    fund_columns: list[Column]
    indicator_columns: list[Column]
    blank: str
    side: int
    zero: bool


def names(table: FormTable, fill: Filling) -> None:
    """Project, units and people."""
    rows = list(fill.form["names"]) + [row for row in fill.form["people"] if all(f in fill.names for f in row[1::2])]
    for row in rows:
        texts: list[Text] = []
        for label, field in zip(row[::2], row[1::2], strict=True):
            texts += [[label], fill.names.get(field, [])]
        table.pairs(texts)


def funds(table: FormTable, fill: Filling) -> None:
    """The money: the total and what it is made of, in the columns of the form."""
    start, columns = table.row, [("name", "", 12), *fill.fund_columns]
    side = 30 if fill.form["fund_label"] else 0
    at = edges(columns, side)
    unit = fill.how.unit
    table.put([fill.form.get("fund_name", "").format(unit=unit)], at[0], at[1])
    for place, (_, header, _) in enumerate(columns[1:], start=1):
        table.put(_header(header, fill), at[place], at[place + 1])
    table.row += 1
    for index, row in enumerate(fill.rows):
        lead = "其中：" if index == 1 else "　　　" if index and fill.dice.chance(0.3) else ""
        table.put([lead, row.name], at[0], at[1], align="left" if fill.how.short else "centre")
        for place, (field, _, _) in enumerate(columns[1:], start=1):
            table.put(_money_cell(row, field, fill), at[place], at[place + 1])
        table.row += 1
    table.band([fill.dice.pick(fill.form["fund_label"]).format(unit=unit)], side, start)


def _header(header: str, fill: Filling) -> Text:
    """A header. The points of the execution rate are part of it if the form has no column for them."""
    before, mark, after = header.partition("{points}")
    return [before, fill.rate_points, after] if mark and fill.rate_points else [header]


def _money_cell(row: BudgetRow, field: str, fill: Filling) -> Text:
    leaf = row.fields.get(field)
    if leaf is None and field == "note":
        return []
    if leaf is None and field in ("weight", "score") and row.role == "total":
        return []
    return text_of(leaf, fill.blank)


def source_columns(table: FormTable, fill: Filling) -> None:
    """Sources side by side in one row, then their sum, the amount spent, and the rate."""
    sources = [row for row in fill.rows if row.role == "source"]
    head = next(row for row in fill.rows if row.role == "total")
    columns: list[Column] = [("name", "", 9), *[("adjusted", row.name.text, 9) for row in sources], *fill.fund_columns]
    at, start = edges(columns, 30), table.row
    for place, (_, header, _) in enumerate(columns):
        table.put([sources[place - 1].name] if 0 < place <= len(sources) else [header], at[place], at[place + 1])
    table.row += 1
    table.put([head.name], at[0], at[1])
    for place, row in enumerate([*sources, *[head] * len(fill.fund_columns)], start=1):
        table.put(text_of(row.fields.get(columns[place][0]), fill.blank), at[place], at[place + 1])
    table.row += 1
    table.band([fill.dice.pick(fill.form["fund_label"]).format(unit=fill.how.unit)], 30, start)


def management(table: FormTable, fill: Filling) -> None:
    """A text on how the money was managed."""
    start = table.row
    table.put([""], 30, 90)
    table.put(["情况说明"], 90, 190)
    table.put(["存在问题和改进措施"], 190, SCALE)
    table.row += 1
    for label, told in fill.words["management"]:
        table.put([label], 30, 90)
        table.put([told], 90, 190, align="left")
        table.put(["无"], 190, SCALE)
        table.row += 1
    table.band(["资金管理情况"], 30, start)


def goals(table: FormTable, fill: Filling) -> None:
    """The goals and what was achieved."""
    start, width = table.row, fill.dice.pick([14, 24, 30])
    middle = (width + SCALE) // 2
    for left, right, text in (
        (width, middle, fill.dice.pick(["预期目标", "年初设定目标", "总体目标"])),
        (middle, SCALE, "实际完成情况"),
    ):
        table.put([text], left, right)
    table.row += 1
    content = fill.words["content"]
    table.put([fill.dice.pick(fill.words["aims"]).format(content=content)], width, middle, align="left")
    table.put([fill.dice.pick(fill.words["results"]).format(content=content)], middle, SCALE, align="left")
    table.row += 1
    table.band(["年度总体目标"], width, start)


def indicators(table: FormTable, fill: Filling) -> None:
    """The indicators. First and second levels are merged cells beside their rows."""
    start, columns = table.row, fill.indicator_columns
    side = fill.side if fill.form["side"] else 0
    at = edges(columns, side)
    for place, (_, header, _) in enumerate(columns):
        table.put([header], at[place], at[place + 1])
    table.heads = (table.row,)
    table.row += 1
    first = table.row
    for row in fill.indicators:
        for place, (field, _, _) in enumerate(columns):
            if field not in ("level1", "level2"):
                align = "left" if field in ("name", "standard", "deviation") else "centre"
                table.put(_indicator_cell(row, field, fill), at[place], at[place + 1], align=align)
        table.row += 1
    _levels(table, fill, first, at)
    table.band([fill.form["side"]], side, start)


def _levels(table: FormTable, fill: Filling, first: int, at: list[int]) -> None:
    """The merged cells; one leaf serves all rows of its group."""
    row, one, two = (
        first,
        *(next(n for n, c in enumerate(fill.indicator_columns) if c[0] == level) for level in ("level1", "level2")),
    )
    for _, members in groupby(fill.indicators, key=lambda r: r.level1.text):
        group = list(members)
        text: Text = [group[0].level1]
        if group[0].level1.text in fill.groups:
            text += ["（", fill.groups[group[0].level1.text], "）"]
        table.put(text, at[one], at[one + 1], len(group), at=row)
        inner = row
        for _, few in groupby(group, key=lambda r: r.level2.text):
            same = list(few)
            table.put([same[0].level2], at[two], at[two + 1], len(same), at=inner)
            inner += len(same)
            for each in same:
                each.level1, each.level2 = group[0].level1, same[0].level2
        row += len(group)


def _indicator_cell(row: IndicatorRow, field: str, fill: Filling) -> Text:
    if field == "number":
        return [str(fill.indicators.index(row) + 1)]
    if field == "operator":
        return [row.operator]
    if field == "unit":
        return [row.target.unit] if isinstance(row.target, Figure) else []
    if field == "standard":
        return [fill.dice.pick(fill.words["standards"]["full"])]
    leaf: Leaf | None = getattr(row, field)
    return text_of(leaf, "无" if field == "deviation" and fill.zero else "")


def total(table: FormTable, fill: Filling) -> None:
    """The total score, below its columns or on a line of its own at the top."""
    score, full = fill.report.evaluation.get("score"), fill.report.evaluation.get("full_score")
    if score is None:
        return
    if fill.form["total"] == "top":
        table.pairs([[fill.dice.pick(["自评总分", "自评得分", "总得分"])], [score]])
        return
    at = edges(fill.indicator_columns, fill.side if fill.form["side"] else 0)
    fields = [field for field, _, _ in fill.indicator_columns]
    first = min(fields.index(f) for f in ("weight", "score") if f in fields)
    table.put([fill.dice.pick(["总分", "合计", "总计"])], 0, at[first])
    for place in range(first, len(fields)):
        leaf = {"weight": full, "score": score}.get(fields[place])
        table.put(text_of(leaf), at[place], at[place + 1])
    table.row += 1


def closing(table: FormTable, fill: Filling) -> None:
    """The unit's own assessment, as text."""
    for label, told in fill.words["closing"]:
        table.put([label], 0, 40)
        table.put([told], 40, SCALE, align="left")
        table.row += 1


BANDS: dict[str, Callable[[FormTable, Filling], None]] = {
    "names": names,
    "funds": funds,
    "source_columns": source_columns,
    "management": management,
    "goals": goals,
    "indicators": indicators,
    "total": total,
    "closing": closing,
}
