"""Puts characters of form XObjects where they are printed: PDFium leaves some of them in the coordinates of the form."""

from __future__ import annotations

import ctypes
from typing import Any

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw

from gouji.ocr.engine.protocol import Matrix

IDENTITY = np.eye(3)
TOLERANCE = 1e-3
SLACK_PT = 1.0
Corners = tuple[float, float, float, float]
"""left, bottom, right, top in the coordinates of the page."""


class FormBoxes:
    """The boxes of the characters of one page, each text object looked at once."""

    def __init__(self, text: pdfium.PdfTextPage) -> None:
        self._text = text
        self._known: dict[int, tuple[Matrix, Corners] | None] = {}

    def on_page(self, i: int, owner: Any, box: Corners) -> Corners:
        """Returns the box of character i, whose text object is `owner`, in coordinates of the page.

        PDFium maps most characters of a form XObject to the page, but none that it replaced by another code (the
        radicals that some programs write for characters). Such a box lies where the form has the text, not the page.
        """
        address = ctypes.cast(owner, ctypes.c_void_p).value or 0
        if address not in self._known:
            self._known[address] = self._form(i, owner)
        form = self._known[address]
        if form is None:
            return box
        matrix, bounds = form
        if _holds(_mapped(bounds, matrix), box) or not _holds(bounds, box):
            return box
        return _mapped(box, matrix)

    def _form(self, i: int, owner: Any) -> tuple[Matrix, Corners] | None:
        """The map from the form's coordinates to those of the page, and the object's bounds in the former; None where both
        are the same."""
        own, shown, bounds = raw.FS_MATRIX(), raw.FS_MATRIX(), [ctypes.c_float() for _ in range(4)]
        if not (
            raw.FPDFPageObj_GetMatrix(owner, own)
            and raw.FPDFText_GetMatrix(self._text, i, shown)
            and raw.FPDFPageObj_GetBounds(owner, *bounds)
        ):
            return None
        if _numbers(own) == _numbers(shown):
            return None  # nearly every object: no form, or one at the page's own place
        inner = _matrix(own)
        if abs(np.linalg.det(inner)) < TOLERANCE**2:
            return None
        form = _matrix(shown) @ np.linalg.inv(inner)
        if np.allclose(form, IDENTITY, atol=TOLERANCE):
            return None
        left, bottom, right, top = (value.value for value in bounds)
        return form, (left, bottom, right, top)


def _numbers(found: Any) -> tuple[float, ...]:
    return found.a, found.b, found.c, found.d, found.e, found.f


def _matrix(found: Any) -> Matrix:
    return np.array([[found.a, found.c, found.e], [found.b, found.d, found.f], [0, 0, 1]])


def _mapped(box: Corners, matrix: Matrix) -> Corners:
    corners = matrix @ np.array([[box[0], box[2], box[0], box[2]], [box[1], box[1], box[3], box[3]], [1, 1, 1, 1]])
    (left, bottom), (right, top) = corners[:2].min(axis=1).tolist(), corners[:2].max(axis=1).tolist()
    return left, bottom, right, top


def _holds(bounds: Corners, box: Corners) -> bool:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    across = bounds[0] - SLACK_PT <= x <= bounds[2] + SLACK_PT
    return across and bounds[1] - SLACK_PT <= y <= bounds[3] + SLACK_PT
