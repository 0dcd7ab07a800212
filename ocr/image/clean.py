"""A page image without what hinders reading; a good page comes back untouched.

Specks are not taken out: whatever measure of them was tried, it took decimal points with them.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from gouji.ocr.engine.protocol import Image, Mask
from gouji.ocr.image.grey_seal_rims import find_grey_seal_rims
from gouji.ocr.image.grey_seals import fade_grey_seals
from gouji.ocr.image.illumination import even_illumination, has_dark_edges, measure_illumination, remove_dark_edges
from gouji.ocr.image.raster import Raster
from gouji.ocr.image.red_seals import find_red_seals, remove_red_seals
from gouji.ocr.image.scanner_streaks import remove_streaks


@dataclass(slots=True)
class CleanedPage:
    """The cleaned image, where seals were taken out or found (None: nowhere), and the steps that were needed."""

    image: Image
    sealed: Mask | None = None
    steps: list[str] = field(default_factory=list)


def clean_page(raster: Raster, skip: frozenset[str] = frozenset()) -> CleanedPage:
    """Each step only where its need is measured; `skip` names steps to leave out, to see what they are good for."""
    clean = CleanedPage(raster.image)
    streakless = clean.image if "streaks" in skip else remove_streaks(clean.image, raster.scale)
    if streakless is not clean.image:
        _did(clean, "streaks", streakless)
        raster = Raster(clean.image, raster.width, raster.height)
    light = measure_illumination(raster)
    if has_dark_edges(light) and "edges" not in skip:
        _did(clean, "edges", remove_dark_edges(clean.image, light))
    if light.uneven and "light" not in skip:
        _did(clean, "light", even_illumination(clean.image, light))
    even = Raster(clean.image, raster.width, raster.height)
    seals = [] if "seals" in skip else find_red_seals(even)
    if seals:
        image, clean.sealed = remove_red_seals(even, seals)
        _did(clean, "seals", image)
    elif "rings" not in skip:
        clean.sealed = find_grey_seal_rims(even)
        faded = None if clean.sealed is None else fade_grey_seals(clean.image, clean.sealed)
        if faded is not None:
            _did(clean, "grey seals", faded)
    return clean


def _did(clean: CleanedPage, step: str, image: Image) -> None:
    clean.image = image
    clean.steps.append(step)
