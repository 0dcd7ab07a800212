"""Proposes the words that a run may hold if one or two of its doubtful characters were misread."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice, pairwise, product

from gouji.normalize.text.lexicon import MAX_GENERAL_LENGTH, MIN_FREQUENCY, Lexicon
from gouji.normalize.text.segment import Word

MAX_COST_OF_TWO_NATS = 4.0
"""Two misread characters in one word are accepted only if each costs at most this."""

Choice = dict[int, tuple[str, float]]
Costs = Mapping[int, Mapping[str, float]]


def candidate_words(run: str, plain: list[Word], alternatives: Costs, lexicon: Lexicon) -> Iterator[Word]:
    """Yields words that differ from `run` in one or two characters. Their cost is that of each change.

    `plain` are the words of the run as read, `alternatives` the characters that each position may hold instead. A
    character inside a known word is doubted only for a longer domain word that contains that word.
    """
    owner = _owners(run, plain, lexicon)
    for choice in _choices(run, alternatives, owner, lexicon):
        read = _read(run, choice)
        alone = all(owner[i].end - owner[i].start == 1 for i in choice)
        for start, end in _windows(read, choice, alone, lexicon):
            word = read[start:end]
            if word in lexicon.domain:
                fits = alone or all(_contains(start, end, owner[i]) for i in choice)
            else:
                fits = alone and lexicon.count(word) >= MIN_FREQUENCY
            if fits:
                yield Word(start, end, word, lexicon.score(word), sum(cost for _, cost in choice.values()))


def _read(run: str, choice: Choice) -> str:
    for index, (char, _) in choice.items():
        run = run[:index] + char + run[index + 1 :]
    return run


def _owners(run: str, plain: list[Word], lexicon: Lexicon) -> dict[int, Word]:
    """Returns the word that explains each position.

    Two lone characters that form a word, even a rare one, explain each other.
    """
    owner = {i: word for word in plain for i in range(word.start, word.end)}
    for left, right in pairwise(plain):
        if right.end - left.start == 2 and lexicon.knows(pair := run[left.start : right.end]):
            owner[left.start] = owner[right.start] = Word(left.start, right.end, pair, 0.0)
    return owner


def _choices(run: str, alternatives: Costs, owner: Mapping[int, Word], lexicon: Lexicon) -> Iterator[Choice]:
    single = [index for index in alternatives if owner[index].end - owner[index].start == 1]
    lone = set(single)
    for index, costs in alternatives.items():
        # Most choices make no word at all; the neighbours show it at once.
        beside = lexicon.common_neighbours if index in lone else lexicon.domain_neighbours
        found = beside.fitting(costs.keys(), run[index - 1] if index else "", run[index + 1 : index + 2])
        for char in sorted(found) if found else ():
            yield {index: (char, costs[char])}
    for index, first in enumerate(single):
        for pair in (
            (first, second)
            for second in islice(single, index + 1, index + MAX_GENERAL_LENGTH)
            if second - first < MAX_GENERAL_LENGTH
        ):
            cheap = [
                [choice for choice in alternatives[position].items() if choice[1] <= MAX_COST_OF_TWO_NATS]
                for position in pair
            ]
            for choices in product(*cheap):
                yield dict(zip(pair, choices, strict=True))


def _windows(read: str, choice: Choice, alone: bool, lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """Yields where a word that holds all chosen characters may stand."""
    first, last = min(choice), max(choice)
    near = [read[i : i + 2] for i in range(first - 1 if first else 0, last + 1)]
    widest = 0 if lexicon.domain_neighbours.pairs.isdisjoint(near) else lexicon.longest
    general = MAX_GENERAL_LENGTH if alone and not lexicon.common_neighbours.pairs.isdisjoint(near) else 0
    for start in range(max(0, last + 1 - max(widest, general)), first + 1):
        longest = max(lexicon.longest_by_opening.get(read[start : start + 2], 0), general)
        for end in range(max(last + 1, start + 2), min(len(read), start + longest) + 1):
            yield start, end


def _contains(start: int, end: int, word: Word) -> bool:
    return (
        start <= word.start and word.end <= end and (word.end - word.start == 1 or end - start > word.end - word.start)
    )
