"""Removes specks at the ends of printed lines that were read as stops: 32.61万。|元, 2023年4月通过。|验收,
|。元增加到."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gouji.normalize.edits import Edit
from gouji.normalize.text.lexicon import Lexicon
from gouji.normalize.text.stray_strokes import is_inside_word
from gouji.schemas.glyph import Glyph
from gouji.schemas.traced import Traced

STOPS = frozenset("。，、；：.·")
"""No printed line begins with one of these."""

ROUND_STOPS = frozenset("。.·")
"""What a speck after the last word looks like."""
MIN_LINE_DISTANCE = 3.0
"""In character heights. Two consecutive characters this far apart on the page are on two lines."""
MIN_BLANK_PROBABILITY = 0.03
"""Minimum probability of an empty alternative for a stop that the recogniser hardly saw."""

MAX_SPECK_CONFIDENCE = 0.97
"""Maximum confidence of such a stop. Printed stops are seen with higher confidence."""
MAX_LEADING_STOPS = 2
"""A report that begins more lines than this with a stop was typeset without regard to the rule."""
CONFIDENCE = 0.9
REASON = "speck_at_line_edge"


def stray_stops(texts: Sequence[Traced], lexicon: Lexicon) -> list[list[Edit]]:
    """Returns for each paragraph of a report the edits that remove specks. A stop after a digit stays.

    Removed are: at the end of a line a stop that was hardly visible; at either edge a stop after another one or inside
    a word; at the beginning any stop but a bullet's point, since none is printed there.
    """
    edges = [[index for index in range(1, len(text)) if _is_line_break(text, index)] for text in texts]
    begins = sum(text.text[index] in STOPS for text, found in zip(texts, edges, strict=True) for index in found)
    return [
        list(_edits(text, found, begins <= MAX_LEADING_STOPS, lexicon))
        for text, found in zip(texts, edges, strict=True)
    ]


def _edits(text: Traced, edges: list[int], rare: bool, lexicon: Lexicon) -> Iterator[Edit]:
    for index in _specks(text, edges, rare, lexicon):
        yield Edit(index, index + 1, "", "punctuation", REASON, CONFIDENCE)


def _specks(text: Traced, edges: list[int], rare: bool, lexicon: Lexicon) -> Iterator[int]:
    last = len(text) - 1
    if (
        rare
        and last > 0
        and _has_position(text, 0)
        and text.text[0] in STOPS - ROUND_STOPS | {"。"}
        and not text.text[1].isdigit()
    ):
        yield 0
    for index in edges:
        if _is_stop(text, index - 1) and (_hardly_seen(text, index - 1) or _makes_no_sense(text, index - 1, lexicon)):
            yield index - 1
        elif _is_stop(text, index) and (rare or _makes_no_sense(text, index, lexicon)):
            yield index
    if last > 1 and _has_position(text, last) and text.text[last] in ROUND_STOPS and text.text[last - 1] in STOPS:
        yield last


def _has_position(text: Traced, index: int) -> bool:
    glyph = _glyph(text, index)
    return glyph is not None and glyph.box is not None


def _is_stop(text: Traced, index: int) -> bool:
    """Tells whether a stop stands there that belongs to no figure: after a digit it may be its decimal point, or the
    remnant of another digit."""
    return 0 < index < len(text) - 1 and text.text[index] in STOPS and not text.text[index - 1].isdigit()


def _hardly_seen(text: Traced, index: int) -> bool:
    glyph = _glyph(text, index)
    if glyph is None or glyph.char not in ROUND_STOPS or glyph.prob >= MAX_SPECK_CONFIDENCE:
        return False
    return any(prob >= MIN_BLANK_PROBABILITY for char, prob in glyph.alternatives if not char)


def _makes_no_sense(text: Traced, index: int, lexicon: Lexicon) -> bool:
    """Tells whether the stop follows another one, or stands inside a word."""
    return text.text[index - 1] in STOPS or is_inside_word(text, index, index + 1, lexicon)


def _is_line_break(text: Traced, index: int) -> bool:
    """Tells whether a line of the page ends before the character at `index`."""
    before, after = _glyph(text, index - 1), _glyph(text, index)
    if before is None or after is None or not before.box or not after.box:
        return False
    height = min(max(g.box[2] - g.box[0], g.box[3] - g.box[1]) for g in (before, after) if g.box)
    return (
        before.page != after.page
        or max(abs(a - b) for a, b in zip(before.box, after.box, strict=True)) > MIN_LINE_DISTANCE * height
    )


def _glyph(text: Traced, index: int) -> Glyph | None:
    origin = text.origins[index]
    return origin[0] if len(origin) == 1 else None
