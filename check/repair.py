"""A figure that its own glyphs prove misread is put right, with both readings kept."""

from __future__ import annotations

from check.verdict import Verdict
from schemas.record import Correction, Report
from schemas.texts import text


def repair(verdict: Verdict, report: Report, lang: str) -> None:
    """Puts the chosen readings into the leaves and a correction of kind `arithmetic` beside each. Done once a figure."""
    sure = (verdict.odds or 0.0) / (1 + (verdict.odds or 0.0))
    for choice in verdict.choices:
        leaf = choice.leaf
        if leaf.value == choice.reading.quantity:
            continue
        reason = text("reason.arithmetic", lang, odds=f"{verdict.odds or 0:.0f}")
        report.corrections.append(
            Correction(
                page=leaf.page,
                bbox=leaf.bbox,
                line=leaf.line,
                before=leaf.text,
                after=choice.reading.text,
                kind="arithmetic",
                reason=reason,
                confidence=round(sure, 4),
            )
        )
        leaf.value, leaf.text, leaf.confidence = choice.reading.quantity, choice.reading.text, round(sure, 4)
