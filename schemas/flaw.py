"""Damage of a page image."""

from __future__ import annotations

from dataclasses import dataclass

from gouji.schemas.pages import Spoilt


@dataclass(frozen=True, slots=True)
class Flaw:
    """Damage of an image. `lost` is the share of it (0..1) that is certainly gone. `top` is where the first damage
    begins, from the top (0..1): nothing below it is certain.
    """

    lost: float
    top: float = 0.0

    def __or__(self, other: Flaw | None) -> Flaw:
        """Combines two damages: the larger loss, the higher beginning."""
        return self if other is None else Flaw(max(self.lost, other.lost), min(self.top, other.top))

    def on(self, width: float, height: float) -> Spoilt:
        """The damage of an image that covers the whole page; `width` and `height` in points."""
        return Spoilt(
            self.lost, (0.0, round(self.top * height, 1), round(width, 1), round(height, 1)) if self.top else None
        )


TOTAL_LOSS = Flaw(1.0)
"""Nothing of the image can be read."""
