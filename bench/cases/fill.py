"""Fills templates so that their figures can be located in the text."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from bench.cases.leaves import Leaf, Text

HOLE = re.compile(r"\{(\w+)\}")


def fill(template: str, parts: Mapping[str, str | Leaf | Text]) -> Text:
    """The template with its braces filled in. KeyError if a part is not given."""
    made: Text = []
    at = 0
    for match in HOLE.finditer(template):
        made.append(template[at : match.start()])
        part = parts[match[1]]
        made += part if isinstance(part, list) else [part]
        at = match.end()
    return [piece for piece in [*made, template[at:]] if piece != ""]


def joined(texts: Sequence[Text], mark: str = "、", last: str | None = None) -> Text:
    """The texts one after another with `mark` between them, `last` before the last one."""
    made: Text = []
    for place, text in enumerate(texts):
        if place:
            made.append(last if last is not None and place == len(texts) - 1 else mark)
        made += text
    return made
