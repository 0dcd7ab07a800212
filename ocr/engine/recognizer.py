"""The recogniser's probabilities for every column of a line.

PaddleOCR gives a line's text and one score, and throws away the probabilities of the other characters. So its own preparation of a
picture and the network are called here, one after the other.
"""

from __future__ import annotations

from typing import Any

from gouji.ocr.engine.onnx_model import OnnxModel, Values
from gouji.ocr.engine.paddle_internals import RECOGNITION, paddle_class
from gouji.ocr.engine.protocol import Image
from gouji.schemas.errors import MissingComponent

Posteriors = Values
"""Columns x classes, each row sums to 1. Class 0 is the blank, the last one the space."""


class Recognizer:
    """A recogniser of PaddleOCR's kind that yields posteriors."""

    def __init__(self, model: OnnxModel) -> None:
        """Raises MissingComponent("engine_changed") when a part of the library is not where it was, or means something else."""
        self._model = model
        decoder: Any = paddle_class(RECOGNITION, "CTCLabelDecode")(character_list=model.post.get("character_dict"))
        self.characters: list[str] = list(getattr(decoder, "character", ()))
        if self.characters[:1] != ["blank"] or self.characters[-1] != " ":
            raise MissingComponent("engine_changed", part=f"{RECOGNITION}.CTCLabelDecode")
        self._prepare: Any = paddle_class(RECOGNITION, "OCRReisizeNormImg")(
            rec_image_shape=model.steps["RecResizeImg"]["image_shape"]
        )

    def read(self, image: Image) -> Posteriors:
        """The posteriors of one picture: a line of text is some 10 MB of them, and several at once are no faster. Any thread may ask."""
        said = self._model(self._prepare([self._model.as_wanted(image)])[0][None])
        if said.ndim != 3 or said.shape[0] != 1 or said.shape[2] != len(self.characters):
            raise MissingComponent("engine_changed", part=f"{RECOGNITION}.OCRReisizeNormImg")
        rows: Posteriors = said[0]
        return rows
