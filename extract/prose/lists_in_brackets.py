"""Lists in brackets behind their count: 5个乡镇（石桥镇、白沙镇、柳林乡）, 林场6个（即东沟、西岗）."""

from __future__ import annotations

import regex

from gouji.extract.prose.counted_things import counted_things, is_named
from gouji.extract.prose.listed_items import Span, listed_items
from gouji.extract.prose.passages import Figure, Passage
from gouji.schemas.record import AnnouncedCount

OPENS = regex.compile(r"\p{Han}{0,12}\s*[（(]\s*(?:即|包括|包含|分别(?:为|是)|具体(?:为|是)|为|是)?[：:]?\s*")
"""The noun of a count, the bracket behind it, and the words that lead to a list in it."""
CLOSED, NESTED, STOPS = regex.compile("[）)]"), regex.compile("[（(]"), regex.compile("[。；;：:，,]")
OPEN_END = regex.compile(r"等[\p{Han}\d]{0,4}$")
WORDLESS = regex.compile(r"[\d.,%％年月日号\-—－～~至到]+")
"""Dates and figures, which name nothing."""
PART_OF = regex.compile("不?含|其中|除|另|共|约")
"""Words that begin what a bracket says of some of the things, or of how many they are."""
MAX_NAME = 24


def list_in_brackets(passage: Passage, figure: Figure) -> AnnouncedCount | None:
    """The count with the names in the bracket behind its noun; None where it holds no list of names."""
    text = passage.text.text
    opened = OPENS.match(text, figure.end)
    closed = CLOSED.search(text, opened.end()) if opened else None
    if opened is None or closed is None or NESTED.search(text, opened.end(), closed.start()):
        return None
    end = closed.start()
    is_open = OPEN_END.search(text, opened.end(), end)
    end = is_open.start() if is_open else end
    if STOPS.search(text, opened.end(), end):
        return None
    items = listed_items(text, Span(opened.end(), end), int(figure.found.quantity.number))
    if len(items) < 2 or not all(_is_name(text[i.start : i.end]) for i in items):
        return None
    found = counted_things(passage, figure, items, is_open is not None)
    figure.taken = False  # the sentence goes on to tell how many there were: 覆盖5个乡镇（…）
    return found


def _is_name(words: str) -> bool:
    fits = 2 <= len(words) <= MAX_NAME and is_named(words)
    return fits and not WORDLESS.fullmatch(words) and not PART_OF.match(words)
