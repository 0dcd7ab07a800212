"""The words that correct text is made of: a general word list, and the words of budget papers on top of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from math import log
from pathlib import Path
from types import MappingProxyType

DOMAIN_FILE = Path(__file__).with_name("lexicon.tsv")
RARE = 1
"""The frequency of a character that no word list knows."""
NAME = 20_000
"""The frequency of a name that the document itself uses elsewhere: as good as a core word of the field."""


LONGEST_GENERAL = 4
LEAST_FREQUENCY = 200
"""A longer or a rarer word of the general list is no ground for a change: that list holds odd strings too."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Word frequencies. `domain` are our own words, `names` those of the document at hand, `total` is the sum of all frequencies.

    What follows is for speed: most strings that are looked up are no words, and their first or any pair of characters tells so.
    `reach` is the length of the longest of our words by the pair it begins with, `domain_pairs` are all pairs inside our words,
    `likely_pairs` those inside all words that are ground for a change.
    """

    frequency: dict[str, int]
    domain: frozenset[str]
    total: int
    longest: int
    likely_pairs: frozenset[str]
    domain_pairs: frozenset[str]
    reach: dict[str, int]
    names: frozenset[str] = frozenset()

    def knows(self, word: str) -> bool:
        """Whether this is a word at all."""
        return word in self.frequency or word in self.names

    def count(self, word: str) -> int:
        """How often the word stands in as much text as `total` words; 0 for one that is none."""
        return NAME if word in self.names else self.frequency.get(word, 0)

    def score(self, word: str) -> float:
        """The natural logarithm of the word's share of all words; a never seen one counts as rare."""
        return log((self.count(word) or RARE) / self.total)

    def with_names(self, names: frozenset[str]) -> Lexicon:
        """This lexicon and the names that the document at hand uses."""
        if not names:
            return self
        return replace(
            self,
            domain=self.domain | names,
            names=names,
            longest=max(self.longest, *map(len, names)),
            likely_pairs=self.likely_pairs | _pairs(names),
            domain_pairs=self.domain_pairs | _pairs(names),
            reach=_reach(names, self.reach),
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
    likely = _pairs(word for word, count in frequency.items() if count >= LEAST_FREQUENCY and len(word) <= LONGEST_GENERAL)
    longest = max(len(word) for word in domain)
    return Lexicon(frequency, domain, sum(frequency.values()), longest, likely | _pairs(domain), _pairs(domain), _reach(domain))


def _pairs(words: Iterable[str]) -> frozenset[str]:
    return frozenset(word[i : i + 2] for word in words for i in range(len(word) - 1))


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
