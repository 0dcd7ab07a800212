"""What a repair of a malformed figure is, and the patterns that several repairs share."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from gouji.schemas.paragraph import CorrectionKind

DECIMAL_UNITS = r"(?:[%‰倍万亿元吨亩]|个?百分点|分(?![别期批布配类级])|公[里顷斤]|[千平立]|米|小时)"
"""Units that can have decimals. Before any other unit a comma may well separate two figures (1,2月)."""
SPECK = r"[.·'‘’`]"
DIGIT = r"[\dOoQlI]"
"""A digit, or a letter that a digit is misread as."""


@dataclass(frozen=True, slots=True)
class FigureRepair:
    """A match of `pattern` is to read as `repaired` returns. Nothing changes if that is the same text."""

    pattern: re.Pattern[str]
    repaired: Callable[[re.Match[str]], str]
    kind: CorrectionKind
    reason: str
    confidence: float
