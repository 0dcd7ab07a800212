"""Correcting characters: what was misread inside words, figures, foreign terms and brackets of one paragraph."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import lru_cache

from gouji.normalize.edits import Edit, apply_edits
from gouji.normalize.figures.malformed_figures import malformed_figures
from gouji.normalize.text.brackets_and_stops import lost_brackets, lost_stops
from gouji.normalize.text.context_rules import misread_in_context
from gouji.normalize.text.latin_terms import misread_terms
from gouji.normalize.text.lexicon import Lexicon, load_lexicon
from gouji.normalize.text.misread_words import misread_words
from gouji.normalize.text.stray_strokes import stray_strokes
from gouji.schemas.paragraph import Change
from gouji.schemas.traced import Traced

SHORTEST_NAME, LONGEST_NAME = 3, 40


def correct_characters(text: Traced, known: Collection[str] = ()) -> tuple[Traced, list[Change]]:
    """The paragraph as the page must have it, and every change that was made; correct text comes back as it is.

    Fold widths first (`normalize.width`). `known` are names that the same document uses elsewhere: they count as words,
    unless they look misread themselves. Each change tells the text before it, what it became, why, and how sure that is (0..1).
    """
    lexicon = _with_names(frozenset(known))
    changes: list[Change] = []
    for stage in _stages(lexicon):
        text, made = apply_edits(text, stage(text))
        changes += made
    return text, changes


def _stages(lexicon: Lexicon) -> tuple[Callable[[Traced], list[Edit]], ...]:
    """What is looked for, one after another: whole figures and terms before single characters."""
    return (
        lambda text: malformed_figures(text.text),
        lambda text: misread_terms(text.text),
        lambda text: stray_strokes(text, lexicon),
        lambda text: misread_words(text, lexicon),
        lambda text: misread_in_context(text.text, lexicon),
        lambda text: malformed_figures(text.text),
        lambda text: [*lost_brackets(text.text), *lost_stops(text.text, lexicon.names)],
    )


@lru_cache(maxsize=8)
def _with_names(names: frozenset[str]) -> Lexicon:
    """The lexicon with those `names` that are no misreadings themselves: a damaged name must not vouch for its own damage."""
    lexicon = load_lexicon()
    return lexicon.with_names(
        frozenset(name for name in names if SHORTEST_NAME <= len(name) <= LONGEST_NAME and _is_sound(name, lexicon))
    )


def _is_sound(name: str, lexicon: Lexicon) -> bool:
    return not (misread_words(Traced.plain(name), lexicon) or misread_in_context(name, lexicon))
