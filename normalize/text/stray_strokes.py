"""Removes fragments of strokes that were read as characters of their own: 信`息, 信 J息."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.normalize.edits import Edit
from gouji.normalize.text.lexicon import Lexicon
from gouji.normalize.text.misread_words import misread_words
from gouji.normalize.text.segment import segment
from gouji.schemas.traced import Traced

FRAGMENT = re.compile(r"(?<=[㐀-鿿])\s*[`´ˋ'′|¦JjlIi丿丶亅¸]{1,2}\s*(?=[㐀-鿿])")
SEPARATORS = frozenset("|¦")
"""Marks that also separate words on purpose: here both neighbours must make no sense without each other."""
MAX_RUN_LENGTH = 6
"""Maximum number of characters examined on either side of a fragment."""
MIN_FREQUENCY = 200
"""A rarer word does not justify removing a fragment."""
CONFIDENCE = 0.95
REASON = "stray_stroke"


def stray_strokes(text: Traced, lexicon: Lexicon) -> list[Edit]:
    """Returns edits for the words that appear when a fragment is removed; a misread character next to it is
    corrected too."""
    found = (_without(text, match.start(), match.end(), lexicon) for match in FRAGMENT.finditer(text.text))
    return [edit for edit in found if edit]


def is_inside_word(text: Traced, start: int, end: int, lexicon: Lexicon) -> bool:
    """Tells whether a word spans the characters from `start` up to `end`, and neither part makes sense alone."""
    if not (_is_alone(text.text, start - 1, lexicon) and _is_alone(text.text, end, lexicon)):
        return False
    left, right = _run_start(text.text, start), _run_end(text.text, end)
    words = segment(text.text[left:start] + text.text[end:right], lexicon)[0]
    return any(w.start < start - left < w.end and lexicon.count(w.text) >= MIN_FREQUENCY for w in words)


def _without(text: Traced, start: int, end: int, lexicon: Lexicon) -> Edit | None:
    """Returns the edit that removes the characters from `start` up to `end`, if a word then spans the place."""
    alone = _is_alone(text.text, start - 1, lexicon) + _is_alone(text.text, end, lexicon)
    if alone < (2 if set(text.text[start:end]) & SEPARATORS else 1):
        return None
    left, right = _run_start(text.text, start), _run_end(text.text, end)
    repaired, seam = text[left:start] + text[end:right], start - left
    for first, last, word, confidence in _words(repaired, lexicon):
        if first < seam < last:
            width = end - start
            return Edit(left + first, left + last + width, word, "character", REASON, min(confidence, CONFIDENCE))
    return None


def _words(repaired: Traced, lexicon: Lexicon) -> Iterator[tuple[int, int, str, float]]:
    """Yields start, end, text and confidence of the words of the repaired text, corrected ones first."""
    for edit in misread_words(repaired, lexicon):
        yield edit.start, edit.end, edit.new, edit.confidence
    for word in segment(repaired.text, lexicon)[0]:
        if lexicon.count(word.text) >= MIN_FREQUENCY:
            yield word.start, word.end, word.text, CONFIDENCE


def _is_alone(text: str, index: int, lexicon: Lexicon) -> bool:
    """Tells whether the character at `index` belongs to no word on its own side of the fragment."""
    start, end = _run_start(text, index + 1), _run_end(text, index)
    words = segment(text[start:end], lexicon)[0]
    return any(word.start == index - start and word.end == index - start + 1 for word in words)


def _run_start(text: str, end: int) -> int:
    """Returns where the run of Chinese characters that stops at `end` begins, at most a few characters before it."""
    start = end
    while start > max(0, end - MAX_RUN_LENGTH) and "㐀" <= text[start - 1] <= "鿿":
        start -= 1
    return start


def _run_end(text: str, start: int) -> int:
    end = start
    while end < min(len(text), start + MAX_RUN_LENGTH) and "㐀" <= text[end] <= "鿿":
        end += 1
    return end
