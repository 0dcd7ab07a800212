"""The kinds of events that prose can tell."""

from __future__ import annotations

from functools import cache

from gouji.schemas.wordlists import read_rows


@cache
def event_kinds() -> tuple[str, ...]:
    """The kinds in the order of the list."""
    return tuple(dict.fromkeys(row[1] for row in read_rows(__package__, "event_kinds")))
