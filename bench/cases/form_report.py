"""A report that consists of one form: the project's figures, and the table that prints them."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from bench.cases.bands import BANDS, Filling
from bench.cases.budget import Amounts, draw_amounts, row_of, split, tie_row, tie_rows, total
from bench.cases.form_table import Column, Form, FormTable
from bench.cases.grid import Look
from bench.cases.indicator_rows import COST, Wanted, indicator_row, tie_indicators, wanted_rows, weights
from bench.cases.leaves import Day, Figure, Text, Words
from bench.cases.people import Setting, table
from bench.cases.plan import BudgetRow, IndicatorRow, Report, TableBlock
from bench.cases.random import Dice, Print, points
from bench.cases.relations import Relation
from bench.cases.topics import Thing

HEADERS = Path(__file__).parent / "headers.tsv"
UNCLEAR = {"项目", "单位", "性质", "来源", "完成情况", "预算安排", "资金到位", "调整", "原因", "下达数"}
"""Headers that would mean something else in another column of these forms."""
ANNEXES = ("annex", "annex", "national", "variant", "sichuan", "levels")


def form_names() -> list[str]:
    """The forms that can stand alone."""
    return sorted(set(table("forms")) - {"annex"})


def annex(dice: Dice, setting: Setting, how: Print, look: Look, funds: Amounts) -> Report:
    """The table at the end of a narrative with its money: a list of indicators or one of the full forms."""
    return form_report(dice, setting, dice.pick(ANNEXES), how, look, funds)


def form_report(
    dice: Dice, setting: Setting, name: str, how: Print, look: Look, funds: Amounts | None = None
) -> Report:
    """The report `name` as a table alone; `funds` if the money is already known from a narrative."""
    form = table("forms")[name]
    report = Report("table", name, how.unit, setting.year)
    _cover(report, setting, dice, form, how)
    rows = _money(report, dice, form, how, funds or total(draw_amounts(dice, 2, dice.chance(0.3))))
    fill = Filling(
        form, report, how, dice, _names(report, form, setting, dice), rows, [], {}, None,
        {**table("words"), "content": setting.content},
        _columns(form["funds"], "budget", dice), _columns(form["indicators"], "indicator", dice),
        dice.pick(form["blank"]), dice.pick([13, 13, 24]), dice.chance(0.2),
    )  # fmt: skip
    _score(fill, setting)
    report.blocks = [_block(fill, look, dice, setting)]
    report.seal = setting.department if dice.chance(0.35) else None
    return report


def _cover(report: Report, setting: Setting, dice: Dice, form: Form, how: Print) -> None:
    fields = {field for row in [*form["names"], *form["people"]] for field in row[1::2]}
    report.cover = {"title": Words(printed=dice.pick(form["titles"])), "department": Words(printed=setting.department)}
    if "project_name" in fields:
        report.cover["project_name"] = Words(printed=setting.project)
    if "supervising_department" in fields:
        report.cover["supervising_department"] = Words(printed=setting.supervisor)
    if "contact_phone" in fields or "contact_person+contact_phone" in fields:
        report.cover["contact_phone"] = Words(printed=setting.phone)
    if "contact_person" in fields or "contact_person+contact_phone" in fields:
        report.cover["contact_person"] = Words(printed=setting.person)
    if "report_date" in fields and dice.chance(0.7):
        report.cover["report_date"] = Day(day=setting.filled, style=how.day)


def _names(report: Report, form: Form, setting: Setting, dice: Dice) -> dict[str, Text]:
    """The content of the name cells: codes before names, a person's name and telephone without a gap."""
    texts: dict[str, Text] = {field: [leaf] for field, leaf in report.cover.items()}
    if dice.chance(0.2):
        code = dice.randint(101, 399)
        texts["supervising_department"] = [
            dice.pick([f"{code}-", f"[{code}]"]),
            *texts.get("supervising_department", []),
        ]
        texts["department"] = [dice.pick([f"{code}{dice.randint(1, 12):03d}-"]), *texts["department"]]
    texts["contact_person+contact_phone"] = [
        *texts.get("contact_person", []), dice.pick(["", "", " "]), *texts.get("contact_phone", [])
    ]  # fmt: skip
    if "report_date" not in texts:
        texts["report_date"] = ["　年　月　日"] if dice.chance(0.5) else []
    return texts


