"""Lines as read become paragraphs that can be trusted, with every change written down."""

from __future__ import annotations

from collections import Counter

import regex

from normalize.characters import correct_characters
from normalize.commas import lost_commas
from normalize.edits import apply_edits
from normalize.lexicon import load_lexicon
from normalize.line_edges import stray_stops
from normalize.paragraphs import paragraphs
from normalize.width import fold_width
from schemas.pages import Document
from schemas.paragraph import Change, Corrected, Paragraph


def correct(document: Document) -> Corrected:
    """The document's paragraphs after correction, in reading order."""
    found = [Paragraph(fold_width(p.text), p.place) for p in paragraphs(document.pages)]
    changes: list[Change] = []
    for paragraph in found:
        paragraph.text, made = apply_edits(paragraph.text, list(lost_commas(paragraph.text)))
        changes += made
    for paragraph, edits in zip(found, stray_stops([p.text for p in found], load_lexicon()), strict=True):
        paragraph.text, made = apply_edits(paragraph.text, edits)
        changes += made
    known = _said_twice(found)
    for paragraph in found:
        paragraph.text, made = correct_characters(paragraph.text, known)
        changes += made
    return Corrected(found, changes)


def _said_twice(found: list[Paragraph]) -> set[str]:
    """Names and phrases that stand in the document more than once: evidence for the same words read badly elsewhere.

    Not what follows a figure: 9月与供应商 is no damaged 9日与供应商, however often that stands there.
    """
    count: Counter[str] = Counter()
    for paragraph in found:
        count.update(set(regex.findall(r"(?<![\p{Han}\d\s])\p{Han}{4,20}(?!\p{Han})", paragraph.text.text)))
    return {words for words, times in count.items() if times > 1}
