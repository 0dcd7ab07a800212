"""What speaks for a sum whose parts stand in other paragraphs: that these take up the whole's words and measure, and nothing nearer has
a better claim."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from gouji.extract.statements.figure_context import Context, kind_of, senses
from gouji.extract.statements.sum_candidate import SumCandidate

HAN = regex.compile(r"[^\p{Han}]+")
HEAD_WORDS, NAME = 24, 8
RANGES = ((1, "next"), (2, "second"), (5, "near"), (12, "far"))


def is_far(candidate: SumCandidate) -> bool:
    """Whether the parts were found in other paragraphs than the whole's list."""
    return candidate.way == "resumed" or candidate.way.startswith(("column", "found"))


def far_features(every: list[Context], candidate: SumCandidate) -> Iterator[str]:
    """The features that only such candidates have."""
    whole, parts = every[candidate.whole], [every[j] for j in candidate.parts]
    near = parts[0] if candidate.after else parts[-1]
    away = abs(near.paragraph - whole.paragraph)
    way = candidate.way
    yield f"far={way}"
    yield f"far-away={way[:3]}:{next((name for limit, name in RANGES if away <= limit), 'very')}"
    same = sum(part.last == whole.last for part in parts)
    yield f"far-sense={way[:3]}:{'none' if not same else 'all' if same == len(parts) else 'some'}:{'said' if whole.last != '-' else 'unsaid'}"
    yield f"far-resumes={way[:3]}:{_resumes(whole, parts[0])}"
    yield f"far-again={way[:3]}:{_is_told_again(every, whole, parts)}"
    yield f"far-rival={way[:3]}:{_has_rival(every, candidate)}"
    yield f"far-levels={way[:3]}:{_levels(whole, parts[0])}"
    yield f"far-lasts={way[:3]}:{_ends(parts)}"
    opening = near.passage.text.text[: near.figure.start][-HEAD_WORDS:]
    yield from (f"far-opens={sense}" for sense in set(senses(opening)))


def _resumes(whole: Context, first: Context) -> str:
    """Whether the words before the first part, or the heading it stands under, say again what the whole is called."""
    name = HAN.sub("", whole.lead)[-NAME:]
    words = HAN.sub("", first.passage.text.text[: first.figure.start])[:HEAD_WORDS] + HAN.sub(
        "", "".join(first.passage.path[-1:])
    )
    pairs = {name[i : i + 2] for i in range(len(name) - 1)}
    if not pairs:
        return "-"
    share = sum(pair in words for pair in pairs) / len(pairs)
    return "all" if share > 0.75 else "half" if share > 0.3 else "some" if share else "none"


def _is_told_again(every: list[Context], whole: Context, parts: list[Context]) -> bool:
    """Whether the amount of the whole is printed again between it and its parts, or in their paragraph."""
    low, high = sorted((whole.order, parts[0].order))
    return any(c.amount == whole.amount and kind_of(c) == kind_of(whole) for c in every[low + 1 : high])


def _has_rival(every: list[Context], candidate: SumCandidate) -> bool:
    """Whether a figure that the same measure word leads to, and not smaller than any part, stands nearer to the parts."""
    whole, parts = every[candidate.whole], [every[j] for j in candidate.parts]
    low, high = (whole.order, parts[0].order) if candidate.after else (parts[-1].order, whole.order)
    largest = max(part.amount for part in parts)
    return any(
        c.last == whole.last and c.unit == whole.unit and c.amount > largest and c.amount != whole.amount
        for c in every[low + 1 : high]
    )


def _levels(whole: Context, first: Context) -> str:
    mine, theirs = whole.passage.head, first.passage.head
    if theirs is None:
        return "plain"
    return (
        "deeper" if mine is None or theirs.level > mine.level else "beside" if theirs.level == mine.level else "above"
    )


def _ends(parts: list[Context]) -> str:
    """Whether all parts stand at the same place of their paragraphs: the first figure, or one that the same measure leads to."""
    lasts = {part.last for part in parts}
    return "one" if len(lasts) == 1 else "two" if len(lasts) == 2 else "many"
