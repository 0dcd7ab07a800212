"""What the names of the members of a list say of it as a breakdown: kinds of one thing, opposites, words of the whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import regex

from gouji.extract.statements.figure_context import Context

LEAD_IN = regex.compile(
    r"其中|包括|包含|分别|用于|一是|二是|三是|四是|五是|为|是|含|共计?|新增|完成|实际|[一-龥]*[:：]"
)
HAN = regex.compile(r"[^\p{Han}]+")
NOT = regex.compile(r"^(?:不|未|非|没有|无)")
KIND = 2
"""Characters at the end of a name that tell what kind of thing it is: 大型渔船, 小型渔船."""
MAX_NAME = 10


def part_name_features(whole: Context, parts: list[Context]) -> Iterator[str]:
    """How alike the names of the parts are, whether one denies another, how many of them the words of the whole say."""
    names = [part_name(part) for part in parts]
    told = [name for name in names if name]
    if len(told) < len(names) or len(told) < 2:
        yield f"part-names={'none' if not told else 'some'}"
        return
    ends = Counter(name[-KIND:] for name in told)
    alike = max(ends.values())
    yield f"kinds={'one' if alike == len(told) else 'some' if alike > 1 else 'many'}"
    starts = max(Counter(name[:KIND] for name in told).values())
    yield f"starts={'one' if starts == len(told) else 'some' if starts > 1 else 'many'}"
    bare = {NOT.sub("", name) for name in told if NOT.match(name)}
    yield f"opposites={any(_alike(name, other) for other in bare for name in told if not NOT.match(name))}"
    words = HAN.sub("", whole.sentence[-2 * MAX_NAME :])
    said = sum(_said(name, words) for name in told)
    yield f"whole-says={'all' if said == len(told) else 'most' if 2 * said > len(told) else 'some' if said else 'none'}"
    yield f"whole-is={any(name[-KIND:] == words[-KIND:] for name in told)}"
    yield f"same-name={len(set(told)) < len(told)}"
    lengths = {len(name) for name in told}
    yield f"lengths={'one' if len(lengths) == 1 else 'near' if max(lengths) - min(lengths) <= 2 else 'apart'}"


def _alike(name: str, other: str) -> bool:
    """Whether one of two names begins or ends with the other."""
    return any(a.startswith(b) or a.endswith(b) for a, b in ((name, other), (other, name)))


def _said(name: str, words: str) -> bool:
    """Whether the words of the whole say what tells this part from the others: its beginning."""
    return name[:KIND] in words


def part_name(part: Context) -> str:
    """What a part is called: the words before its figure, or those behind it where there are none."""
    words = regex.split(r"[，。；、（(]", part.lead)[-1]
    before = HAN.sub("", LEAD_IN.sub("", words))
    if len(before) >= KIND:
        return before[-MAX_NAME:]
    behind = HAN.sub("", regex.split(r"[，。；、#）)\d]", part.after.lstrip("#"))[0])
    return behind[:MAX_NAME] if len(behind) >= KIND else before
