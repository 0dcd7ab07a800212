"""The scale of grades that a report prints itself: 本县规定95分以上为优秀，85—95分为良好."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

import regex

from gouji.schemas.leaf import QuantityLeaf, TextLeaf
from gouji.schemas.quantity import Quantity
from gouji.schemas.record import GradeBand
from gouji.schemas.traced import Traced

NUMBER = r"\d{2,3}(?:\.\d{1,2})?"
REMARK = r"\s*(?:[（(][^（()）]{0,6}[）)])?\s*"
GRADE = r"[“\"「]?(?P<grade>优秀|优|良好|良|中等|中|合格|较差|不合格|差)(?!\p{Han}{0,2}率)"
POINTS = r"(?:(?:总|自评|评价|综合)?(?:得分|总分|分数|评分)\s*)?"
SAYS = r"\s*(?:的)?\s*(?:评定|评)?[为是属:：]?\s*"
BANDS = (
    regex.compile(
        rf"(?P<low>{NUMBER})\s*分?{REMARK}(?:[-—–~～至到]|[≤<]\s*\p{{Han}}{{0,4}}\s*[<≤])\s*{NUMBER}\s*分?{REMARK}{SAYS}{GRADE}"
    ),
    regex.compile(rf"(?P<low>{NUMBER})\s*分?{REMARK}(?:及|[（(]含[）)])?\s*以上{REMARK}{SAYS}{GRADE}"),
    regex.compile(rf"(?<![-—–~～至到]\s?){NUMBER}\s*分?{REMARK}(?P<below>以下){REMARK}{SAYS}{GRADE}"),
    regex.compile(
        rf"{GRADE}\s*[（(：:]\s*{POINTS}(?:[≥>]\s*)?(?P<low>{NUMBER})\s*分?{REMARK}(?:(?:及?以上)?\s*(?=[）)、，；;]|$)|(?:[-—–~～至到]|[≤<]\s*{POINTS}[<≤])\s*{NUMBER}\s*分?\s*(?=[）)、，；;。]|$))"
    ),
    regex.compile(rf"{GRADE}\s*[（(：:]\s*{POINTS}(?P<below>[<＜])\s*{NUMBER}\s*分?\s*(?=[）)、，；;。]|$)"),
)
MIN_BANDS = 2


def grade_bands(lines: Iterable[Traced]) -> list[GradeBand]:
    """The grades and the score from which each is given, the best first; empty where the report prints no scale.

    A scale that is printed twice in two ways is none that can be trusted: it is left out too.
    """
    found: dict[str, tuple[Decimal, GradeBand]] = {}
    for line in lines:
        for pattern in BANDS:
            for match in pattern.finditer(line.text):
                low = Decimal(0) if match.groupdict().get("below") else Decimal(match["low"])
                known = found.get(match["grade"])
                if known is not None and known[0] != low:
                    return []
                found[match["grade"]] = known or (low, _band(line, match, low))
    ordered = sorted(found.values(), key=lambda each: -each[0])
    lows = [low for low, _ in ordered]
    return [band for _, band in ordered] if len(ordered) >= MIN_BANDS and len(set(lows)) == len(lows) else []


def _band(line: Traced, match: regex.Match[str], low: Decimal) -> GradeBand:
    grade = TextLeaf.of(line.span(match.start("grade"), match.end("grade")), match["grade"])
    if match.groupdict().get("below"):
        return GradeBand(grade=grade, least=None)
    number = match["low"]
    quantity = Quantity(
        number=number, unit="分", canonical=str(low), canonical_unit="分", decimals=len(number.partition(".")[2])
    )
    return GradeBand(grade=grade, least=QuantityLeaf.of(line.span(match.start("low"), match.end("low")), quantity))
