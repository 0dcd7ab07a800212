"""Counts the pairs of characters of clean texts by their writers, and writes normalize/text/attested_pairs.tsv.

python -m bench.corrections.pairs [--out FILE]
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

from bench.corrections.clean_texts import clean_texts, counting_sources
from gouji.normalize.text import attested_pairs
from gouji.normalize.text.attested_pairs import LEVELS, AttestedPairs, generalised, support_level

OUT = Path(attested_pairs.__file__).with_name("attested_pairs.tsv")
HEAD = """# How many writers of clean texts have a pair of characters, counted by python -m bench.corrections.pairs.
# sources: the level of the first character itself; then what follows it in 1, in 2 or 3, in 4 to 7, in 8 or more.
first	sources	one	two	four	eight
"""


class PairCounts:
    """The sources of each pair and of each character."""

    def __init__(self, sources: Iterable[str]) -> None:
        self.pairs = {source: pairs_of(source) for source in sources}
        self.characters = {source: {char for pair in pairs for char in pair} for source, pairs in self.pairs.items()}
        self._all_pairs = Counter(pair for pairs in self.pairs.values() for pair in pairs)
        self._all_characters = Counter(char for chars in self.characters.values() for char in chars)

    def attested(self, without: str = "") -> AttestedPairs:
        """The support by all sources but one: what a text of that source may be judged by."""
        own_pairs, own_chars = self.pairs.get(without, set()), self.characters.get(without, set())
        return AttestedPairs(
            {pair: support_level(n - (pair in own_pairs)) for pair, n in self._all_pairs.items()},
            {char: support_level(n - (char in own_chars)) for char, n in self._all_characters.items()},
        )


def pairs_of(source: str) -> set[str]:
    """All pairs of a source's texts."""
    lines = (generalised(line) for text in clean_texts(source) for line in text.paragraphs)
    return {a + b for line in lines for a, b in pairwise(line)}


def rows(attested: AttestedPairs) -> list[str]:
    """A row for each first character."""
    followers: dict[str, list[list[str]]] = {char: [[] for _ in LEVELS] for char in attested.characters}
    for pair, level in sorted(attested.pairs.items()):
        followers[pair[0]][level - 1].append(pair[1])
    return [
        "\t".join([char, str(attested.characters[char]), *map("".join, behind)])
        for char, behind in sorted(followers.items())
    ]


def main() -> None:
    """Count and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=OUT)
    out = parser.parse_args().out
    table = rows(PairCounts(counting_sources()).attested())
    out.write_text(HEAD + "\n".join(table) + "\n", encoding="utf-8")
    print(f"{len(table)} characters in {out}")


if __name__ == "__main__":
    main()
