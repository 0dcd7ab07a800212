"""Whether the tables of confidence (check/readings) were measured on the models that read a report."""

from __future__ import annotations

from functools import cache

from gouji.schemas.wordlists import read_rows

ENGINE = "paddleocr"

MAX_UNMEASURED_CONFIDENCE = 0.98
"""Maximum confidence of what a model read that nobody has measured: one figure in fifty may be wrong."""


def is_measured(engine: str, model: str) -> bool:
    """Whether this model was measured; its name is that of the record. A reader of another engine answers for its own
    confidences."""
    return engine != ENGINE or model in _names()


@cache
def _names() -> frozenset[str]:
    return frozenset(name for name, *_ in read_rows(__package__, "measured_models"))
