"""Dates behind the name of what happened: 验收时间为2031年9月12日; 开工日期：2031年4月2日."""

from __future__ import annotations

from collections.abc import Callable

import regex

from gouji.extract.prose.passages import Passage
from gouji.schemas.leaf import TextLeaf
from gouji.schemas.spans import FoundDate

LABEL = regex.compile(r"(?P<name>\p{Han}{2,16}?)(?:时间|日期|日)(?:分别)?(?:为|是|在|：|:)?\s*$")
SPAN = regex.compile(r"\s*(?:日)?起?\s*(?:至|到|—|–|-|~|～)")
"""Behind a date that only begins a time."""
DONE = ("合格", "完成", "通过")


def dated_label(
    passage: Passage, found: FoundDate, kind_in: Callable[[str], str | None]
) -> tuple[str, TextLeaf] | None:
    """The kind of event that the words right before a date name, and those words; None where they name none."""
    text = passage.text.text
    start = max(passage.stop_before(found.start, "，。；！、,;") + 1, passage.words)
    match = LABEL.search(text, start, found.start)
    if match is None or SPAN.match(text, found.end):
        return None
    name = match["name"]
    for done in DONE:
        name = name.removesuffix(done)
    kind = kind_in(name[-4:])
    return (kind, passage.leaf(match.start(), match.end())) if kind else None
