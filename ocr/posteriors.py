"""The recogniser's probabilities for every column of a line, before it throws them away.

PaddleOCR gives a line's text and one score. The probabilities of the other characters live only between its network and
its own decoder, in private places of `paddlex_predictor`. This is the one file that knows of them. Its own preparation of a
picture and its own network are called directly, one after the other: what it does round them costs time for each line.
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

STEPS = ("Read", "ReisizeNorm", "ToBatch")
"""How a picture is prepared, by the library's own names."""


class Tapped:
    """A `paddleocr.TextRecognition` that yields posteriors."""

    def __init__(self, recogniser: Any) -> None:
        """Raises MissingComponent("engine_changed") when a private place is not where it was."""
        predictor: Any = getattr(recogniser, "paddlex_predictor", None)
        self.characters: list[str] = list(_part(predictor, "post_op.character"))
        steps = _part(predictor, "pre_tfs")
        if self.characters[:1] != ["blank"] or tuple(steps) != STEPS:
            raise MissingComponent("engine_changed", part="paddlex_predictor.post_op")
        self._steps = [steps[name] for name in STEPS]
        self._network = _part(predictor, "runner")

    def read(self, images: Sequence[Image]) -> Iterator[Posteriors]:
        """The posteriors of each image, one at a time: a line of text is some 10 MB of them, and several at once are no faster."""
        for image in images:
            batch: Any = [image]
            for step in self._steps:
                batch = step(imgs=batch)
            said = self._network(x=batch)[0]
            if said.ndim != 3 or said.shape[0] != 1 or said.shape[2] != len(self.characters):
                raise MissingComponent("engine_changed", part="paddlex_predictor.runner")
            yield said[0]


def _part(whole: Any, path: str) -> Any:
    for name in path.split("."):
        whole = getattr(whole, name, None)
    if whole is None:
        raise MissingComponent("engine_changed", part=f"paddlex_predictor.{path}")
    return whole
