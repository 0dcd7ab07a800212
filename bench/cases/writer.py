"""Draws up a report of the wanted form."""

from __future__ import annotations

from bench.cases.dice import Dice, a_print
from bench.cases.form_report import form_names, form_report
from bench.cases.grid import Look
from bench.cases.people import Setting
from bench.cases.plan import Report


def draw_report(dice: Dice, setting: Setting, form: str, layout: str | None, look: Look) -> Report:
    """A consistent report: `form` is table, narrative or mixed, `layout` one of its layouts."""
    return form_report(dice, setting, layout or dice.pick(form_names()), a_print(dice, True), look)


FORMS = ("table", "narrative", "mixed")


def layouts(form: str) -> list[str]:
    """The layouts of a form."""
    return form_names()
