"""Looks again at figures read with low confidence, before anything is computed from them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Any

from gouji.check.pointers import leaves
from gouji.check.readings.calibration import calibrated
from gouji.check.readings.candidates import LOST_BAR_ODDS, CandidateSet, may_have_lost_bar
from gouji.check.readings.posterior import Posteriors, field_evidence
from gouji.check.readings.unmeasured_pages import unmeasured_pages
from gouji.check.verdicts.repair import rewrite
from gouji.schemas.evidence import FieldEvidence
from gouji.schemas.leaf import Leaf, QuantityLeaf
from gouji.schemas.record import Correction, Report
from gouji.schemas.texts import text

RELOOK_BELOW_CONFIDENCE = 0.98
"""A figure with a lower confidence is looked at again."""
MAX_SEALED_CONFIDENCE = 0.88
"""Maximum confidence of a figure under a seal, which covers it at every look."""
WITHOUT_BAR = {"≥": ">", "≤": "<"}
CORRECTION_ODDS = 20.0
"""Odds, by the looks at the page alone, at which another candidate replaces the first reading."""


def calibrate(report: Report) -> None:
    """Turns the recogniser's probabilities of figures and dates into measured shares of right ones. Digital and plain
    text stay unchanged.
    """
    unmeasured = unmeasured_pages(report)
    for _, leaf in figures_and_dates(report):
        if leaf.page is not None:
            if leaf.confidence < 1.0 and may_have_lost_bar(leaf):
                leaf.limit_confidence(
                    1 / (1 + LOST_BAR_ODDS)
                )  # The recogniser is as sure of a sign that lost its bar as of one that never had any.
            known = calibrated(leaf.confidence, measured=leaf.page not in unmeasured)
            leaf.confidence = _calibrated_confidence(leaf, leaf.confidence, known)


def _calibrated_confidence(leaf: Leaf[Any], probability: float, measured: float) -> float:
    """The measured share of right readings, at most as high as the context allows.

    For a figure whose characters were corrected there is no measurement: its confidence is not raised.
    """
    return round(min(measured if _as_read(leaf) else min(measured, probability), leaf.context_confidence), 4)


def _as_read(leaf: Leaf[Any]) -> bool:
    return "".join(leaf.raw.split()) == leaf.text


def look_again(report: Report, posteriors: Posteriors, lang: str) -> None:
    """Sets the confidence of unsure figures by all looks together, and corrects a figure that every look but the first
    reads differently.
    """
    for _, leaf in figures_and_dates(report):
        if (leaf.confidence < RELOOK_BELOW_CONFIDENCE or leaf.sealed) and leaf.page is not None:
            found = posteriors(leaf)
            if found.others and _is_before_bar_rule(leaf, found.others[0].text):
                continue
            leaf.confidence = _calibrated_confidence(
                leaf, found.taken, posteriors.calibrated_even_if_sealed(leaf).taken
            )
            if leaf.sealed:
                leaf.confidence = min(leaf.confidence, MAX_SEALED_CONFIDENCE)
            if len(found.seen) > 1 and found.others and _wins(found):
                if _loses_bar(leaf, found.others[0].text):
                    sure = found.taken * (1 + found.others[0].odds)  # of everything but the bar
                    leaf.confidence = _calibrated_confidence(
                        leaf, sure / (1 + LOST_BAR_ODDS), sure / (1 + LOST_BAR_ODDS)
                    )
                else:
                    _correct(leaf, found, report, lang)


def figures_and_dates(report: Report) -> Iterator[tuple[str, Leaf[Any]]]:
    """Yields every figure and every event date once, with its pointer. Table cells are skipped: their content has
    fields of its own.
    """
    seen: set[int] = set()
    for pointer, leaf in leaves(report):
        dated = pointer.startswith("/events/") and pointer.endswith("/date")
        if (
            not pointer.startswith("/tables/")
            and (isinstance(leaf, QuantityLeaf) or dated)
            and id(leaf) not in seen
            and leaf.value is not None
        ):
            seen.add(id(leaf))
            yield pointer, leaf


def _is_before_bar_rule(leaf: Leaf[Any], other: str) -> bool:
    """Whether `other` is the first reading, before the form required a bar (≥ for >): the recogniser misses the bar at
    every look, so more looks say nothing about it.
    """
    return (
        leaf.text[:1] in WITHOUT_BAR
        and other[:1] == WITHOUT_BAR[leaf.text[:1]] == unicodedata.normalize("NFKC", leaf.raw.strip()[:1])
        and other[1:] == leaf.text[1:]
    )


def _loses_bar(leaf: Leaf[Any], other: str) -> bool:
    """Whether `other` is the first reading without the bar of its sign. At other scales a bar is easily lost and hardly
    ever invented, so such looks cast doubt and decide nothing.
    """
    return leaf.text[:1] in WITHOUT_BAR and other == WITHOUT_BAR[leaf.text[:1]] + leaf.text[1:]


def _wins(found: CandidateSet) -> bool:
    """Whether the likeliest other candidate beats the accepted reading and all others, both on the page and overall."""
    best, rest = found.others[0], sum(r.odds for r in found.others[1:])
    return (
        min(best.odds, best.page_odds) >= CORRECTION_ODDS
        and best.odds >= CORRECTION_ODDS * rest
        and found.taken * best.odds > found.unknown
    )


def _correct(leaf: Leaf[Any], found: CandidateSet, report: Report, lang: str) -> None:
    best = found.others[0]
    sure = round(min(1.0, found.taken * best.odds), 4)
    reason = text("reason.second_look", lang, count=len(found.seen) - 1)
    report.corrections.append(
        Correction(
            page=leaf.page,
            bbox=leaf.bbox,
            boxes=leaf.boxes,
            line=leaf.line,
            before=leaf.text,
            after=best.text,
            kind="digit",
            reason=reason,
            confidence=sure,
        )
    )
    rewrite(report, leaf.page, leaf.text, best.text)
    leaf.value, leaf.text, leaf.confidence = best.value, best.text, sure


def evidence_for_record(report: Report, posteriors: Posteriors) -> list[FieldEvidence]:
    """The evidence of each figure that was looked at again or stands in a failed relation, and that has other
    candidates or a low confidence.
    """
    known = [
        (pointer, leaf, posteriors.for_record(leaf))
        for pointer, leaf in figures_and_dates(report)
        if id(leaf) in posteriors.examined
    ]
    return [
        field_evidence(found, pointer)
        for pointer, leaf, found in known
        if found.seen and (found.others or leaf.confidence < RELOOK_BELOW_CONFIDENCE)
    ]
