"""Whole forms in one line, with a colon behind each label (项目名称：… 年初预算数：75.00 执行率：88%): a line for each label again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise

import regex

from gouji.normalize.figures.yuan import BRACKETED_YUAN
from gouji.schemas.pages import Line, Page

LABEL = regex.compile(
    r"(?:^|(?<=[\s）)；;]))(?P<label>\p{Han}[\p{Han}/／]{1,9})(?:[（(][^（）():：]{1,6}[)）])?[ \u3000]*[:：]"
)
HEAD = regex.compile(
    rf"(?<=[\s）)])(?:\p{{Han}}{{2,6}}指标(?=\s)|(?:自评)?总分(?=\s*\d)|\p{{Han}}{{2,6}}{BRACKETED_YUAN}(?=\s))"
)
"""What begins a new part without a colon: a kind of indicators, the sum of the points, a caption with its unit."""
CELLS = regex.compile(r"[|｜│┃║\t]")
MIN_LABELS = 5
"""Lines of so many known labels, of the cover as well as of figures, are forms that lost their line ends."""


def with_labels_apart(page: Page, is_cover: Callable[[str], bool], is_figure: Callable[[str], bool]) -> Page:
    """Returns a copy of a page of text with a line for each label of such a line. `is_cover` knows labels of covers, `is_figure` those
    whose value is a figure."""
    return replace(page, lines=[part for line in page.lines for part in _parts(line, is_cover, is_figure)])


def _parts(line: Line, is_cover: Callable[[str], bool], is_figure: Callable[[str], bool]) -> Iterator[Line]:
    words = line.text
    found = [] if CELLS.search(words) else list(LABEL.finditer(words))
    cover = sum(is_cover(m["label"]) for m in found)
    figures = sum(is_figure(m["label"]) for m in found)
    if not cover or not figures or cover + figures < MIN_LABELS:
        yield line
        return
    cuts = sorted({0, *(m.start() for m in found), *(m.start() for m in HEAD.finditer(words)), len(words)})
    for start, end in pairwise(cuts):
        part = words[start:end]
        first, last = start + len(part) - len(part.lstrip()), start + len(part.rstrip(" \u3000；;"))
        if first < last:
            yield replace(line, glyphs=line.glyphs[first:last])
