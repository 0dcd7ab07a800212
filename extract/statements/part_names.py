"""What the names of the members of a list say of it as a breakdown: kinds of one thing, opposites, words of the whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import regex

from gouji.extract.statements.denials import denies
from gouji.extract.statements.figure_context import Context
from gouji.extract.statements.figure_name import figure_name

HAN = regex.compile(r"[^\p{Han}]+")
KIND = 2
"""Characters at the end of a name that tell what kind of thing it is: 大型渔船, 小型渔船."""
MAX_NAME = 10


def part_name_features(whole: Context, parts: list[Context]) -> Iterator[str]:
    """How alike the names of the parts are, whether one denies another, how many of them the words of the whole say."""
    names = [figure_name(part) for part in parts]
    told = [name for name in names if name]
    if len(told) < len(names) or len(told) < 2:
        yield f"part-names={'none' if not told else 'some'}"
        return
    ends = Counter(name[-KIND:] for name in told)
    alike = max(ends.values())
    yield f"kinds={'one' if alike == len(told) else 'some' if alike > 1 else 'many'}"
    starts = max(Counter(name[:KIND] for name in told).values())
    yield f"starts={'one' if starts == len(told) else 'some' if starts > 1 else 'many'}"
    yield f"opposites={any(denies(name, other) for name in told for other in told)}"
    words = HAN.sub("", whole.sentence[-2 * MAX_NAME :])
    said = sum(_said(name, words) for name in told)
    yield f"whole-says={'all' if said == len(told) else 'most' if 2 * said > len(told) else 'some' if said else 'none'}"
    yield f"whole-is={any(name[-KIND:] == words[-KIND:] for name in told)}"
    yield f"same-name={len(set(told)) < len(told)}"
    lengths = {len(name) for name in told}
    yield f"lengths={'one' if len(lengths) == 1 else 'near' if max(lengths) - min(lengths) <= 2 else 'apart'}"


def _said(name: str, words: str) -> bool:
    """Whether the words of the whole say what tells this part from the others: its beginning."""
    return name[:KIND] in words
