"""Which figure tells the target of another one (计划安装96套，实际安装96套), and the features by which that is told."""

from __future__ import annotations

from functools import cache, lru_cache

import regex

from gouji.extract.statements.figure_context import Context
from gouji.extract.statements.ratio_candidates import NOISE
from gouji.schemas.wordlists import any_of, read_rows

KINDS = frozenset({"count", "rate", "money"})
REACH = 160
"""Figures before and behind within which a target is looked for."""
NEAR = 4
MAX_NAME, MAX_COUNTED = 14, 6
GOALS, DONE = (
    regex.compile(r"目标|任务|指标设定|计划"),
    regex.compile(r"完成|实现|情况|分析|效果|成效|产出|效益|满意度"),
)
TITLE = regex.compile(r"(?:^|[。；;\n])(?P<title>[^，。；：:]{2,20})[：:]")
CLOSE_RATIO = 1.3


def target_candidates(every: list[Context], index: int) -> list[int]:
    """The figures that may tell the target of the one at `index`: those beside it, and those far off of the same thing."""
    here, out = every[index], []
    for other in range(max(0, index - REACH), min(len(every), index + REACH)):
        there = every[other]
        if other == index or there.kind != here.kind or there.unit != here.unit:
            continue
        beside = abs(other - index) <= NEAR and there.paragraph == here.paragraph
        if beside or (is_marked(there) and likeness(here, there) != "none"):
            out.append(other)
    return out


def is_marked(context: Context) -> bool:
    """Whether its bound, the words before it or its heading say that a figure is a target."""
    bound = context.figure.found.quantity.bound is not None
    return bound or mode(context)[0] == "goal" or heading_mode(context) == "goal"


def none_features(context: Context) -> list[str]:
    """What the words around a figure say of whether it has a target at all."""
    told, word = mode(context)
    quantity = context.figure.found.quantity
    out = [
        f"n-side={_side(context)}",
        f"n-mode={told}",
        f"n-word={word}",
        f"n-head={heading_mode(context)}",
        f"n-kind={context.kind}",
    ]
    out += [f"n-L{size}={context.lead[-size:]}" for size in (1, 2, 3) if len(context.lead) >= size]
    out += [f"n-R{size}={context.after[:size]}" for size in (1, 2, 3, 4) if len(context.after) >= size]
    out += [f"n-bound={quantity.bound}", f"n-unit={context.unit}", f"n-depth={min(context.depth, 1)}"]
    return out


def target_features(every: list[Context], index: int, other: int) -> list[str]:
    """What speaks for and against the figure at `other` as the target of the one at `index`."""
    here, there = every[index], every[other]
    where, alike = _place(every, index, other), likeness(here, there)
    told, word = mode(there)
    mine, own = mode(here)
    bound = there.figure.found.quantity.bound or "-"
    out = [f"at={where}", f"alike={alike}", f"at-alike={where}:{alike}", f"modes={mine}:{told}", f"words={own}:{word}"]
    out += [f"t-word={word}", f"at-modes={where}:{mine}:{told}", f"heads={heading_mode(here)}:{heading_mode(there)}"]
    sides = f"{_side(here)}:{_side(there)}"
    out += [f"sides={sides}", f"sides-alike={sides}:{alike}", f"sides-at={sides}:{where}:{alike}"]
    out += [f"bound={bound}", f"bound-at={bound}:{where}", f"r-bound={here.figure.found.quantity.bound or '-'}"]
    out += [f"tL{size}={there.lead[-size:]}" for size in (1, 2, 3, 4) if len(there.lead) >= size]
    out += [f"tR{size}={there.after[:size]}" for size in (1, 2, 3, 4) if len(there.after) >= size]
    out += [f"depths={_sign(there.depth - here.depth)}:{where}", f"equal={here.amount == there.amount}"]
    out += [f"size={_size(here, there)}", f"at-size={where}:{_size(here, there)}", f"kind={here.kind}:{where}"]
    if where in ("next", "just-before"):
        between = (here if other < index else there).lead
        out += [f"between-{where}={between[:8]}", f"between2-{where}={between[:2]}", f"between4-{where}={between[-4:]}"]
        out += [f"joins-{where}={_joins(between)}", f"joins-{where}={_joins(between)}:{alike}:{told}"]
    return out


