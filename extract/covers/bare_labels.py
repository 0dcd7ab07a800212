"""Labels without a colon, each on a line of its own over its value, as a form typed out cell by cell has them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import regex

from gouji.extract.key_value_lines import Labelled, labelled
from gouji.extract.vocabulary import cover_labels
from gouji.schemas.traced import Traced


def bare_labels(lines: Sequence[Traced]) -> list[Labelled]:
    """Each typed line that is nothing but a label, with the line below as its value; [] if there are none."""
    out = []
    for above, below in pairwise(lines):
        label = _dense(above)
        fields = cover_labels().get(label) if _typed(above) else None
        if fields and _dense(below) not in cover_labels() and not labelled(below):
            out.append(Labelled(fields, label, below))
    return out


def _dense(line: Traced) -> str:
    return regex.sub(r"\s", "", line.text)


def _typed(line: Traced) -> bool:
    return any(glyph.line is not None for glyph in line.glyphs)
