"""The words that correct text is made of: a general word list, and the words of budget papers on top of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from math import log
from operator import itemgetter
from pathlib import Path
from types import MappingProxyType

DOMAIN_FILE = Path(__file__).with_name("lexicon.tsv")
RARE = 1
"""The frequency of a character that no word list knows."""
NAME = 20_000
"""The frequency of a name that the document itself uses elsewhere: as good as a core word of the field."""


OPENING = itemgetter(slice(0, 2))

LONGEST_GENERAL = 4
LEAST_FREQUENCY = 200
"""A longer or a rarer word of the general list is no ground for a change: that list holds odd strings too."""


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Which characters stand side by side inside words: as pairs, and by the character `before` and `after` which they stand."""

    pairs: frozenset[str]
    before: Mapping[str, frozenset[str]]
    after: Mapping[str, frozenset[str]]

    def fitting(self, chars: Set[str], left: str, right: str) -> Set[str]:
        """Those of `chars` that stand after `left`, or before `right`, in some word."""
        behind, before = self.after.get(left), self.before.get(right)
        if behind is None:
            return NONE if before is None else chars & before
        return chars & behind if before is None else (chars & behind) | (chars & before)

    def with_words(self, words: Iterable[str]) -> Neighbours:
        """These, and those of more words."""
        pairs = frozenset(word[i : i + 2] for word in words for i in range(len(word) - 1))
        return Neighbours(self.pairs | pairs, _grouped(self.before, pairs, 1, 0), _grouped(self.after, pairs, 0, 1))


NONE: frozenset[str] = frozenset()


def _grouped(
    known: Mapping[str, frozenset[str]], pairs: Iterable[str], key: int, value: int
) -> dict[str, frozenset[str]]:
    fresh: dict[str, set[str]] = {}
    for pair in pairs:
        fresh.setdefault(pair[key], set()).add(pair[value])
    return dict(known) | {char: known.get(char, NONE) | found for char, found in fresh.items()}


class Scores(dict[str, float]):
    """The natural logarithm of each word's share of all words, worked out when it is first asked for."""

    def __init__(self, frequency: Mapping[str, int], total: int, names: Set[str] = frozenset()) -> None:
        super().__init__({name: log(NAME / total) for name in names})
        self._frequency, self._total = frequency, total

    def __missing__(self, word: str) -> float:
        score = log((self._frequency.get(word) or RARE) / self._total)
        self[word] = score
        return score


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Word frequencies. `domain` are our own words, `names` those of the document at hand, `total` is the sum of all frequencies.

    What follows is for speed: most strings that are looked up are no words, and their first or any pair of characters tells so.
    `reach` is the length of the longest of our words by the pair it begins with, `openings` are the pairs that any word begins with,
    `ours` the pairs inside our words, `likely` those inside all words that are ground for a change; `scores` holds what `score` tells.
    """

    frequency: dict[str, int]
    domain: frozenset[str]
    total: int
    longest: int
    likely: Neighbours
    ours: Neighbours
    reach: dict[str, int]
    openings: frozenset[str]
    scores: Scores
    names: frozenset[str] = frozenset()

    def knows(self, word: str) -> bool:
        """Whether this is a word at all."""
        return word in self.frequency or word in self.names

    def count(self, word: str) -> int:
        """How often the word stands in as much text as `total` words; 0 for one that is none."""
        return NAME if word in self.names else self.frequency.get(word, 0)

    def score(self, word: str) -> float:
        """The natural logarithm of the word's share of all words; a never seen one counts as rare."""
        return self.scores[word]

    def with_names(self, names: frozenset[str]) -> Lexicon:
        """This lexicon and the names that the document at hand uses."""
        if not names:
            return self
        return replace(
            self,
            domain=self.domain | names,
            names=names,
            longest=max(self.longest, *map(len, names)),
            likely=self.likely.with_words(names),
            ours=self.ours.with_words(names),
            reach=_reach(names, self.reach),
            openings=self.openings | {name[:2] for name in names},
            scores=Scores(self.frequency, self.total, names),
        )


@cache
def load_lexicon() -> Lexicon:
    """jieba's word list with ours on top, read once; a weight of 0 in ours takes a word out."""
    frequency = _general_words()
    ours = _domain_words()
    for word, weight in ours.items():
        if weight:
            frequency[word] = max(weight, frequency.get(word, 0))
        else:
            frequency.pop(word, None)
    domain = frozenset(word for word, weight in ours.items() if weight)
    common = (word for word, count in frequency.items() if count >= LEAST_FREQUENCY and len(word) <= LONGEST_GENERAL)
    nothing = Neighbours(frozenset(), {}, {})
    inside = nothing.with_words(domain)
    longest = max(len(word) for word in domain)
    total = sum(frequency.values())
    openings = frozenset(map(OPENING, frequency))
    return Lexicon(
        frequency,
        domain,
        total,
        longest,
        inside.with_words(common),
        inside,
        _reach(domain),
        openings,
        Scores(frequency, total),
    )


def _reach(words: Iterable[str], start: Mapping[str, int] = MappingProxyType({})) -> dict[str, int]:
    reach = dict(start)
    for word in words:
        reach[word[:2]] = max(reach.get(word[:2], 0), len(word))
    return reach


def _general_words() -> dict[str, int]:
    fields = resources.files("jieba").joinpath("dict.txt").read_text(encoding="utf-8").split()
    return dict(zip(fields[::3], map(int, fields[1::3]), strict=True))


def _domain_words() -> dict[str, int]:
    rows = DOMAIN_FILE.read_text(encoding="utf-8").splitlines()[1:]
    pairs = (row.split("\t") for row in rows if row and not row.startswith("#"))
    return {word: int(weight) for word, weight in pairs}
