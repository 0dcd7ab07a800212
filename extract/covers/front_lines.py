"""The lines that a paper opens with, before its first heading or sentence."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from gouji.extract.covers.printed_lines import printed_lines
from gouji.extract.key_value_lines import labelled
from gouji.normalize.layout.headings import heading
from gouji.schemas.paragraph import Paragraph
from gouji.schemas.traced import Traced

MAX_LINES = 12
"""A paper without headings of its first level opens with so many lines at most."""
RUNNING_PROSE = regex.compile(r"[。！？；;]|[，,].{12}|【|^.{60}")
TABLE_ROW = regex.compile(r"[|｜│].*[|｜│]|\t.*\t")


def front_lines(paragraphs: Sequence[Paragraph]) -> tuple[list[Traced], list[Traced]]:
    """The lines of the cover, and the paragraphs of the body. Without a cover, the lines up to the first heading, sentence or
    row of a table.
    """
    cover = [line for p in paragraphs if p.place == "cover" for line in printed_lines(p.text)]
    if cover:
        return cover, [p.text for p in paragraphs if p.place != "cover"]
    lines: list[Traced] = []
    for index, paragraph in enumerate(paragraphs):
        for line in printed_lines(paragraph.text):
            if len(lines) == MAX_LINES or _is_body(line):
                return lines, [p.text for p in paragraphs[index:]]
            lines.append(line)
    return lines, []


def _is_body(text: Traced) -> bool:
    if heading(text.text) or RUNNING_PROSE.search(text.text):
        return True
    return bool(TABLE_ROW.search(text.text)) and not labelled(text)
