"""What a record holds, counted."""

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
        "form-unknown",
        "missing",
    }
)
"""Rules that point at a place and check no relation."""


def tally(report: Report) -> Tally:
    """Figures that were read, relations that were checked, and what came of them."""
    found = report.findings
    return Tally(
        figures=sum(isinstance(leaf, QuantityLeaf) and leaf.value is not None for _, leaf in leaves(report)),
        relations=sum(f.rule not in LOCATION_RULES for f in found),
        inconsistent=sum(f.status == "inconsistent" for f in found),
        doubtful=sum(f.status in ("unresolved", "misread") for f in found),
        unreadable=int(any(f.rule == "page-unreadable" for f in found)),
    )
