"""Restores commas that lost their tail and were read as points (情况良好.自评总分91.5分), and removes specks next to
stops (3个采购项目.，分别为)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from statistics import median

from gouji.normalize.edits import Edit
from gouji.schemas.glyph import Box
from gouji.schemas.traced import Traced

POINT_BETWEEN_WORDS = re.compile(r"(?<=[㐀-鿿%％‰）”》])\.(?=[㐀-鿿\d“《（])")
LIST_NUMBER = re.compile(r"^\s*[第（(]?[一二三四五六七八九十]{1,3}\.")
"""The number of a list item, which keeps its point."""
HAN = re.compile(r"[㐀-鿿]")
CHARACTER_WIDTH = {True: 1.0, False: 0.55}
"""Maximum printed width of a Chinese character (True) and of any other character, in widths of a Chinese one."""
MIN_COMMA_WIDTH = 0.6
"""Minimum width of a comma, in character widths. A speck lies between two characters that stand side by side."""
MIN_PAIRS = 3
"""Minimum number of adjacent Chinese characters from which the pitch is measured."""
POINT_BEFORE_STOP = re.compile(r"(?<=[㐀-鿿%％‰）”》])[.·](?=[，。；：、])")
"""After a digit the point may belong to digits that are lost."""
SPECK_REASON = "speck_beside_stop"
CONFIDENCE = 0.85
COMMA_REASON = "comma_as_point"


def lost_commas(text: Traced) -> Iterator[Edit]:
    """Yields edits that remove points before stops, and that restore the commas of a paragraph that were read as
    points.

    Commas are restored only where the page has room for one; plain text has no positions.
    """
    for found in POINT_BEFORE_STOP.finditer(text.text):
        yield Edit(found.start(), found.end(), "", "punctuation", SPECK_REASON, CONFIDENCE)
    pitch = _pitch(text) if POINT_BETWEEN_WORDS.search(text.text) else None
    if pitch is None:
        return
    numbered = LIST_NUMBER.match(text.text)
    for found in POINT_BETWEEN_WORDS.finditer(text.text, numbered.end() if numbered else 0):
        index = found.start()
        distance = _distance(text, index - 1, index + 1)
        taken = sum(CHARACTER_WIDTH[bool(HAN.match(text.text[i]))] for i in (index - 1, index + 1)) / 2
        if distance is not None and MIN_COMMA_WIDTH <= distance / pitch - taken <= 1 + MIN_COMMA_WIDTH:
            yield Edit(index, index + 1, "，", "punctuation", COMMA_REASON, CONFIDENCE)


def _pitch(text: Traced) -> float | None:
    """Returns the distance between the centres of two adjacent Chinese characters, in points."""
    pairs = [
        _distance(text, i, j)
        for i, j in pairwise(range(len(text)))
        if HAN.match(text.text[i]) and HAN.match(text.text[j])
    ]
    known = [p for p in pairs if p is not None]
    return median(known) if len(known) >= MIN_PAIRS and median(known) > 0 else None


def _distance(text: Traced, i: int, j: int) -> float | None:
    a, b = _box(text, i), _box(text, j)
    return max(abs(a[k] + a[k + 2] - b[k] - b[k + 2]) / 2 for k in (0, 1)) if a and b else None


def _box(text: Traced, index: int) -> Box | None:
    origin = text.origins[index]
    return origin[0].box if len(origin) == 1 else None
