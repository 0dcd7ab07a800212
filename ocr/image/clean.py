"""A page image without what hinders reading; a good page comes back untouched.

Specks are not taken out: whatever measure of them was tried, it took decimal points with them.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from gouji.ocr.engine.protocol import Image, Mask
from gouji.ocr.image.grey_seal_rims import seal_rings
from gouji.ocr.image.grey_seals import without_grey_seals
from gouji.ocr.image.illumination import evened, has_edges, page_light, without_edges
from gouji.ocr.image.raster import Raster
from gouji.ocr.image.red_seals import red_seals, without_seals
from gouji.ocr.image.scanner_streaks import without_streaks


@dataclass(slots=True)
class Cleaned:
    """The cleaned image, where seals were taken out or found (None: nowhere), and the steps that were needed."""

    image: Image
    sealed: Mask | None = None
    steps: list[str] = field(default_factory=list)


def cleaned(raster: Raster, skip: frozenset[str] = frozenset()) -> Cleaned:
    """Each step only where its need is measured; `skip` names steps to leave out, to see what they are good for."""
    clean = Cleaned(raster.image)
    streakless = clean.image if "streaks" in skip else without_streaks(clean.image, raster.scale)
    if streakless is not clean.image:
        _did(clean, "streaks", streakless)
        raster = Raster(clean.image, raster.width, raster.height)
    light = page_light(raster)
    if has_edges(light) and "edges" not in skip:
        _did(clean, "edges", without_edges(clean.image, light))
    if light.uneven and "light" not in skip:
        _did(clean, "light", evened(clean.image, light))
    even = Raster(clean.image, raster.width, raster.height)
    seals = [] if "seals" in skip else red_seals(even)
    if seals:
        image, clean.sealed = without_seals(even, seals)
        _did(clean, "seals", image)
    elif "rings" not in skip:
        clean.sealed = seal_rings(even)
        faded = None if clean.sealed is None else without_grey_seals(clean.image, clean.sealed)
        if faded is not None:
            _did(clean, "grey seals", faded)
    return clean


def _did(clean: Cleaned, step: str, image: Image) -> None:
    clean.image = image
    clean.steps.append(step)
