"""Estimates what share of the characters of a typed text was misread before the text came here: next to none, unless
other places show that a recogniser made it."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import exp, lgamma, log

READ_SHARE = 5e-3
"""Signs of misreading per character in texts that a recogniser made: 62 in 12,200 characters."""
TYPED_SHARE = 1e-5
"""The same in texts that were typed, where each sign is a false one: 5 in 550,000."""
FITTED_SHARE = 5.6e-3
"""The share of misread characters in the texts on which belief in a correction was fitted."""


@dataclass(slots=True)
class MisreadShare:
    """The number of characters of a document, and its signs of misreading: what was read, what is meant, and how
    likely that is. A word that is misread alike in several places is one sign: it may well be what was printed."""

    characters: int
    signs: dict[tuple[str, str], float] = field(default_factory=dict)

    def believed(self, belief: float, read: str, meant: str) -> float:
        """Returns how far a correction is to be believed in this document that is believed so far (0..1) in any: the
        other signs tell whether anything was misread here."""
        others = sum(confidence for sign, confidence in self.signs.items() if sign != (read, meant))
        odds = belief / max(1 - belief, 1e-12) * self._expected(others) / FITTED_SHARE
        return odds / (1 + odds)

    def _expected(self, signs: float) -> float:
        """Returns the share of misread characters where there are so many signs.

        The text was typed or read, either as likely before one looks. Where it was read the share is unknown, and
        exponentially distributed around READ_SHARE; where it was typed all signs are false.
        """
        scale = 1 / READ_SHARE
        read = log(scale) + lgamma(signs + 1) - (signs + 1) * log(self.characters + scale)
        typed = signs * log(TYPED_SHARE) - TYPED_SHARE * self.characters
        was_read = 1 / (1 + exp(min(typed - read, 700.0)))
        return was_read * (signs + 1) / (self.characters + scale) + (1 - was_read) * TYPED_SHARE
