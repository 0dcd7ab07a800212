"""The report's outline (章节): headings of four levels, each with its text."""

from __future__ import annotations

from collections.abc import Container

from gouji.extract.prose.passages import Passage, title_end
from gouji.schemas.leaf import TextLeaf
from gouji.schemas.record import Section
from gouji.schemas.traced import Traced


def outline(passages: list[Passage], captions: Container[int] = ()) -> list[Section]:
    """The sections in reading order. Text before the first heading stands in a section without number and title; the heads of tables
    (`captions`, by their index) stand in none."""
    roots: list[Section] = []
    stack: list[Section] = []
    for index, passage in enumerate(passages):
        head = passage.head
        if index in captions:
            continue
        if head is None:
            _add_text(roots, stack, passage.text)
            continue
        while stack and stack[-1].level >= head.level:
            stack.pop()
        section = _section(passage)
        (stack[-1].children if stack else roots).append(section)
        stack.append(section)
    return roots


def _section(passage: Passage) -> Section:
    assert passage.head is not None
    text, head = passage.text, passage.head
    end = title_end(text.text, head)
    title = text.span(head.end, end)
    number = text.span(0, head.end)
    return Section(
        number=head.number,
        level=head.level,
        title=TextLeaf.of(title, title.text.strip(" 。.：:")) if title.text.strip() else TextLeaf.nothing(number, ""),
        page=text.evidence().page,
        text=text.text[max(end, head.end) :],
    )


def _add_text(roots: list[Section], stack: list[Section], text: Traced) -> None:
    if not stack:
        if not roots:
            roots.append(
                Section(number="", level=1, title=TextLeaf.nothing(text.span(0, 1)), page=text.evidence().page, text="")
            )
        stack.append(roots[-1])
    last = stack[-1]
    last.text = f"{last.text}\n{text.text}" if last.text else text.text
