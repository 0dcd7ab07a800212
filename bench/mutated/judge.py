"""What became of one damaged file."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

import gouji
from bench.mutated.stand_in import StandIn
from gouji.ocr.document import read_document
from gouji.ocr.engine.protocol import Image
from gouji.ocr.page_images import some_page_images
from gouji.schemas.errors import GoujiError
from gouji.schemas.pages import Document

DPI = 36.0
ALIKE, FAR, EMPTY = 0.8, 30.0, 3.0
"""Pages are alike whose shades go together so far, and that differ by no more than this many of 255 shades in the mean; one that varies less
than the last is empty."""

Shades = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Verdict:
    """`became`: whole, told, refused; or unexpected (an error that nobody foresaw), lost (a page changed and nothing says so)."""

    became: str
    why: str = ""


def judged(original: bytes, data: bytes) -> Verdict:
    """The damaged file `data` read as any other."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "mutant"
        path.write_bytes(data)
        try:
            document = read_document(path, reader=StandIn())
            record = (
                gouji.understand(document, lang="zh").model_dump_json()
                if any(p.lines or p.tables for p in document.pages)
                else ""
            )
        except GoujiError as error:
            return Verdict("refused", error.key)
        except Exception as error:
            return Verdict("unexpected", f"{type(error).__name__}: {error}")
        if "意外错误" in record or "unexpected" in record:
            return Verdict("unexpected", "in the record")
        lost = _lost(_shades_of(original), path, document) if document.kind != "text" else ""
    told = any(page.kind == "unreadable" or page.spoilt for page in document.pages)
    return Verdict("lost", lost) if lost else Verdict("told" if told else "whole")


def _lost(before: Sequence[Shades], path: Path, document: Document) -> str:
    """Which page looks otherwise though nothing is said of it; empty for none."""
    told = {page.number for page in document.pages if page.kind == "unreadable" or page.spoilt}
    if len(document.pages) < len(before) and not told:
        return f"{len(document.pages)} pages of {len(before)}"
    number = 0
    for number, image in some_page_images(path, set(range(1, len(before) + 1)) - told, DPI):
        if why := _differs(before[number - 1], _shades(image)):
            return f"page {number}: {why}"
    return ""


def _differs(a: Shades, b: Shades) -> str:
    if a.shape != b.shape:
        b = cv2.resize(b, a.shape[::-1], interpolation=cv2.INTER_AREA)
    if b.std() < EMPTY < a.std():
        return "empty"
    alike = float(np.corrcoef(a.ravel(), b.ravel())[0, 1])
    far = float(np.abs(a - b).mean())
    return f"alike {alike:.2f}, {far:.0f} shades" if alike < ALIKE or far > FAR else ""


@lru_cache(maxsize=16)
def _shades_of(original: bytes) -> tuple[Shades, ...]:
    descriptor, name = tempfile.mkstemp()
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(original)
        return tuple(_shades(image) for _, image in some_page_images(Path(name), None, DPI))
    finally:
        Path(name).unlink()


def _shades(image: Image) -> Shades:
    return cv2.GaussianBlur(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), (5, 5), 0).astype(np.float64)
