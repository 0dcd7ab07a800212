"""Maps the coordinates of a PDF page to the page as displayed."""

from __future__ import annotations

import ctypes

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw

from gouji.ocr.engine.protocol import Matrix


def display_matrix(page: pdfium.PdfPage) -> Matrix:
    """Returns the map from the file's own coordinates to points of the displayed page, whose origin is top left."""
    width, height = page.get_size()
    factor = 100
    origin, right, up = (
        _device(page, x, y, round(width * factor), round(height * factor)) for x, y in ((0, 0), (1000, 0), (0, 1000))
    )
    matrix = np.eye(3)
    matrix[:2, 0], matrix[:2, 1], matrix[:2, 2] = (right - origin) / 1000, (up - origin) / 1000, origin
    matrix[:2] /= factor
    return matrix


def _device(page: pdfium.PdfPage, x: float, y: float, width: int, height: int) -> Matrix:
    a, b = ctypes.c_int(), ctypes.c_int()
    raw.FPDF_PageToDevice(page, 0, 0, width, height, 0, x, y, a, b)
    return np.array([a.value, b.value], dtype=np.float64)
