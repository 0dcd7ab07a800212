"""Cuts a run of Chinese characters into the likeliest words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from normalize.lexicon import Lexicon

LONGEST_GENERAL = 6
"""Longer words of the general list are titles and sayings that no reading hangs on."""


@dataclass(frozen=True, slots=True)
class Word:
    """The word that stands from `start` up to `end`; `score` is its log probability, `cost` what its misread characters cost."""

    start: int
    end: int
    text: str
    score: float
    cost: float = 0.0

    @property
    def corrected(self) -> bool:
        """Whether this word is not what was read."""
        return self.cost > 0


def segment(run: str, lexicon: Lexicon, readings: Mapping[int, Sequence[Word]] | None = None) -> tuple[list[Word], float]:
    """The likeliest words of `run` and their log probability.

    `readings` are further words by the place where they start: what the page may say instead of what was read.
    """
    totals = [0.0] + [float("-inf")] * len(run)
    words: list[Word | None] = [None] * (len(run) + 1)
    for start in range(len(run)):
        base = totals[start]
        for end, score in _ends(run, start, lexicon):
            if base + score > totals[end]:
                totals[end], words[end] = base + score, Word(start, end, run[start:end], score)
        for word in (readings or {}).get(start, ()):
            if (total := base + word.score - word.cost) > totals[word.end]:
                totals[word.end], words[word.end] = total, word
    return _path(words), totals[-1]


def _ends(run: str, start: int, lexicon: Lexicon) -> Iterator[tuple[int, float]]:
    """Where the words that begin at `start` end, with their scores; every character may stand alone."""
    yield start + 1, lexicon.score(run[start])
    reach = lexicon.reach.get(run[start : start + 2], 0)
    for end in range(start + 2, min(len(run), start + max(LONGEST_GENERAL, reach)) + 1):
        text = run[start:end]
        if lexicon.knows(text) and (end - start <= LONGEST_GENERAL or text in lexicon.domain):
            yield end, lexicon.score(text)


def _path(words: list[Word | None]) -> list[Word]:
    path: list[Word] = []
    end = len(words) - 1
    while end > 0:
        word = words[end]
        if word is None:
            return []
        path.append(word)
        end = word.start
    return path[::-1]