def _joins(between: str) -> str:
    """What the words between two figures beside each other are: how they begin, whether of targets or results, with a name or not."""
    begins = between[:1] if between[:1] in "，,（(：:、；;" else "-"
    kinds = [kind for kind in ("goal", "low", "done") if _words(kind).search(between)]
    rest = _bare(between)
    return f"{begins}:{'+'.join(kinds)}:{'named' if len(rest) > 3 else 'short' if len(rest) > 1 else 'bare'}"


def _sign(number: int) -> str:
    return "+" if number > 0 else "-" if number < 0 else "0"


def _size(here: Context, there: Context) -> str:
    """How far the two figures are from each other, whichever is more: that a target was reached makes it no likelier."""
    if here.amount == there.amount:
        return "equal"
    if not here.amount or not there.amount:
        return "zero"
    return "near" if 1 / CLOSE_RATIO < float(abs(here.amount / there.amount)) < CLOSE_RATIO else "far"


def _place(every: list[Context], index: int, other: int) -> str:
    """Where the other figure stands as seen from the one at `index`."""
    here, there = every[index], every[other]
    if here.paragraph != there.paragraph:
        return "far-before" if other < index else "far-behind"
    if here.sentence_start != there.sentence_start:
        return "before" if other < index else "behind"
    between = every[min(index, other) + 1 : max(index, other)]
    if not between:
        return "just-before" if other < index else "next"
    alike = sum(each.kind == here.kind and each.unit == here.unit for each in between)
    return f"sentence-{'before' if other < index else 'behind'}-{min(alike, 2)}"


def low_words() -> regex.Pattern[str]:
    """The words before or behind a target that is not to be exceeded."""
    return _words("low")


def goal_words() -> regex.Pattern[str]:
    """The words that call a figure a target."""
    return _words("goal")


@cache
def _words(kind: str) -> regex.Pattern[str]:
    return regex.compile(any_of(__package__, "target_words", frozenset({kind})))


@lru_cache(maxsize=8192)
def mode(context: Context) -> tuple[str, str]:
    """Whether the last word before a figure that tells it speaks of a target or of a result, and that word."""
    words = context.sentence
    last: tuple[int, str, str] = (-1, "-", "-")
    for kind in ("goal", "done"):
        for match in _words(kind).finditer(words):
            last = max(last, (match.end(), kind, match[0]))
    return last[1], last[2]


@lru_cache(maxsize=8192)
def heading_mode(context: Context) -> str:
    """Whether the heading, or the last run-in title before the figure, tells of targets or of results."""
    before = context.passage.text.text[: context.figure.start]
    titles = [match["title"] for match in TITLE.finditer(before)]
    for title in [*titles[::-1][:2], *context.passage.path[::-1]]:
        if DONE.search(title):
            return "done"
        if GOALS.search(title):
            return "goal"
    return "-"


def _side(context: Context) -> str:
    """Whether a figure stands among targets or results: by its sentence, and where that says nothing by the title above it."""
    told = mode(context)[0]
    return heading_mode(context) if told == "-" else told


def likeness(here: Context, there: Context) -> str:
    """How much two figures are of the same thing by their words: all, half, some, none. Two of one sentence that names nothing are of
    what stands before it: 培训期数。目标值12期，完成值12期."""
    mine, theirs = names(here), names(there)
    if not mine or not theirs:
        together = here.paragraph == there.paragraph and here.sentence_start == there.sentence_start
        return "all" if together and not mine and not theirs else "nameless"
    share = len(mine & theirs) / min(len(mine), len(theirs))
    return "all" if share > 0.7 else "half" if share > 0.4 else "some" if share > 0.15 else "none"


@lru_cache(maxsize=8192)
def names(context: Context) -> frozenset[str]:
    """The pairs of characters of what a figure is of: the words before it without those that tell targets, and what it counts."""
    lead = context.lead
    if len(_bare(lead)) < 2:
        lead = context.sentence
    own = _bare(lead)[-MAX_NAME:]
    counted = regex.match(r"\p{Han}+", context.after)
    behind = counted[0][:MAX_COUNTED] if counted and context.kind == "count" else ""
    return frozenset(part[i : i + 2] for part in (own, behind) for i in range(len(part) - 1))


@cache
def _modes() -> regex.Pattern[str]:
    found = {row[0] for row in read_rows(__package__, "target_words") if len(row[0]) > 1}
    return regex.compile("|".join(regex.escape(word) for word in sorted(found, key=lambda word: (-len(word), word))))


def _bare(words: str) -> str:
    return NOISE.sub("", _modes().sub("", words))
