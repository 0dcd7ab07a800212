"""Reads the characters of a PDF page's text layer, and whether they are visible."""

from __future__ import annotations

import ctypes
import unicodedata
from dataclasses import dataclass, replace
from functools import cache
from math import degrees, hypot
from typing import Any

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw
import regex

from gouji.ocr.engine.protocol import Matrix
from gouji.ocr.pdf.displayed_points import display_matrix
from gouji.ocr.pdf.form_boxes import FormBoxes
from gouji.schemas.glyph import Box
from gouji.schemas.wordlists import read_rows

NON_PRINTING = regex.compile(r"[\p{Default_Ignorable_Code_Point}\p{Bidi_Control}]")
"""Characters that print nothing. A font with a wrong code table also maps printed characters to these."""
PRINTED_AS = {"\u00ad": "-"}
"""A soft hyphen is printed if a line breaks at it; old encodings have no other hyphen."""
MIN_REDNESS = 80
"""By how much red exceeds green and blue (of 255) in red print."""
MIN_INK_PT = 0.1
"""Minimum width and height of ink."""

INVISIBLE_RENDER_MODES = (raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP)


@dataclass(frozen=True, slots=True)
class LayerChar:
    """One character of a text layer.

    `box` and `size` are in points of the displayed page, `angle` in degrees clockwise.

    `unseen` are the following characters of the layer, which print nothing. `owner` is the address of the text object
    that prints the character, and `font` that of its font. `red`: it is a digit in red print.
    """

    char: str
    box: Box
    size: float
    angle: float
    visible: bool
    mapped: bool
    unseen: str = ""
    owner: int = 0
    font: int = 0
    red: bool = False

    @property
    def centre(self) -> tuple[float, float]:
        """The centre of the box."""
        return (self.box[0] + self.box[2]) / 2, (self.box[1] + self.box[3]) / 2


def layer_characters(page: pdfium.PdfPage) -> list[LayerChar]:
    """Returns the characters in the order of the file.

    Characters that PDFium only infers (blanks, line ends) are left out.
    """
    text = page.get_textpage()
    to_displayed = _Displayed(display_matrix(page))
    forms = FormBoxes(text)
    codes = [raw.FPDFText_GetUnicode(text, i) for i in range(max(0, text.count_chars()))]
    out: list[LayerChar] = []
    for i, code in enumerate(codes):
        if raw.FPDFText_IsGenerated(text, i) == 1 or code in (10, 13):
            continue
        char = _char(codes, i)
        if char and NON_PRINTING.match(char) and not _has_ink(text, i):
            out[-1:] = [replace(c, unseen=c.unseen + char) for c in out[-1:]]
        elif char:
            out.append(_character(text, i, PRINTED_AS.get(char, char), to_displayed, forms))
    return out


def _char(codes: list[int], i: int) -> str:
    """Returns the character at index i; "" for the second half of a surrogate pair.

    Radicals that only look like a character are replaced by the character.
    """
    code = codes[i]
    if 0xD800 <= code < 0xDC00:
        if i + 1 == len(codes) or not 0xDC00 <= codes[i + 1] < 0xE000:
            return "\ufffd"
        return chr(0x10000 + ((code - 0xD800) << 10) + (codes[i + 1] - 0xDC00 & 0x3FF))
    if 0xDC00 <= code < 0xE000:
        return ""
    if code == 2:  # PDFium's code for a hyphen at the end of a line
        return "-"
    char = _radicals().get(chr(code), chr(code))
    return unicodedata.normalize("NFKC", char) if 0x2E80 <= code < 0x2FE0 or 0xF900 <= code < 0xFB00 else char


@cache
def _radicals() -> dict[str, str]:
    return dict((row[0], row[1]) for row in read_rows(__package__, "radicals"))


class _Displayed:
    """The map from the file's points to those of the displayed page, in plain numbers: it is asked for each character."""

    def __init__(self, matrix: Matrix) -> None:
        (self._a, self._c, self._e), (self._b, self._d, self._f) = matrix[:2].tolist()
        self.rotation = _page_rotation(matrix)

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """The box that two corners span after the map."""
        xs = (self._a * x + self._c * y + self._e for x, y in ((left, top), (right, bottom)))
        ys = (self._b * x + self._d * y + self._f for x, y in ((left, top), (right, bottom)))
        (x0, x1), (y0, y1) = sorted(xs), sorted(ys)
        return x0, y0, x1, y1


def _character(text: pdfium.PdfTextPage, i: int, char: str, to_displayed: _Displayed, forms: FormBoxes) -> LayerChar:
    box = raw.FS_RECTF()
    raw.FPDFText_GetLooseCharBox(text, i, box)
    owner = raw.FPDFText_GetTextObject(text, i)
    shown = to_displayed.box(*forms.on_page(i, owner, (box.left, box.bottom, box.right, box.top)))
    angle = degrees(raw.FPDFText_GetCharAngle(text, i)) + to_displayed.rotation
    visible = raw.FPDFTextObj_GetTextRenderMode(owner) not in INVISIBLE_RENDER_MODES and _is_opaque(text, i)
    mapped = raw.FPDFText_HasUnicodeMapError(text, i) != 1 and not _is_unmappable(char)
    size = _printed_size(text, i) or shown[3] - shown[1]
    return LayerChar(
        char,
        shown,
        size,
        angle % 360,
        visible,
        mapped,
        owner=_address(owner),
        font=_address(raw.FPDFTextObj_GetFont(owner)),
        red=char.isdigit() and _is_red(text, i),
    )


def _address(pointer: Any) -> int:
    return ctypes.cast(pointer, ctypes.c_void_p).value or 0


def _printed_size(text: pdfium.PdfTextPage, i: int) -> float:
    """Returns the size at which the character is printed, in points; 0 if the file names none.

    The font size alone is nominal: many programs write 240 with a matrix of 1/20, or 1 with a matrix of 16.
    """
    matrix = raw.FS_MATRIX()
    scale = hypot(matrix.c, matrix.d) if raw.FPDFText_GetMatrix(text, i, matrix) else 1.0
    return abs(float(raw.FPDFText_GetFontSize(text, i))) * scale


def _has_ink(text: pdfium.PdfTextPage, i: int) -> bool:
    """Whether the font draws anything for the character."""
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    found = raw.FPDFText_GetCharBox(text, i, left, right, bottom, top)
    return bool(found) and min(right.value - left.value, top.value - bottom.value) > MIN_INK_PT


def _is_opaque(text: pdfium.PdfTextPage, i: int) -> bool:
    """Whether the character is not drawn fully transparent."""
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    return not raw.FPDFText_GetFillColor(text, i, red, green, blue, alpha) or alpha.value > 0


def _is_red(text: pdfium.PdfTextPage, i: int) -> bool:
    """Whether the character is printed in red."""
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    known = raw.FPDFText_GetFillColor(text, i, red, green, blue, alpha)
    return bool(known) and red.value - max(green.value, blue.value) > MIN_REDNESS


def _is_unmappable(char: str) -> bool:
    """Whether the character belongs to no writing system.

    That is private use, unassigned, control, the replacement character, or a non-printing character that has ink.
    """
    return (
        char == "\ufffd"
        or NON_PRINTING.match(char) is not None
        or (unicodedata.category(char[0]) in ("Co", "Cn", "Cc", "Cs") and char != "\t")
    )


def _page_rotation(to_displayed: Matrix) -> float:
    """Returns the rotation of the page for display, in degrees clockwise."""
    return float(np.degrees(np.arctan2(to_displayed[1, 0], to_displayed[0, 0])))
