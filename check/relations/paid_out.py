"""Tells whether an indicator measures what is paid out by a standard: to persons, households, or by the mu."""

from __future__ import annotations

from functools import cache

from gouji.schemas.wordlists import read_records


def is_paid_out(name: str) -> bool:
    """Whether the name of an indicator says so (亩均财政补助标准)."""
    return any(word in name for word in _words())


@cache
def _words() -> tuple[str, ...]:
    return tuple(row["word"] for row in read_records(__package__, "paid_out"))
