"""Tables with a frame and level rulings alone: the white in their print tells the columns."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from gouji.ocr.engine.protocol import Quad
from gouji.ocr.ruled.bent_frames import bent_frames
from gouji.ocr.ruled.cells import cell_spans
from gouji.ocr.ruled.dewarp import PageWarp
from gouji.ocr.ruled.framed_bands import with_band_columns
from gouji.ocr.ruled.lattice import Lattice
from gouji.ocr.ruled.rulings import Ruling
from gouji.schemas.glyph import Box

LEFT, RIGHT, TOP, HEIGHT = 40.0, 540.0, 100.0, 20.0
Words = Sequence[tuple[float, int]]
"""Left end and number of characters of each word of a row."""
HEAD: Words = [(60.0, 4), (150.0, 4), (260.0, 4), (360.0, 3), (450.0, 2)]
ROW: Words = [(60.0, 3), (150.0, 6), (262.0, 3), (355.0, 4), (450.0, 2)]
MERGED: Words = [(150.0, 5), (264.0, 2), (358.0, 3), (452.0, 1)]


def page(rows: Sequence[Words]) -> tuple[np.ndarray, list[Box]]:
    """The ink of the words, and their boxes, at one pixel a point."""
    ink, boxes = np.zeros((400, 600), np.uint8), []
    for n, row in enumerate(rows):
        for x, length in row:
            box = (x, TOP + HEIGHT * n + 5, x + 10.0 * length, TOP + HEIGHT * n + 15)
            ink[round(box[1]) : round(box[3]), round(box[0]) : round(box[2])] = 1
            boxes.append(box)
    return ink, boxes


def rulings(ends: Sequence[float]) -> list[Ruling]:
    """A level ruling above each row from where it begins to the right side, and one below the last."""
    return [Ruling(TOP + HEIGHT * n, low, RIGHT) for n, low in enumerate(ends)]


def frame(rows: int, *inner: tuple[float, Sequence[int]]) -> Lattice:
    """The lattice that upright rulings make: the sides, and those at `inner` places in some rows."""
    xs = [LEFT, *(x for x, _ in inner), RIGHT]
    vertical = np.zeros((len(xs), rows), bool)
    vertical[[0, -1]] = True
    for k, (_, own) in enumerate(inner, 1):
        vertical[k, list(own)] = True
    ys = [TOP + HEIGHT * n for n in range(rows + 1)]
    return Lattice(xs, ys, np.ones((rows + 1, len(xs) - 1), bool), vertical)


def cells(lattice: Lattice) -> list[int]:
    """The number of cells that begin in each row."""
    spans = cell_spans(lattice, 1.0)
    return [sum(span.row == row for span in spans) for row in range(len(lattice.ys) - 1)]


@pytest.mark.parametrize(
    ("rows", "ends", "given", "wanted"),
    [
        # a stroke of print looks like a ruling in one row
        ([HEAD, ROW, ROW, ROW, ROW, ROW, ROW], [LEFT] * 8, frame(7, (100.0, [1])), [5] * 7),
        # the first column is merged over three rows: their rulings begin behind it
        (
            [HEAD, ROW, MERGED, MERGED, ROW, ROW, ROW],
            [LEFT, LEFT, 130.0, 130.0, LEFT, LEFT, LEFT, LEFT],
            frame(7, (100.0, [1])),
            [5, 5, 4, 4, 5, 5, 5],
        ),
        # upright rulings stand between the columns: the lattice is right as it is
        ([HEAD, ROW, ROW, ROW, ROW], [LEFT] * 6, frame(5, (130.0, range(5))), [2] * 5),
        # running text between rulings
        ([[(60.0, 40)]] * 6, [LEFT] * 7, frame(6, (100.0, [])), [1] * 6),
        # a box with few rulings
        ([HEAD, ROW, ROW], [LEFT] * 4, frame(3, (100.0, [])), [1] * 3),
    ],
)
def test_white_tells_the_columns(
    rows: Sequence[Words], ends: Sequence[float], given: Lattice, wanted: list[int]
) -> None:
    ink, printed = page(rows)
    assert cells(with_band_columns(given, rulings(ends), ink, printed, 1.0)) == wanted


class Curl(PageWarp):
    """A page whose rulings rise by `height` towards the middle."""

    def __init__(self, height: float) -> None:
        super().__init__((400, 600), np.zeros(1), np.zeros(1))
        self.height = height

    def to_page(self, points: Quad) -> Quad:
        rise = self.height * np.sin(np.pi * (points[:, 0] - LEFT) / (RIGHT - LEFT))
        return np.column_stack([points[:, 0], points[:, 1] - rise])


@pytest.mark.parametrize(
    ("ends", "height", "found", "wanted"),
    [
        ([LEFT] * 6, 12.0, [], [(LEFT, 6)]),
        ([LEFT] * 6, 2.0, [], []),  # on a flat page lines of print tell more
        ([LEFT] * 4, 12.0, [], []),
        # rulings beside merged cells are no table within the table
        ([LEFT, LEFT, 130.0, 130.0, 130.0, 130.0, 130.0, LEFT, LEFT, LEFT], 12.0, [], [(LEFT, 5)]),
        ([LEFT] * 6, 12.0, [frame(3, (300.0, range(3)))], []),  # a table stands there already
    ],
)
def test_a_bent_page_has_the_outlines_of_its_tables(
    ends: Sequence[float], height: float, found: Sequence[Lattice], wanted: list[tuple[float, int]]
) -> None:
    frames = bent_frames(rulings(ends), found, Curl(height), 1.0)
    assert [(each.xs[0], len(each.ys)) for each in frames] == wanted
