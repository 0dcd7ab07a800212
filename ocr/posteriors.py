"""The recogniser's probabilities for every column of a line, before it throws them away.

PaddleOCR gives a line's text and one score. The probabilities of the other characters live only between its network and
its own decoder, in a private place (`paddlex_predictor.post_op`). This is the one file that knows of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from ocr.engine import Image
from schemas.errors import MissingComponent

Posteriors = npt.NDArray[np.float32]
"""Columns x classes, each row sums to 1. Class 0 is the blank, the last one the space."""


class _Tap:
    """Stands in the decoder's place: keeps what the network said and answers with empty texts."""

    def __init__(self, inner: Any) -> None:
        self.characters: list[str] = list(inner.character)
        self.caught: list[Posteriors] = []

    def __call__(self, pred: Any, **_: Any) -> tuple[list[str], list[float]]:
        batch = np.asarray(pred[0], dtype=np.float32)
        self.caught.extend(batch)
        return [""] * len(batch), [0.0] * len(batch)


class Tapped:
    """A `paddleocr.TextRecognition` that yields posteriors."""

    def __init__(self, recogniser: Any) -> None:
        """Raises MissingComponent("engine_changed") when the private place is not where it was."""
        predictor: Any = getattr(recogniser, "paddlex_predictor", None)
        post = getattr(predictor, "post_op", None)
        if post is None or not hasattr(post, "character") or post.character[:1] != ["blank"]:
            raise MissingComponent("engine_changed", part="paddlex_predictor.post_op")
        self._recogniser, self._tap = recogniser, _Tap(post)
        predictor.post_op = self._tap

    @property
    def characters(self) -> list[str]:
        """What the classes stand for."""
        return self._tap.characters

    def read(self, images: Sequence[Image]) -> Iterator[Posteriors]:
        """The posteriors of each image, one at a time: a line of text is some 10 MB of them."""
        for image in images:
            self._tap.caught.clear()
            self._recogniser.predict([image], batch_size=1)
            if len(self._tap.caught) != 1 or self._tap.caught[0].shape[1] != len(self.characters):
                raise MissingComponent("engine_changed", part="post_op")
            yield self._tap.caught[0]
