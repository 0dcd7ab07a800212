"""The outline of a narrative: headings with their text, tables left out."""

from __future__ import annotations

from bench.cases.leaves import Json, words_of
from bench.cases.plan import Block, Heading, Paragraph

BRACKETS = "（）、.() "


def section_tree(blocks: list[Block]) -> list[Json]:
    """The sections in reading order, each with its children."""
    roots: list[Json] = []
    path: list[Json] = []
    for block in blocks:
        if isinstance(block, Heading):
            node = _node(block)
            path = path[: block.level - 1]
            (path[-1]["children"] if path else roots).append(node)
            path.append(node)
        elif isinstance(block, Paragraph) and not block.caption and path:
            path[-1]["text"] += words_of(block.text)
    return roots


def _node(heading: Heading) -> Json:
    """A heading that runs on into its text ends in a full stop, which is not part of the title."""
    run = heading.run is not None
    title = words_of(heading.title)
    return {
        "number": heading.number.strip(BRACKETS),
        "level": heading.level,
        "title": title.rstrip("。") if run else title,
        "run": run,
        "text": words_of(heading.run) if heading.run else "",
        "children": [],
    }
