"""The leaf of the record: one value read from the page, with its place and its confidence."""

from __future__ import annotations

from typing import Generic, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr

from gouji.schemas.glyph import Box
from gouji.schemas.quantity import Quantity
from gouji.schemas.traced import Traced

Value = TypeVar("Value")


class Strict(BaseModel):
    """A part of the record; unknown keys are an error."""

    model_config = ConfigDict(extra="forbid")


class Leaf(Strict, Generic[Value]):
    """A value read from the page, with its place and the probability that `text` is what is printed there.

    `value` is None if something is there but could not be read. `sealed`: it is under a seal. `boxes`: for a value that
    is broken over several lines, its part on each line, while `bbox` covers them all; left out if it is on one line.
    """

    value: Value | None
    raw: str
    text: str
    page: int | None = None
    bbox: Box | None = None
    boxes: list[Box] = Field(default=[], exclude_if=lambda boxes: not boxes)
    line: int | None = None
    confidence: float
    sealed: bool = False

    _trace: Traced = PrivateAttr(default_factory=Traced)
    _context_confidence: float = PrivateAttr(default=1.0)

    @property
    def places(self) -> list[Box]:
        """The boxes to draw around the value: one for each line; none if it is not on a page."""
        return self.boxes or ([self.bbox] if self.bbox else [])

    @property
    def trace(self) -> Traced:
        """The glyphs of the value; empty in a record loaded from JSON."""
        return self._trace

    @property
    def context_confidence(self) -> float:
        """The confidence of what stands elsewhere and also determines the value, such as the unit in a cell of its own."""
        return self._context_confidence

    def limit_confidence(self, probability: float) -> None:
        """Limits the confidence of the leaf to that of something elsewhere that determines its value."""
        self._context_confidence = min(self._context_confidence, probability)
        self.confidence = round(min(self.confidence, self._context_confidence), 4)

    @classmethod
    def of(cls, trace: Traced, value: Value | None) -> Self:
        """The leaf with the evidence of `trace`."""
        seen = trace.evidence()
        leaf = cls(
            value=value,
            raw=seen.raw,
            text=seen.text,
            page=seen.page,
            bbox=seen.bbox,
            boxes=list(seen.boxes),
            line=seen.line,
            confidence=seen.confidence,
            sealed=seen.sealed,
        )
        leaf._trace = trace
        return leaf

    @classmethod
    def nothing(cls, at: Traced, value: Value | None = None) -> Self:
        """A leaf for missing words, placed at `at`, where they would stand."""
        leaf, place = cls.of(Traced(), value), at.evidence()
        leaf.page, leaf.bbox, leaf.boxes, leaf.line = place.page, place.bbox, list(place.boxes), place.line
        return leaf


class TextLeaf(Leaf[str]):
    """Words, or a date in ISO 8601 as precise as the page states it."""


class QuantityLeaf(Leaf[Quantity]):
    """A figure."""
