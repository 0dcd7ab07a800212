"""The style of a document: typefaces, margins, lines per page, rulings and padding of its tables."""

from __future__ import annotations

from bench.cases.compose import Paper
from bench.cases.grid import Look
from bench.cases.random import Dice

MM = 72 / 25.4
BODIES = ("song", "fangsong", "serif", "fangsong", "kai")
CELLS = ("song", "serif", "fangsong", "hei")
DRAWN_ONLY = {"fangsong": "song", "serif": "song", "sans": "hei", "title": "hei"}
"""Typefaces of a PDF with real text: those whose outlines every PDF reader accepts."""


def draw_paper(dice: Dice, digital: bool) -> Paper:
    """The pages of a narrative, near the format for official papers (28 characters, 22 lines)."""
    chars, rows = dice.pick([28, 28, 27, 30, 32]), dice.pick([22, 22, 24, 26])
    measure = dice.uniform(152, 162) * MM
    top = dice.uniform(30, 38) * MM
    body = _face(dice.pick(BODIES), digital)
    return Paper(
        body=body,
        heads=(_face("hei", digital), _face(dice.pick(["kai", "hei", body]), digital)),
        title=_face(dice.pick(["title", "hei", "sans"]), digital),
        left=(595.28 - measure) / 2,
        top=top,
        measure=measure,
        chars=chars,
        rows=rows,
        pitch=(841.89 - 2 * top - 10) / rows,
        spaced=dice.chance(0.3),
        folio=dice.chance(0.6),
        table_left=dice.uniform(42, 62),
        table_top=dice.uniform(46, 64),
    )


def draw_look(dice: Dice, digital: bool) -> Look:
    """The look of a ruled form."""
    thin = dice.pick([0.45, 0.6, 0.75, 1.0])
    return Look(
        face=_face(dice.pick(CELLS), digital),
        size=dice.pick([9.0, 9.5, 10.0, 10.5]),
        pad=dice.uniform(2.0, 4.5),
        tall=dice.uniform(2.0, 6.5),
        thin=thin,
        thick=dice.pick([thin, thin, 1.4, 1.8]),
    )


def _face(face: str, digital: bool) -> str:
    return DRAWN_ONLY.get(face, face) if digital else face