def _money(report: Report, dice: Dice, form: Form, how: Print, whole: Amounts) -> list[BudgetRow]:
    """The rows of money with their relations, entered into the report."""
    if not form["funds"]:
        return []
    printed = [field for field, _, _ in form["funds"] if field not in ("weight", "score", "note")]
    head = row_of(Words(printed=dice.pick(form["total_names"])), "total", whole, printed, how, dice, True)
    role, names = (
        ("subproject", form["parts"]) if form.get("parts") else ("source", form.get("source_heads") or form["sources"])
    )
    live = len(names) if form.get("parts") else dice.randint(1, len(names)) if names else 0
    amounts = split(whole, live, dice) if live else []
    fields = printed if not form.get("source_heads") else ["adjusted"]
    fields = [f for f in fields if f != "execution_rate" or dice.chance(0.75)]
    zero = dice.chance(0.3)
    rows = [head]
    for index, choice in enumerate(names):
        row = BudgetRow(Words(printed=dice.pick(choice)), role)
        if index < live:
            row = row_of(row.name, role, amounts[index], fields, how, dice, True)
        elif zero:
            row.fields = {
                f: Figure(number="0.00" if dice.chance(0.5) else "0", unit=how.unit)
                for f in fields
                if f != "execution_rate"
            }
        rows.append(row)
    _tie_money(report, rows, "sum-of-parts" if form.get("parts") else "sum-of-sources")
    return rows


def _tie_money(report: Report, rows: list[BudgetRow], rule: str) -> None:
    report.budget = rows
    for row in rows:
        if row.fields.get("adjusted") is not None and row.fields["adjusted"].amount:
            tie_row(report, row)
    tie_rows(report, rows[0], rows[1:], rule)


def _columns(columns: Sequence[Sequence[Any]], kind: str, dice: Dice) -> list[Column]:
    """The form's columns, a header here and there by another of its names; neighbours sometimes change places."""
    made = [
        (field, _synonym(field, header, kind, dice) if dice.chance(0.12) else header, width)
        for field, header, width in columns
    ]
    fields = [field for field, _, _ in made]
    if kind == "indicator" and "weight" in fields and "target" in fields and dice.chance(0.15):
        made.insert(fields.index("target"), made.pop(fields.index("weight")))
    return made


@cache
def _known() -> list[dict[str, str]]:
    with HEADERS.open(encoding="utf-8", newline="") as rows:
        return list(csv.DictReader((row for row in rows if not row.startswith("#")), delimiter="\t"))


def _synonym(field: str, header: str, kind: str, dice: Dice) -> str:
    names = [
        r["header"]
        for r in _known()
        if r["field"] == field and r["kind"] in (kind, "both") and r["header"] not in UNCLEAR
    ]
    return dice.pick(names) if names and "{" not in header else header


def _score(fill: Filling, setting: Setting) -> None:
    """Indicators, points and the sum of points, entered into the report."""
    form, dice, how, report = fill.form, fill.dice, fill.how, fill.report
    wanted = _wanted(form, setting, dice)
    given = list(weights(wanted, form["groups"], dice)) if form["groups"] else [None] * len(wanted)
    cost = (fill.rows[0].fields["adjusted"], fill.rows[0].fields["spent"]) if fill.rows else None
    apart = any(field == "operator" for field, _, _ in form["indicators"])
    made = [indicator_row(w, weight, how, dice, cost, apart) for w, weight in zip(wanted, given, strict=True)]
    shown = {field for field, _, _ in form["indicators"]}
    for row in made:
        _hide(row, shown, dice)
    if form["rate_points"] and fill.rows:
        _rate_points(fill)
    fill.indicators = report.indicators = made
    if form["groups"]:
        _sums(fill)
    if cost:
        _tie_cost(report, made, cost, "target" in shown)
    tie_indicators(report, made)


def _wanted(form: Form, setting: Setting, dice: Dice) -> list[Wanted]:
    rows = wanted_rows(setting.topic, dice, dice.randint(1, 3))
    groups = list(form["groups"])
    if COST in groups:
        rows = [Wanted(COST, "经济成本指标", w.thing, w.kind) if w.kind == "cost" else w for w in rows]
    for level in (g for g in groups if g in table("words")["extra"]):
        rows += _extra(level, dice)
    if not form["funds"]:
        rows = [w for w in rows if w.kind != "cost"]
    if not groups:
        return rows
    return sorted((w for w in rows if w.level1 in groups), key=lambda w: groups.index(w.level1))


