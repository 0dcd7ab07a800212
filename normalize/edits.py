"""An edit, and its application so that every character keeps its glyphs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gouji.schemas.paragraph import Change, CorrectionKind
from gouji.schemas.traced import Traced


@dataclass(frozen=True, slots=True)
class Edit:
    """Replaces the characters from `start` up to `end` with `new`.

    If `new` is what stands there, the edit is a doubt: `confidence` is the probability of what was read.
    """

    start: int
    end: int
    new: str
    kind: CorrectionKind
    reason: str
    confidence: float


def apply_edits(text: Traced, edits: list[Edit]) -> tuple[Traced, list[Change]]:
    """Returns the text with all `edits` applied, and one Change per edit in reading order; a doubt changes nothing.

    Of overlapping edits the first one counts.
    """
    changes: list[Change] = []
    chosen: list[Edit] = []
    for edit in sorted(edits, key=lambda e: (e.start, e.end)):
        if not chosen or edit.start >= chosen[-1].end:
            chosen.append(edit)
            if (before := text[edit.start : edit.end]).text != edit.new:
                changes.append(Change(before, edit.new, edit.kind, edit.reason, round(edit.confidence, 3)))
    return text.replace_all([piece for edit in chosen for piece in _pieces(text, edit)]), changes


def _pieces(text: Traced, edit: Edit) -> Iterator[tuple[int, int, str, float | None]]:
    """Yields start, end, new characters and their probability for each position that the edit changes."""
    old, new = text.text[edit.start : edit.end], edit.new
    if old == new:
        yield edit.start, edit.end, new, min(edit.confidence, *text.probs[edit.start : edit.end])
        return
    if len(old) == len(new):
        for place, (a, b) in enumerate(zip(old, new, strict=True), edit.start):
            if a != b:
                yield place, place + 1, b, edit.confidence
        return
    left = _common_prefix(old, new)
    right = _common_prefix(old[left:][::-1], new[left:][::-1])
    if 0 < left == len(new) - right and (edit.kind == "date" or (edit.kind == "spacing" and new[left - 1].isdigit())):
        # A pure deletion leaves no character to doubt, but the number before it may have lost a digit or a comma there.
        left -= 1
    yield edit.start + left, edit.end - right, new[left : len(new) - right], edit.confidence


def _common_prefix(a: str, b: str) -> int:
    """Returns the length of the common prefix of `a` and `b`."""
    count = 0
    while count < min(len(a), len(b)) and a[count] == b[count]:
        count += 1
    return count
