"""What every recogniser must be able to do, and the nouns it answers with (all places in pixels of the image it was given)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy.typing as npt

from gouji.schemas.pages import Reader

Image = npt.NDArray[Any]
"""Height x width x 3 bytes, blue-green-red."""

Quad = npt.NDArray[Any]
"""Four corners (x, y): top left, top right, bottom right, bottom left of the line of print."""

Mask = npt.NDArray[Any]
"""Height x width bytes, 255 where something is."""

Matrix = npt.NDArray[Any]
"""A 3 x 3 map of the plane."""


@dataclass(frozen=True, slots=True)
class RecognizedChar:
    """One character in the picture of a line: `left` and `right` are parts (0..1) of the picture's width."""

    char: str
    prob: float
    alternatives: tuple[tuple[str, float], ...] = ()
    left: float = 0.0
    right: float = 1.0


@dataclass(slots=True)
class Recognition:
    """What one picture of a line says. `gaps` are the near misses: (before which mark, character, probability)."""

    chars: list[RecognizedChar] = field(default_factory=list)
    gaps: list[tuple[int, str, float]] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The characters alone."""
        return "".join(m.char for m in self.chars)

    @property
    def confidence(self) -> float:
        """Mean probability of the marks, 0 where there are none."""
        return sum(m.prob for m in self.chars) / len(self.chars) if self.chars else 0.0


class PageReader(Protocol):
    """A recogniser of printed lines."""

    def find_lines(self, image: Image) -> list[Quad]:
        """Where lines of print stand, in no special order."""
        ...

    def read_crops(self, images: Sequence[Image]) -> list[Recognition]:
        """What each picture of one line says, in the order given."""
        ...

    def describe(self) -> Reader:
        """Engine, model and version, for the record."""
        ...


def mean_confidence(readings: Iterable[Recognition]) -> float:
    """The mean probability over all marks of all readings, 0 where nothing was read."""
    probs = [m.prob for r in readings for m in r.chars]
    return sum(probs) / len(probs) if probs else 0.0
