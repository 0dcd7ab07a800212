"""The word lists beside the code: small tab-separated tables."""

from __future__ import annotations

from functools import cache
from importlib import resources


@cache
def read_rows(room: str, name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of `room`/`name`.tsv, without its heading row, blank lines and lines that begin with #."""
    lines = resources.files(room).joinpath(f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if line.strip() and not line.startswith("#")]
    return tuple(tuple(field.strip() for field in line.split("\t")) for line in kept[1:])
