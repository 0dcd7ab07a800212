"""Grey letters across a page are a watermark, and fade; seals, shaded cells, pictures and pale titles stay."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from gouji.ocr.engine.protocol import Image
from gouji.ocr.image.watermarks import with_watermark_faded

SCALE = 2.0
FONT = cv2.FONT_HERSHEY_SIMPLEX


def printed(ground: Image, level: int = 30) -> Image:
    """Rows of print over what lies on the page already."""
    for row in range(24):
        for x in (90, 380, 660, 940):
            cv2.putText(ground, "163.74", (x, 90 + 30 * row), FONT, 0.7, (level,) * 3, 2)
    return ground


def page() -> Image:
    return np.full((800, 1200, 3), 246, np.uint8)


def marked(level: int, angle: float, size: float, words: str = "WS 2024") -> Image:
    """A page with the words across it, turned."""
    mark: Image = np.zeros((1600, 1600), np.uint8)
    for y in range(100, 1600, round(110 * size)):
        cv2.putText(mark, words, (60, y), FONT, size, (255,), round(3.2 * size))
    turned = cv2.warpAffine(mark, cv2.getRotationMatrix2D((800, 800), angle, 1), (1600, 1600))[400:1200, 200:1400]
    out = page()
    out[turned > 127] = level
    return out


@pytest.mark.parametrize("level", [160, 180, 205, 222])
@pytest.mark.parametrize(("angle", "size"), [(25, 2.6), (45, 3.5), (-30, 5), (0, 4)])
def test_a_watermark_fades_and_print_stays(level: int, angle: float, size: float) -> None:
    mark = marked(level, angle, size)
    faded = with_watermark_faded(printed(mark.copy()), SCALE)
    alone, dark = printed(page()), printed(page())[:, :, 0] < 60
    assert float(faded[dark].mean()) < 60
    seen = (mark[:, :, 0] < 240) & (cv2.erode(alone, np.ones((5, 5), np.uint8))[:, :, 0] > 200)
    assert float((faded[seen][:, 0] > 235).mean()) > 0.85


@pytest.mark.parametrize("kind", ["nothing", "ring", "cells", "picture", "title", "noise"])
def test_what_is_no_watermark_stays(kind: str) -> None:
    image = page()
    if kind == "ring":
        cv2.circle(image, (600, 400), 120, (150, 150, 150), 6)
    elif kind == "cells":
        for y in range(70, 790, 60):
            image[y : y + 30, 80:1100] = 205
    elif kind == "picture":
        shades = np.random.default_rng(5).integers(90, 240, (16, 24, 3), dtype=np.uint8)
        image[200:600, 300:900] = cv2.cvtColor(cv2.cvtColor(cv2.resize(shades, (600, 400)), cv2.COLOR_BGR2GRAY), cv2.COLOR_GRAY2BGR)
    image = printed(image)
    if kind == "title":
        image[20:60] = 246
        cv2.putText(image, "2024 REPORT", (300, 58), FONT, 1.8, (160, 160, 160), 5)
    elif kind == "noise":
        noise = np.random.default_rng(7).normal(0, 14, image.shape[:2])[:, :, None]
        image = np.clip(cv2.GaussianBlur(image, (0, 0), 1.6) + noise, 0, 255).astype(np.uint8)
    assert with_watermark_faded(image, SCALE) is image
