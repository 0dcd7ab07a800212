"""Specks at the ends of printed lines that were read as stops: 32.61万。|元, 2023年4月通过。|验收, |。元增加到."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gouji.normalize.edits import Edit
from gouji.normalize.text.lexicon import Lexicon
from gouji.normalize.text.stray_strokes import spans
from gouji.schemas.glyph import Glyph
from gouji.schemas.traced import Traced

STOPS, ROUND = frozenset("。，、；：.·"), frozenset("。.·")
"""What begins no line; and what a speck behind the last word looks like."""
FAR = 3.0
"""Heights of a character. Two that stand one after the other in the text and this far apart on the page are on two lines."""
NEARLY_NOTHING, DOUBT = 0.03, 0.97
"""A stop that the reader nearly did not see, and was no surer of than this: the stops that are printed are seen more surely."""
RARE = 2
"""A report that begins more lines than so many with a stop was set without regard to it."""
CONFIDENCE = 0.9
REASON = "speck_at_line_edge"


def stray_stops(texts: Sequence[Traced], lexicon: Lexicon) -> list[list[Edit]]:
    """For each of a report's paragraphs what takes out the specks: at the end of a line a stop that was hardly seen, at either edge one
    behind another or inside a word, at the beginning every one but a bullet's point, for none is printed there. One behind a digit stays."""
    edges = [[index for index in range(1, len(text)) if _turns(text, index)] for text in texts]
    begins = sum(text.text[index] in STOPS for text, found in zip(texts, edges, strict=True) for index in found)
    return [list(_edits(text, found, begins <= RARE, lexicon)) for text, found in zip(texts, edges, strict=True)]


def _edits(text: Traced, edges: list[int], rare: bool, lexicon: Lexicon) -> Iterator[Edit]:
    for place in _specks(text, edges, rare, lexicon):
        yield Edit(place, place + 1, "", "punctuation", REASON, CONFIDENCE)


def _specks(text: Traced, edges: list[int], rare: bool, lexicon: Lexicon) -> Iterator[int]:
    last = len(text) - 1
    if (
        rare
        and last > 0
        and _has_place(text, 0)
        and text.text[0] in STOPS - ROUND | {"。"}
        and not text.text[1].isdigit()
    ):
        yield 0
    for index in edges:
        if _is_stop(text, index - 1) and (_hardly_seen(text, index - 1) or _makes_no_sense(text, index - 1, lexicon)):
            yield index - 1
        elif _is_stop(text, index) and (rare or _makes_no_sense(text, index, lexicon)):
            yield index
    if last > 1 and _has_place(text, last) and text.text[last] in ROUND and text.text[last - 1] in STOPS:
        yield last


def _has_place(text: Traced, place: int) -> bool:
    glyph = _glyph(text, place)
    return glyph is not None and glyph.box is not None


def _is_stop(text: Traced, place: int) -> bool:
    """Whether a stop stands there that belongs to no figure: behind a digit it may be its point, or what is left of another digit."""
    return 0 < place < len(text) - 1 and text.text[place] in STOPS and not text.text[place - 1].isdigit()


def _hardly_seen(text: Traced, place: int) -> bool:
    glyph = _glyph(text, place)
    if glyph is None or glyph.char not in ROUND or glyph.prob >= DOUBT:
        return False
    return any(prob >= NEARLY_NOTHING for char, prob in glyph.alternatives if not char)


def _makes_no_sense(text: Traced, place: int, lexicon: Lexicon) -> bool:
    """Whether the stop stands behind another, or inside a word."""
    return text.text[place - 1] in STOPS or spans(text, place, place + 1, lexicon)


def _turns(text: Traced, index: int) -> bool:
    """Whether a line of the page ends before the character at `index`."""
    before, after = _glyph(text, index - 1), _glyph(text, index)
    if before is None or after is None or not before.box or not after.box:
        return False
    height = min(max(g.box[2] - g.box[0], g.box[3] - g.box[1]) for g in (before, after) if g.box)
    return (
        before.page != after.page or max(abs(a - b) for a, b in zip(before.box, after.box, strict=True)) > FAR * height
    )


def _glyph(text: Traced, index: int) -> Glyph | None:
    origin = text.origins[index]
    return origin[0] if len(origin) == 1 else None
