"""Finding lines of print on a page, by a detector of PaddleOCR's kind."""

from __future__ import annotations

from typing import Any

import numpy as np

from gouji.ocr.engine.onnx_model import OnnxModel, Values
from gouji.ocr.engine.paddle_internals import DETECTION, paddle_class
from gouji.ocr.engine.protocol import Image, Quad
from gouji.ocr.engine.split_at_arcs import split_lines_at_arcs

SIDE = 960
"""The page's long side in pixels for finding lines. More finds the same lines at several times the cost."""


BENT = 0.4
"""How full of print the box of a line must be that was parted from a seal: its bar bends towards the ring and fills its box less."""


class Detector:
    """A detector with the library's own preparation of a page and its own reading of the map."""

    def __init__(self, model: OnnxModel) -> None:
        """Raises MissingComponent("engine_changed") when a part of the library is not where it was."""
        self._model = model
        self._resize: Any = paddle_class(DETECTION, "DetResizeForTest")(limit_side_len=SIDE, limit_type="resize_long")
        self._normalize: Any = paddle_class(DETECTION, "NormalizeImage")(**model.steps.get("NormalizeImage", {}))
        told = {key: value for key, value in model.post.items() if key != "name"}
        self._quads: Any = paddle_class(DETECTION, "DBPostProcess")(**told)
        self._bent: Any = paddle_class(DETECTION, "DBPostProcess")(**told | {"box_thresh": BENT})

    def find(self, image: Image) -> list[Quad]:
        """Quadrilaterals round lines of print, in pixels."""
        resized, shapes = self._resize([self._model.as_wanted(image)])
        planes = self._normalize(resized)[0].transpose(2, 0, 1)
        seen = self._model(planes[None].astype(np.float32, copy=False))
        found = _found(self._quads, seen, shapes)
        scale = np.array([seen.shape[-1] / image.shape[1], seen.shape[-2] / image.shape[0]])
        more = split_lines_at_arcs(seen.reshape(seen.shape[-2:]), [quad * scale for quad in found])
        return found if more is None else [*found, *_found(self._bent, more.reshape(seen.shape), shapes)]


def _found(post: Any, seen: Values, shapes: Any) -> list[Quad]:
    quads, _ = post([seen], shapes)
    return [np.asarray(quad, dtype=np.float64) for quad in quads[0]]
