"""Corrects characters that were misread inside words, figures, Latin terms and brackets of one paragraph."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import lru_cache

from gouji.normalize.edits import Edit, apply_edits
from gouji.normalize.figures.figures_apart import holds_gap
from gouji.normalize.figures.malformed_figures import malformed_figures
from gouji.normalize.text.brackets_and_stops import lost_brackets, lost_stops
from gouji.normalize.text.context_rules import misread_in_context
from gouji.normalize.text.fill_in_lines import fill_in_lines
from gouji.normalize.text.latin_terms import misread_latin_terms
from gouji.normalize.text.lexicon import Lexicon, load_lexicon
from gouji.normalize.text.misread_words import misread_words
from gouji.normalize.text.stray_strokes import stray_strokes
from gouji.schemas.misread_share import MisreadShare
from gouji.schemas.paragraph import Change
from gouji.schemas.traced import Traced

MIN_NAME_LENGTH = 3
MAX_NAME_LENGTH = 40
"""Length of a document name that counts as a word, in characters."""
JOINED = frozenset({"blank_in_figure", "percent_with_ring"})
"""Reasons that join what was read apart."""


def correct_characters(
    text: Traced, known: Collection[str] = (), share: MisreadShare | None = None
) -> tuple[Traced, list[Change]]:
    """Returns the paragraph as the page must have it, and every change. Correct text is returned unchanged.

    Fold widths first (`normalize.text.width`). `known` are names that the document uses elsewhere: they count as words,
    unless they look misread themselves. `share` tells how much of a typed document is misread; None for what a
    recogniser read. Each change gives the text before it, the new text, the reason, and the confidence (0..1).
    """
    lexicon = _with_names(frozenset(known))
    changes: list[Change] = []
    for stage in _stages(lexicon, share):
        text, made = apply_edits(text, stage(text))
        changes += made
    return text, changes


def _stages(lexicon: Lexicon, share: MisreadShare | None) -> tuple[Callable[[Traced], list[Edit]], ...]:
    """Returns the corrections in order: whole figures and terms before single characters."""
    return (
        lambda text: list(fill_in_lines(text.text)),
        _malformed_figures,
        lambda text: misread_latin_terms(text.text),
        lambda text: stray_strokes(text, lexicon),
        lambda text: misread_words(text, lexicon, share),
        lambda text: misread_in_context(text.text, lexicon, share),
        _malformed_figures,
        lambda text: [*lost_brackets(text.text), *lost_stops(text.text, lexicon.names)],
    )


def _malformed_figures(text: Traced) -> list[Edit]:
    """Returns the edits of malformed figures, without those that join the figures of several cells of a row."""
    return [
        edit
        for edit in malformed_figures(text.text)
        if edit.reason not in JOINED or edit.kind == "date" or not holds_gap(text[edit.start : edit.end])
    ]


@lru_cache(maxsize=8)
def _with_names(names: frozenset[str]) -> Lexicon:
    """Returns the lexicon with those `names` that are not misread themselves: a damaged name must not vouch for its
    own damage."""
    lexicon = load_lexicon()
    return lexicon.with_names(
        frozenset(
            name for name in names if MIN_NAME_LENGTH <= len(name) <= MAX_NAME_LENGTH and _is_sound(name, lexicon)
        )
    )


def _is_sound(name: str, lexicon: Lexicon) -> bool:
    return not (misread_words(Traced.plain(name), lexicon) or misread_in_context(name, lexicon))
