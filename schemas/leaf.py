"""The leaf of the record: one value read from the page, with its place and how surely it was read."""

from __future__ import annotations

from typing import Generic, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr

from gouji.schemas.glyph import Box
from gouji.schemas.quantity import Quantity
from gouji.schemas.traced import Traced

Value = TypeVar("Value")


class Strict(BaseModel):
    """A part of the record: unknown keys are an error, not a surprise."""

    model_config = ConfigDict(extra="forbid")


class Leaf(Strict, Generic[Value]):
    """A value read from the page, with its place and the probability that `text` is what is printed there.

    `value` is None where something stands but could not be read. `sealed`: it stood under a seal. `boxes`: of a value that is
    broken over several lines, its part on each, while `bbox` covers them all; left out where it stands on one.
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
    _beside: float = PrivateAttr(default=1.0)

    @property
    def places(self) -> list[Box]:
        """The boxes to draw round the value: one for each line, none where it stands on no page."""
        return self.boxes or ([self.bbox] if self.bbox else [])

    @property
    def trace(self) -> Traced:
        """The glyphs behind the value; empty in a record that was loaded from JSON."""
        return self._trace

    @property
    def beside(self) -> float:
        """How surely that was read which stands elsewhere and tells the value too: the unit in a cell of its own."""
        return self._beside

    def limit_confidence(self, probability: float) -> None:
        """Says how surely what stands elsewhere was read; the leaf is no surer than that."""
        self._beside = min(self._beside, probability)
        self.confidence = round(min(self.confidence, self._beside), 4)

    @classmethod
    def of(cls, trace: Traced, value: Value | None) -> Self:
        """The leaf whose evidence is `trace`."""
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
        """The leaf of words that are not there; its place is that of `at`, where they would stand."""
        leaf, place = cls.of(Traced(), value), at.evidence()
        leaf.page, leaf.bbox, leaf.boxes, leaf.line = place.page, place.bbox, list(place.boxes), place.line
        return leaf


class TextLeaf(Leaf[str]):
    """Words, or a date in ISO 8601 as precise as the page is."""


class QuantityLeaf(Leaf[Quantity]):
    """A figure."""
