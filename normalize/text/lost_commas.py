"""Commas that lost their tail and were read as points (情况良好.自评总分91.5分), and specks beside stops (3个采购项目.，分别为)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from statistics import median

from gouji.normalize.edits import Edit
from gouji.schemas.glyph import Box
from gouji.schemas.traced import Traced

POINT = re.compile(r"(?<=[㐀-鿿%％‰）”》])\.(?=[㐀-鿿\d“《（])")
LIST = re.compile(r"^\s*[第（(]?[一二三四五六七八九十]{1,3}\.")
"""The number of a point of a list keeps its own."""
HAN = re.compile(r"[㐀-鿿]")
WIDTH = {True: 1.0, False: 0.55}
"""How wide a Chinese character is printed, in its own width, and any other sign at the most."""
AIR = 0.6
"""Widths of a character that a comma takes up at the least; a speck lies between two that stand side by side."""
LEAST_PAIRS = 3
BESIDE = re.compile(r"(?<=[㐀-鿿%％‰）”》])[.·](?=[，。；：、])")
"""Behind a digit it may be the point of digits that are lost."""
SPECK = "speck_beside_stop"
CONFIDENCE = 0.85
REASON = "comma_as_point"


def lost_commas(text: Traced) -> Iterator[Edit]:
    """Takes out points before stops, and gives back the commas of a paragraph that were read as points. These only where there is room for
    one on the page: nothing is known of plain text."""
    for found in BESIDE.finditer(text.text):
        yield Edit(found.start(), found.end(), "", "punctuation", SPECK, CONFIDENCE)
    pitch = _pitch(text) if POINT.search(text.text) else None
    if pitch is None:
        return
    numbered = LIST.match(text.text)
    for found in POINT.finditer(text.text, numbered.end() if numbered else 0):
        place = found.start()
        apart = _apart(text, place - 1, place + 1)
        taken = sum(WIDTH[bool(HAN.match(text.text[i]))] for i in (place - 1, place + 1)) / 2
        if apart is not None and AIR <= apart / pitch - taken <= 1 + AIR:
            yield Edit(place, place + 1, "，", "punctuation", REASON, CONFIDENCE)


def _pitch(text: Traced) -> float | None:
    """How far the middles of two Chinese characters that stand side by side are apart, in points."""
    pairs = [
        _apart(text, i, j) for i, j in pairwise(range(len(text))) if HAN.match(text.text[i]) and HAN.match(text.text[j])
    ]
    known = [p for p in pairs if p is not None]
    return median(known) if len(known) >= LEAST_PAIRS and median(known) > 0 else None


def _apart(text: Traced, i: int, j: int) -> float | None:
    a, b = _box(text, i), _box(text, j)
    return max(abs(a[k] + a[k + 2] - b[k] - b[k + 2]) / 2 for k in (0, 1)) if a and b else None


def _box(text: Traced, index: int) -> Box | None:
    origin = text.origins[index]
    return origin[0].box if len(origin) == 1 else None
