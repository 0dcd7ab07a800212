"""The lines that a paper opens with, before its first heading or sentence."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

import regex

from gouji.extract.covers.printed_lines import printed_lines
from gouji.extract.key_value_lines import labelled
from gouji.normalize.layout.headings import heading
from gouji.schemas.paragraph import Paragraph
from gouji.schemas.traced import Traced

MAX_LINES = 12
"""A paper without headings of its first level opens with so many lines at most."""
MIN_LABELS = 2
"""So many lines of labels below a heading make it one of the front."""
RUNNING_PROSE = regex.compile(r"[。！？；;]|[，,].{12}|【|^.{60}")
TABLE_ROW = regex.compile(r"[|｜│].*[|｜│]|\t.*\t")


def front_lines(paragraphs: Sequence[Paragraph]) -> tuple[list[Traced], list[Traced]]:
    """The lines of the cover, and the paragraphs of the body. Without a cover, the lines up to the first heading, sentence or
    row of a table; a heading over nothing but labels is no end.
    """
    cover = [line for p in paragraphs if p.place == "cover" for line in printed_lines(p.text)]
    if cover:
        rest = [p.text for p in paragraphs if p.place != "cover"]
        told = _labels_below(rest)
        return [*cover, *told], rest[len(told) + 1 :] if told else rest
    lines: list[Traced] = []
    printed = [(index, line) for index, p in enumerate(paragraphs) for line in printed_lines(p.text)]
    for at, (index, line) in enumerate(printed):
        if _heads_labels(line, [text for _, text in printed[at + 1 : at + 1 + MIN_LABELS]]):
            continue
        if len(lines) == MAX_LINES or _is_body(line):
            return lines, [p.text for p in paragraphs[index:]]
        lines.append(line)
    return lines, []


def _labels_below(rest: Sequence[Traced]) -> list[Traced]:
    """The lines of labels below a heading that the body begins with, which a form has where others have a cover."""
    if not rest or not _heads_labels(rest[0], rest[1 : 1 + MIN_LABELS]):
        return []
    return list(takewhile(_is_label, rest[1:]))


def _heads_labels(text: Traced, following: Sequence[Traced]) -> bool:
    """Whether a heading stands over nothing but lines of labels (一、基本情况 over 项目名称：…): the front goes on below it."""
    return heading(text.text) is not None and len(following) == MIN_LABELS and all(_is_label(f) for f in following)


def _is_label(text: Traced) -> bool:
    found = labelled(text)
    return bool(found) and text.text.lstrip().startswith(found[0].label[:1]) and not RUNNING_PROSE.search(text.text)


def _is_body(text: Traced) -> bool:
    if heading(text.text) or RUNNING_PROSE.search(text.text):
        return True
    return bool(TABLE_ROW.search(text.text)) and not labelled(text)
