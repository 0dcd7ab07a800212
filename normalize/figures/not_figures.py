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


POINTS = regex.compile(
    r"得分|评分|分值|满分|打分|自评分|计分|扣分|实得|[0-9]/[0-9].*?[0-9]/[0-9].*?[0-9]/[0-9]", regex.S
)
"""What tells that a text gives points: 10/10 and 资金（20） are figures there."""
POINTS_AS = frozenset({"fraction", "enumerator in brackets"})
IN_BRACKETS = regex.compile(r"(?<=[\p{Han}0-9]\s?)[（(]\s*[0-9]{1,2}\s*[）)](?=\s*(?:[；;、，,。—＋+0-9得]|$))")


def not_figures(text: str) -> list[tuple[int, int]]:
    """Returns start and end of every such place, in no particular order. Places may overlap."""
    from_contacts = [
        (contact.start, contact.end)
        for contact in contacts(text)
        if contact.kind != "name" and unit_at(text, contact.end) is None
    ]
    found = [(name, m.span()) for name, pattern in NOT_FIGURE_PATTERNS.items() for m in pattern.finditer(text)]
    if any(name in POINTS_AS for name, _ in found) and POINTS.search(text):
        points = {m.start() for m in IN_BRACKETS.finditer(text)}
        found = [
            (name, span)
            for name, span in found
            if name not in POINTS_AS or (name != "fraction" and span[0] not in points)
        ]
    return from_contacts + [span for _, span in found] + [m.span() for m in NUMERAL_WORD.finditer(text)]
