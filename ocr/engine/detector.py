"""Detects lines of text on a page with a PaddleOCR detection model."""

from __future__ import annotations

from typing import Any

import numpy as np

from gouji.ocr.engine.onnx_model import FloatArray, OnnxModel
from gouji.ocr.engine.paddle_internals import DETECTION, paddle_class
from gouji.ocr.engine.protocol import Image, Quad
from gouji.ocr.engine.split_at_arcs import split_lines_at_arcs

LONG_SIDE_PX = 960
"""The page is scaled to this long side for detection. A larger size finds the same lines at several times the cost."""

ARC_BOX_THRESHOLD = 0.4
"""Minimum mean score in the box of a line that was split from a seal.

Such a line's bar bends towards the seal's ring and fills its box less than others do.
"""


class Detector:
    """A detector that uses PaddleOCR's own preprocessing and its own postprocessing of the probability map."""

    def __init__(self, model: OnnxModel) -> None:
        """Raises MissingComponent("engine_changed") if a class of the library is not where it was."""
        self._model = model
        self._resize: Any = paddle_class(DETECTION, "DetResizeForTest")(
            limit_side_len=LONG_SIDE_PX, limit_type="resize_long"
        )
        self._normalize: Any = paddle_class(DETECTION, "NormalizeImage")(**model.steps.get("NormalizeImage", {}))
        settings = {key: value for key, value in model.post.items() if key != "name"}
        self._quads: Any = paddle_class(DETECTION, "DBPostProcess")(**settings)
        self._arc_quads: Any = paddle_class(DETECTION, "DBPostProcess")(**settings | {"box_thresh": ARC_BOX_THRESHOLD})

    def find(self, image: Image) -> list[Quad]:
        """Returns quadrilaterals around lines of text, in pixels of `image`."""
        resized, shapes = self._resize([self._model.in_model_channel_order(image)])
        planes = self._normalize(resized)[0].transpose(2, 0, 1)
        probabilities = self._model(planes[None].astype(np.float32, copy=False))
        found = _boxes(self._quads, probabilities, shapes)
        scale = np.array([probabilities.shape[-1] / image.shape[1], probabilities.shape[-2] / image.shape[0]])
        split = split_lines_at_arcs(probabilities.reshape(probabilities.shape[-2:]), [quad * scale for quad in found])
        return (
            found if split is None else [*found, *_boxes(self._arc_quads, split.reshape(probabilities.shape), shapes)]
        )


def _boxes(post: Any, probabilities: FloatArray, shapes: Any) -> list[Quad]:
    quads, _ = post([probabilities], shapes)
    return [np.asarray(quad, dtype=np.float64) for quad in quads[0]]
