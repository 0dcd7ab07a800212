"""Word lists shared by forms and prose: labels of cover fields, and sources of funds."""

from __future__ import annotations

from functools import cache

import regex

from gouji.schemas.wordlists import read_rows

REMOTE = regex.compile(r"中央|(?:国家|省级|省|自治区)(?:行业|业务)?主管(?:部门|单位)")
BUDGETS, FILLED = (
    regex.compile(r"(?:.级)?预算(?:主管)?部门"),
    regex.compile(r"(?:填报|编报|制表|编制|填制|汇总)(?:单位|部门)"),
)


@cache
def cover_labels() -> dict[str, tuple[str, ...]]:
    """Maps the label of a cover field (项目名称) to the fields that it stands for."""
    return {label: tuple(fields.split("+")) for label, fields in read_rows(__package__, "cover_labels")}


@cache
def line_labels() -> dict[str, tuple[str, ...]]:
    """Maps the labels that are labels only before a colon (项目：) to their fields; to none where the record has no field for it,
    for such a label still ends the value before it."""
    rows = read_rows(__package__, "line_labels")
    return {label: () if fields == "-" else tuple(fields.split("+")) for label, fields in rows}


def is_remote(label: str) -> bool:
    """Whether a label asks for a department of the centre or of a province (中央主管部门, 省级主管部门): where the form asks for a
    nearer one too (市县主管部门), that one supervises the unit."""
    return REMOTE.match(label) is not None


def unit_rank(label: str) -> int:
    """How far what a label names may be from the unit that carried a project out: 1 for the department that has it in its
    budget, 2 for whoever filled the form in; both may be that unit too. 0 for all other labels.
    """
    return 2 if FILLED.match(label) else 1 if BUDGETS.match(label) else 0


@cache
def fund_sources() -> dict[str, str]:
    """Maps the name of a source of funds (财政拨款) to its kind (fiscal, carried ...)."""
    return dict((name, kind) for name, kind in read_rows(__package__, "fund_sources"))
