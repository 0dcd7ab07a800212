"""The characters that a PDF page carries itself, and whether they can be seen."""

from __future__ import annotations

import ctypes
import unicodedata
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw
import regex

from gouji.ocr.engine.protocol import Matrix
from gouji.ocr.pdf.displayed_points import display_matrix
from gouji.schemas.glyph import Box
from gouji.schemas.wordlists import read_rows

NO_PRINT = regex.compile(r"[\p{Default_Ignorable_Code_Point}\p{Bidi_Control}]")
"""What prints nothing. A font with a wrong table of codes calls its printed characters so, too."""
SOFT = {"\u00ad": "-"}
"""A soft hyphen is printed where a line is broken at it; old encodings know no other hyphen."""
LEAST_INK = 0.1
"""Points that ink is wide and high at the least."""

INVISIBLE = (raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP)


@dataclass(frozen=True, slots=True)
class LayerChar:
    """One character of a text layer. Places in points of the displayed page; `angle` in degrees, clockwise as displayed.

    `unseen` are characters of the layer behind it that print nothing.
    """

    char: str
    box: Box
    size: float
    angle: float
    visible: bool
    mapped: bool
    unseen: str = ""

    @property
    def centre(self) -> tuple[float, float]:
        """The middle of the box."""
        return (self.box[0] + self.box[2]) / 2, (self.box[1] + self.box[3]) / 2


def layer_characters(page: pdfium.PdfPage) -> list[LayerChar]:
    """The characters in the order of the file; those that the library only supposes (blanks, line ends) are left out."""
    text = page.get_textpage()
    place = display_matrix(page)
    codes = [raw.FPDFText_GetUnicode(text, i) for i in range(max(0, text.count_chars()))]
    out: list[LayerChar] = []
    for i, code in enumerate(codes):
        if raw.FPDFText_IsGenerated(text, i) == 1 or code in (10, 13):
            continue
        char = _char(codes, i)
        if char and NO_PRINT.match(char) and not _has_ink(text, i):
            out[-1:] = [replace(c, unseen=c.unseen + char) for c in out[-1:]]
        elif char:
            out.append(_character(text, i, SOFT.get(char, char), place))
    return out


def _char(codes: list[int], i: int) -> str:
    """The character; the two halves of a rare one are one. Radicals that only look like a character become it."""
    code = codes[i]
    if 0xD800 <= code < 0xDC00:
        if i + 1 == len(codes) or not 0xDC00 <= codes[i + 1] < 0xE000:
            return "\ufffd"
        return chr(0x10000 + ((code - 0xD800) << 10) + (codes[i + 1] - 0xDC00 & 0x3FF))
    if 0xDC00 <= code < 0xE000:
        return ""
    if code == 2:  # how the library gives a hyphen at the end of a line
        return "-"
    char = _radicals().get(chr(code), chr(code))
    return unicodedata.normalize("NFKC", char) if 0x2E80 <= code < 0x2FE0 or 0xF900 <= code < 0xFB00 else char


@cache
def _radicals() -> dict[str, str]:
    return dict((row[0], row[1]) for row in read_rows(__package__, "radicals"))


def _character(text: pdfium.PdfTextPage, i: int, char: str, place: Matrix) -> LayerChar:
    box = raw.FS_RECTF()
    raw.FPDFText_GetLooseCharBox(text, i, box)
    corners = np.array([[box.left, box.top, 1], [box.right, box.bottom, 1]]) @ place.T
    (x0, y0, _), (x1, y1, _) = corners.min(axis=0).tolist(), corners.max(axis=0).tolist()
    angle = float(np.degrees(raw.FPDFText_GetCharAngle(text, i))) + _turn(place)
    shown = raw.FPDFTextObj_GetTextRenderMode(raw.FPDFText_GetTextObject(text, i)) not in INVISIBLE and _inked(text, i)
    mapped = raw.FPDFText_HasUnicodeMapError(text, i) != 1 and not _strange(char)
    size = float(raw.FPDFText_GetFontSize(text, i)) or y1 - y0
    return LayerChar(char, (x0, y0, x1, y1), size, angle % 360, shown, mapped)


def _has_ink(text: pdfium.PdfTextPage, i: int) -> bool:
    """Whether the font draws anything for the character."""
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    found = raw.FPDFText_GetCharBox(text, i, left, right, bottom, top)
    return bool(found) and min(right.value - left.value, top.value - bottom.value) > LEAST_INK


def _inked(text: pdfium.PdfTextPage, i: int) -> bool:
    """Not drawn fully transparent."""
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    return not raw.FPDFText_GetFillColor(text, i, red, green, blue, alpha) or alpha.value > 0


def _strange(char: str) -> bool:
    """No character of any writing: private use, unassigned, control, the sign for "unknown", or one that prints nothing where something is
    printed."""
    return (
        char == "\ufffd"
        or NO_PRINT.match(char) is not None
        or (unicodedata.category(char[0]) in ("Co", "Cn", "Cc", "Cs") and char != "\t")
    )


def _turn(place: Matrix) -> float:
    """How far the page is turned for display, degrees clockwise."""
    return float(np.degrees(np.arctan2(place[1, 0], place[0, 0])))
