"""The pages of a picture file: PNG, JPEG, TIFF of one page or many, BMP, GIF, WebP, JPEG 2000, HEIC where Pillow can, in any colour mode."""

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
from gouji.schemas.limits import check_pages, check_sides

LEAST_DPI, MOST_DPI = 50.0, 1200.0
GUESS_DPI, GUESS_WIDEST = 96.0, 864.0
"""A camera or a program that knows nothing writes 72 or 96: believed only where the short side comes out below 12 inches."""

JPEG, END = b"\xff\xd8\xff", b"\xff\xd9"
"""How a JPEG begins and ends. One that was cut is read as far as it goes: what is lacking is told by `picture_damage`."""

A4 = (595.3, 841.9)
DEEP = ("I;16", "I;16B", "I;16L", "I", "F")

FORMATS = ("PNG", "JPEG", "TIFF", "BMP", "GIF", "WEBP", "JPEG2000")
PAGED = "TIFF"
"""The one format whose pictures are pages. Those of others are frames, or the same one smaller."""
PHONES = ("HEIF", "AVIF")
MOVING = ("GIF", "WEBP", "PNG", "AVIF")


def open_picture(data: bytes) -> tuple[int, Callable[[int], Raster]]:
    """How many pages, and what gives the page of a number from 1 on at reading resolution.

    UnreadableDocument: "broken_image", "page_too_large" (more pixels than any scanner makes: a bomb), "too_many_pages", "heic_file"
    where Pillow cannot read it.
    """
    image = _opened(data + END if data.startswith(JPEG) else data)
    count = _frames(image) if image.format == PAGED else 1
    check_pages(count)
    return count, lambda number: _raster(image, number - 1)


def animation_frames(data: bytes) -> int:
    """How many frames an animated picture has, 1 for one that stands still. UnreadableDocument as `open_picture`."""
    image = _opened(data)
    return _frames(image) if image.format in MOVING else 1


def picture_rasters(data: bytes) -> tuple[int, Iterator[Raster]]:
    """How many pages, and the pages one by one."""
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
    except Exception as error:  # Pillow's plugins raise whatever their parsing stumbles over
        if is_heif(data) and PHONES[is_avif(data)] not in Pillow.OPEN:
            raise UnreadableDocument("heic_file") from error
        raise UnreadableDocument("broken_image") from error


def _phone_formats() -> list[str]:
    """The formats of phones that this installation reads: HEIC with pillow-heif, AVIF with Pillow itself."""
    with suppress(ImportError):
        import_module("pillow_heif").register_heif_opener()
    Pillow.init()
    return [name for name in PHONES if name in Pillow.OPEN]


def _frames(image: Any) -> int:
    return int(getattr(image, "n_frames", 1))


def _raster(image: Any, index: int) -> Raster:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            image.seek(index)
            dpi = _dpi(image)
            turned = ImageOps.exif_transpose(image)
            if (turned.width > turned.height) != (image.width > image.height):
                dpi = dpi[::-1]
            pixels = _bgr(turned)
    except Pillow.DecompressionBombError as error:
        raise UnreadableDocument("page_too_large", page=index + 1) from error
    except Exception as error:
        raise UnreadableDocument("broken_image", page=index + 1) from error
    return _sized(pixels, dpi)


def _dpi(image: Any) -> tuple[float, float]:
    """Horizontal and vertical; (0, 0) where the file says nothing."""
    try:
        x, y = (float(v) for v in image.info.get("dpi", (0, 0)))
    except (TypeError, ValueError, ZeroDivisionError):
        return 0.0, 0.0
    return (x, y) if np.isfinite(x) and np.isfinite(y) else (0.0, 0.0)


def _sized(pixels: Image, dpi: tuple[float, float]) -> Raster:
    height, width = pixels.shape[:2]
    check_sides(width, height)
    points = _points(width, height, dpi)
    raster = Raster(pixels, *points)
    fine = max(width / points[0], height / points[1]) * 72
    raster.image = _squared(raster)
    return at_dpi(raster, reading_dpi(fine, max(points)))


def _points(width: int, height: int, dpi: tuple[float, float]) -> tuple[float, float]:
    """The page's size: from the resolution where it can be believed, else as wide as A4."""
    if all(LEAST_DPI <= d <= MOST_DPI for d in dpi):
        points = width / dpi[0] * 72, height / dpi[1] * 72
        if max(dpi) > GUESS_DPI or min(points) < GUESS_WIDEST:
            return points
    wide = A4[0] if width <= height else A4[1]
    return wide, wide * height / width


def _squared(raster: Raster) -> Image:
    """Fax machines write pixels that are twice as high as wide: made square, at the finer of both resolutions."""
    height, width = raster.image.shape[:2]
    x, y = width / raster.width, height / raster.height
    if 0.95 < x / y < 1.05:
        return raster.image
    return resample(raster, max(x, y) * 72)


def _bgr(image: Any) -> Image:
    """Any colour mode on white paper."""
    if image.mode in DEEP:
        return _from_deep(np.asarray(image, dtype=np.float64))
    if image.mode in ("LA", "PA", "La", "RGBa") or "transparency" in image.info:
        image = image.convert("RGBA")
    if image.mode == "RGBA":
        paper = Pillow.new("RGBA", image.size, (255, 255, 255, 255))
        paper.alpha_composite(image)
        image = paper
    rgb = np.asarray(image.convert("RGB"), dtype=np.uint8)
    return np.ascontiguousarray(rgb[:, :, ::-1])


def _from_deep(values: Any) -> Image:
    """Sixteen bits, or values of any range, as eight."""
    top = float(values.max(initial=0.0))
    scale = 255 / 65535 if 255 < top <= 65535 else 255 / top if top > 65535 or 0 < top <= 1 else 1.0
    grey = np.clip(values * scale, 0, 255).astype(np.uint8)
    return np.ascontiguousarray(np.repeat(grey[:, :, None], 3, axis=2))
