"""Generates a report of the wanted form."""

from __future__ import annotations

from bench.cases.budget import total
from bench.cases.form_report import annex, form_names, form_report
from bench.cases.grid import Look
from bench.cases.narrative import draw_parts, draw_score, narrative, skeleton_names
from bench.cases.people import Setting
from bench.cases.plan import Report
from bench.cases.random import Dice, a_print
from bench.cases.relations import Relation

FORMS = ("table", "narrative", "mixed")
SAME = ("initial", "adjusted", "spent")


def layouts(form: str) -> list[str]:
    """The layouts of a form."""
    return form_names() if form == "table" else skeleton_names()


def draw_report(dice: Dice, setting: Setting, form: str, layout: str | None, look: Look) -> Report:
    """A consistent report: `form` is table, narrative or mixed, `layout` one of its layouts (any if not given)."""
    name = layout or dice.pick(layouts(form))
    how = a_print(dice, form == "table")
    if form == "table":
        return form_report(dice, setting, name, how, look)
    money = draw_parts(dice, setting)
    if form == "narrative":
        return narrative(dice, setting, name, how, money, draw_score(dice), dice.chance(0.3))
    added = annex(dice, setting, how, look, total([amounts for _, amounts in money]))
    score = added.evaluation["score"]
    told = type(score)(number=score.number, unit="分", shown="分")
    report = narrative(dice, setting, name, how, money, told, dice.chance(0.55))
    return _joined(report, added)


def _joined(report: Report, added: Report) -> Report:
    """One report made of the narrative and its table: what both state must be equal."""
    report.form = "mixed"
    mine, theirs = report.budget[0], added.budget[0] if added.budget else None
    if theirs:
        for field in (f for f in SAME if f in mine.fields and f in theirs.fields):
            report.relations.append(
                Relation("same-figure", f"{theirs.name.text}", "same", (theirs.fields[field], mine.fields[field]))
            )
        mine.fields = {**{k: v for k, v in theirs.fields.items() if k not in mine.fields}, **mine.fields}
        report.budget += added.budget[1:]
    report.relations.append(
        Relation("same-figure", "自评得分", "same", (added.evaluation["score"], report.evaluation["score"]))
    )
    report.indicators = added.indicators
    report.relations += added.relations
    report.blocks += added.blocks
    report.evaluation = {**{k: v for k, v in added.evaluation.items() if k == "full_score"}, **report.evaluation}
    return report
