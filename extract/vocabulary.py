"""The word lists that forms and prose share: labels of cover fields, and sources of funds."""

from __future__ import annotations

from functools import cache

from gouji.schemas.wordlists import any_of, read_rows


@cache
def cover_labels() -> dict[str, tuple[str, ...]]:
    """Label of a cover field (项目名称) → the fields it stands for."""
    return {label: tuple(fields.split("+")) for label, fields in read_rows(__package__, "cover_labels")}


@cache
def fund_sources() -> dict[str, str]:
    """Name of a source of funds (财政拨款) → its kind (fiscal, carried ...)."""
    return dict((name, kind) for name, kind in read_rows(__package__, "fund_sources"))


def any_fund_source() -> str:
    """An alternation of the names of sources, longest first, for a pattern."""
    return any_of(__package__, "fund_sources")
