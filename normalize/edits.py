"""One correction before it is made, and making it so that every character keeps its glyphs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gouji.schemas.paragraph import Change, CorrectionKind
from gouji.schemas.traced import Traced


@dataclass(frozen=True, slots=True)
class Edit:
    """The characters from `start` up to `end` are to read `new`."""

    start: int
    end: int
    new: str
    kind: CorrectionKind
    reason: str
    confidence: float


def apply_edits(text: Traced, edits: list[Edit]) -> tuple[Traced, list[Change]]:
    """The text with all `edits` made, and one Change for each in reading order. Of two that overlap the first one counts."""
    changes: list[Change] = []
    chosen: list[Edit] = []
    for edit in sorted(edits, key=lambda e: (e.start, e.end)):
        if not chosen or edit.start >= chosen[-1].end:
            chosen.append(edit)
            changes.append(
                Change(text[edit.start : edit.end], edit.new, edit.kind, edit.reason, round(edit.confidence, 3))
            )
    return text.replace_all([piece for edit in chosen for piece in _pieces(text, edit)]), changes


def _pieces(text: Traced, edit: Edit) -> Iterator[tuple[int, int, str, float | None]]:
    """Start, end, new characters and their probability, for each place that the edit changes."""
    old, new = text.text[edit.start : edit.end], edit.new
    if len(old) == len(new):
        for place, (a, b) in enumerate(zip(old, new, strict=True), edit.start):
            if a != b:
                yield place, place + 1, b, edit.confidence
        return
    left = _same(old, new)
    right = _same(old[left:][::-1], new[left:][::-1])
    if 0 < left == len(new) - right and (edit.kind == "date" or (edit.kind == "spacing" and new[left - 1].isdigit())):
        left -= 1  # what is only taken away leaves nothing to be doubted: the number before it may have lost a digit, or a comma, there
    yield edit.start + left, edit.end - right, new[left : len(new) - right], edit.confidence


def _same(a: str, b: str) -> int:
    """How many characters `a` and `b` have in common from their beginning."""
    count = 0
    while count < min(len(a), len(b)) and a[count] == b[count]:
        count += 1
    return count
