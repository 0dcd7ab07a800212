"""Reads the word lists beside the code: small tab-separated tables."""

from __future__ import annotations

from functools import cache
from importlib import resources

import regex


@cache
def read_rows(package: str, name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of `name`.tsv in `package`, without its header row, blank lines, and lines that begin with #."""
    return _rows(package, name)[1:]


@cache
def read_records(package: str, name: str) -> tuple[dict[str, str], ...]:
    """The rows of `name`.tsv in `package`, keyed by its header row; an empty cell is written `-` and comes back as "".

    Raises ValueError that names the row if a row has too many or too few cells.
    """
    header, *rows = _rows(package, name)
    for number, row in enumerate(rows, 1):
        if len(row) != len(header):
            raise ValueError(f"{name}.tsv, row {number}: {len(row)} cells, the header has {len(header)}")
    return tuple({key: "" if cell == "-" else cell for key, cell in zip(header, row, strict=True)} for row in rows)


@cache
def any_of(package: str, name: str, kinds: frozenset[str] = frozenset()) -> str:
    """A regex alternation of the first column, the longest first; if `kinds` is given, only of rows whose second column
    is in it.
    """
    words = {row[0] for row in read_rows(package, name) if not kinds or row[1] in kinds}
    return "|".join(regex.escape(word) for word in sorted(words, key=lambda w: (-len(w), w)))


def _rows(package: str, name: str) -> tuple[tuple[str, ...], ...]:
    lines = resources.files(package).joinpath(f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if line.strip() and not line.startswith("#")]
    return tuple(tuple(field.strip() for field in line.split("\t")) for line in kept)
