"""Cuts the place of one value out of its page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import cv2
import numpy as np

from gouji.export.crops import DPI, cut_strips, rotate_upright
from gouji.export.finding_places import Spot
from gouji.ocr.page_images import some_page_images
from gouji.schemas.leaf import Leaf
from gouji.schemas.record import Report


def field_picture(record: Report, leaf: Leaf[Any], source: Path) -> bytes | None:
    """A PNG of the lines that contain the value, upright, with a red box around it; None if the file has no such
    page."""
    image = next(
        (image for number, image in some_page_images(source, {leaf.page or 0}, DPI) if number == leaf.page), None
    )
    if image is None:
        return None
    rotation = next((page.rotation for page in record.document.pages if page.number == leaf.page), 0)
    upright, spots = rotate_upright(image, [Spot(leaf.page or 0, box, claimed=False) for box in leaf.places], rotation)
    parts = cut_strips(upright, spots)
    done, data = cv2.imencode(".png", np.vstack(parts)) if parts else (False, np.empty(0))
    return data.tobytes() if done else None
