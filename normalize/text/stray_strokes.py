"""Pieces of strokes that were read as characters of their own: 信`息, 信 J息."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.normalize.edits import Edit
from gouji.normalize.text.lexicon import Lexicon
from gouji.normalize.text.misread_words import misread_words
from gouji.normalize.text.segment import segment
from gouji.schemas.traced import Traced

FRAGMENT = re.compile(r"(?<=[㐀-鿿])\s*[`´ˋ'′|¦JjlIi丿丶亅¸]{1,2}\s*(?=[㐀-鿿])")
RULES = frozenset("|¦")
"""Marks that also part words on purpose: here both neighbours must make no sense without each other."""
REACH = 6
LEAST_FREQUENCY = 200
CONFIDENCE = 0.95
REASON = "stray_stroke"


def stray_strokes(text: Traced, lexicon: Lexicon) -> list[Edit]:
    """The words that appear when such a piece is taken out; a misread character beside it is set right with it."""
    found = (_without(text, match.start(), match.end(), lexicon) for match in FRAGMENT.finditer(text.text))
    return [edit for edit in found if edit]


def spans(text: Traced, start: int, end: int, lexicon: Lexicon) -> bool:
    """Whether a word spans the characters from `start` up to `end`, of which neither part makes sense without the other."""
    if not (_is_alone(text.text, start - 1, lexicon) and _is_alone(text.text, end, lexicon)):
        return False
    left, right = _run_start(text.text, start), _run_end(text.text, end)
    words = segment(text.text[left:start] + text.text[end:right], lexicon)[0]
    return any(w.start < start - left < w.end and lexicon.count(w.text) >= LEAST_FREQUENCY for w in words)


def _without(text: Traced, start: int, end: int, lexicon: Lexicon) -> Edit | None:
    """The edit that takes out the characters from `start` up to `end`, if a word then spans the place."""
    alone = _is_alone(text.text, start - 1, lexicon) + _is_alone(text.text, end, lexicon)
    if alone < (2 if set(text.text[start:end]) & RULES else 1):
        return None
    left, right = _run_start(text.text, start), _run_end(text.text, end)
    mended, seam = text[left:start] + text[end:right], start - left
    for first, last, word, confidence in _words(mended, lexicon):
        if first < seam < last:
            width = end - start
            return Edit(left + first, left + last + width, word, "character", REASON, min(confidence, CONFIDENCE))
    return None


def _words(mended: Traced, lexicon: Lexicon) -> Iterator[tuple[int, int, str, float]]:
    """Start, end, text and confidence of the words of the mended text, the corrected ones first."""
    for edit in misread_words(mended, lexicon):
        yield edit.start, edit.end, edit.new, edit.confidence
    for word in segment(mended.text, lexicon)[0]:
        if lexicon.count(word.text) >= LEAST_FREQUENCY:
            yield word.start, word.end, word.text, CONFIDENCE


def _is_alone(text: str, index: int, lexicon: Lexicon) -> bool:
    """Whether the character at `index` belongs to no word on its own side of the piece."""
    start, end = _run_start(text, index + 1), _run_end(text, index)
    words = segment(text[start:end], lexicon)[0]
    return any(word.start == index - start and word.end == index - start + 1 for word in words)


def _run_start(text: str, end: int) -> int:
    """Where the run of Chinese characters that stops at `end` begins, a few characters before it at most."""
    start = end
    while start > max(0, end - REACH) and "㐀" <= text[start - 1] <= "鿿":
        start -= 1
    return start


def _run_end(text: str, start: int) -> int:
    end = start
    while end < min(len(text), start + REACH) and "㐀" <= text[end] <= "鿿":
        end += 1
    return end
