"""Why a target was missed or passed by far, by the words behind it in its sentence (偏差原因)."""

from __future__ import annotations

import regex

from gouji.extract.prose.passages import Passage
from gouji.schemas.leaf import TextLeaf

STOPS = "。！？；;"
REASON = regex.compile(
    r"(?:(?:偏差)?原因[为是系：:]|主要原因[为是系：:]|是因为?|系因|由于|因为|主要[是系]|(?<=[，,])因)(?P<reason>[^。；;]{4,80})"
)


def reason(passage: Passage, place: int) -> TextLeaf | None:
    """The reason that the sentence gives behind `place`; None where it gives none."""
    text = passage.text.text
    ends = [found for stop in STOPS if (found := text.find(stop, place)) >= 0]
    match = REASON.search(text, place, min(ends, default=len(text)))
    return passage.leaf(match.start("reason"), match.end("reason")) if match else None