def _extra(level: str, dice: Dice) -> list[Wanted]:
    """Rows of decision and management, told in words."""
    words = table("words")["extra"][level]
    names, seconds = (
        dice.some(words["names"], dice.randint(1, 3)),
        sorted(dice.choices(range(len(words["level2"])), k=3)),
    )
    return [
        Wanted(level, words["level2"][s], Thing(n, "", 0, 0, "/".join(words["aims"])), "word")
        for n, s in zip(names, seconds, strict=False)
    ]


def _hide(row: IndicatorRow, shown: set[str], dice: Dice) -> None:
    """Removes what the form has no column for. Reasons are given only, and then always, where points were lost."""
    for field in ("target", "actual", "weight", "deviation"):
        if field not in shown:
            setattr(row, field, None)


def _rate_points(fill: Filling) -> None:
    """The points of the execution rate, in the row of the total. The weight is in the header if there is no column for
    it."""
    head, how = fill.rows[0], fill.how
    weight = Decimal(fill.form["rate_points"])
    fields = [field for field, _, _ in fill.form["funds"]]
    figure = Figure(number=str(weight), unit="分", shown="" if "weight" in fields else "分")
    if "weight" in fields:
        head.fields["weight"] = figure
    else:
        fill.rate_points = figure
    exact = weight * head.fields["spent"].amount / head.fields["adjusted"].amount
    head.fields["score"] = Figure(number=points(exact, how.score_places), unit="分")
    relation = Relation(
        "rate-score", "预算执行", "points", (head.fields["score"], figure, head.fields["execution_rate"])
    )
    fill.report.relations.append(relation)


def _sums(fill: Filling) -> None:
    """The sums of points and weights, of the whole and of groups whose points are printed."""
    report, form, rows = fill.report, fill.form, fill.indicators
    head = fill.rows[0].fields if fill.rows else {}
    scores = [f for f in (head.get("score"), *(r.score for r in rows)) if f]
    given = [f for f in (head.get("weight"), *(r.weight for r in rows)) if f]
    report.evaluation["score"] = Figure(number=points(sum((f.amount for f in scores), Decimal(0)), 2), unit="分")
    report.relations.append(Relation("scores-total", "总分", "sum", (report.evaluation["score"], *scores)))
    if form["total"] == "bottom" and any(r.weight for r in rows):
        report.evaluation["full_score"] = Figure(number="100", unit="分")
        report.relations.append(Relation("weights-total", "分值合计", "sum", (report.evaluation["full_score"], *given)))
    if fill.dice.chance(0.3):
        for level, whole in form["groups"].items():
            _group(fill, level, whole)


def _group(fill: Filling, level: str, whole: int) -> None:
    inside = [r.weight for r in fill.indicators if r.level1.text == level and r.weight]
    if inside:
        figure = fill.groups[level] = Figure(number=str(whole), unit="分", shown="分")
        fill.report.relations.append(Relation("weights-total", level, "sum", (figure, *inside)))


def _tie_cost(report: Report, rows: Sequence[IndicatorRow], cost: tuple[Figure, Figure], shown: bool) -> None:
    """The indicator of cost repeats the money of the form."""
    for row in rows:
        if shown and isinstance(row.actual, Figure) and row.actual.base == "元":
            report.relations.append(
                Relation("same-figure", row.name.text, "same", (row.actual, cost[1]), optional=True)
            )


def _block(fill: Filling, look: Look, dice: Dice, setting: Setting) -> TableBlock:
    form_table = FormTable(look)
    for band in fill.form["bands"]:
        if band == "indicators" and dice.chance(0.2):
            form_table.breaks = (form_table.row,)
        BANDS[band](form_table, fill)
    if not dice.chance(0.4):
        form_table.heads = ()
    grid = form_table.grid(cut=dice.chance(0.4))
    title, year = fill.report.cover["title"], setting.year
    remark: Text = [f"填报单位：{setting.department}"] if dice.chance(0.15) else []
    subtitle = dice.pick(["（{}年度）", "({}年度)", "（{} 年度）"]).format(year)
    return TableBlock(grid, [title], [subtitle], remark, fresh=True, wide=dice.chance(0.12))
