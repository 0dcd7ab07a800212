"""Whether the figures of two units may be whole and part: 2,385名, of them 312人; 13台（套）, of them 4台 and 9套."""

from __future__ import annotations

from functools import cache, lru_cache

import regex

from gouji.extract.statements.figure_context import Context
from gouji.schemas.wordlists import read_rows

BESIDE = regex.compile(r"[（）()、，/／]")


def is_alike(whole: Context, part: Context) -> bool:
    """Whether a figure may be part of another by its kind and unit. Points may be printed without theirs, and counts of a list behind
    the number of all (2,516批次，蔬菜1,382、水果527).
    """
    if whole.kind == part.kind:
        return (
            whole.kind == "score"
            or whole.unit == part.unit
            or (whole.kind == "count" and _counted_alike(whole.unit, part.unit))
        )
    bare = whole.kind == "count" and part.kind == "bare" and part.order > whole.order
    return bare and part.paragraph == whole.paragraph and len(part.lead) > 1


@lru_cache(maxsize=4096)
def _counted_alike(one: str, other: str) -> bool:
    mine, theirs = _classes(one), _classes(other)
    return bool(mine & theirs)


def _classes(unit: str) -> set[str]:
    """The units that a printed one is made of (头（只、匹）), and the first of each row that they stand in."""
    units = {each for each in BESIDE.split(unit) if each} | {unit}
    return units | {f"={row[0]}" for row in _rows() if units & set(row)}


@cache
def _rows() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(row[0].split()) for row in read_rows(__package__, "alike_units"))
