"""The weights of the model, as counted on labelled forms by `bench/roles/fit.py`."""

from __future__ import annotations

from functools import cache

from gouji.schemas.wordlists import read_rows


@cache
def counted(table: str) -> dict[tuple[str, str], float]:
    """Returns one table of counts: how often `value` was seen, given a role: {(role, value): count}."""
    rows = read_rows(__package__, "weights")
    return {(_edge(given), _edge(value)): float(count) for name, given, value, count in rows if name == table}


def _edge(value: str) -> str:
    return "" if value == "-" else value
