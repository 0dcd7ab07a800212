"""Lines as read become paragraphs that can be trusted, with every change written down."""

from __future__ import annotations

from collections import Counter

import regex

from gouji.normalize.edits import apply_edits
from gouji.normalize.layout.headings import heading
from gouji.normalize.layout.paragraphs import paragraphs
from gouji.normalize.text.correct import correct_characters
from gouji.normalize.text.lexicon import load_lexicon
from gouji.normalize.text.line_end_specks import stray_stops
from gouji.normalize.text.lost_commas import lost_commas
from gouji.normalize.text.width import fold_width
from gouji.normalize.unseen import unseen_changes
from gouji.schemas.pages import Document
from gouji.schemas.paragraph import Change, Corrected, Paragraph

RUN = regex.compile(r"(?<![\p{Han}\d\s])\p{Han}{4,24}(?!\p{Han})")
LIST_LEAD = regex.compile(r"^(?:.*(?:下设|包括|包含|分为|设有|分别为|分别是)|(?:其中|主要|具体)?[为是](?=\p{Han}{4}))")
LIST_TAIL = regex.compile(r"等$")
LISTED = 5, 20
"""How long the items of a list are that count as names of the document though only one of them stands between two marks."""

TITLE = regex.compile(r"\G\p{Han}{5,20}(?=[。：:])")
"""The name that a point of a list begins with."""
PLACE = regex.compile(r"(?<!\p{Han})\p{Han}{2}[县市区州盟旗](?=\p{Han}{3})")
"""The place that a unit's name begins with."""


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
    return Corrected(found, changes + unseen_changes(document))


def _said_twice(found: list[Paragraph]) -> frozenset[str]:
    """Names and phrases that stand in the document more than once: evidence for the same words read badly elsewhere.

    Not what follows a figure: 9月与供应商 is no damaged 9日与供应商, however often that stands there.
    """
    count: Counter[str] = Counter()
    listed: set[str] = set()
    for paragraph in found:
        runs = {_bare(words) for words in RUN.findall(paragraph.text.text)}
        count.update(runs)
        head = heading(paragraph.text.text)
        listed |= set(TITLE.findall(paragraph.text.text, head.end)[:1]) if head else set()
        listed |= {
            words for words in runs if LISTED[0] <= len(words) <= LISTED[1] and f"{words}、" in paragraph.text.text
        }
    places = {place for paragraph in found for place in PLACE.findall(paragraph.text.text)}
    whole = "\n".join(paragraph.text.text for paragraph in found)
    again = {words for words in listed | places if whole.count(words) > 1}
    return frozenset(again) | {words for words, times in count.items() if times > 1}


def _bare(words: str) -> str:
    """A run of characters without what leads into a list of names, or out of it."""
    return LIST_TAIL.sub("", LIST_LEAD.sub("", words))
