"""Decides whether what the quick model read of a line image is sure enough to need no second reading by the full model."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from itertools import groupby, pairwise

from gouji.ocr.engine.protocol import Image, Recognition, RecognizedChar
from gouji.ocr.quick.uncovered_ink import uncovered_ink
from gouji.ocr.signs.unread_ink import unread_ends
from gouji.schemas.wordlists import read_rows

FIGURE_CHARS = frozenset("0123456789.,%")
REFUSED_CHARS = frozenset("<>＜＞≤≥≦≧°*·•/\\|～~×'’‘\"`")
"""Small signs that are easily mistaken for one another; the full model and the ink decide about them."""
LONE_STROKES = frozenset("1lI|!i丨丿ノ/7Ltf一-—")
"""Nothing but one of these: the ink decides whether it is a figure, a slash or a dash."""
FIGURE = re.compile(r"(?:0|[1-9]\d*|[1-9]\d{0,2}(?:,\d{3})+)(?:\.\d+)?%?|0\d+")
"""A well-formed figure, or the digits of a month or a telephone number."""

MAX_UNCOVERED_INK = 0.02
"""As a share of the squared height of the image: a character that was not read leaves more print than this."""

MAX_PITCH_RATIO = 1.45
"""Digits of one figure stand at equal distances. Where two are farther apart by this factor, one may be missing."""


def is_sure(image: Image, reading: Recognition) -> bool:
    """Whether the reading of the image can be trusted: every character is probable enough, no near miss stands between
    them, figures are well formed and evenly spaced, and no print is left over."""
    return (
        is_plausible(reading)
        and all(belief(each) >= limit(each.char) for each in reading.chars)
        and not any(unread_ends(image, reading))
        and uncovered_ink(image, reading) <= MAX_UNCOVERED_INK
    )


def is_plausible(reading: Recognition) -> bool:
    """Whether nothing but the probability of its characters speaks against the reading."""
    chars = reading.chars
    if not chars or reading.gaps or (len(chars) == 1 and chars[0].char in LONE_STROKES):
        return False
    return not any(each.char in REFUSED_CHARS for each in chars) and all(_is_sound(run) for run in _figures(chars))


def belief(each: RecognizedChar) -> float:
    """How sure the quick model is of a character, whether it is a wide or a narrow print of it: （ or (."""
    return each.prob + sum(prob for other, prob in each.alternatives if other and _plain(other) == _plain(each.char))


def _plain(char: str) -> str:
    return unicodedata.normalize("NFKC", char)


def limit(char: str) -> float:
    """From which probability on the quick model is believed to have read this character."""
    return _limits()["figure" if char in FIGURE_CHARS else "look_alike" if char in _look_alikes() else "text"]


def _figures(chars: list[RecognizedChar]) -> list[list[RecognizedChar]]:
    return [list(run) for is_figure, run in groupby(chars, lambda each: each.char in FIGURE_CHARS) if is_figure]


def _is_sound(run: list[RecognizedChar]) -> bool:
    text = "".join(each.char for each in run).rstrip(".,")
    return not text or (FIGURE.fullmatch(text) is not None and _is_evenly_spaced(run))


def _is_evenly_spaced(run: list[RecognizedChar]) -> bool:
    """Whether digits that follow one another do so at one distance."""
    centres = [((each.left + each.right) / 2, each.char.isdecimal()) for each in run]
    steps = [b - a for (a, is_digit), (b, is_next) in pairwise(centres) if is_digit and is_next]
    return not steps or max(steps) <= MAX_PITCH_RATIO * sorted(steps)[len(steps) // 2]


@cache
def _limits() -> dict[str, float]:
    return {what: float(probability) for what, probability in read_rows(__package__, "limits")}


@cache
def _look_alikes() -> frozenset[str]:
    return frozenset(char for (char,) in read_rows(__package__, "look_alikes"))
