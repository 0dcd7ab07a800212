"""Interprets the words around a figure: about, more than, at most."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from gouji.schemas.quantity import Bound
from gouji.schemas.wordlists import read_records

MAX_QUALIFIER_LENGTH = 12
"""Maximum length of a qualifier."""
QUALIFIER_ROWS = read_records(__package__, "qualifiers")
INFIX_CHARS = "".join(row["word"] for row in QUALIFIER_ROWS if row["place"] == "infix")
_NEUTRAL_LEAD_WORDS = sorted((row["word"] for row in QUALIFIER_ROWS if row["place"] == "lead"), key=len, reverse=True)
NEUTRAL_LEAD = regex.compile(rf"(?:{'|'.join(_NEUTRAL_LEAD_WORDS)})*[:：]?\s*")
"""What may stand before the figure of a cell without qualifying it (达到95%)."""
_SIGNS = "≥≧⩾≤≦⩽<>=﹦═"


@dataclass(frozen=True, slots=True)
class Qualified:
    """Start and end of the figure with its qualifiers, and their meaning.

    `operator` is the position of a leading sign such as ≥.
    """

    start: int
    end: int
    operator: int
    approximate: bool
    bound: Bound | None


def _pattern(place: str) -> regex.Pattern[str]:
    rows = sorted(
        (row for row in QUALIFIER_ROWS if row["place"] == place), key=lambda row: len(row["word"]), reverse=True
    )
    return regex.compile("|".join(_guarded(row) for row in rows))


def _guarded(row: dict[str, str]) -> str:
    word, guard = regex.escape(row["word"]), regex.escape(row["guard"])
    if not guard:
        return word
    return f"(?<![{guard}]){word}" if row["place"] == "before" else f"{word}(?![{guard}])"


_BEFORE = regex.compile(rf"(?P<word>{_pattern('before').pattern})[ \t\u3000\u00a0]*\Z")
_AFTER = _pattern("after")
_ROW = {(row["place"], row["word"]): row for row in QUALIFIER_ROWS}


def qualifiers_around(text: str, start: int, end: int, unit: str) -> Qualified:
    """Returns the qualifiers directly before `start` and directly after `end` of a figure counted in `unit`.

    There may be several.
    """
    meanings: list[str] = []
    begin = operator = start
    while match := _BEFORE.search(text, max(0, begin - MAX_QUALIFIER_LENGTH), begin):
        row = _ROW["before", match["word"]]
        if unit in row["not_units"].split():
            break
        meanings.append(row["means"])
        begin = match.start("word")
        operator = begin if match["word"][0] in _SIGNS and operator == match.end() else operator
    while match := _AFTER.match(text, end):
        meanings.append(_ROW["after", match[0]]["means"])
        end = match.end()
    bounds: list[Bound] = [m for m in meanings if m in {">=", ">", "<=", "<"}]  # type: ignore[misc]
    return Qualified(begin, end, operator, "approximate" in meanings, bounds[0] if bounds else None)
