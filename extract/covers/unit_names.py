"""Names of units (单位) in the lines of a cover: where one ends, and where the next begins."""

from __future__ import annotations

import regex

from gouji.extract.covers.entity_names import complete_name
from gouji.extract.vocabulary import cover_labels
from gouji.schemas.traced import Traced

NAME = regex.compile(r"[\p{Han}\s]{4,30}(?:[（(]\p{Han}{2,20}[）)])?")
REMARK = regex.compile(r"\s*[（(]\p{Han}{2,20}[）)]$")
"""Another name of the unit, or a part of it, behind its name."""
PLACE_CHARACTERS = 2
"""Two units of one place, written one after the other, both begin with this many characters of its name."""
MIN_CHARACTERS = 4
SEPARATOR = regex.compile(r"[\s、]+")


def first_unit(text: Traced) -> Traced | None:
    """The unit that a line names, and the first of several (青杉县教育局青杉县财政局); None if it is no unit's name."""
    if not NAME.fullmatch(text.text) or text.text.startswith(tuple(cover_labels())):
        return None
    first = text.span(0, _end_of_first(text.text)).strip()
    first = first.span(0, remark.start()) if (remark := REMARK.search(first.text)) else first
    dense = regex.sub(r"\s", "", first.text)
    return first if len(dense) >= MIN_CHARACTERS and complete_name("department", dense) else None


def _end_of_first(text: str) -> int:
    """Where the first of several units of a line ends; the end of the line if there is one only."""
    for gap in SEPARATOR.finditer(text):
        if _complete(text[: gap.start()]) and _complete(text[gap.end() :]):
            return gap.start()
    for start in regex.finditer(regex.escape(text[:PLACE_CHARACTERS]), text[PLACE_CHARACTERS:]):
        at = start.start() + PLACE_CHARACTERS
        if _complete(text[:at]) and _complete(text[at:]):
            return at
    return len(text)


def _complete(name: str) -> bool:
    return len(name.strip()) >= MIN_CHARACTERS and complete_name("department", name.strip())
