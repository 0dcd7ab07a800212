"""A percent sign followed by a ring: ‰, which the recogniser does not know, or a % with a speck."""

from __future__ import annotations

import re
from decimal import Decimal

RING = "[oOοо0○〇°º]"
PER_MILLE_CONFIDENCE = 0.55
"""Either sign may be printed: the figure stays in doubt, for the other sign makes it ten times as large or as small."""
MAX_PER_MILLE = Decimal(30)
"""Rates in ‰ (births, deaths, losses) are hardly ever higher; shares and rates of completion hardly ever lower."""


def sign_with_ring(figure: str) -> str:
    """Returns the sign that `%o` or `%0` behind this figure is more likely to be: "‰" or "%"."""
    number = re.search(r"\d[\d,]*(?:\.\d+)?", figure)
    return "‰" if number and Decimal(number[0].replace(",", "")) <= MAX_PER_MILLE else "%"
