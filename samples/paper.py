"""Ink on paper: a sheet becomes a clean page image, and every line and character knows its pixels."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from samples.fonts import font
from samples.sheets import HEIGHT, WIDTH, Sheet, Strip

Box = tuple[float, float, float, float]
FINER = 2
"""Drawn this many times finer than the scan, so that strokes keep their grey edges."""
PAPER, INK = 255, 22
RULE = 0.22
"""mm: how thick the rules of a table are."""
BODY = 16 / 72 * 25.4 / (156 / 28)
"""The printed size of a character in ems: 16 point type on a grid of 156 mm / 28."""


def draw(sheet: Sheet, dpi: int, folder: Path | None) -> NDArray[np.uint8]:
    """The clean page at `dpi`, RGB."""
    scale = dpi * FINER / 25.4
    plate = Image.new("L", (round(WIDTH * scale), round(HEIGHT * scale)), PAPER)
    pen = ImageDraw.Draw(plate)
    for strip in [*sheet.strips, *([sheet.folio] if sheet.folio else [])]:
        for placed in strip.line.placed:
            face = font(placed.face, round(strip.em * BODY * scale), folder)
            x, y = strip.left + placed.x * strip.em, strip.top + strip.em * 0.88
            pen.text((x * scale, y * scale), placed.char, font=face, fill=INK, anchor="ls")
    for rule in sheet.rules:
        pen.line(
            [(v * scale) for v in (rule.x0, rule.y0, rule.x1, rule.y1)], fill=INK, width=max(1, round(RULE * scale))
        )
    size = round(WIDTH / 25.4 * dpi), round(HEIGHT / 25.4 * dpi)
    page = cv2.resize(np.asarray(plate), size, interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.cvtColor(page, cv2.COLOR_GRAY2RGB), dtype=np.uint8)


def strip_box(strip: Strip, dpi: int) -> Box:
    """Where the line stands on the clean page, in pixels."""
    boxes = char_boxes(strip, dpi)
    return boxes[0][0], boxes[0][1], boxes[-1][2], boxes[-1][3]


def char_boxes(strip: Strip, dpi: int) -> list[Box]:
    """Where each character of the line stands on the clean page, in pixels."""
    scale = dpi / 25.4
    top, bottom = strip.top * scale, (strip.top + strip.em * 1.02) * scale
    lefts = [(strip.left + p.x * strip.em) * scale for p in strip.line.placed]
    return [(x, top, x + p.width * strip.em * scale, bottom) for x, p in zip(lefts, strip.line.placed, strict=True)]
