"""Finding lines of print on a page, by a detector of PaddleOCR's kind."""

from __future__ import annotations

from typing import Any

import numpy as np

from gouji.ocr.engine.onnx_model import Network, Values
from gouji.ocr.engine.paddle_internals import DETECTION, part
from gouji.ocr.engine.protocol import Image, Quad
from gouji.ocr.engine.split_at_arcs import parted_lines

SIDE = 960
"""The page's long side in pixels for finding lines. More finds the same lines at several times the cost."""


BENT = 0.4
"""How full of print the box of a line must be that was parted from a seal: its bar bends towards the ring and fills its box less."""


class Finder:
    """A detector with the library's own preparation of a page and its own reading of the map."""

    def __init__(self, network: Network) -> None:
        """Raises MissingComponent("engine_changed") when a part of the library is not where it was."""
        self._network = network
        self._resize: Any = part(DETECTION, "DetResizeForTest")(limit_side_len=SIDE, limit_type="resize_long")
        self._normalize: Any = part(DETECTION, "NormalizeImage")(**network.steps.get("NormalizeImage", {}))
        told = {key: value for key, value in network.post.items() if key != "name"}
        self._quads: Any = part(DETECTION, "DBPostProcess")(**told)
        self._bent: Any = part(DETECTION, "DBPostProcess")(**told | {"box_thresh": BENT})

    def find(self, image: Image) -> list[Quad]:
        """Quadrilaterals round lines of print, in pixels."""
        resized, shapes = self._resize([self._network.as_wanted(image)])
        planes = self._normalize(resized)[0].transpose(2, 0, 1)
        seen = self._network(planes[None].astype(np.float32, copy=False))
        found = _found(self._quads, seen, shapes)
        scale = np.array([seen.shape[-1] / image.shape[1], seen.shape[-2] / image.shape[0]])
        more = parted_lines(seen.reshape(seen.shape[-2:]), [quad * scale for quad in found])
        return found if more is None else [*found, *_found(self._bent, more.reshape(seen.shape), shapes)]


def _found(post: Any, seen: Values, shapes: Any) -> list[Quad]:
    quads, _ = post([seen], shapes)
    return [np.asarray(quad, dtype=np.float64) for quad in quads[0]]
