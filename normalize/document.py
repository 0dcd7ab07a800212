"""Turns recognised lines into corrected paragraphs, and records every change."""

from __future__ import annotations

from collections import Counter

import regex

from gouji.normalize.edits import apply_edits
from gouji.normalize.layout.headings import heading
from gouji.normalize.layout.paragraphs import paragraphs
from gouji.normalize.misread_signs import misread_signs
from gouji.normalize.text.correct import correct_characters
from gouji.normalize.text.lexicon import load_lexicon
from gouji.normalize.text.line_end_specks import stray_stops
from gouji.normalize.text.lost_commas import lost_commas
from gouji.normalize.text.width import fold_width
from gouji.normalize.unseen import unseen_changes
from gouji.schemas.pages import Document
from gouji.schemas.paragraph import Change, Corrected, Paragraph

HAN_RUN = regex.compile(r"(?<![\p{Han}\d\s])\p{Han}{4,24}(?!\p{Han})")
LIST_LEAD = regex.compile(r"^(?:.*(?:下设|包括|包含|分为|设有|分别为|分别是)|(?:其中|主要|具体)?[为是](?=\p{Han}{4}))")
LIST_TAIL = regex.compile(r"等$")
MIN_LISTED_NAME_LENGTH = 5
MAX_LISTED_NAME_LENGTH = 20
"""Length of a list item that counts as a name of the document even if punctuation encloses it only once."""

ITEM_NAME = regex.compile(r"\G\p{Han}{5,20}(?=[。：:])")
"""The name that a list item begins with."""
PLACE_NAME = regex.compile(r"(?<!\p{Han})\p{Han}{2}[县市区州盟旗](?=\p{Han}{3})")
"""The place that a unit's name begins with."""


def correct(document: Document) -> Corrected:
    """Returns the document's paragraphs after correction, in reading order.

    Digital pages are not corrected: their characters were not read from ink.
    """
    found = [Paragraph(fold_width(p.text), p.place) for p in paragraphs(document.pages)]
    digital_pages = {page.number for page in document.pages if page.kind == "digital"}
    read = [p for p in found if not {glyph.page for glyph in p.text.glyphs} <= digital_pages]
    changes: list[Change] = []
    for paragraph in read:
        paragraph.text, made = apply_edits(paragraph.text, list(lost_commas(paragraph.text)))
        changes += made
    for paragraph, edits in zip(read, stray_stops([p.text for p in read], load_lexicon()), strict=True):
        paragraph.text, made = apply_edits(paragraph.text, edits)
        changes += made
    known = repeated_names(found) if read else frozenset()
    corrected = [correct_characters(paragraph.text, known) for paragraph in read]
    share = misread_signs(document, found, [*changes, *(change for _, made in corrected for change in made)])
    for paragraph, (text, made) in zip(read, corrected, strict=True):
        if share and (made or text != paragraph.text):
            text, made = correct_characters(paragraph.text, known, share)
        paragraph.text = text
        changes += made
    return Corrected(found, changes + unseen_changes(document), share)


def repeated_names(found: list[Paragraph]) -> frozenset[str]:
    """Returns names and phrases that occur more than once in the document: evidence for the same words misread
    elsewhere.

    What follows a figure does not count: 9月与供应商 is not a damaged 9日与供应商, however often it occurs.
    """
    count: Counter[str] = Counter()
    listed: set[str] = set()
    for paragraph in found:
        runs = {_without_list_words(words) for words in HAN_RUN.findall(paragraph.text.text)}
        count.update(runs)
        head = heading(paragraph.text.text)
        listed |= set(ITEM_NAME.findall(paragraph.text.text, head.end)[:1]) if head else set()
        listed |= {
            words
            for words in runs
            if MIN_LISTED_NAME_LENGTH <= len(words) <= MAX_LISTED_NAME_LENGTH and f"{words}、" in paragraph.text.text
        }
    places = {place for paragraph in found for place in PLACE_NAME.findall(paragraph.text.text)}
    whole = "\n".join(paragraph.text.text for paragraph in found)
    again = {words for words in listed | places if whole.count(words) > 1}
    return frozenset(again) | {words for words, times in count.items() if times > 1}


def _without_list_words(words: str) -> str:
    """Strips the words that lead into a list of names, or out of it."""
    return LIST_TAIL.sub("", LIST_LEAD.sub("", words))
