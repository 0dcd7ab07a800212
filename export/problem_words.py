"""The text of the cells in the problem list, and the height of its rows."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from gouji.export.finding_evidence import Evidence
from gouji.export.problem_rows import Problem
from gouji.schemas.texts import text

MAX_PICTURE_WIDTH_PIXELS, MAX_PICTURE_HEIGHT_PIXELS = 346.0, 460.0
"""Largest size of a picture in its cell."""
MAX_PICTURE_SCALE = 0.8
"""A picture is shown at this share of its 144 dpi (a little larger than on paper), smaller only if it would not fit."""
LINE_HEIGHT_PIXELS = 18.0
"""Height of a line of text."""


def difference(problem: Problem) -> str | None:
    """Stated minus recomputed; None if they are not both figures."""
    try:
        gap = Decimal(problem.observed or "") - Decimal(problem.expected or "")
    except InvalidOperation:
        return None
    return format(gap, "f") if gap.is_finite() else None


def file_text(problem: Problem, evidence: Evidence) -> str:
    """The file name; both names for a finding between reports."""
    return f"A {problem.source}\nB {evidence.other_source}" if evidence.other_source else problem.source


def folder_text(problem: Problem, evidence: Evidence) -> str | None:
    """The folder of the file; both folders for a finding between reports."""
    folder, other_folder = (_parent(path) if path else "" for path in (problem.path, evidence.other_path))
    return f"A {folder}\nB {other_folder}" if evidence.other_source and folder != other_folder else folder or None


def _parent(path: str) -> str:
    return re.split(r"[/\\][^/\\]*$", path)[0]


def picture_text(evidence: Evidence, lang: str) -> str | None:
    """The lines of a text instead of a picture, otherwise why there is none or not all of it. None if the picture is
    complete."""
    if evidence.picture is not None:
        return None if evidence.whole else text("problems.not_whole", lang)
    if evidence.lines:
        return "\n".join(f"{text('problems.line', lang, line=number)}  {line}" for number, line in evidence.lines)
    return text(f"no_picture.{evidence.missing}", lang) if evidence.missing else None


def picture_scale(evidence: Evidence) -> float:
    """The scale at which the picture is shown."""
    return min(
        MAX_PICTURE_SCALE, MAX_PICTURE_WIDTH_PIXELS / evidence.size[0], MAX_PICTURE_HEIGHT_PIXELS / evidence.size[1]
    )


def row_height(problem: Problem, evidence: Evidence, widths: dict[str, float], lang: str) -> float:
    """Pixels that the row needs."""
    texts = {
        "unit": problem.department,
        "project": problem.project_name,
        "file": file_text(problem, evidence),
        "folder": folder_text(problem, evidence),
        "picture": picture_text(evidence, lang),
        "excerpt": problem.excerpt,
        "reason": problem.message,
        "suggestion": "\n".join(filter(None, (problem.suggestion, evidence.reason))),
        "stated": problem.observed,
    }
    lines = max(_lines(words, widths[name]) for name, words in texts.items() if name in widths)
    needed = min(LINE_HEIGHT_PIXELS * lines + 7, 500)
    return (
        max(needed, evidence.size[1] * picture_scale(evidence) + (8 if evidence.whole else 26))
        if evidence.picture
        else needed
    )


def _lines(words: str | None, width: float) -> int:
    """Lines that a text takes in a column. A Chinese character is twice as wide as others, and a line is never filled
    completely."""
    return sum(
        -(-sum(1 if char.isascii() else 2 for char in line) // max(1, int(width * 0.88))) or 1
        for line in (words or "").split("\n")
    )
