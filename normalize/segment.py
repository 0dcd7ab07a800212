"""Cuts a run of Chinese characters into the likeliest words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
    best: list[tuple[float, Word | None]] = [(0.0, None)]
    best += [(float("-inf"), None)] * len(run)
    for start in range(len(run)):
        base = best[start][0]
        for word in [*_words_at(run, start, lexicon), *(readings or {}).get(start, ())]:
            total = base + word.score - word.cost
            if total > best[word.end][0]:
                best[word.end] = (total, word)
    return _path(best), best[-1][0]


def _words_at(run: str, start: int, lexicon: Lexicon) -> list[Word]:
    words = [Word(start, start + 1, run[start], lexicon.score(run[start]))]
    for end in range(start + 2, min(len(run), start + lexicon.longest) + 1):
        text = run[start:end]
        if lexicon.knows(text) and (end - start <= LONGEST_GENERAL or text in lexicon.domain):
            words.append(Word(start, end, text, lexicon.score(text)))
    return words


def _path(best: list[tuple[float, Word | None]]) -> list[Word]:
    path: list[Word] = []
    end = len(best) - 1
    while end > 0:
        word = best[end][1]
        if word is None:
            return []
        path.append(word)
        end = word.start
    return path[::-1]
