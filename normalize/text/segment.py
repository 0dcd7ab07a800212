"""Cuts a run of Chinese characters into the likeliest words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gouji.normalize.text.lexicon import Lexicon

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


def segment(
    run: str, lexicon: Lexicon, readings: Mapping[int, Sequence[Word]] | None = None
) -> tuple[list[Word], float]:
    """The likeliest words of `run` and their log probability.

    `readings` are further words by the place where they start: what the page may say instead of what was read.
    """
    size = len(run)
    totals = [0.0] + [float("-inf")] * size
    came: list[tuple[int, float, Word | None]] = [(0, 0.0, None)] * (size + 1)
    # Written out and not in functions of their own: it runs for every character of every report.
    scores, openings, reach, domain = lexicon.scores, lexicon.openings, lexicon.reach, lexicon.domain
    frequency, names = lexicon.frequency, lexicon.names
    for start in range(size):
        base = totals[start]
        score = scores[run[start]]
        if base + score > totals[start + 1]:
            totals[start + 1], came[start + 1] = base + score, (start, score, None)
        if (pair := run[start : start + 2]) in openings:
            longest = reach.get(pair, 0)
            widest = start + (longest if longest > LONGEST_GENERAL else LONGEST_GENERAL)
            for end in range(start + 2, (widest if widest < size else size) + 1):
                text = run[start:end]
                if (text in frequency or text in names) and (end - start <= LONGEST_GENERAL or text in domain):
                    score = scores[text]
                    if base + score > totals[end]:
                        totals[end], came[end] = base + score, (start, score, None)
        for word in readings.get(start, ()) if readings else ():
            if (total := base + word.score - word.cost) > totals[word.end]:
                totals[word.end], came[word.end] = total, (start, word.score, word)
    return _path(run, came), totals[-1]


def _path(run: str, came: list[tuple[int, float, Word | None]]) -> list[Word]:
    path: list[Word] = []
    end = len(run)
    while end > 0:
        start, score, reading = came[end]
        path.append(reading or Word(start, end, run[start:end], score))
        end = start
    return path[::-1]
