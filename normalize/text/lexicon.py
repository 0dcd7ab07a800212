"""The lexicon of correct text: a general word list, and the words of budget papers on top of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from math import log
from operator import itemgetter
from types import MappingProxyType

from gouji.schemas.wordlists import read_rows

UNKNOWN_FREQUENCY = 1
"""The frequency of a character that no word list knows."""
NAME_FREQUENCY = 20_000
"""The frequency of a name that the document itself uses elsewhere: equal to a core word of the domain."""


FIRST_PAIR = itemgetter(slice(0, 2))

MAX_GENERAL_LENGTH = 4
MIN_FREQUENCY = 200
"""A longer or rarer word of the general list does not justify a change: that list also holds odd strings."""


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Which characters stand side by side inside words: as pairs, and by the character `before` and `after` which
    they stand."""

    pairs: frozenset[str]
    before: Mapping[str, frozenset[str]]
    after: Mapping[str, frozenset[str]]

    def fitting(self, chars: Set[str], left: str, right: str) -> Set[str]:
        """Returns those of `chars` that stand after `left`, or before `right`, in some word."""
        behind, before = self.after.get(left), self.before.get(right)
        if behind is None:
            return NO_CHARS if before is None else chars & before
        return chars & behind if before is None else (chars & behind) | (chars & before)

    def with_words(self, words: Iterable[str]) -> Neighbours:
        """Returns these neighbours together with those of more words."""
        pairs = frozenset(word[i : i + 2] for word in words for i in range(len(word) - 1))
        return Neighbours(self.pairs | pairs, _grouped(self.before, pairs, 1, 0), _grouped(self.after, pairs, 0, 1))


NO_CHARS: frozenset[str] = frozenset()


def _grouped(
    known: Mapping[str, frozenset[str]], pairs: Iterable[str], key: int, value: int
) -> dict[str, frozenset[str]]:
    fresh: dict[str, set[str]] = {}
    for pair in pairs:
        fresh.setdefault(pair[key], set()).add(pair[value])
    return dict(known) | {char: known.get(char, NO_CHARS) | found for char, found in fresh.items()}


class Scores(dict[str, float]):
    """The natural logarithm of each word's share of all words, computed on first access."""

    def __init__(self, frequency: Mapping[str, int], total: int, names: Set[str] = frozenset()) -> None:
        super().__init__({name: log(NAME_FREQUENCY / total) for name in names})
        self._frequency, self._total = frequency, total

    def __missing__(self, word: str) -> float:
        score = log((self._frequency.get(word) or UNKNOWN_FREQUENCY) / self._total)
        self[word] = score
        return score


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Word frequencies. `domain` are the words of this domain, `names` those of the current document, `total` is the
    sum of all frequencies.

    The remaining fields are for speed: most strings that are looked up are no words, and their first pair of
    characters, or any other, shows it. `longest_by_opening` maps the first pair of a domain word to the length of the
    longest such word. `openings` are the pairs that any word begins with. `domain_neighbours` are the pairs inside
    domain words, `common_neighbours` those inside all words that justify a change. `scores` caches the results of
    `score`.
    """

    frequency: dict[str, int]
    domain: frozenset[str]
    total: int
    longest: int
    common_neighbours: Neighbours
    domain_neighbours: Neighbours
    longest_by_opening: dict[str, int]
    openings: frozenset[str]
    scores: Scores
    names: frozenset[str] = frozenset()

    def knows(self, word: str) -> bool:
        """Whether this is a word at all."""
        return word in self.frequency or word in self.names

    def count(self, word: str) -> int:
        """Returns how often the word occurs in a text of `total` words; 0 if it is no word."""
        return NAME_FREQUENCY if word in self.names else self.frequency.get(word, 0)

    def score(self, word: str) -> float:
        """Returns the natural logarithm of the word's share of all words. An unseen word counts as rare."""
        return self.scores[word]

    def with_names(self, names: frozenset[str]) -> Lexicon:
        """Returns this lexicon with the names that the current document uses."""
        if not names:
            return self
        return replace(
            self,
            domain=self.domain | names,
            names=names,
            longest=max(self.longest, *map(len, names)),
            common_neighbours=self.common_neighbours.with_words(names),
            domain_neighbours=self.domain_neighbours.with_words(names),
            longest_by_opening=_longest_by_opening(names, self.longest_by_opening),
            openings=self.openings | {name[:2] for name in names},
            scores=Scores(self.frequency, self.total, names),
        )


@cache
def load_lexicon() -> Lexicon:
    """Loads jieba's word list with the domain words on top, once. A weight of 0 in the domain list removes a word."""
    frequency = _general_words()
    domain_neighbours = _domain_words()
    for word, weight in domain_neighbours.items():
        if weight:
            frequency[word] = max(weight, frequency.get(word, 0))
        else:
            frequency.pop(word, None)
    domain = frozenset(word for word, weight in domain_neighbours.items() if weight)
    common = (word for word, count in frequency.items() if count >= MIN_FREQUENCY and len(word) <= MAX_GENERAL_LENGTH)
    nothing = Neighbours(frozenset(), {}, {})
    domain_pairs = nothing.with_words(domain)
    longest = max(len(word) for word in domain)
    total = sum(frequency.values())
    openings = frozenset(map(FIRST_PAIR, frequency))
    return Lexicon(
        frequency,
        domain,
        total,
        longest,
        domain_pairs.with_words(common),
        domain_pairs,
        _longest_by_opening(domain),
        openings,
        Scores(frequency, total),
    )


def _longest_by_opening(words: Iterable[str], start: Mapping[str, int] = MappingProxyType({})) -> dict[str, int]:
    longest_by_opening = dict(start)
    for word in words:
        longest_by_opening[word[:2]] = max(longest_by_opening.get(word[:2], 0), len(word))
    return longest_by_opening


def _general_words() -> dict[str, int]:
    fields = resources.files("jieba").joinpath("dict.txt").read_text(encoding="utf-8").split()
    return dict(zip(fields[::3], map(int, fields[1::3]), strict=True))


def _domain_words() -> dict[str, int]:
    return {word: int(weight) for word, weight in read_rows(__package__, "lexicon")}
