"""Finds digits that are not figures: codes, phone numbers, document numbers, ordinals, words with a numeral."""

from __future__ import annotations

import regex

from gouji.normalize.figures.chinese_numbers import NUMERALS
from gouji.normalize.figures.units import COUNTABLE, UNIT_ROWS, unit_at, unit_pattern
from gouji.normalize.people.contacts import contacts
from gouji.schemas.wordlists import read_records


def _filled(pattern: str) -> str:
    hanzi = "".join(u for u in COUNTABLE if UNIT_ROWS[u]["hanzi"] == "yes" and len(u) == 1)
    filled = pattern.replace("{unit}", f"(?:{unit_pattern(COUNTABLE)})").replace("{hanzi_units}", hanzi)
    return filled.replace("{n}", f"[{NUMERALS}]")


NOT_FIGURE_PATTERNS = {
    row["name"]: regex.compile(_filled(row["pattern"])) for row in read_records(__package__, "not_figures")
}
_NUMERAL_WORDS = sorted((row["word"] for row in read_records(__package__, "numeral_words")), key=len, reverse=True)
NUMERAL_WORD = regex.compile(rf"(?<![{NUMERALS}0-9])(?:{'|'.join(map(regex.escape, _NUMERAL_WORDS))})")


def not_figures(text: str) -> list[tuple[int, int]]:
    """Returns start and end of every such place, in no particular order. Places may overlap."""
    from_contacts = [
        (contact.start, contact.end)
        for contact in contacts(text)
        if contact.kind != "name" and unit_at(text, contact.end) is None
    ]
    return from_contacts + [
        match.span() for pattern in (*NOT_FIGURE_PATTERNS.values(), NUMERAL_WORD) for match in pattern.finditer(text)
    ]
