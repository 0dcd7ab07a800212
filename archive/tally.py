"""Counts the content of a record."""

from __future__ import annotations

from gouji.check.pointers import leaves
from gouji.schemas.batch import Tally
from gouji.schemas.leaf import QuantityLeaf
from gouji.schemas.record import Report

LOCATION_RULES = frozenset(
    {
        "page-unreadable",
        "page-missing",
        "page-blank",
        "unreadable",
        "doubtful-reading",
        "table-unknown",
        "figures-unused",
        "form-unknown",
        "missing",
    }
)
"""Rules that point at a location and check no relation."""


def tally(report: Report) -> Tally:
    """The figures that were read, the relations that were checked, and their results."""
    found = report.findings
    return Tally(
        figures=sum(isinstance(leaf, QuantityLeaf) and leaf.value is not None for _, leaf in leaves(report)),
        relations=sum(f.rule not in LOCATION_RULES for f in found),
        inconsistent=sum(f.status == "inconsistent" for f in found),
        doubtful=sum(f.status in ("unresolved", "misread") for f in found),
        unreadable=int(any(f.rule == "page-unreadable" for f in found)),
    )
