"""Corrects misread characters inside words, or doubts them: what was read is weighed against the words that the page
may say instead."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.normalize.edits import Edit
from gouji.normalize.text.correction_belief import correction_belief
from gouji.normalize.text.lexicon import Lexicon
from gouji.normalize.text.word_proposals import WordProposal, word_proposals
from gouji.schemas.misread_share import MisreadShare
from gouji.schemas.traced import Traced

MIN_BELIEF = 0.95
"""A word believed less is no correction."""
MIN_DOUBT = 0.8
"""A word believed less leaves no doubt about what was read."""
MAX_CONFIDENCE = 0.99
REASON = "lookalike_by_word"


def misread_words(text: Traced, lexicon: Lexicon, share: MisreadShare | None = None) -> list[Edit]:
    """Returns the edits for words that must be meant where the page was misread.

    Where another word is only likely, the edit keeps the character that was read and lowers its probability. `share`
    tells how much of the document is misread; None where a recogniser read it.
    """
    return [edit for proposal in word_proposals(text, lexicon) for edit in _edits(text, proposal, lexicon, share)]


def _edits(text: Traced, proposal: WordProposal, lexicon: Lexicon, share: MisreadShare | None) -> Iterator[Edit]:
    start, end, new = proposal.start, proposal.end, proposal.new
    belief = correction_belief(text.text, proposal, lexicon)
    if share:
        belief = share.believed(belief, text.text[start:end], new)
    if belief >= MIN_BELIEF:
        yield Edit(start, end, new, "character", REASON, min(belief, MAX_CONFIDENCE))
    elif belief >= MIN_DOUBT:
        for index in range(start, end):
            if (read := text.text[index]) != new[index - start]:
                yield Edit(index, index + 1, read, "character", REASON, 1 - belief)
