"""Describes a proposed correction by what speaks for and against it."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.normalize.text.attested_pairs import AttestedPairs, generalised
from gouji.normalize.text.lexicon import Lexicon
from gouji.normalize.text.word_proposals import WordProposal

FREQUENT_WORD_COUNT = 2000
"""A word of the general list that occurs as often is a common one."""
MAX_WORD_LENGTH = 4
MAX_LONE_CHARACTERS = 2
"""Longer words, and more lone characters, count as so many."""
COST_LIMITS_NATS = (3.0, 5.0, 7.0)
"""Costs of a misread character that separate frequent confusions from those made by hand, measured and drawn ones."""
MIN_GAIN_NATS, MAX_GAIN_NATS = -2.0, 14.0
GAIN_UNIT_NATS = 4.0
"""The feature of the gain is 1 for so many nats, between the limits."""
OPENING, CLOSING = "“《", frozenset("”》")

Feature = tuple[str, float]


def correction_features(
    text: str, proposal: WordProposal, lexicon: Lexicon, attested: AttestedPairs
) -> Iterator[Feature]:
    """Yields (feature, value) for a word proposed in `text`: the kind of the word, the gain, its surroundings, and how
    well attested the pairs of characters are that it makes and that it breaks."""
    start, end, new = proposal.start, proposal.end, proposal.new
    changed = [index for index in range(start, end) if text[index] != new[index - start]]
    gain = min(max(proposal.gain, MIN_GAIN_NATS), MAX_GAIN_NATS)
    yield "gain", gain / GAIN_UNIT_NATS
    yield f"word={_kind(new, lexicon)}", 1.0
    yield f"length={min(len(new), MAX_WORD_LENGTH)}", 1.0
    yield f"cost={sum(proposal.cost / len(changed) >= limit for limit in COST_LIMITS_NATS)}", 1.0
    yield f"lone before={min(proposal.lone_before, MAX_LONE_CHARACTERS)}", 1.0
    yield f"lone after={min(proposal.lone_after, MAX_LONE_CHARACTERS)}", 1.0
    if _is_quoted(text, start):
        yield "quoted", 1.0
    yield from _supports(text, proposal, changed, attested)


def _kind(word: str, lexicon: Lexicon) -> str:
    if word in lexicon.domain:
        return "domain"
    return "common" if lexicon.count(word) >= FREQUENT_WORD_COUNT else "general"


def _is_quoted(text: str, start: int) -> bool:
    """Tells whether an open quotation mark or title mark stands before `start`."""
    opened = max(text.rfind(mark, 0, start) for mark in OPENING)
    return opened >= 0 and CLOSING.isdisjoint(text[opened:start])


def _supports(text: str, proposal: WordProposal, changed: list[int], attested: AttestedPairs) -> Iterator[Feature]:
    """Yields the support of the changed characters, and of the pairs that they form within the word and with what
    stands beside it, as read and as meant. Several pairs share the value 1."""
    start, end = proposal.start, proposal.end
    read, meant = generalised(text), generalised(text[:start] + proposal.new + text[end:])
    within = sorted({pair for i in changed for pair in (i - 1, i) if start <= pair < end - 1})
    beside = sorted({pair for i in changed for pair in (i - 1, i)}.difference(within))
    for name, pairs in (("within", within), ("beside", beside)):
        for pair in pairs:
            # The pair at index i of the text stands at i + 1 of its generalised form.
            yield f"read {name}={attested.pair(read, pair + 1)}", 1 / len(pairs)
            yield f"meant {name}={attested.pair(meant, pair + 1)}", 1 / len(pairs)
    yield f"read character={min(attested.characters.get(text[i], 0) for i in changed)}", 1.0
    yield f"meant character={min(attested.characters.get(proposal.new[i - start], 0) for i in changed)}", 1.0
