"""The lines of print in cells read: short ones together, those under a seal twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gouji.ocr.engine.protocol import Image, PageReader, Recognition, RecognizedChar
from gouji.ocr.image.page_image import PageImage
from gouji.ocr.lines.line_crops import Crop
from gouji.ocr.ruled.cell_crops import cell_crop
from gouji.ocr.ruled.dewarp import Flat
from gouji.ocr.ruled.packed_crops import read_short
from gouji.ocr.signs.comparison_bar import with_comparisons
from gouji.ocr.signs.decimal_point import with_lost_points
from gouji.ocr.signs.slash import BLURRED, with_slashes
from gouji.ocr.signs.specks import without_dirt
from gouji.ocr.signs.unread_ink import unread_ends, with_doubt
from gouji.schemas.glyph import Box

DOUBTFUL = 0.6
"""What was read beside others less surely is read again alone."""

UNSURE = 0.5
"""The most that is believed of print which only the second reading saw."""


DISPUTED = 0.7
"""The most that is believed of a character under a seal that was read otherwise before, or after, the seal was taken out."""


@dataclass(slots=True)
class CellLine:
    """A line of print to read: its cell (an index), its box and the inner box of the cell (flat pixels), and whether a seal lies on it."""

    cell: int
    box: Box
    inner: Box
    sealed: bool


def line_readings(
    lines: Sequence[CellLine], paper: PageImage, bare: PageImage, flat: Flat, height: float, reader: PageReader
) -> list[tuple[Crop, Recognition]]:
    """Picture and reading of each line. `bare` is the page without its seals, `height` that of a usual line."""
    crops = [cell_crop(paper, flat, line.box, line.inner, height) for line in lines]
    readings = _read(crops, reader)
    again = [i for i, line in enumerate(lines) if line.sealed and bare is not paper]
    second = [cell_crop(bare, flat, lines[i].box, lines[i].inner, height) for i in again]
    for i, crop, reading in zip(again, second, _read(second, reader), strict=True):
        first = readings[i]
        if reading.confidence > first.confidence:
            crops[i], readings[i] = crop, reading
        readings[i] = with_rival(readings[i], first if readings[i] is reading else reading)
    return list(zip(crops, _clean(lines, crops, readings), strict=True))


def with_rival(reading: Recognition, other: Recognition) -> Recognition:
    """A figure under a seal that was read otherwise with the seal than without: doubted where the two differ, as a whole where one
    is longer. What the other reading saw becomes an alternative."""
    if reading.text == other.text or not other.chars or not any(m.char.isdecimal() for m in reading.chars):
        return reading
    same = len(reading.chars) == len(other.chars)
    marks = [
        _rivalled(m, o if same else None)
        for m, o in zip(reading.chars, other.chars if same else reading.chars, strict=True)
    ]
    return Recognition(marks, reading.gaps)


def _rivalled(mark: RecognizedChar, other: RecognizedChar | None) -> RecognizedChar:
    if other is not None and other.char == mark.char:
        return mark
    rivals = mark.alternatives
    if other is not None:
        rivals = ((other.char, round(min(other.prob, 1 - DISPUTED), 4)), *(r for r in rivals if r[0] != other.char))
    return RecognizedChar(mark.char, min(mark.prob, DISPUTED), rivals[:5], mark.left, mark.right)


def _clean(lines: Sequence[CellLine], crops: Sequence[Crop], readings: Sequence[Recognition]) -> list[Recognition]:
    """Without specks; what stands between two lines of one figure is none. A blob is no speck: beside it a figure is doubted."""
    out = []
    for i, (line, reading) in enumerate(zip(lines, readings, strict=True)):
        above = readings[i - 1] if i and lines[i - 1].cell == line.cell else Recognition()
        below = readings[i + 1] if i + 1 < len(lines) and lines[i + 1].cell == line.cell else Recognition()
        clean = without_dirt(reading, above.text[-1:].isdecimal(), below.text[:1].isdecimal())
        out.append(clean if len(clean.chars) == len(reading.chars) else with_doubt(crops[i].image, clean))
    return out


def _read(crops: Sequence[Crop], reader: PageReader) -> list[Recognition]:
    readings = read_short([c.image for c in crops], reader)
    weak = [
        i
        for i, (c, r) in enumerate(zip(crops, readings, strict=True))
        if r.confidence < DOUBTFUL or any(unread_ends(c.image, r))
    ]
    for i, alone in zip(weak, reader.read_crops([crops[i].image for i in weak]), strict=True):
        if alone.confidence > readings[i].confidence or _says_more(crops[i].image, alone, readings[i]):
            readings[i] = alone if readings[i].chars else _doubted(alone)
    return [_told(crop.image, with_doubt(crop.image, reading)) for crop, reading in zip(crops, readings, strict=True)]


def _says_more(image: Image, alone: Recognition, reading: Recognition) -> bool:
    """Whether the second reading is the first with print at an end that the first left out."""
    return reading.text in alone.text and sum(unread_ends(image, alone)) < sum(unread_ends(image, reading))


def _told(image: Image, reading: Recognition) -> Recognition:
    """The reading with what the picture tells better than the recogniser: points, slashes, bars of signs."""
    pointed = with_lost_points(image, reading)
    return with_comparisons(image, with_slashes(image, with_slashes(image, pointed), BLURRED))


def _doubted(reading: Recognition) -> Recognition:
    marks = [RecognizedChar(m.char, min(m.prob, UNSURE), m.alternatives, m.left, m.right) for m in reading.chars]
    return Recognition(marks, reading.gaps)
