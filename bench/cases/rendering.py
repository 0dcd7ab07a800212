"""Renders typeset pages as an image of ink on paper, or as a PDF with real text."""

from __future__ import annotations

import io
import logging
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from bench.cases.sheet import Char, Sheet
from samples.fonts import font
from samples.layout import Advance

FINER = 2
INK = 22
MEASURED_AT = 200
BASELINE = 0.88
"""The baseline of a character within its square."""
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
Page = NDArray[np.uint8]


def advance(folder: Path | None = None) -> Advance:
    """The advance width of a character in ems; Chinese characters fill their square."""

    @cache
    def wide(char: str, face: str) -> float:
        return float(font(face, MEASURED_AT, folder).getlength(char)) / MEASURED_AT if char.isascii() else 1.0

    return wide


def draw(sheet: Sheet, dpi: int, folder: Path | None = None) -> Page:
    """The clean page at `dpi`, RGB."""
    scale = dpi * FINER / 72
    plate = Image.new("L", (round(sheet.width * scale), round(sheet.height * scale)), 255)
    pen = ImageDraw.Draw(plate)
    for rule in sheet.rules:
        box = [rule.x0 * scale, rule.y0 * scale, rule.x1 * scale, rule.y1 * scale]
        pen.line(box, fill=INK, width=max(1, round(rule.weight * scale)))
    for char in (c for line in [*sheet.lines, sheet.folio] for c in line):
        face = font(char.face, round(char.size * scale), folder)
        pen.text((char.x * scale, (char.y + char.size * BASELINE) * scale), char.char, font=face, fill=INK, anchor="ls")
    size = round(sheet.width / 72 * dpi), round(sheet.height / 72 * dpi)
    page = cv2.resize(np.asarray(plate), size, interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.cvtColor(page, cv2.COLOR_GRAY2RGB), dtype=np.uint8)


def digital_pdf(sheets: list[Sheet], path: Path, folder: Path | None = None) -> None:
    """A PDF with real text and drawn rules; needs fpdf2. Each face is embedded with the characters that are used."""
    pdf = _document()
    for sheet in sheets:
        pdf.add_page(format=(sheet.width, sheet.height))
        for rule in sheet.rules:
            pdf.set_line_width(rule.weight)
            pdf.line(rule.x0, rule.y0, rule.x1, rule.y1)
        for char in (c for line in [*sheet.lines, sheet.folio] for c in line):
            _type(pdf, char, folder)
    pdf.output(str(path))


def layered_pdf(
    pages: list[tuple[Image.Image, float, float, list[Char]]], path: Path, jpeg: int, folder: Path | None = None
) -> None:
    """Pictures as (picture, width, height, characters). The characters lie on them invisibly, as an old OCR left them;
    needs fpdf2."""
    from fpdf.enums import TextMode

    pdf = _document()
    for picture, width, height, chars in pages:
        pdf.add_page(format=(width, height))
        packed = io.BytesIO()
        picture.save(packed, "JPEG", quality=jpeg)
        pdf.image(packed, 0, 0, width, height)
        with pdf.local_context(text_mode=TextMode.INVISIBLE):
            for char in chars:
                _type(pdf, char, folder)
    pdf.output(str(path))


def _document() -> Any:
    from fpdf import FPDF

    logging.getLogger("fontTools").setLevel(logging.ERROR)  # it reports font tables that are not needed
    pdf = FPDF(unit="pt")
    pdf.set_creation_date(LONG_AGO)
    pdf.set_auto_page_break(False)
    pdf.set_margin(0)
    return pdf


def _type(pdf: Any, char: Char, folder: Path | None) -> None:
    """One character at its place."""
    if char.char.isspace():
        return
    name = char.face
    if name not in pdf.fonts:
        face = font(name, MEASURED_AT, folder)
        pdf.add_font(name, fname=str(face.path), **({"collection_font_number": 2} if "Noto" in str(face.path) else {}))
    pdf.set_font(name, size=char.size)
    pdf.text(char.x, char.y + char.size * BASELINE, char.char)
