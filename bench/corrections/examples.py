"""Proposed corrections of clean and of misread texts, each with whether it restores what was printed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bench.cases.random import Dice
from bench.corrections.clean_texts import CleanText
from bench.corrections.misread import misread
from gouji.normalize.text.lexicon import Lexicon, load_lexicon
from gouji.normalize.text.word_proposals import WordProposal, word_proposals
from gouji.schemas.traced import Traced

ROUNDS = 4
"""How often each text is misread."""


@dataclass(frozen=True, slots=True)
class Example:
    """A proposal for a text that was printed as `printed`; `clean` if nothing of the text is misread; else in which `round`."""

    document: CleanText
    text: str
    printed: str
    proposal: WordProposal
    lexicon: Lexicon
    clean: bool
    round: int = 0

    @property
    def right(self) -> bool:
        """Whether the proposal restores what was printed."""
        return self.proposal.new == self.printed[self.proposal.start : self.proposal.end]


@dataclass(slots=True)
class Examples:
    """The proposals for one document, and how many characters were misread."""

    found: list[Example]
    misread: int = 0


def examples(document: CleanText, seed: str) -> Examples:
    """The proposals for the document as it is, and for each round those that touch a misread character."""
    lexicon, dice = load_lexicon().with_names(document.known), Dice(f"{seed}/{document.source}/{document.name}")
    out = Examples([])
    for printed in document.paragraphs:
        out.found += _proposed(document, printed, printed, lexicon)
        for number in range(1, ROUNDS + 1):
            text, changed = misread(printed, dice)
            out.misread += len(changed)
            if changed:
                proposed = _proposed(document, text, printed, lexicon, number)
                out.found += [e for e in proposed if any(e.proposal.start <= i < e.proposal.end for i in changed)]
    return out


def _proposed(document: CleanText, text: str, printed: str, lexicon: Lexicon, number: int = 0) -> Iterator[Example]:
    for proposal in word_proposals(Traced.plain(text), lexicon):
        yield Example(document, text, printed, proposal, lexicon, text == printed, number)
