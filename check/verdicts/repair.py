"""Corrects figures that their own glyphs prove misread, and keeps both readings."""

from __future__ import annotations

from gouji.check.verdicts.verdict import Verdict
from gouji.schemas.record import Correction, Report, Section
from gouji.schemas.texts import text


def repair(verdict: Verdict, report: Report, lang: str) -> None:
    """Puts the chosen candidates into the leaves, and adds a correction of kind `arithmetic` for each. A figure is
    corrected only once.
    """
    sure = (verdict.odds or 0.0) / (1 + (verdict.odds or 0.0))
    for choice in verdict.choices:
        leaf = choice.leaf
        if leaf.value == choice.candidate.value:
            continue
        reason = text("reason.arithmetic", lang, odds=f"{verdict.odds or 0:.0f}")
        report.corrections.append(
            Correction(
                page=leaf.page,
                bbox=leaf.bbox,
                boxes=leaf.boxes,
                line=leaf.line,
                before=leaf.text,
                after=choice.candidate.text,
                kind="arithmetic",
                reason=reason,
                confidence=round(sure, 4),
            )
        )
        rewrite(report, leaf.page, leaf.text, choice.candidate.text)
        leaf.value, leaf.text, leaf.confidence = choice.candidate.value, choice.candidate.text, round(sure, 4)


def rewrite(report: Report, page: int | None, before: str, after: str) -> None:
    """Replaces `before` in the text of the page and of the outline if it occurs there exactly once."""
    for record in report.document.pages:
        if page in (None, record.number) and record.text.count(before) == 1:
            record.text = record.text.replace(before, after)
    _rewrite_sections(report.sections, before, after)


def _rewrite_sections(sections: list[Section], before: str, after: str) -> None:
    holders = [s for s in _all(sections) if before in s.text]
    if len(holders) == 1 and holders[0].text.count(before) == 1:
        holders[0].text = holders[0].text.replace(before, after)


def _all(sections: list[Section]) -> list[Section]:
    return [each for section in sections for each in (section, *_all(section.children))]
