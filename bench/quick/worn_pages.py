"""Digital PDFs become scans of different qualities, with what is printed on their pages beside them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
from PIL import Image

from samples.degrade import degrade

DPI = 200
GREY = ("copy", "fax")


@dataclass(frozen=True, slots=True)
class Worn:
    """A scan, its quality, and the text of its pages."""

    path: Path
    quality: str
    text: str


def wear(source: Path, pages: Sequence[int], quality: str, name: str, folder: Path) -> None:
    """Writes NAME.pdf with these pages (from 0) and NAME.json with their texts. The same name gives the same scan."""
    pdf = pdfium.PdfDocument(source)
    images, texts = [], []
    for number in pages:
        page = pdf[number]
        image = page.render(scale=DPI / 72).to_pil().convert("L" if quality in GREY else "RGB")
        seed = list(hashlib.sha256(f"{name}/{number}".encode()).digest())
        images.append(Image.fromarray(degrade(np.asarray(image), quality, np.random.default_rng(seed)).image))
        texts.append(page.get_textpage().get_text_range())
    images[0].save(folder / f"{name}.pdf", save_all=True, append_images=images[1:], resolution=DPI, quality=88)
    (folder / f"{name}.json").write_text(json.dumps(texts, ensure_ascii=False), encoding="utf-8")


def worn(folder: Path) -> Iterator[Worn]:
    """The scans of a folder; the quality is the last part of the name."""
    for path in sorted(folder.glob("*.pdf")):
        texts = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        yield Worn(path, path.stem.rpartition("_")[2], "\n".join(texts))
