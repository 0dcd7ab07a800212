"""Runs the checks again over a stored record, without the scan."""

from __future__ import annotations

from math import prod
from typing import Any

from gouji.check.pointers import leaves
from gouji.check.tie_out import tie_out
from gouji.check.verdicts.hypotheses import REPORT_ERROR_PRIOR
from gouji.check.verdicts.verdict import VERDICT_ODDS
from gouji.schemas.leaf import Leaf
from gouji.schemas.record import Finding, Report
from gouji.schemas.texts import text

# A record does not keep the glyphs: the alternatives of each character and the second look at the page.
# They decide between "the report contradicts itself" and "the page was misread". Without them a relation can be
# computed again, but a verdict cannot be rebuilt:
# - `misread` stays. The figure was corrected and the correction recorded, so the relation would now look consistent.
# - A relation that holds now is consistent, whatever it was before. Arithmetic needs no glyphs.
# - A relation that fails and failed before keeps its verdict, which was reached with the glyphs.
# - A relation that fails and is new, or held before under another rule, was never weighed. It is a contradiction only
#   if its figures were read with such confidence that no alternative could outweigh it (the odds of the verdict).
#   Otherwise it is unresolved until the scan is read again.
# - Doubts about the text of a cover come from single characters: they stay.
# - Unreadable parts of the file are known from the file alone.
FILE_ONLY_RULES = ("damaged-text", "turned-figure", "frames-left-out")


def recheck(report: Report, lang: str) -> Report:
    """The record with rebuilt findings; the figures are unchanged."""
    before = report.findings
    kept = {_key(f): f for f in before}
    leaf_by_pointer = dict(leaves(report))
    rebuilt = [
        _weighed(f, kept.get(_key(f)), leaf_by_pointer, report.document.kind, lang) for f in tie_out(report, lang)
    ]
    rebuilt_keys = {_key(f) for f in rebuilt}
    report.findings = rebuilt + [f for f in before if _key(f) not in rebuilt_keys and _needs_page(f)]
    return report


def _key(finding: Finding) -> tuple[str, tuple[str, ...]]:
    return finding.rule, tuple(finding.fields)


def _needs_page(finding: Finding) -> bool:
    """Whether only the page could have revealed the finding."""
    is_cover_doubt = finding.rule == "doubtful-reading" and all(f.startswith("/cover/") for f in finding.fields)
    return finding.status == "misread" or is_cover_doubt or finding.rule in FILE_ONLY_RULES


def _weighed(new: Finding, old: Finding | None, leaf_by_pointer: dict[str, Leaf[Any]], kind: str, lang: str) -> Finding:
    if old is not None and old.status == "misread" and new.status in ("consistent", "misread"):
        return old
    if new.status != "inconsistent" or kind == "text":
        return new  # plain text has no glyphs: the result is the same as before
    if old is not None and old.status == "inconsistent":
        return new
    if old is None or old.status == "consistent":
        return new if _surely_read(new, leaf_by_pointer) else _unresolved(new, lang)
    return _unresolved(new, lang)


def _surely_read(finding: Finding, leaf_by_pointer: dict[str, Leaf[Any]]) -> bool:
    sure = prod(leaf.confidence for pointer in finding.fields if (leaf := leaf_by_pointer.get(pointer)) is not None)
    return 1 - sure <= REPORT_ERROR_PRIOR / VERDICT_ODDS


def _unresolved(finding: Finding, lang: str) -> Finding:
    severity = "info" if finding.severity == "info" else "warning"
    return finding.model_copy(
        update={"status": "unresolved", "severity": severity, "suggestion": text("suggestion.read_again", lang)}
    )
