"""What is wrong with the picture of a page."""

from __future__ import annotations

from dataclasses import dataclass

from gouji.schemas.pages import Spoilt


@dataclass(frozen=True, slots=True)
class Flaw:
    """A picture that is not as it was written. `lost` is the share of it (0..1) that is surely gone; `top` how far down it (0..1) the first
    sign of damage stands: nothing below that is sure."""

    lost: float
    top: float = 0.0

    def __or__(self, other: Flaw | None) -> Flaw:
        """Both together."""
        return self if other is None else Flaw(max(self.lost, other.lost), min(self.top, other.top))

    def on(self, width: float, height: float) -> Spoilt:
        """The flaw of a picture that is the whole page, of this size in points."""
        return Spoilt(
            self.lost, (0.0, round(self.top * height, 1), round(width, 1), round(height, 1)) if self.top else None
        )


WHOLE = Flaw(1.0)
"""Nothing of the picture can be had."""
