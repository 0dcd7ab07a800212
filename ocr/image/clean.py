"""Cleans a page image of what hinders recognition; a good page is returned unchanged.

Specks are not removed: every measure that was tried removed decimal points with them.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from gouji.ocr.engine.protocol import Image, Mask
from gouji.ocr.image.coloured_seals import remove_coloured_seals
from gouji.ocr.image.grey_seal_rims import find_grey_seal_rims
from gouji.ocr.image.grey_seals import fade_grey_seals
from gouji.ocr.image.illumination import even_illumination, has_dark_edges, measure_illumination, remove_dark_edges
from gouji.ocr.image.raster import Raster
from gouji.ocr.image.red_seals import find_red_seals, remove_red_seals
from gouji.ocr.image.scanner_streaks import remove_streaks
from gouji.ocr.image.screened_ground import without_screen
from gouji.ocr.image.watermarks import with_watermark_faded


@dataclass(slots=True)
class CleanedPage:
    """The cleaned image, the mask of seals that were removed or found (None: no seals), and the steps applied."""

    image: Image
    sealed: Mask | None = None
    steps: list[str] = field(default_factory=list)


def clean_page(raster: Raster, skip: frozenset[str] = frozenset()) -> CleanedPage:
    """Applies each step only if the page needs it.

    `skip` names steps to leave out, which shows what they contribute.
    """
    clean, displayed = CleanedPage(raster.image), raster.image
    unscreened = clean.image if "screen" in skip else without_screen(clean.image, raster.scale)
    if unscreened is not clean.image:
        _record_step(clean, "screen", unscreened)
        raster = Raster(clean.image, raster.width, raster.height)
    streakless = clean.image if "streaks" in skip else remove_streaks(clean.image, raster.scale)
    if streakless is not clean.image:
        _record_step(clean, "streaks", streakless)
        raster = Raster(clean.image, raster.width, raster.height)
    illumination = measure_illumination(raster)
    if has_dark_edges(illumination) and "edges" not in skip:
        _record_step(clean, "edges", remove_dark_edges(clean.image, illumination))
    if illumination.uneven and "light" not in skip:
        _record_step(clean, "light", even_illumination(clean.image, illumination))
    even = Raster(clean.image, raster.width, raster.height)
    screened = even if unscreened is displayed else Raster(displayed, raster.width, raster.height)
    coloured = None if "seals" in skip else remove_coloured_seals(even)
    if coloured is not None:
        _record_step(clean, "coloured seals", coloured[0])
        even = Raster(clean.image, raster.width, raster.height)
    seals = [] if "seals" in skip else find_red_seals(even)
    if seals:
        image, clean.sealed = remove_red_seals(even, seals)
        _record_step(clean, "seals", image)
    elif "rings" not in skip:
        clean.sealed = find_grey_seal_rims(screened)  # a fax shows a seal by dots, too
        faded = None if clean.sealed is None else fade_grey_seals(clean.image, clean.sealed)
        if faded is not None:
            _record_step(clean, "grey seals", faded)
    if coloured is not None:
        clean.sealed = coloured[1] if clean.sealed is None else np.maximum(clean.sealed, coloured[1])
    unmarked = clean.image if "watermark" in skip else with_watermark_faded(clean.image, raster.scale)
    if unmarked is not clean.image:
        _record_step(clean, "watermark", unmarked)
    return clean


def _record_step(clean: CleanedPage, step: str, image: Image) -> None:
    clean.image = image
    clean.steps.append(step)
