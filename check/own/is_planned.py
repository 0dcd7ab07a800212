"""Tells dates of plans from dates on which something happened."""

from __future__ import annotations

import regex

from gouji.schemas.leaf import TextLeaf
from gouji.schemas.record import Report
from gouji.schemas.wordlists import any_of

CLAUSE_END = regex.compile(r"[，。；！？,;\n]")
PLAN = regex.compile(any_of(__package__, "plan_words"))


def is_planned(date: TextLeaf, report: Report) -> bool:
    """Whether a clause that prints this date tells what is still to happen (计划2024年5月建成)."""
    pages = (page.text for page in report.document.pages if date.page in (None, page.number))
    clauses = (clause for text in pages for clause in CLAUSE_END.split(text))
    return any(date.text in clause and PLAN.search(clause) for clause in clauses)
