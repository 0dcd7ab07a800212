"""Measures where the time of a document goes, stage by stage. A nested stage is not counted in the outer one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter

STAGES = (
    "loading", "rendering", "clean_up", "turning", "tables", "lines", "detection", "recognition", "correction", "fields", "check",
)  # fmt: skip
"""All stages, in the order of processing."""

_spent: dict[str, float] = {}
_open: list[str] = []
_since = 0.0


@contextmanager
def stage(name: str) -> Iterator[None]:
    """Counts the time spent inside as this stage, one of STAGES; an enclosing stage is paused meanwhile."""
    _charge()
    _open.append(name)
    try:
        yield
    finally:
        _charge()
        _open.pop()


def _charge() -> None:
    """Adds the time since the last change to the innermost open stage."""
    global _since
    now = perf_counter()
    if _open:
        _spent[_open[-1]] = _spent.get(_open[-1], 0.0) + now - _since
    _since = now


def add_spent(seconds: dict[str, float]) -> None:
    """Adds what another process spent, in seconds by stage."""
    for name, value in seconds.items():
        _spent[name] = _spent.get(name, 0.0) + value


def take_spent() -> dict[str, float]:
    """Seconds by stage in this process since the last call, in the order of STAGES."""
    taken = {name: _spent[name] for name in STAGES if name in _spent}
    _spent.clear()
    return taken
