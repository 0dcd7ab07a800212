"""Figures that were read with little confidence get a second look before anything is reckoned from them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Any

from gouji.check.pointers import leaves
from gouji.check.readings.calibration import calibrated
from gouji.check.readings.candidates import BAR_LOST, Readings, has_bare_sign
from gouji.check.readings.posterior import Weigher, evidence
from gouji.check.verdicts.repair import rewrite
from gouji.schemas.evidence import FieldEvidence
from gouji.schemas.leaf import Leaf, QuantityLeaf
from gouji.schemas.record import Correction, Report
from gouji.schemas.texts import text

UNSURE = 0.98
"""A figure less sure than this is looked at again."""
SEALED = 0.88
"""The most that is believed of a figure under a seal, which lies on it at every look."""
BARS = {"≥": ">", "≤": "<"}
CLEAR = 20.0
"""Odds at which another reading takes the place of the first one, by the looks at the page alone."""


def calibrate(report: Report) -> None:
    """The reader's probabilities of figures and dates become shares of right ones, as measured. Digital and plain text stay as they are."""
    for _, leaf in figures(report):
        if leaf.page is not None:
            if leaf.confidence < 1.0 and has_bare_sign(leaf):
                leaf.told_by(
                    1 / (1 + BAR_LOST)
                )  # the reader is as sure of a sign that lost its bar as of one that never had any
            leaf.confidence = _measured(leaf, leaf.confidence, calibrated(leaf.confidence))


def _measured(leaf: Leaf[Any], probability: float, told: float) -> float:
    """The measured share of right ones; how sure a correction is was not measured, and stays as low as it is."""
    return round(min(told if _as_read(leaf) else min(told, probability), leaf.beside), 4)


def _as_read(leaf: Leaf[Any]) -> bool:
    return "".join(leaf.raw.split()) == leaf.text


def look_again(report: Report, weigh: Weigher, lang: str) -> None:
    """The confidence of unsure figures by all looks together. One that every look but the first reads otherwise is corrected."""
    for _, leaf in figures(report):
        if (leaf.confidence < UNSURE or leaf.sealed) and leaf.page is not None:
            found = weigh(leaf)
            if found.others and _is_bar(leaf, found.others[0].text):
                continue
            leaf.confidence = _measured(leaf, found.taken, weigh.chosen(leaf).taken)
            if leaf.sealed:
                leaf.confidence = min(leaf.confidence, SEALED)
            if len(found.seen) > 1 and found.others and _wins(found):
                if _loses_bar(leaf, found.others[0].text):
                    sure = found.taken * (1 + found.others[0].odds)  # of all but the bar
                    leaf.confidence = _measured(leaf, sure / (1 + BAR_LOST), sure / (1 + BAR_LOST))
                else:
                    _correct(leaf, found, report, lang)


def figures(report: Report) -> Iterator[tuple[str, Leaf[Any]]]:
    """Every figure and every date of an event once, with its pointer; cells of tables have fields of their own."""
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


def _is_bar(leaf: Leaf[Any], other: str) -> bool:
    """Whether the other reading is the first one, before the form told that its sign has a bar (≥ for >): the reader is blind to it
    at every look, so that more looks say nothing of it."""
    return (
        leaf.text[:1] in BARS
        and other[:1] == BARS[leaf.text[:1]] == unicodedata.normalize("NFKC", leaf.raw.strip()[:1])
        and other[1:] == leaf.text[1:]
    )


def _loses_bar(leaf: Leaf[Any], other: str) -> bool:
    """Whether the other reading is the first one without the bar of its sign: at other scales a bar is lost easily and hardly ever
    found where none is, so that such looks call it in doubt and decide nothing."""
    return leaf.text[:1] in BARS and other == BARS[leaf.text[:1]] + leaf.text[1:]


def _wins(found: Readings) -> bool:
    """Whether the likeliest other reading beats the one taken and all others, on the page and altogether."""
    best, rest = found.others[0], sum(r.odds for r in found.others[1:])
    return min(best.odds, best.page) >= CLEAR and best.odds >= CLEAR * rest and found.taken * best.odds > found.unknown


def _correct(leaf: Leaf[Any], found: Readings, report: Report, lang: str) -> None:
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


def kept_evidence(report: Report, weigh: Weigher) -> list[FieldEvidence]:
    """What was weighed: of each figure that was looked at again or stands in a failed relation, and that may be read otherwise."""
    known = [(pointer, leaf, weigh.kept(leaf)) for pointer, leaf in figures(report) if id(leaf) in weigh.known]
    return [
        evidence(found, pointer)
        for pointer, leaf, found in known
        if found.seen and (found.others or leaf.confidence < UNSURE)
    ]
