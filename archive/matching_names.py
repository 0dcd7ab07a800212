"""The names by which reports of one unit, project and year are matched."""

from __future__ import annotations

import unicodedata

import regex

from gouji.normalize.text.bare_names import bare
from gouji.schemas.batch import Names
from gouji.schemas.leaf import TextLeaf
from gouji.schemas.record import Report

BUDGET_CODE = regex.compile(r"^(?:\[\w+\]|[A-Z0-9]{3,}[-—_])")
"""A budget code before a name: 219001-某局, [155]某局."""


def matching_names(report: Report) -> Names:
    """Unit, project and year of a report for comparison. None for what is not printed; it matches nothing."""
    cover = report.cover
    year = cover.fiscal_year.value if cover.fiscal_year else None
    return Names(_key(cover.department), _key(cover.project_name), int(year[:4]) if year else None, report.form)


def _key(leaf: TextLeaf | None) -> str | None:
    return name_key(leaf.value) if leaf and leaf.value else None


def name_key(name: str) -> str | None:
    """A name without its code, its brackets and the words that end all such names; None if nothing remains."""
    return bare(BUDGET_CODE.sub("", unicodedata.normalize("NFKC", name).strip())) or None
