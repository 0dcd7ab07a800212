"""Segments a run of Chinese characters into the most likely words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gouji.normalize.text.lexicon import Lexicon

MAX_GENERAL_LENGTH = 6
"""Longer words of the general list are titles and sayings that no correction depends on."""


@dataclass(frozen=True, slots=True)
class Word:
    """The word from `start` up to `end`. `score` is its log probability, `cost` that of its misread characters."""

    start: int
    end: int
    text: str
    score: float
    cost: float = 0.0

    @property
    def corrected(self) -> bool:
        """Whether this word differs from what was read."""
        return self.cost > 0


def segment(
    run: str, lexicon: Lexicon, candidates: Mapping[int, Sequence[Word]] | None = None
) -> tuple[list[Word], float]:
    """Returns the most likely words of `run` and their log probability.

    `candidates` are further words by start position: what the page may say instead of what was read.
    """
    size = len(run)
    totals = [0.0] + [float("-inf")] * size
    best_arrival: list[tuple[int, float, Word | None]] = [(0, 0.0, None)] * (size + 1)
    # Inlined for speed: this runs for every character of every report.
    scores, openings, longest_by_opening, domain = (
        lexicon.scores,
        lexicon.openings,
        lexicon.longest_by_opening,
        lexicon.domain,
    )
    frequency, names = lexicon.frequency, lexicon.names
    for start in range(size):
        base = totals[start]
        score = scores[run[start]]
        if base + score > totals[start + 1]:
            totals[start + 1], best_arrival[start + 1] = base + score, (start, score, None)
        if (pair := run[start : start + 2]) in openings:
            longest = longest_by_opening.get(pair, 0)
            widest = start + (longest if longest > MAX_GENERAL_LENGTH else MAX_GENERAL_LENGTH)
            for end in range(start + 2, (widest if widest < size else size) + 1):
                text = run[start:end]
                if (text in frequency or text in names) and (end - start <= MAX_GENERAL_LENGTH or text in domain):
                    score = scores[text]
                    if base + score > totals[end]:
                        totals[end], best_arrival[end] = base + score, (start, score, None)
        for word in candidates.get(start, ()) if candidates else ():
            if (total := base + word.score - word.cost) > totals[word.end]:
                totals[word.end], best_arrival[word.end] = total, (start, word.score, word)
    return _path(run, best_arrival), totals[-1]


def _path(run: str, best_arrival: list[tuple[int, float, Word | None]]) -> list[Word]:
    path: list[Word] = []
    end = len(run)
    while end > 0:
        start, score, candidate = best_arrival[end]
        path.append(candidate or Word(start, end, run[start:end], score))
        end = start
    return path[::-1]
