"""Runs the recognition model and returns the probabilities of every column of a line.

PaddleOCR returns a line's text with one score and discards the probabilities of the other characters. So this module
calls PaddleOCR's image preprocessing and the network directly.
"""

from __future__ import annotations

from typing import Any

from gouji.ocr.engine.onnx_model import FloatArray, OnnxModel
from gouji.ocr.engine.paddle_internals import RECOGNITION, paddle_class
from gouji.ocr.engine.protocol import Image
from gouji.schemas.errors import MissingComponent

Posteriors = FloatArray
"""Columns x classes; each row sums to 1. Class 0 is the blank, the last class is the space."""


class Recognizer:
    """A PaddleOCR recognition model that returns posteriors."""

    def __init__(self, model: OnnxModel) -> None:
        """Raises MissingComponent("engine_changed") if a class of the library has moved or has another meaning."""
        self._model = model
        decoder: Any = paddle_class(RECOGNITION, "CTCLabelDecode")(character_list=model.post.get("character_dict"))
        self.characters: list[str] = list(getattr(decoder, "character", ()))
        if self.characters[:1] != ["blank"] or self.characters[-1] != " ":
            raise MissingComponent("engine_changed", part=f"{RECOGNITION}.CTCLabelDecode")
        self._prepare: Any = paddle_class(RECOGNITION, "OCRReisizeNormImg")(
            rec_image_shape=model.steps["RecResizeImg"]["image_shape"]
        )

    def read(self, image: Image) -> Posteriors:
        """Returns the posteriors of one line image. Thread-safe.

        A line of text takes about 10 MB; a batch of several lines is no faster.
        """
        output = self._model(self._prepare([self._model.in_model_channel_order(image)])[0][None])
        if output.ndim != 3 or output.shape[0] != 1 or output.shape[2] != len(self.characters):
            raise MissingComponent("engine_changed", part=f"{RECOGNITION}.OCRReisizeNormImg")
        rows: Posteriors = output[0]
        return rows
