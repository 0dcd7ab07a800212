"""Reads the pages of an image file of any colour mode.

Formats: PNG, JPEG, TIFF of one page or many, BMP, GIF, WebP, JPEG 2000, and HEIC if Pillow can read it.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable, Iterator
from contextlib import suppress
from importlib import import_module
from typing import Any

import numpy as np
from PIL import Image as Pillow
from PIL import ImageOps

from gouji.ocr.engine.protocol import Image
from gouji.ocr.file_type import is_avif, is_heif
from gouji.ocr.image.raster import Raster, at_dpi, reading_dpi, resample
from gouji.schemas.errors import UnreadableDocument
from gouji.schemas.limits import check_aspect_ratio, check_pages

MIN_DPI, MAX_DPI = 50.0, 1200.0

DEFAULT_DPI = 96.0
MAX_DEFAULT_DPI_WIDTH_PT = 864.0
"""Cameras and programs without real information write 72 or 96 dpi.

Such a value is trusted only if the short side comes out below 12 inches.
"""

JPEG_START, JPEG_END = b"\xff\xd8\xff", b"\xff\xd9"
"""Signatures of a JPEG. A truncated one is read as far as it goes; `picture_damage` reports what is missing."""

A4_PT = (595.3, 841.9)
HIGH_DEPTH_MODES = ("I;16", "I;16B", "I;16L", "I", "F")

FORMATS = ("PNG", "JPEG", "TIFF", "BMP", "GIF", "WEBP", "JPEG2000")
PAGED_FORMAT = "TIFF"
"""The only format whose images are pages. Those of other formats are animation frames or smaller versions."""
PHONE_FORMATS = ("HEIF", "AVIF")
ANIMATED_FORMATS = ("GIF", "WEBP", "PNG", "AVIF")


def open_picture(data: bytes) -> tuple[int, Callable[[int], Raster]]:
    """Returns the number of pages, and a function that gives the page of a number from 1 at reading resolution.

    Raises UnreadableDocument: "broken_image", "page_too_large" (more pixels than any scanner makes: a decompression
    bomb), "too_many_pages", "heic_file" if Pillow cannot read HEIC.
    """
    image = _opened(data + JPEG_END if data.startswith(JPEG_START) else data)
    count = _frames(image) if image.format == PAGED_FORMAT else 1
    check_pages(count)
    return count, lambda number: _raster(image, number - 1)


def animation_frames(data: bytes) -> int:
    """Returns the number of frames of an animated image, 1 for a still one.

    Raises UnreadableDocument like `open_picture`.
    """
    image = _opened(data)
    return _frames(image) if image.format in ANIMATED_FORMATS else 1


def picture_rasters(data: bytes) -> tuple[int, Iterator[Raster]]:
    """Returns the number of pages, and the pages one by one."""
    count, raster = open_picture(data)
    return count, (raster(number) for number in range(1, count + 1))


def _opened(data: bytes) -> Any:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            image = Pillow.open(io.BytesIO(data), formats=_phone_formats() if is_heif(data) else FORMATS)
            _frames(image)
            return image
    except Pillow.DecompressionBombError as error:
        raise UnreadableDocument("page_too_large") from error
    except Exception as error:  # Pillow's plugins raise many exception types on malformed data
        if is_heif(data) and PHONE_FORMATS[is_avif(data)] not in Pillow.OPEN:
            raise UnreadableDocument("heic_file") from error
        raise UnreadableDocument("broken_image") from error


def _phone_formats() -> list[str]:
    """Returns the phone formats that this installation reads: HEIC with pillow-heif, AVIF with Pillow itself."""
    with suppress(ImportError):
        import_module("pillow_heif").register_heif_opener()
    Pillow.init()
    return [name for name in PHONE_FORMATS if name in Pillow.OPEN]


def _frames(image: Any) -> int:
    return int(getattr(image, "n_frames", 1))


def _raster(image: Any, index: int) -> Raster:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            image.seek(index)
            dpi = _dpi(image)
            transposed = ImageOps.exif_transpose(image)
            if (transposed.width > transposed.height) != (image.width > image.height):
                dpi = dpi[::-1]
            pixels = _bgr(transposed)
    except Pillow.DecompressionBombError as error:
        raise UnreadableDocument("page_too_large", page=index + 1) from error
    except Exception as error:
        raise UnreadableDocument("broken_image", page=index + 1) from error
    return _at_reading_resolution(pixels, dpi)


def _dpi(image: Any) -> tuple[float, float]:
    """Returns horizontal and vertical dpi; (0, 0) if the file has none."""
    try:
        x, y = (float(v) for v in image.info.get("dpi", (0, 0)))
    except (TypeError, ValueError, ZeroDivisionError):
        return 0.0, 0.0
    return (x, y) if np.isfinite(x) and np.isfinite(y) else (0.0, 0.0)


def _at_reading_resolution(pixels: Image, dpi: tuple[float, float]) -> Raster:
    height, width = pixels.shape[:2]
    check_aspect_ratio(width, height)
    size_pt = _page_size(width, height, dpi)
    raster = Raster(pixels, *size_pt)
    native_dpi = max(width / size_pt[0], height / size_pt[1]) * 72
    raster.image = _with_square_pixels(raster)
    return at_dpi(raster, reading_dpi(native_dpi, max(size_pt)))


def _page_size(width: int, height: int, dpi: tuple[float, float]) -> tuple[float, float]:
    """Returns the page's size in points, from the resolution if that is credible, otherwise as wide as A4."""
    if all(MIN_DPI <= d <= MAX_DPI for d in dpi):
        size_pt = width / dpi[0] * 72, height / dpi[1] * 72
        if max(dpi) > DEFAULT_DPI or min(size_pt) < MAX_DEFAULT_DPI_WIDTH_PT:
            return size_pt
    wide = A4_PT[0] if width <= height else A4_PT[1]
    return wide, wide * height / width


def _with_square_pixels(raster: Raster) -> Image:
    """Makes pixels square at the finer of both resolutions: fax machines write pixels twice as high as wide."""
    height, width = raster.image.shape[:2]
    x, y = width / raster.width, height / raster.height
    if 0.95 < x / y < 1.05:
        return raster.image
    return resample(raster, max(x, y) * 72)


def _bgr(image: Any) -> Image:
    """Converts any colour mode to BGR on white paper."""
    if image.mode in HIGH_DEPTH_MODES:
        return _from_high_depth(np.asarray(image, dtype=np.float64))
    if image.mode in ("LA", "PA", "La", "RGBa") or "transparency" in image.info:
        image = image.convert("RGBA")
    if image.mode == "RGBA":
        paper = Pillow.new("RGBA", image.size, (255, 255, 255, 255))
        paper.alpha_composite(image)
        image = paper
    rgb = np.asarray(image.convert("RGB"), dtype=np.uint8)
    return np.ascontiguousarray(rgb[:, :, ::-1])


def _from_high_depth(values: Any) -> Image:
    """Converts 16-bit values, or values of any range, to bytes."""
    top = float(values.max(initial=0.0))
    scale = 255 / 65535 if 255 < top <= 65535 else 255 / top if top > 65535 or 0 < top <= 1 else 1.0
    grey = np.clip(values * scale, 0, 255).astype(np.uint8)
    return np.ascontiguousarray(np.repeat(grey[:, :, None], 3, axis=2))
