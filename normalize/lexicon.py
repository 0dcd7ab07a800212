"""The words that correct text is made of: a general word list, and the words of budget papers on top of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from math import log
from pathlib import Path

DOMAIN_FILE = Path(__file__).with_name("lexicon.tsv")
RARE = 1
"""The frequency of a character that no word list knows."""
NAME = 20_000
"""The frequency of a name that the document itself uses elsewhere: as good as a core word of the field."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Word frequencies. `domain` are our own words, `names` those of the document at hand, `total` is the sum of all frequencies."""

    frequency: dict[str, int]
    domain: frozenset[str]
    total: int
    longest: int
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
        return replace(self, domain=self.domain | names, names=names, longest=max(self.longest, *map(len, names)))


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
    return Lexicon(frequency, domain, sum(frequency.values()), max(len(word) for word in domain))


def _general_words() -> dict[str, int]:
    fields = resources.files("jieba").joinpath("dict.txt").read_text(encoding="utf-8").split()
    return dict(zip(fields[::3], map(int, fields[1::3]), strict=True))


def _domain_words() -> dict[str, int]:
    rows = DOMAIN_FILE.read_text(encoding="utf-8").splitlines()[1:]
    pairs = (row.split("\t") for row in rows if row and not row.startswith("#"))
    return {word: int(weight) for word, weight in pairs}
