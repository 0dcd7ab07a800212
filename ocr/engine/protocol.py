"""The interface of a recogniser, and the types that it returns. All places are in pixels of the image it was given."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy.typing as npt

from gouji.schemas.pages import Reader

Image = npt.NDArray[Any]
"""Height x width x 3 bytes, BGR."""

Quad = npt.NDArray[Any]
"""Four corners (x, y) of a line of text: top left, top right, bottom right, bottom left."""

Mask = npt.NDArray[Any]
"""Height x width bytes, 255 where the condition holds."""

Matrix = npt.NDArray[Any]
"""A 3 x 3 matrix of a projective map of the plane."""


@dataclass(frozen=True, slots=True)
class RecognizedChar:
    """One character in a line image. `left` and `right` are fractions (0..1) of the image's width.

    `quick`: number of the line image on its page, and index in its reading, if only the quick model has read it.
    """

    char: str
    prob: float
    alternatives: tuple[tuple[str, float], ...] = ()
    left: float = 0.0
    right: float = 1.0
    quick: tuple[int, int] | None = None


@dataclass(slots=True)
class Recognition:
    """The result for one line image. `gaps` are near misses: (index of the next character, character, probability)."""

    chars: list[RecognizedChar] = field(default_factory=list)
    gaps: list[tuple[int, str, float]] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The characters as a string."""
        return "".join(m.char for m in self.chars)

    @property
    def confidence(self) -> float:
        """The mean probability of the characters, 0 if there are none."""
        return sum(m.prob for m in self.chars) / len(self.chars) if self.chars else 0.0


class PageReader(Protocol):
    """A recogniser of lines of text."""

    def find_lines(self, image: Image) -> list[Quad]:
        """Returns quadrilaterals around lines of text, in no special order."""
        ...

    def read_crops(self, images: Sequence[Image]) -> list[Recognition]:
        """Returns the recognition of each line image, in the order given."""
        ...

    def describe(self) -> Reader:
        """Returns engine, model and version, for the record."""
        ...


def mean_confidence(recognitions: Iterable[Recognition]) -> float:
    """Returns the mean probability over all characters of all recognitions, 0 if there are none."""
    probs = [m.prob for r in recognitions for m in r.chars]
    return sum(probs) / len(probs) if probs else 0.0
