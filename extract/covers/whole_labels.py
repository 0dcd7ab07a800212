"""Joins labels that are spread so wide that they were read as two pieces of print."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import regex

from gouji.extract.covers.beside import is_beside
from gouji.extract.key_value_lines import labelled
from gouji.schemas.traced import Traced, join

HALF_LABEL = regex.compile(r"\p{Han}{1,2}")


def whole_labels(lines: Sequence[Traced], turns: Mapping[int | None, int]) -> list[Traced]:
    """The lines with a label that is spread so wide that its first character stands alone (电 | 话：0791-5551234) as one."""
    out: list[Traced] = []
    for text in lines:
        before = out[-1] if out else None
        if before is not None and HALF_LABEL.fullmatch(before.text.strip()) and not labelled(text):
            whole = join([before.strip(), text])
            if is_beside(before, text, turns) and (found := labelled(whole)) and whole.text.startswith(found[0].label):
                out[-1] = whole
                continue
        out.append(text)
    return out
