"""The word lists beside the code."""

from __future__ import annotations

from functools import cache
from importlib import resources

import regex


@cache
def read_rows(room: str, name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of `room`/`name`.tsv, without its heading row, blank lines and lines that begin with #."""
    lines = resources.files(room).joinpath(f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if line.strip() and not line.startswith("#")]
    return tuple(tuple(field.strip() for field in line.split("\t")) for line in kept[1:])


def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of a table of this room."""
    return read_rows("extract", name)


@cache
def any_of(name: str, kinds: frozenset[str] = frozenset()) -> str:
    """An alternation of the first column, longest first; of the rows whose second column is in `kinds` when given."""
    words = {row[0] for row in rows(name) if not kinds or row[1] in kinds}
    return "|".join(regex.escape(word) for word in sorted(words, key=lambda w: (-len(w), w)))
