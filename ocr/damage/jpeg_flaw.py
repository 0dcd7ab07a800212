"""Whether a JPEG picture is whole. Decoders pass over damage without a word and fill up what is lacking; here every code is counted."""

from __future__ import annotations

from itertools import pairwise

from gouji.ocr.damage.jpeg_parts import Frame, MalformedJpeg, Parts, Scan, jpeg_parts
from gouji.ocr.damage.jpeg_walk import Masks, WalkResult, walk_scan
from gouji.schemas.flaw import TOTAL_LOSS, Flaw

APART = 0.02
"""Faults farther apart than this share of the picture are two places of damage, and what lies between them can be seen."""
LAG = 0.03
"""Damage shows itself this share of the picture later at the most, where it shows itself before the end."""
COARSE, FINE, COLOUR = 1.0, 0.2, 0.2
"""How much of what can be read goes with a pass: with one that brings print out of the ground all of it; with one that makes values more exact,
or that brings colour alone, hardly any."""

NEVER = 99


def jpeg_flaw(data: bytes, tables: bytes = b"") -> Flaw | None:
    """What is wrong with the picture, None for one that is whole. `tables` is a stream of tables alone that stands elsewhere (TIFF)."""
    try:
        parts = jpeg_parts(data, tables)
        if parts.frame is None or not parts.scans:
            return TOTAL_LOSS
        if not any(scan.codes for scan in parts.scans):
            return None  # with tables that everybody is thought to know
        found = _structure(parts)
        masks: Masks = {}
        for scan in parts.scans if parts.frame.kind != "other" else ():
            found = _together(found, _scan_flaw(parts.frame, scan, walk_scan(parts.frame, scan, parts.steps, masks)))
        return _together(found, _lacking(parts.frame, parts.scans))
    except (MalformedJpeg, LookupError, ZeroDivisionError):
        return Flaw(0.0)  # something is wrong; what is lost by it is seen when it is drawn


def _structure(parts: Parts) -> Flaw | None:
    return None if parts.ended and all(scan.ended for scan in parts.scans) else Flaw(0.0, 1.0)


def _scan_flaw(frame: Frame, scan: Scan, walk: WalkResult) -> Flaw | None:
    if not walk.faults and not walk.ends:
        return None
    weight = _weight(frame, scan)
    spoiled = sum(b - a for a, b in pairwise(sorted(walk.faults)) if b - a <= APART * walk.units)
    lost = min(1.0, (walk.missing + spoiled) / walk.units + walk.left)
    first = min(place / walk.units - LAG for place in walk.faults) if walk.faults else 1.0
    return Flaw(
        round(weight * lost, 4), round(max(0.0, min(first, *(place / walk.units for place in walk.ends), 1.0)), 4)
    )


def _weight(frame: Frame, scan: Scan) -> float:
    grey = next(iter(frame.components))
    if all(name != grey for name, *_ in scan.colours):
        return COLOUR
    return FINE if scan.high else COARSE


def _lacking(frame: Frame, scans: list[Scan]) -> Flaw | None:
    """Passes that never came. Of pictures built up pass by pass the grey must have come to the last bit of all its coefficients."""
    if frame.kind != "progressive":
        seen = {name for scan in scans for name, *_ in scan.colours}
        return None if seen >= set(frame.components) else Flaw(COLOUR if next(iter(frame.components)) in seen else 1.0)
    grey = next(iter(frame.components))
    depth = [NEVER] * 64
    for scan in scans:
        if any(name == grey for name, *_ in scan.colours):
            for k in range(scan.first, min(scan.last, 63) + 1):
                depth[k] = min(depth[k], scan.low)
    if max(depth) == 0:
        return None
    return Flaw(COARSE if max(depth) == NEVER else FINE)


def _together(a: Flaw | None, b: Flaw | None) -> Flaw | None:
    """Both: what passes lose adds up."""
    return Flaw(round(min(1.0, a.lost + b.lost), 4), min(a.top, b.top)) if a and b else a or b
