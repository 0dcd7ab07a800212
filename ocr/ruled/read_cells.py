"""Reads the text lines of table cells: short ones together, those under a seal twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from gouji.ocr.engine.protocol import Image, PageReader, Recognition, RecognizedChar
from gouji.ocr.image.page_image import PageImage
from gouji.ocr.lines.line_crops import Crop
from gouji.ocr.ruled.cell_crops import cell_crop
from gouji.ocr.ruled.dewarp import PageWarp
from gouji.ocr.ruled.packed_crops import read_packed
from gouji.ocr.signs.comparison_bar import with_comparison_bars
from gouji.ocr.signs.decimal_point import with_lost_points
from gouji.ocr.signs.slash import BLURRED, with_slashes
from gouji.ocr.signs.specks import without_specks
from gouji.ocr.signs.unread_ink import unread_ends, with_doubt
from gouji.schemas.glyph import Box

REREAD_BELOW_CONFIDENCE = 0.6
"""A line read in a strip with a lower confidence is read again alone."""

MAX_SECOND_READING_CONFIDENCE = 0.5
"""Maximum confidence of print that only the second reading saw."""


MAX_DISPUTED_CONFIDENCE = 0.7
"""Maximum confidence of a character under a seal that was read differently before and after removing the seal."""


@dataclass(slots=True)
class CellLine:
    """A text line to read: its cell (an index), its box and the cell's inner box (dewarped pixels), and whether a
    seal covers it."""

    cell: int
    box: Box
    inner: Box
    sealed: bool


def line_readings(
    lines: Sequence[CellLine], page_image: PageImage, bare: PageImage, warp: PageWarp, height: float, reader: PageReader
) -> list[tuple[Crop, Recognition]]:
    """Returns the crop and reading of each line.

    `bare` is the page without its seals, `height` the usual line height.
    """
    crops = [cell_crop(page_image, warp, line.box, line.inner, height) for line in lines]
    readings = _read(crops, reader)
    again = [i for i, line in enumerate(lines) if line.sealed and bare is not page_image]
    second = [cell_crop(bare, warp, lines[i].box, lines[i].inner, height) for i in again]
    for i, crop, reading in zip(again, second, _read(second, reader), strict=True):
        first = readings[i]
        if reading.confidence > first.confidence:
            crops[i], readings[i] = crop, reading
        readings[i] = with_rival(readings[i], first if readings[i] is reading else reading)
    return list(zip(crops, _clean(lines, crops, readings), strict=True))


def with_rival(reading: Recognition, other: Recognition) -> Recognition:
    """Lowers the confidence of a figure under a seal that was read differently with the seal than without.

    Only the differing characters are doubted, or all of them if one reading is longer. What the other reading saw
    becomes an alternative.
    """
    if reading.text == other.text or not other.chars or not any(m.char.isdecimal() for m in reading.chars):
        return reading
    same = len(reading.chars) == len(other.chars)
    chars = [
        _with_alternative(m, o if same else None)
        for m, o in zip(reading.chars, other.chars if same else reading.chars, strict=True)
    ]
    return Recognition(chars, reading.gaps)


def _with_alternative(recognized: RecognizedChar, other: RecognizedChar | None) -> RecognizedChar:
    if other is not None and other.char == recognized.char:
        return recognized
    rivals = recognized.alternatives
    if other is not None:
        rivals = (
            (other.char, round(min(other.prob, 1 - MAX_DISPUTED_CONFIDENCE), 4)),
            *(r for r in rivals if r[0] != other.char),
        )
    return replace(recognized, prob=min(recognized.prob, MAX_DISPUTED_CONFIDENCE), alternatives=rivals[:5])


def _clean(lines: Sequence[CellLine], crops: Sequence[Crop], readings: Sequence[Recognition]) -> list[Recognition]:
    """Removes specks.

    A point between two lines of one figure is not a speck, and neither is a blob: a figure beside one is doubted.
    """
    out = []
    for i, (line, reading) in enumerate(zip(lines, readings, strict=True)):
        above = readings[i - 1] if i and lines[i - 1].cell == line.cell else Recognition()
        below = readings[i + 1] if i + 1 < len(lines) and lines[i + 1].cell == line.cell else Recognition()
        clean = without_specks(reading, above.text[-1:].isdecimal(), below.text[:1].isdecimal())
        out.append(clean if len(clean.chars) == len(reading.chars) else with_doubt(crops[i].image, clean))
    return out


def _read(crops: Sequence[Crop], reader: PageReader) -> list[Recognition]:
    readings = read_packed([c.image for c in crops], reader)
    weak = [
        i
        for i, (c, r) in enumerate(zip(crops, readings, strict=True))
        if r.confidence < REREAD_BELOW_CONFIDENCE or any(unread_ends(c.image, r))
    ]
    for i, alone in zip(weak, reader.read_crops([crops[i].image for i in weak]), strict=True):
        if alone.confidence > readings[i].confidence or _says_more(crops[i].image, alone, readings[i]):
            readings[i] = alone if readings[i].chars else _doubted(alone)
    return [
        _with_signs_from_ink(crop.image, with_doubt(crop.image, reading))
        for crop, reading in zip(crops, readings, strict=True)
    ]


def _says_more(image: Image, alone: Recognition, reading: Recognition) -> bool:
    """Tells whether the second reading is the first one plus print at an end that the first left out."""
    return reading.text in alone.text and sum(unread_ends(image, alone)) < sum(unread_ends(image, reading))


def _with_signs_from_ink(image: Image, reading: Recognition) -> Recognition:
    """Corrects the reading where the image shows more than the recogniser sees: points, slashes, bars of comparison
    signs."""
    pointed = with_lost_points(image, reading)
    return with_comparison_bars(image, with_slashes(image, with_slashes(image, pointed), BLURRED))


def _doubted(reading: Recognition) -> Recognition:
    chars = [replace(m, prob=min(m.prob, MAX_SECOND_READING_CONFIDENCE)) for m in reading.chars]
    return Recognition(chars, reading.gaps)
