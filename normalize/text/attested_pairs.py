"""Says how many independent writers of reports put two characters side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from gouji.schemas.wordlists import read_rows

LEVELS = (1, 2, 4, 8)
"""Numbers of sources at which the support of a pair rises by one level."""
DIGIT, OTHER = "0", ","
"""What stands in a pair for any digit, and for any other sign and the edge of a text."""


@dataclass(frozen=True, slots=True)
class AttestedPairs:
    """The support of pairs of characters and of single characters: 0 for what no source has, else a level 1 to 4."""

    pairs: Mapping[str, int]
    characters: Mapping[str, int]

    def pair(self, text: str, index: int) -> int:
        """Returns the support of the characters at `index` and behind it; `text` ends at OTHER on both sides."""
        return self.pairs.get(text[index : index + 2], 0)


def generalised(text: str) -> str:
    """Returns the text with one sign for all digits and one for all that is no Chinese character, and an edge on
    either side."""
    return OTHER + "".join(c if "㐀" <= c <= "鿿" else DIGIT if c.isdigit() else OTHER for c in text) + OTHER


def support_level(sources: int) -> int:
    """Returns the level of what so many sources have."""
    return sum(sources >= least for least in LEVELS)


@cache
def load_attested_pairs() -> AttestedPairs:
    """Loads the counted pairs, once."""
    pairs: dict[str, int] = {}
    characters: dict[str, int] = {}
    for first, level, *followers in read_rows(__package__, "attested_pairs"):
        characters[first] = int(level)
        for support, chars in enumerate(followers, 1):
            pairs.update((first + second, support) for second in chars)
    return AttestedPairs(pairs, characters)
