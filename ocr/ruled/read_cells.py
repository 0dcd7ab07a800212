"""The lines of print in cells read: short ones together, those under a seal twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gouji.ocr.engine.protocol import Image, Mark, PageReader, Reading
from gouji.ocr.image.page_image import Paper
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
    lines: Sequence[CellLine], paper: Paper, bare: Paper, flat: Flat, height: float, reader: PageReader
) -> list[tuple[Crop, Reading]]:
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


def with_rival(reading: Reading, other: Reading) -> Reading:
    """A figure under a seal that was read otherwise with the seal than without: doubted where the two differ, as a whole where one
    is longer. What the other reading saw becomes an alternative."""
    if reading.text == other.text or not other.marks or not any(m.char.isdecimal() for m in reading.marks):
        return reading
    same = len(reading.marks) == len(other.marks)
    marks = [
        _rivalled(m, o if same else None)
        for m, o in zip(reading.marks, other.marks if same else reading.marks, strict=True)
    ]
    return Reading(marks, reading.gaps)


def _rivalled(mark: Mark, other: Mark | None) -> Mark:
    if other is not None and other.char == mark.char:
        return mark
    rivals = mark.alternatives
    if other is not None:
        rivals = ((other.char, round(min(other.prob, 1 - DISPUTED), 4)), *(r for r in rivals if r[0] != other.char))
    return Mark(mark.char, min(mark.prob, DISPUTED), rivals[:5], mark.left, mark.right)


def _clean(lines: Sequence[CellLine], crops: Sequence[Crop], readings: Sequence[Reading]) -> list[Reading]:
    """Without specks; what stands between two lines of one figure is none. A blob is no speck: beside it a figure is doubted."""
    out = []
    for i, (line, reading) in enumerate(zip(lines, readings, strict=True)):
        above = readings[i - 1] if i and lines[i - 1].cell == line.cell else Reading()
        below = readings[i + 1] if i + 1 < len(lines) and lines[i + 1].cell == line.cell else Reading()
        clean = without_dirt(reading, above.text[-1:].isdecimal(), below.text[:1].isdecimal())
        out.append(clean if len(clean.marks) == len(reading.marks) else with_doubt(crops[i].image, clean))
    return out


def _read(crops: Sequence[Crop], reader: PageReader) -> list[Reading]:
    readings = read_short([c.image for c in crops], reader)
    weak = [
        i
        for i, (c, r) in enumerate(zip(crops, readings, strict=True))
        if r.confidence < DOUBTFUL or any(unread_ends(c.image, r))
    ]
    for i, alone in zip(weak, reader.read_crops([crops[i].image for i in weak]), strict=True):
        if alone.confidence > readings[i].confidence or _says_more(crops[i].image, alone, readings[i]):
            readings[i] = alone if readings[i].marks else _doubted(alone)
    return [_told(crop.image, with_doubt(crop.image, reading)) for crop, reading in zip(crops, readings, strict=True)]


def _says_more(image: Image, alone: Reading, reading: Reading) -> bool:
    """Whether the second reading is the first with print at an end that the first left out."""
    return reading.text in alone.text and sum(unread_ends(image, alone)) < sum(unread_ends(image, reading))


def _told(image: Image, reading: Reading) -> Reading:
    """The reading with what the picture tells better than the recogniser: points, slashes, bars of signs."""
    pointed = with_lost_points(image, reading)
    return with_comparisons(image, with_slashes(image, with_slashes(image, pointed), BLURRED))


def _doubted(reading: Reading) -> Reading:
    marks = [Mark(m.char, min(m.prob, UNSURE), m.alternatives, m.left, m.right) for m in reading.marks]
    return Reading(marks, reading.gaps)
