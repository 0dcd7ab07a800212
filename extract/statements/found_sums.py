"""Sums that only their arithmetic shows: runs of figures, or of one column of a list, that make up a figure to its last digit, though
others stand between the run and its whole.

Two splits of one whole (按用途分…，按学校类型分…), the first points of a list whose later ones tell of something else, totals that each
member's norm stands before (按照每村8万元安排…944万元). What is found so is a candidate as any other: the words around it tell whether it is claimed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import accumulate, groupby

from gouji.extract.statements.alike_units import is_alike
from gouji.extract.statements.figure_context import Context, senses
from gouji.extract.statements.sum_candidate import SumCandidate

REACH = 120
MAX_PARAGRAPHS = 14
MAX_PARTS = 24
MAX_FOUND = 6
MIN_DIGITS = 3
"""Where neither the whole nor a part has so many digits, zeros at the end apart, too many sums come out by chance."""
STRIDES = (1, 2, 3)
PLACES = 4
CHANGES = frozenset({"up", "down", "compared", "balance"})
"""Senses of a figure that a whole is told to differ by: 18.20万元 and 3.20万元 less make 21.40万元, and are no parts of it."""
NEAR = 6
EACH = frozenset({"each", "contract", "past"})
"""Senses of the words right before a figure that is no part of this year's whole."""


def found_sums(every: Sequence[Context], index: int) -> Iterator[SumCandidate]:
    """Yields the runs that make up the figure at `index` exactly, the nearest first, each once."""
    whole = every[index]
    if whole.amount <= 0:
        return
    near = [
        c
        for c in every[max(0, index - REACH) : index + REACH]
        if c.order != index and abs(c.paragraph - whole.paragraph) <= MAX_PARAGRAPHS and is_alike(whole, c)
    ]
    told: dict[tuple[int, ...], str] = {}
    for way, pool in _pools(near, index):
        for run in _exact(pool, whole.amount):
            if max(map(_digits, (whole, *run))) < MIN_DIGITS or any(c.last in CHANGES for c in run):
                continue
            told.setdefault(tuple(sorted(c.order for c in run)), way)
    nearest = sorted(told, key=lambda parts: min(abs(part - index) for part in parts))
    for parts in nearest[:MAX_FOUND]:
        yield SumCandidate(index, parts, parts[0] > index, 9, told[parts])


def _digits(context: Context) -> int:
    return len(context.figure.found.quantity.number.replace(",", "").replace(".", "").strip("0"))


def _pools(near: Sequence[Context], index: int) -> Iterator[tuple[str, list[Context]]]:
    """The figures among which a run is looked for: those of one paragraph and depth, and the columns of what stands in several."""
    paragraphs = [list(group) for _, group in groupby(near, key=lambda c: c.paragraph)]
    for group in paragraphs:
        for side in _sides(group, index):
            for depth in sorted({c.depth for c in side}):
                level = [c for c in side if c.depth == depth]
                yield "found-run", level
                yield "found-own", [c for c in level if not EACH & set(senses(c.lead[-NEAR:]))]
                yield from (("found-stride", level[start::step]) for step in STRIDES[1:] for start in range(step))
    for levels in _by_level(paragraphs).values():
        yield from (("found-column", column) for column in _columns(levels, index))


def _sides(group: list[Context], index: int) -> list[list[Context]]:
    """The figures of a paragraph before the whole and behind it."""
    sides = [c for c in group if c.order < index], [c for c in group if c.order > index]
    return [side for side in sides if side]


def _by_level(paragraphs: list[list[Context]]) -> dict[int, list[list[Context]]]:
    out: dict[int, list[list[Context]]] = defaultdict(list)
    for group in paragraphs:
        head = group[0].passage.head
        out[head.level if head is not None else -1].append(group)
    return out


def _columns(items: list[list[Context]], index: int) -> Iterator[list[Context]]:
    """One figure of each item: that of one place, or the first that the same measure word leads to."""
    for side in ([i for i in items if i[-1].order < index], [i for i in items if i[0].order > index]):
        outer = [[c for c in item if c.depth == min(each.depth for each in item)] for item in side]
        for place in range(PLACES):
            yield [item[place] for item in outer if len(item) > place]
        for sense in sorted({c.last for item in outer for c in item} - {"-"}):
            yield [found[0] for item in outer if (found := [c for c in item if c.last == sense])]


def _exact(pool: list[Context], wanted: Decimal) -> Iterable[list[Context]]:
    """The contiguous runs of at least two figures, none of them zero, that come to an amount."""
    sums = [Decimal(0), *accumulate(c.amount for c in pool)]
    for start in range(len(pool) - 1):
        for end in range(start + 2, min(len(pool), start + MAX_PARTS) + 1):
            if sums[end] - sums[start] == wanted and all(c.amount > 0 for c in pool[start:end]):
                yield pool[start:end]
