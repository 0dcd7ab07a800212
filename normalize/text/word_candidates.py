"""The words that a run of characters may hold if one or two of its doubtful characters were misread."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice, pairwise, product

from gouji.normalize.text.lexicon import LEAST_FREQUENCY, LONGEST_GENERAL, Lexicon
from gouji.normalize.text.segment import Word

MARGIN = 3.0
"""Nats by which the other reading must win, for each character that changes."""
TWO_IN_A_WORD = 4.0
"""Two misread characters in one word are believed only where each pair is at most this dear."""

Choice = dict[int, tuple[str, float]]
Costs = Mapping[int, Mapping[str, float]]


def other_words(run: str, plain: list[Word], others: Costs, lexicon: Lexicon) -> Iterator[Word]:
    """Words that differ from `run` in one or two characters, dearer by the cost of each and by the margin that it must win by.

    `plain` are the words of the run as it was read, `others` the characters that each place may hold instead.
    A character inside a known word is doubted only for the sake of a longer word of our own list that swallows that word.
    """
    owner = _owners(run, plain, lexicon)
    for choice in _choices(run, others, owner, lexicon):
        read = _read(run, choice)
        alone = all(owner[i].end - owner[i].start == 1 for i in choice)
        for start, end in _windows(read, choice, alone, lexicon):
            word = read[start:end]
            if word in lexicon.domain:
                fits = alone or all(_swallows(start, end, owner[i]) for i in choice)
            else:
                fits = alone and lexicon.count(word) >= LEAST_FREQUENCY
            if fits:
                yield Word(start, end, word, lexicon.score(word), sum(cost + MARGIN for _, cost in choice.values()))


def _read(run: str, choice: Choice) -> str:
    for place, (char, _) in choice.items():
        run = run[:place] + char + run[place + 1 :]
    return run


def _owners(run: str, plain: list[Word], lexicon: Lexicon) -> dict[int, Word]:
    """The word that explains each place. Two lone characters that are a word together, be it a rare one, explain each other."""
    owner = {i: word for word in plain for i in range(word.start, word.end)}
    for left, right in pairwise(plain):
        if right.end - left.start == 2 and lexicon.knows(pair := run[left.start : right.end]):
            owner[left.start] = owner[right.start] = Word(left.start, right.end, pair, 0.0)
    return owner


def _choices(run: str, others: Costs, owner: Mapping[int, Word], lexicon: Lexicon) -> Iterator[Choice]:
    single = [place for place in others if owner[place].end - owner[place].start == 1]
    lone = set(single)
    for place, costs in others.items():
        # Most choices make no word at all, which the neighbours tell at once.
        beside = lexicon.likely if place in lone else lexicon.ours
        found = beside.fitting(costs.keys(), run[place - 1] if place else "", run[place + 1 : place + 2])
        for char in sorted(found) if found else ():
            yield {place: (char, costs[char])}
    for index, first in enumerate(single):
        for pair in (
            (first, second)
            for second in islice(single, index + 1, index + LONGEST_GENERAL)
            if second - first < LONGEST_GENERAL
        ):
            cheap = [[choice for choice in others[place].items() if choice[1] <= TWO_IN_A_WORD] for place in pair]
            for choices in product(*cheap):
                yield dict(zip(pair, choices, strict=True))


def _windows(read: str, choice: Choice, alone: bool, lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """Where a word that holds all chosen characters may stand."""
    first, last = min(choice), max(choice)
    near = [read[i : i + 2] for i in range(first - 1 if first else 0, last + 1)]
    widest = 0 if lexicon.ours.pairs.isdisjoint(near) else lexicon.longest
    general = LONGEST_GENERAL if alone and not lexicon.likely.pairs.isdisjoint(near) else 0
    for start in range(max(0, last + 1 - max(widest, general)), first + 1):
        longest = max(lexicon.reach.get(read[start : start + 2], 0), general)
        for end in range(max(last + 1, start + 2), min(len(read), start + longest) + 1):
            yield start, end


def _swallows(start: int, end: int, word: Word) -> bool:
    return (
        start <= word.start and word.end <= end and (word.end - word.start == 1 or end - start > word.end - word.start)
    )
