"""The rules are run again over a stored record, without the scan."""

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

# What a record does not keep are the glyphs: which other characters each sign may have been, and the second look at the page.
# They decide between "the report contradicts itself" and "the page was misread", so without them a rule may be computed again
# but a verdict may not be made anew:
# - `misread` stays. The figure was put right then, the correction stands beside it, and the relation would now look consistent.
# - A relation that holds now is consistent, whatever it was before: the arithmetic needs no glyphs.
# - A relation that fails, and failed before, keeps its verdict: it was weighed with the glyphs at hand.
# - A relation that fails and is new, or held before under another rule, was never weighed. It is a contradiction only where
#   its figures are so surely read that no alternative could have outweighed it (the odds of the verdict itself); else it is
#   unresolved, and reading the scan again tells.
# - Doubts about the words of a cover come from single signs: those found then stay.
# - What of the file could not be read is known from the file alone.
FILE_ONLY_RULES = ("damaged-text", "turned-figure", "frames-left-out")


def recheck(report: Report, lang: str) -> Report:
    """The record with its findings made anew; figures stay as they are."""
    before = report.findings
    kept = {_key(f): f for f in before}
    places = dict(leaves(report))
    made = [_weighed(f, kept.get(_key(f)), places, report.document.kind, lang) for f in tie_out(report, lang)]
    have = {_key(f) for f in made}
    report.findings = made + [f for f in before if _key(f) not in have and _by_glyphs(f)]
    return report


def _key(finding: Finding) -> tuple[str, tuple[str, ...]]:
    return finding.rule, tuple(finding.fields)


def _by_glyphs(finding: Finding) -> bool:
    """Whether only the page could have told it."""
    words = finding.rule == "doubtful-reading" and all(f.startswith("/cover/") for f in finding.fields)
    return finding.status == "misread" or words or finding.rule in FILE_ONLY_RULES


def _weighed(new: Finding, old: Finding | None, places: dict[str, Leaf[Any]], kind: str, lang: str) -> Finding:
    if old is not None and old.status == "misread" and new.status in ("consistent", "misread"):
        return old
    if new.status != "inconsistent" or kind == "text":
        return new  # plain text has no glyphs to weigh: what is computed now is what was computed then
    if old is not None and old.status == "inconsistent":
        return new
    if old is None or old.status == "consistent":
        return new if _surely_read(new, places) else _unresolved(new, lang)
    return _unresolved(new, lang)


def _surely_read(finding: Finding, places: dict[str, Leaf[Any]]) -> bool:
    sure = prod(leaf.confidence for pointer in finding.fields if (leaf := places.get(pointer)) is not None)
    return 1 - sure <= REPORT_ERROR_PRIOR / VERDICT_ODDS


def _unresolved(finding: Finding, lang: str) -> Finding:
    return finding.model_copy(
        update={"status": "unresolved", "severity": "warning", "suggestion": text("suggestion.read_again", lang)}
    )
