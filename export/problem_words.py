"""What stands in the cells of the problem list, and how high its rows are."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from gouji.export.finding_evidence import Evidence
from gouji.export.problem_rows import Problem
from gouji.schemas.texts import text

MAX_PICTURE_WIDTH_PIXELS, MAX_PICTURE_HEIGHT_PIXELS = 346.0, 460.0
"""Pixels that a picture may take in its cell."""
MAX_PICTURE_SCALE = 0.8
"""A picture is shown at this share of its 144 dots an inch (a little larger than on paper), smaller only where it would not fit."""
LINE_HEIGHT_PIXELS = 18.0
"""Pixels of a line of words."""


def difference(problem: Problem) -> str | None:
    """Stated less recomputed, where both are figures."""
    try:
        gap = Decimal(problem.observed or "") - Decimal(problem.expected or "")
    except InvalidOperation:
        return None
    return format(gap, "f") if gap.is_finite() else None


def file_words(problem: Problem, told: Evidence) -> str:
    """The file's name, of a finding between reports both of them."""
    return f"A {problem.source}\nB {told.other_source}" if told.other_source else problem.source


def folder_words(problem: Problem, told: Evidence) -> str | None:
    """Where the file lies, of a finding between reports both of them."""
    here, there = (_parent(path) if path else "" for path in (problem.path, told.other_path))
    return f"A {here}\nB {there}" if told.other_source and here != there else here or None


def _parent(path: str) -> str:
    return re.split(r"[/\\][^/\\]*$", path)[0]


def picture_words(told: Evidence, lang: str) -> str | None:
    """The lines of a text in the place of a picture, else why there is none or not all of it."""
    if told.picture is not None:
        return None if told.whole else text("problems.not_whole", lang)
    if told.lines:
        return "\n".join(f"{text('problems.line', lang, line=number)}  {line}" for number, line in told.lines)
    return text(f"no_picture.{told.missing}", lang) if told.missing else None


def picture_scale(told: Evidence) -> float:
    """The share of its size that the picture is shown at."""
    return min(MAX_PICTURE_SCALE, MAX_PICTURE_WIDTH_PIXELS / told.size[0], MAX_PICTURE_HEIGHT_PIXELS / told.size[1])


def row_height(problem: Problem, told: Evidence, widths: dict[str, float], lang: str) -> float:
    """Pixels that the row needs."""
    told_in = {
        "unit": problem.department,
        "project": problem.project_name,
        "file": file_words(problem, told),
        "folder": folder_words(problem, told),
        "picture": picture_words(told, lang),
        "excerpt": problem.excerpt,
        "reason": problem.message,
        "suggestion": "\n".join(filter(None, (problem.suggestion, told.reason))),
        "stated": problem.observed,
    }
    lines = max(_lines(words, widths[name]) for name, words in told_in.items() if name in widths)
    needed = min(LINE_HEIGHT_PIXELS * lines + 7, 500)
    return max(needed, told.size[1] * picture_scale(told) + (8 if told.whole else 26)) if told.picture else needed


def _lines(words: str | None, width: float) -> int:
    """Lines that a text takes in a column; a Chinese character is as wide as two others, and a line never fills quite."""
    return sum(
        -(-sum(1 if char.isascii() else 2 for char in line) // max(1, int(width * 0.88))) or 1
        for line in (words or "").split("\n")
    )
