"""A report as another OCR wrote it as plain text.

It has blanks within words and figures, letters for digits, similar characters confused, half-width punctuation, an
empty line after nearly every line, and no positions but line numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from bench.cases.leaves import Json
from bench.cases.random import Dice
from bench.cases.sheet import Char, Line, Sheet

HALF = str.maketrans("，；：（）", ",;:()")
LEVEL = 2.0
"""Maximum vertical distance, in points, of lines that are cells of one table row."""
MISREAD, LETTER, COMMA, DASH, LOST, BLANK, EMPTY = 0.012, 0.02, 0.03, 0.03, 0.03, 0.008, 0.97
"""Probabilities: a character is read as a similar one, a 0 or 1 as a letter, a decimal point as a comma, 一 as a dash; a
full stop is lost, a blank is inserted; an empty line follows."""
TURN = 3
"""Empty lines at a page break."""


def typewriter(char: str, face: str) -> float:
    """The width of any character in ems: text needs no typeface."""
    return 0.5 if char.isascii() else 1.0


def typed(sheets: Sequence[Sheet], dice: Dice) -> str:
    """The text of the sheets, line by line. Every leaf gets its line number instead of its page."""
    out: list[str] = []
    for sheet in sheets:
        for row in _rows(sheet):
            out.append("  ".join(_spoiled(line, dice) for line in row))
            for leaf in {id(c.leaf): c.leaf for line in row for c in line if c.leaf is not None}.values():
                leaf.places.append(
                    (len(out), (0.0, 0.0, float(sum(c.leaf is leaf for line in row for c in line)), 0.0))
                )
            out += [""] * dice.chance(EMPTY)
        out += [""] * TURN
    return "\n".join(out) + "\n"


def by_line(told: Json) -> Json:
    """The ground truth of a text: lines instead of pages and boxes."""
    return {key: _by_line(value) for key, value in told.items()} | {
        "pages": [{"number": p["number"], "text": p["text"]} for p in told["pages"]]
    }


def _by_line(value: object) -> object:
    if isinstance(value, list):
        return [_by_line(each) for each in value]
    if not isinstance(value, dict):
        return value
    out = {key: _by_line(each) for key, each in value.items()}
    return out | {"page": None, "bbox": None, "line": value["page"]} if "bbox" in value else out


def _rows(sheet: Sheet) -> list[list[Line]]:
    """The lines from top to bottom, with the cells of one row together."""
    rows: list[list[Line]] = []
    for line in (line for line in sheet.lines if line):
        if rows and abs(rows[-1][-1][0].y - line[0].y) < LEVEL and line[0].x > rows[-1][-1][-1].x:
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows


def _spoiled(line: Line, dice: Dice) -> str:
    return "".join(_sign(line, index, dice) + " " * dice.chance(BLANK) for index in range(len(line)))


def _sign(line: Sequence[Char], index: int, dice: Dice) -> str:
    char, share = line[index].char, dice.random()
    within = 0 < index < len(line) - 1 and line[index - 1].char.isdigit() and line[index + 1].char.isdigit()
    if char in _lookalikes() and share < MISREAD:
        return dice.pick(_lookalikes()[char])
    if char in "01" and share < LETTER:
        return dice.pick(["o", "O"]) if char == "0" else "l"
    if char == "." and within and share < COMMA:
        return ","
    if char == "一" and share < DASH:
        return "-"
    if char == "。" and share < LOST:
        return ""
    return char.translate(HALF)


@cache
def _lookalikes() -> dict[str, list[str]]:
    rows = Path(__file__).with_name("lookalikes.tsv").read_text(encoding="utf-8").splitlines()
    return {printed: read.split() for printed, read in (row.split("\t") for row in rows[1:])}
