"""Checks whether a PDF page shows what was originally stored in the file.

PDFium decodes images leniently: missing parts stay white or grey, and nothing is reported. So each image that covers
a good part of the page is inspected. A page is unreadable if a quarter of it or more is surely lost
(UNREADABLE_RATIO), or if none of its images can be drawn. With less damage it is read as far as possible and reported
as damaged. A few changed bytes spoil some blocks of an image; every reader continues past them.
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

UNREADABLE_RATIO = 0.25
"""If this share of a page is lost, the rest must not be read as if it were the page."""
MIN_IMAGE_SHARE = 0.02
"""An image that covers less of the page is a logo or a stamp: nothing is read from it alone."""
BITS, GROUP4, ALIGNED = (
    re.compile(pattern) for pattern in (rb"/BitsPerComponent\s+([0-9]+)", rb"/K\s+-[0-9]", rb"/EncodedByteAlign\s+true")
)
CHANNELS = {raw.FPDF_COLORSPACE_DEVICEGRAY: 1, raw.FPDF_COLORSPACE_DEVICERGB: 3, raw.FPDF_COLORSPACE_INDEXED: 1}
MAX_BLANK_RANGE = 6
"""Grey levels by which an area may vary and still be blank."""


def page_damage(page: pdfium.PdfPage, raster: Raster, data: bytes) -> Spoilt | None:
    """Returns what is wrong with the images of the page, None if they are intact.

    `raster` is the rendered page, `data` the file that contains it.
    """
    found: Spoilt | None = None
    for image in image_objects(page):
        share, box = _share_and_box(page, image)
        if share < MIN_IMAGE_SHARE:
            continue
        flaw = _flaw(image, data)
        if box is not None and _is_blank(raster, box) and not _can_be_drawn(image):
            flaw = TOTAL_LOSS
        if flaw is not None:
            found = joint_damage(
                found, Spoilt(round(flaw.lost * min(share, 1.0), 4), _box_from_row(page, image, flaw.top))
            )
    return found


def joint_damage(a: Spoilt | None, b: Spoilt | None) -> Spoilt | None:
    """Combines two damages: the losses add up, and the box covers both."""
    if a is None or b is None:
        return a or b
    box = None
    if a.box and b.box:
        box = (min(a.box[0], b.box[0]), min(a.box[1], b.box[1]), max(a.box[2], b.box[2]), max(a.box[3], b.box[3]))
    return Spoilt(round(min(1.0, a.lost + b.lost), 4), box)


def _flaw(image: pdfium.PdfObject, data: bytes) -> Flaw | None:
    """Returns what is wrong with one image, according to its encoding; None if it is intact."""
    try:
        filters = image.get_filters()
        packed = bytes(image.get_data(decode_simple=False))
        inner = bytes(image.get_data(decode_simple=True)) if len(filters) > 1 else packed
        across, down = image.get_px_size()
    except pdfium.PdfiumError:
        return Flaw(0.0)
    kind = filters[-1] if filters else ""
    dictionary = image_dictionary(data, packed)
    outer = (
        deflate_flaw(packed, _raw_bytes(image, dictionary) if len(filters) == 1 else 0)
        if filters[:1] == ["FlateDecode"]
        else None
    )
    own = None
    if kind == "DCTDecode":
        own = jpeg_flaw(inner)
    elif kind == "CCITTFaxDecode" and GROUP4.search(dictionary) and not ALIGNED.search(dictionary):
        own = fax_flaw(inner, across, down)
    elif kind == "JPXDecode":
        own = jpx_flaw(inner)
    elif kind == "JBIG2Decode":
        own = jbig2_flaw(inner)
    return own | outer if own else outer


def _raw_bytes(image: pdfium.PdfObject, dictionary: bytes) -> int:
    """Returns the number of bytes of the image's rows; 0 if the file does not tell."""
    metadata, bits = raw.FPDF_IMAGEOBJ_METADATA(), BITS.search(dictionary)
    if bits is None or not raw.FPDFImageObj_GetImageMetadata(image.raw, image.page.raw, metadata):
        return 0
    row: int = metadata.width * CHANNELS.get(metadata.colorspace, 0) * int(bits[1])
    return -(-row // 8) * int(metadata.height)


def _can_be_drawn(image: pdfium.PdfObject) -> bool:
    try:
        image.get_bitmap()
    except (pdfium.PdfiumError, ValueError, MemoryError):
        return False
    return True


def _is_blank(raster: Raster, box: Box) -> bool:
    """Whether nothing is visible in the box (points)."""
    left, top, right, bottom = (round(v * raster.scale) for v in box)
    part = raster.image[max(0, top) + 2 : bottom - 2 : 3, max(0, left) + 2 : right - 2 : 3]
    return bool(part.size) and int(part.max()) - int(part.min()) <= MAX_BLANK_RANGE


def _share_and_box(page: pdfium.PdfPage, image: pdfium.PdfObject) -> tuple[float, Box | None]:
    """Returns the share of the page that the image covers, and its box on the displayed page.

    The box is None inside a form, which has its own coordinates.
    """
    try:
        left, bottom, right, top = image.get_bounds()
    except pdfium.PdfiumError:
        return 0.0, None
    width, height = page.get_size()
    share = abs((right - left) * (top - bottom)) / max(1.0, width * height)
    return share, _box(page, np.array([[left, top, 1], [right, bottom, 1]])) if image.level == 0 else None


def _box_from_row(page: pdfium.PdfPage, image: pdfium.PdfObject, top: float) -> Box | None:
    """Returns the box on the displayed page of the image's rows from `top` (0..1) on; None if it is unknown or all."""
    if image.level or top <= 0:
        return None
    a, b, c, d, e, f = image.get_matrix().get()
    corners = [(x, y) for x in (0.0, 1.0) for y in (0.0, 1.0 - min(top, 0.99))]
    return _box(page, np.array([[a * x + c * y + e, b * x + d * y + f, 1] for x, y in corners]))


def _box(page: pdfium.PdfPage, corners: np.ndarray[tuple[int, int], np.dtype[np.float64]]) -> Box:
    shown = corners @ display_matrix(page).T
    (x0, y0, _), (x1, y1, _) = shown.min(axis=0).tolist(), shown.max(axis=0).tolist()
    return round(x0, 1), round(y0, 1), round(x1, 1), round(y1, 1)
