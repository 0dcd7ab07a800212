"""Takes specks, strokes and letters of a seal off the edges of a name."""

from __future__ import annotations

import regex

from gouji.schemas.traced import Traced

DOUBTFUL = 0.8
LATIN = regex.compile(r"^[A-Za-z|丨1]{1,4}\s*(?=\p{Han}{2})")
BEHIND_FORM = regex.compile(r"(?<=[表告])\p{Han}{1,2}$")
CODE_REMARK = regex.compile(
    r"\s*[（(\[【]\s*(?:\p{Han}{0,4}(?:代码|编码|编号)\s*[:：]?\s*[0-9A-Za-z\-]+|\d{3,})\s*[）)\]】]\s*$"
)
"""Behind the name of a unit or a project: （部门代码：261）."""


def without_edge_letters(name: Traced) -> Traced:
    """The name without the letters and strokes before it that were read with doubt: what opens a Chinese name so is hardly
    print."""
    begin = LATIN.match(name.text)
    doubtful = begin is not None and max(name.probs[: begin.end()]) < DOUBTFUL
    return name.span(begin.end(), len(name)) if begin and doubtful else name


def without_lettering_at_edges(title: Traced) -> Traced:
    """The title without doubtful letters before it, and without characters of a seal behind the word that closes it (自评表)."""
    title = without_edge_letters(title)
    end = BEHIND_FORM.search(title.text)
    lettering = end is not None and max(title.probs[end.start() :]) < DOUBTFUL
    return title.span(0, end.start()) if end and lettering else title
