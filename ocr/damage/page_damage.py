"""Whether what a page of a PDF shows is what was once put into the file.

The library decodes pictures forgivingly: what is lacking stays white, or grey, and nothing is said. So each picture that covers a good part of the page is
looked into by itself. The line: where a quarter of the page or more is surely gone (LOST), or nothing of its pictures can be drawn, the page is
unreadable; with less it is read as far as it goes, and told as damaged. A few changed bytes spoil some blocks of a picture: everybody reads on
past them.
"""

from __future__ import annotations

import re

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw

from gouji.ocr.damage.deflate_flaw import deflate_flaw
from gouji.ocr.damage.fax_flaw import fax_flaw
from gouji.ocr.damage.jpeg_flaw import jpeg_flaw
from gouji.ocr.damage.packed_flaw import jbig2_flaw, jpx_flaw
from gouji.ocr.image.raster import Raster
from gouji.ocr.pdf.displayed_points import display_matrix
from gouji.ocr.pdf.image_dictionary import image_dictionary
from gouji.ocr.pdf.render import image_objects
from gouji.schemas.flaw import TOTAL_LOSS, Flaw
from gouji.schemas.glyph import Box
from gouji.schemas.pages import Spoilt

LOST = 0.25
"""Of a page of which as much is gone nobody should read the rest as if it were the page."""
SMALLEST = 0.02
"""A picture that covers less of the page than this is a logo or a stamp: nothing is read off it alone."""
BITS, GROUP4, ALIGNED = (
    re.compile(rule) for rule in (rb"/BitsPerComponent\s+([0-9]+)", rb"/K\s+-[0-9]", rb"/EncodedByteAlign\s+true")
)
COLOURS = {raw.FPDF_COLORSPACE_DEVICEGRAY: 1, raw.FPDF_COLORSPACE_DEVICERGB: 3, raw.FPDF_COLORSPACE_INDEXED: 1}
EVEN = 6
"""Steps of grey that a place may vary and still have nothing on it."""


def page_damage(page: pdfium.PdfPage, raster: Raster, data: bytes) -> Spoilt | None:
    """What is wrong with the pictures of the page, which looks like `raster` and lies in the file `data`; None where they are whole."""
    found: Spoilt | None = None
    for picture in image_objects(page):
        share, box = _place(page, picture)
        if share < SMALLEST:
            continue
        flaw = _flaw(picture, data)
        if box is not None and _is_even(raster, box) and not _can_be_drawn(picture):
            flaw = TOTAL_LOSS
        if flaw is not None:
            found = joint_damage(found, Spoilt(round(flaw.lost * min(share, 1.0), 4), _below(page, picture, flaw.top)))
    return found


def joint_damage(a: Spoilt | None, b: Spoilt | None) -> Spoilt | None:
    """Both together: what is lost adds up, and the box covers both."""
    if a is None or b is None:
        return a or b
    box = None
    if a.box and b.box:
        box = (min(a.box[0], b.box[0]), min(a.box[1], b.box[1]), max(a.box[2], b.box[2]), max(a.box[3], b.box[3]))
    return Spoilt(round(min(1.0, a.lost + b.lost), 4), box)


def _flaw(picture: pdfium.PdfObject, data: bytes) -> Flaw | None:
    """What is wrong with one picture, by the way it is packed."""
    try:
        filters = picture.get_filters()
        packed = bytes(picture.get_data(decode_simple=False))
        inner = bytes(picture.get_data(decode_simple=True)) if len(filters) > 1 else packed
        across, down = picture.get_px_size()
    except pdfium.PdfiumError:
        return Flaw(0.0)
    kind = filters[-1] if filters else ""
    words = image_dictionary(data, packed)
    outer = (
        deflate_flaw(packed, _bytes_of(picture, words) if len(filters) == 1 else 0)
        if filters[:1] == ["FlateDecode"]
        else None
    )
    own = None
    if kind == "DCTDecode":
        own = jpeg_flaw(inner)
    elif kind == "CCITTFaxDecode" and GROUP4.search(words) and not ALIGNED.search(words):
        own = fax_flaw(inner, across, down)
    elif kind == "JPXDecode":
        own = jpx_flaw(inner)
    elif kind == "JBIG2Decode":
        own = jbig2_flaw(inner)
    return own | outer if own else outer


def _bytes_of(picture: pdfium.PdfObject, words: bytes) -> int:
    """How many bytes the picture's rows have; 0 where that is not told."""
    told, bits = raw.FPDF_IMAGEOBJ_METADATA(), BITS.search(words)
    if bits is None or not raw.FPDFImageObj_GetImageMetadata(picture.raw, picture.page.raw, told):
        return 0
    row: int = told.width * COLOURS.get(told.colorspace, 0) * int(bits[1])
    return -(-row // 8) * int(told.height)


def _can_be_drawn(picture: pdfium.PdfObject) -> bool:
    try:
        picture.get_bitmap()
    except (pdfium.PdfiumError, ValueError, MemoryError):
        return False
    return True


def _is_even(raster: Raster, box: Box) -> bool:
    """Whether nothing is to be seen within the box."""
    left, top, right, bottom = (round(v * raster.scale) for v in box)
    part = raster.image[max(0, top) + 2 : bottom - 2 : 3, max(0, left) + 2 : right - 2 : 3]
    return bool(part.size) and int(part.max()) - int(part.min()) <= EVEN


def _place(page: pdfium.PdfPage, picture: pdfium.PdfObject) -> tuple[float, Box | None]:
    """The share of the page that the picture covers, and its box on the displayed page (None inside of a form, whose place is its own)."""
    try:
        left, bottom, right, top = picture.get_bounds()
    except pdfium.PdfiumError:
        return 0.0, None
    width, height = page.get_size()
    share = abs((right - left) * (top - bottom)) / max(1.0, width * height)
    return share, _box(page, np.array([[left, top, 1], [right, bottom, 1]])) if picture.level == 0 else None


def _below(page: pdfium.PdfPage, picture: pdfium.PdfObject, top: float) -> Box | None:
    """The part of the page under which the picture's rows from `top` (0..1) on lie."""
    if picture.level or top <= 0:
        return None
    a, b, c, d, e, f = picture.get_matrix().get()
    corners = [(x, y) for x in (0.0, 1.0) for y in (0.0, 1.0 - min(top, 0.99))]
    return _box(page, np.array([[a * x + c * y + e, b * x + d * y + f, 1] for x, y in corners]))


def _box(page: pdfium.PdfPage, corners: np.ndarray[tuple[int, int], np.dtype[np.float64]]) -> Box:
    shown = corners @ display_matrix(page).T
    (x0, y0, _), (x1, y1, _) = shown.min(axis=0).tolist(), shown.max(axis=0).tolist()
    return round(x0, 1), round(y0, 1), round(x1, 1), round(y1, 1)
