"""The word lists beside the code: small tab-separated tables. One place reads them all."""

from __future__ import annotations

from functools import cache
from importlib import resources

import regex


@cache
def read_rows(package: str, name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of `name`.tsv in `package`, without its heading row, blank lines and lines that begin with #."""
    return _rows(package, name)[1:]


@cache
def read_records(package: str, name: str) -> tuple[dict[str, str], ...]:
    """The rows of `name`.tsv in `package`, keyed by its heading row; an empty cell is written `-` and comes back as "".

    A row with too many or too few cells is a ValueError that names the row.
    """
    header, *rows = _rows(package, name)
    for number, row in enumerate(rows, 1):
        if len(row) != len(header):
            raise ValueError(f"{name}.tsv, row {number}: {len(row)} cells, the header has {len(header)}")
    return tuple({key: "" if cell == "-" else cell for key, cell in zip(header, row, strict=True)} for row in rows)


@cache
def any_of(package: str, name: str, kinds: frozenset[str] = frozenset()) -> str:
    """An alternation of the first column, longest first; of the rows whose second column is in `kinds` when given."""
    words = {row[0] for row in read_rows(package, name) if not kinds or row[1] in kinds}
    return "|".join(regex.escape(word) for word in sorted(words, key=lambda w: (-len(w), w)))


def _rows(package: str, name: str) -> tuple[tuple[str, ...], ...]:
    lines = resources.files(package).joinpath(f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if line.strip() and not line.startswith("#")]
    return tuple(tuple(field.strip() for field in line.split("\t")) for line in kept)
