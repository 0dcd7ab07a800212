"""Tells whether less is better of what an indicator measures."""

from __future__ import annotations

from functools import cache

from gouji.schemas.wordlists import read_records


def is_to_be_low(name: str) -> bool:
    """Whether the name of an indicator says that less is better (管网漏损率), and nothing that turns it round (投诉处理率)."""
    words = _words()
    rests = [name.replace(w, "") for w in words["yes"] if w in name]  # 办结 turns nothing round in 办结天数
    return any(not any(w in rest for w in words["no"]) for rest in rests)


@cache
def _words() -> dict[str, tuple[str, ...]]:
    rows = read_records(__package__, "to_be_low")
    return {side: tuple(r["word"] for r in rows if r["less_is_better"] == side) for side in ("yes", "no")}
