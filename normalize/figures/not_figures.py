"""Places whose digits are no figures: codes, phones, document numbers, ordinals, words with a numeral."""

from __future__ import annotations

import regex

from gouji.normalize.figures.chinese_numbers import NUMERALS
from gouji.normalize.figures.units import COUNTABLE, ROWS, unit_at, unit_pattern
from gouji.normalize.people.contacts import contacts
from gouji.schemas.wordlists import read_records


def _filled(pattern: str) -> str:
    hanzi = "".join(u for u in COUNTABLE if ROWS[u]["hanzi"] == "yes" and len(u) == 1)
    filled = pattern.replace("{unit}", f"(?:{unit_pattern(COUNTABLE)})").replace("{hanzi_units}", hanzi)
    return filled.replace("{n}", f"[{NUMERALS}]")


PATTERNS = {row["name"]: regex.compile(_filled(row["pattern"])) for row in read_records(__package__, "not_figures")}
_WORDS = sorted((row["word"] for row in read_records(__package__, "numeral_words")), key=len, reverse=True)
WORD = regex.compile(rf"(?<![{NUMERALS}0-9])(?:{'|'.join(map(regex.escape, _WORDS))})")


def not_figures(text: str) -> list[tuple[int, int]]:
    """Start and end of every such place, in no order; they may overlap."""
    told = [
        (each.start, each.end) for each in contacts(text) if each.kind != "name" and unit_at(text, each.end) is None
    ]
    return told + [match.span() for pattern in (*PATTERNS.values(), WORD) for match in pattern.finditer(text)]
