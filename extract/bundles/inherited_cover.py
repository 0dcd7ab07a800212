"""Fills empty cover fields of a bundle's reports from the pages before them, which speak for all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from gouji.extract.bundles.title_lines import title_lines
from gouji.extract.covers.cover import cover
from gouji.extract.covers.entity_names import complete_name
from gouji.extract.fiscal_year import fiscal_year
from gouji.normalize.document import correct
from gouji.normalize.text.bare_names import bare
from gouji.schemas.leaf import TextLeaf
from gouji.schemas.pages import Document, Page
from gouji.schemas.paragraph import Paragraph
from gouji.schemas.record import Report
from gouji.schemas.traced import Traced

UNIT_BEFORE_YEAR = regex.compile(r"^\s*(?P<unit>\p{Han}{4,24}?)(?=(?:19|20)\d\d\s*年)")
MAX_COVER_LINES = 10
INHERITED = ("department", "fiscal_year")


def inherit_cover(reports: Sequence[Report], front: list[Page], document: Document) -> None:
    """Fills in the unit and the year that the cover before all reports names, with that page as their place. A field stays empty if any report of the bundle states another value: then the page does not speak for all."""
    title = next((page for page in front if title_lines(page)), None)
    if title is not None and (title.tables or len(title.lines) > MAX_COVER_LINES):
        return  # a letter or a table speaks for itself
    if title is None:
        return
    paragraphs = [_on_cover(p) for p in correct(replace(document, pages=[title])).paragraphs]
    stated = cover(paragraphs)
    lines = [paragraph.text for paragraph in paragraphs]
    found = {
        "department": stated.department or _unit(lines),
        "fiscal_year": stated.fiscal_year or fiscal_year(lines, []),
    }
    for name in INHERITED:
        leaf = found[name]
        if leaf is not None and leaf.value and _speaks_for_all(name, leaf.value, reports):
            for report in reports:
                if getattr(report.cover, name) is None:
                    setattr(report.cover, name, leaf.model_copy(deep=True))


def _on_cover(paragraph: Paragraph) -> Paragraph:
    """The paragraph as one of a cover."""
    return Paragraph(paragraph.text, "cover")


def _unit(lines: list[Traced]) -> TextLeaf | None:
    """The unit that a title begins with: 青屏县水务局2023年度部门决算."""
    for line in lines:
        match = UNIT_BEFORE_YEAR.match(line.text)
        if match and complete_name("department", match["unit"]):
            return TextLeaf.of(line.span(match.start("unit"), match.end("unit")), match["unit"])
    return None


def _speaks_for_all(name: str, value: str, reports: Sequence[Report]) -> bool:
    stated = [leaf.value for report in reports if (leaf := getattr(report.cover, name)) is not None]
    return all(other is None or bare(other) == bare(value) for other in stated)
