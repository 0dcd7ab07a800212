"""A count with the things that are listed beside it, as the record holds it."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from gouji.extract.prose.listed_items import Span
from gouji.extract.prose.passages import Figure, Passage
from gouji.schemas.record import AnnouncedCount

NOUN = regex.compile(r"[\p{Han}A-Za-z0-9（）()“”]{0,16}?(?=[，。；：:、“]|的(?!确)|分别|组成|构成|$)")
OPENED = regex.compile("[（(].*")
NAMED = regex.compile(r"\s*[\d一二三四五六七八九十两]+[个支所处名家]")
CLAUSE = regex.compile("[，,]")


def counted_things(
    passage: Passage, figure: Figure, items: Sequence[Span], is_open: bool = False, numbered: bool = False
) -> AnnouncedCount:
    """The count with its items; `numbered`: they are counted off; `is_open`: the list ends in 等."""
    leaves = [passage.leaf(item.start, item.end) for item in items]
    return AnnouncedCount(
        subject=noun(passage, figure), announced=figure.leaf(), items=leaves, open=is_open, numbered=numbered
    )


def noun(passage: Passage, figure: Figure) -> str:
    """What is counted, by the words behind the count."""
    match = NOUN.match(passage.text.text, figure.end)
    words = match[0].strip() if match else ""
    return words if words.count("（") == words.count("）") else OPENED.sub("", words)


def is_named(words: str) -> bool:
    """Whether a member of a list is a name: no count of its own (17个大队), and no clause behind the list (…具体实施，设)."""
    return not NAMED.match(words) and not CLAUSE.search(words)
