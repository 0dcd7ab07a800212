"""The word lists of this room, as patterns."""

from __future__ import annotations

from functools import cache

import regex

from schemas.wordlists import read_rows


def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of a table of this room."""
    return read_rows("extract", name)


@cache
def any_of(name: str, kinds: frozenset[str] = frozenset()) -> str:
    """An alternation of the first column, longest first; of the rows whose second column is in `kinds` when given."""
    words = {row[0] for row in rows(name) if not kinds or row[1] in kinds}
    return "|".join(regex.escape(word) for word in sorted(words, key=lambda w: (-len(w), w)))
