"""Checks a JPEG image for damage.

Decoders skip damage silently and fill in what is missing; here every code is counted.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from gouji.ocr.damage.jpeg_parts import Frame, MalformedJpeg, Parts, Scan, split_jpeg
from gouji.ocr.damage.jpeg_step import BlockLevels, level_step
from gouji.ocr.damage.jpeg_walk import Masks, WalkResult, walk_scan
from gouji.schemas.flaw import TOTAL_LOSS, Flaw

MAX_FAULT_DISTANCE = 0.02
"""Share of the image. Faults farther apart are separate damage, and what is between them can be seen."""
MAX_DETECTION_LAG = 0.03
"""Share of the image after which damage is detected at the latest, if it is detected before the end."""
COARSE_WEIGHT, FINE_WEIGHT, COLOUR_WEIGHT = 1.0, 0.2, 0.2
"""How much of the readable content is lost with a pass.

A pass that brings out the print takes all of it; one that refines values, or that adds only colour, hardly any.
"""

NEVER_CODED = 99


def jpeg_flaw(data: bytes, tables: bytes = b"") -> Flaw | None:
    """Returns what is wrong with the image, None if it is intact.

    `tables` is a stream of tables only, stored elsewhere (in a TIFF).
    """
    try:
        parts = split_jpeg(data, tables)
        if parts.frame is None or not parts.scans:
            return TOTAL_LOSS
        if not any(scan.codes for scan in parts.scans):
            return None  # the image relies on standard tables that decoders are assumed to know
        found = _structure(parts)
        masks: Masks = {}
        levels = None
        for scan in parts.scans if parts.frame.kind != "other" else ():
            walk = walk_scan(parts.frame, scan, parts.steps, masks)
            found, levels = _combined(found, _scan_flaw(parts.frame, scan, walk)), levels or walk.levels
        found = _combined(found, _missing_passes(parts.frame, parts.scans))
        return found if found or levels is None else _step_flaw(parts.frame, levels, masks)
    except (MalformedJpeg, LookupError, ZeroDivisionError):
        return Flaw(0.0)  # something is wrong; what is lost is seen when the image is drawn


def _structure(parts: Parts) -> Flaw | None:
    return None if parts.ended and all(scan.ended for scan in parts.scans) else Flaw(0.0, 1.0)


def _scan_flaw(frame: Frame, scan: Scan, walk: WalkResult) -> Flaw | None:
    if not walk.faults and not walk.ends:
        return None
    weight = _weight(frame, scan)
    spoiled = sum(b - a for a, b in pairwise(sorted(walk.faults)) if b - a <= MAX_FAULT_DISTANCE * walk.units)
    lost = min(1.0, (walk.missing + spoiled) / walk.units + walk.left)
    first = min(block / walk.units - MAX_DETECTION_LAG for block in walk.faults) if walk.faults else 1.0
    return Flaw(
        round(weight * lost, 4), round(max(0.0, min(first, *(block / walk.units for block in walk.ends), 1.0)), 4)
    )


def _step_flaw(frame: Frame, levels: BlockLevels, masks: Masks) -> Flaw | None:
    """Returns a flaw if the shade changes at a block, as it does behind codes that were misread."""
    name, details = next(iter(frame.components)), None
    if frame.kind == "progressive":
        across, down = frame.blocks(name)
        counts = [mask.bit_count() for mask in masks.get(name, [])]
        details = (
            np.array(counts[: across * down], np.int64).reshape(down, across) if len(counts) >= across * down else None
        )
    step = level_step(levels, details)
    units = len(levels.values) / (levels.h * levels.v)
    return None if step is None else Flaw(0.0, round(max(0.0, step / units - MAX_DETECTION_LAG), 4))


def _weight(frame: Frame, scan: Scan) -> float:
    luminance = next(iter(frame.components))
    if all(name != luminance for name, *_ in scan.colours):
        return COLOUR_WEIGHT
    return FINE_WEIGHT if scan.high else COARSE_WEIGHT


def _missing_passes(frame: Frame, scans: list[Scan]) -> Flaw | None:
    """Returns a flaw for missing passes.

    The luminance of a progressive image must be complete to the last bit of all its coefficients.
    """
    if frame.kind != "progressive":
        seen = {name for scan in scans for name, *_ in scan.colours}
        return (
            None
            if seen >= set(frame.components)
            else Flaw(COLOUR_WEIGHT if next(iter(frame.components)) in seen else 1.0)
        )
    luminance = next(iter(frame.components))
    depth = [NEVER_CODED] * 64
    for scan in scans:
        if any(name == luminance for name, *_ in scan.colours):
            for k in range(scan.first, min(scan.last, 63) + 1):
                depth[k] = min(depth[k], scan.low)
    if max(depth) == 0:
        return None
    return Flaw(COARSE_WEIGHT if max(depth) == NEVER_CODED else FINE_WEIGHT)


def _combined(a: Flaw | None, b: Flaw | None) -> Flaw | None:
    """Combines two flaws: the losses of different passes add up."""
    return Flaw(round(min(1.0, a.lost + b.lost), 4), min(a.top, b.top)) if a and b else a or b
