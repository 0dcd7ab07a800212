"""The lattice of one ruled table: where its rows and columns part, and at which of those places a rule really stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from gouji.ocr.ruled.connected_rulings import Net, nets, places
from gouji.ocr.ruled.dangling_ends import tied_ends
from gouji.ocr.ruled.open_borders import open_ends
from gouji.ocr.ruled.rulings import (
    Direction,
    PageRules,
    Rule,
    coverage,
    crowding,
    dotted,
    rule_darkness,
    solidity,
    straddled,
    under_seal,
)

TOUCH = 4.0
"""Points. Rules that end this near to one another meet."""

SAME = 3.0
"""Points. Rules no farther apart are one: a double rule, or a row whose rules were drawn cell by cell."""

REACH = 2.0
"""Points by which a rule may lie off its place in the lattice."""

STANDS = 0.72
"""A rule between two fields covers this part of the way."""

START, END, TIED = 0.8, 1.3, 0.6
"""Points. A rule meets the rules it ends at, all but the first from their middle lines; characters keep off them.
On this part of that end it must be seen."""

UNBROKEN = 0.97
"""No row of characters is so much of one piece."""

SOLID, CLEAR = 0.88, 0.2
"""How unbroken a rule is that print crowds, and how little print stands on either side of one that is broken."""

PARTLY, WHOLE, AMID, THICK_OF = 0.4, 0.93, 0.15, 0.5
"""A row of the lattice is in doubt where rules stand on less of it than the first: a stretch of it that is not whole (second) lies
in a row of print where print straddles the third part of it, a whole one where it straddles the fourth."""

LONG = 36.0
"""Points. A broken rule as long need not be seen where others cross it."""

THROUGH, SEEN, HARDLY_BROKEN = 100.0, 0.95, 0.8
"""Points of a rule that runs through whatever lies beside it, as the rim and the lettering of a seal; on how much of the way it is seen
there, and how unbroken: no strokes of print make one as long."""

OUTER = 0.4
"""The outermost rule runs along this part of the table's side."""

SEALED_SEEN, SEALED_BROKEN = 0.85, 0.6
"""The same inside of a seal, whose star lies on the rule."""

LEAST_FIELDS = 4
"""A page frame or a text box is no table."""

WIDE, HIGH = 80.0, 12.0
"""Points. Strokes of a large character make a net too, but a smaller one."""

ROW = 200.0
"""Points. A table of a single row, what is left of one on its last page, is as wide at least."""

SPAN = 0.6
"""A table has two rules of each direction at least that run along this part of it."""

Edges = npt.NDArray[np.bool_]


@dataclass(slots=True)
class Lattice:
    """`xs` and `ys` part columns and rows (flat pixels).

    `level[i, c]`: a rule on `ys[i]` over column c; `upright[j, r]`: one on `xs[j]` along row r.
    """

    xs: list[float]
    ys: list[float]
    level: Edges
    upright: Edges


def lattices(rules: PageRules, scale: float) -> list[Lattice]:
    """The tables of a page from top to bottom; `scale` in pixels a point."""
    found = [_lattice(net, rules, scale) for net in nets(rules, TOUCH * scale) if _may_be_table(net, scale)]
    return sorted((x for x in found if x is not None), key=lambda x: x.ys[0])


def _may_be_table(net: Net, scale: float) -> bool:
    """Whether rules are long enough for the smallest table: characters make many nets that need no closer look."""
    return all(
        sum(r.length >= SPAN * least * scale for r in part) >= 2 for part, least in zip(net, (WIDE, HIGH), strict=True)
    )


def _lattice(net: Net, rules: PageRules, scale: float) -> Lattice | None:
    ys, xs = places(_open(net[0], rules.level), SAME * scale), places(_open(net[1], rules.upright), SAME * scale)
    if len(xs) < 2 or len(ys) < 2:
        return None
    lattice = _needed(_trimmed(_seen(xs, ys, rules, scale), net, scale))
    # Places that characters suggested are gone by now: what they cut into pieces is looked at anew, as a whole.
    lattice = _needed(_trimmed(_seen(lattice.xs, lattice.ys, rules, scale), net, scale))
    lattice = _opened(lattice, net, rules, scale)
    return lattice if _is_table(lattice, net, scale) else None


def _opened(lattice: Lattice, net: Net, rules: PageRules, scale: float) -> Lattice:
    """With the rows and columns that the edge of the page leaves without their last rule."""
    xs, ys = lattice.xs, lattice.ys
    (left, right), (top, foot) = open_ends(ys, xs, net[0], scale), open_ends(xs, ys, net[1], scale)
    wider, higher = _with_ends(xs, left, right), _with_ends(ys, top, foot)
    return lattice if (wider, higher) == (xs, ys) else _needed(_seen(wider, higher, rules, scale))


def _with_ends(values: list[float], first: float | None, last: float | None) -> list[float]:
    return [*([first] if first is not None else []), *values, *([last] if last is not None else [])]


def _open(found: Sequence[Rule], direction: Direction) -> list[Rule]:
    """Without short rules that lie under a seal, where no other rule stands at their place: strokes of the seal's lettering."""
    scale = direction.scale
    doubtful = [r for r in found if r.length < LONG * scale and under_seal(direction, r)]
    sure = [r for r in found if r not in doubtful]
    return [r for r in found if r in sure or any(abs(r.at - s.at) <= 2 * SAME * scale for s in sure)]


def _seen(xs: list[float], ys: list[float], rules: PageRules, scale: float) -> Lattice:
    level = _edges(rules.level, ys, xs, scale)
    return Lattice(xs, ys, _without_print(rules.level, level, ys, xs, scale), _edges(rules.upright, xs, ys, scale))


def _without_print(
    direction: Direction, edges: Edges, at: Sequence[float], along: Sequence[float], scale: float
) -> Edges:
    """Without stretches that lie in a row of print, at places where no rule stands on most of the way."""
    share = edges @ np.diff(along) / max(1.0, along[-1] - along[0])
    for i, k in np.argwhere(edges & (share < PARTLY)[:, None]).tolist():
        way = Rule(at[i], along[k] + START * scale, along[k + 1] - START * scale)
        print_there = straddled(direction, way)
        broken = solidity(direction, way, END * scale)[0] <= WHOLE
        edges[i, k] = print_there < (AMID if broken else THICK_OF)
    return edges


def _edges(direction: Direction, at: Sequence[float], along: Sequence[float], scale: float) -> Edges:
    """For each place (first index) and each stretch along it (second): does a rule stand there."""
    out = np.zeros((len(at), len(along) - 1), bool)
    for i, place in enumerate(at):
        own = _own_rules(direction, at, i, scale)
        for k in range(len(along) - 1):
            way = Rule(place, along[k] + START * scale, along[k + 1] - START * scale)
            out[i, k] = _stands(direction, way, scale) or any(
                _stands(direction, w, scale) for w in _beside(own, way, scale)
            )
        darkness = (
            rule_darkness(direction, Rule(place, min(r.low for r in own), max(r.high for r in own)))
            if own and not out[i].all()
            else None
        )
        if darkness is not None:
            for k in np.flatnonzero(~out[i]).tolist():
                out[i, k] = dotted(
                    direction, Rule(place, along[k] + START * scale, along[k + 1] - START * scale), darkness
                )
    return out


def _own_rules(direction: Direction, at: Sequence[float], i: int, scale: float) -> list[Rule]:
    """The rules that were taken for place `i`: nearer to it than to any other."""
    low = (at[i - 1] + at[i]) / 2 if i else -np.inf
    high = (at[i + 1] + at[i]) / 2 if i + 1 < len(at) else np.inf
    return [r for r in direction.rules if low < r.at < high and abs(r.at - at[i]) <= 2 * SAME * scale]


def _beside(rules: Sequence[Rule], way: Rule, scale: float) -> list[Rule]:
    """The way as rules run that lie so far beside their place that they are not seen from there."""
    return [
        Rule(r.at, way.low, way.high)
        for r in rules
        if r.low <= way.high and r.high >= way.low and abs(r.at - way.at) > scale
    ]


def _stands(direction: Direction, way: Rule, scale: float) -> bool:
    """Whether the marks along a way are a rule and no row of characters."""
    seen = coverage(direction, way, REACH * scale)
    if seen < STANDS or way.length < 2 * END * scale:
        return seen >= STANDS
    whole, end = solidity(direction, way, END * scale)
    if whole >= UNBROKEN or (whole >= SOLID and end >= TIED):
        return True
    clear = (seen >= SEEN and whole >= HARDLY_BROKEN) or (
        seen >= SEALED_SEEN and whole >= SEALED_BROKEN and under_seal(direction, way)
    )
    if clear and _lies_on_rule(direction, way, scale, THROUGH):
        return True
    return (end >= TIED or _lies_on_rule(direction, way, scale, LONG)) and crowding(direction, way)[1] < CLEAR


def _lies_on_rule(direction: Direction, way: Rule, scale: float, long: float) -> bool:
    """Whether one rule of so many points runs along the whole way."""
    slack, reach = TOUCH * scale, REACH * scale
    fits = (
        r
        for r in direction.rules
        if abs(r.at - way.at) <= reach and r.low <= way.low + slack and r.high >= way.high - slack
    )
    return any(r.length >= long * scale for r in fits)


def _trimmed(lattice: Lattice, net: Net, scale: float) -> Lattice:
    """Without outermost places at which hardly a rule stands: a scratch that touches the table. A border of which a fax has left pieces
    stands on no whole stretch, and is told by what the pieces come to."""
    rows, columns = np.ones(len(lattice.ys), bool), np.ones(len(lattice.xs), bool)
    sides = (
        (rows, lattice.level, lattice.ys, lattice.xs, net[0]),
        (columns, lattice.upright, lattice.xs, lattice.ys, net[1]),
    )
    for keep, edges, at, along, rules in sides:
        extent = max(1.0, along[-1] - along[0])
        share = np.maximum(edges @ np.diff(along) / extent, [_pieces(rules, place, scale) / extent for place in at])
        strong = np.flatnonzero(share >= OUTER)
        if len(strong) >= 2:
            keep[: strong[0]], keep[strong[-1] + 1 :] = False, False
    level, upright = lattice.level[rows][:, _inner(columns)], lattice.upright[columns][:, _inner(rows)]
    return Lattice(_kept(lattice.xs, columns), _kept(lattice.ys, rows), level, upright)


def _pieces(rules: Sequence[Rule], place: float, scale: float) -> float:
    """How many pixels of a place the rules at it cover together."""
    covered, end = 0.0, -np.inf
    for rule in sorted((r for r in rules if abs(r.at - place) <= REACH * scale), key=lambda r: r.low):
        covered += max(0.0, rule.high - max(rule.low, end))
        end = max(end, rule.high)
    return covered


def _inner(keep: Edges) -> Edges:
    """The fields between the places that are kept, where only outer ones are not."""
    return keep[:-1] & keep[1:]


def _needed(lattice: Lattice) -> Lattice:
    """With its border closed, every rule ending at another, and without the places at which no rule stands anywhere."""
    for side in (lattice.level, lattice.upright):
        side[0], side[-1] = True, True
    tied_ends(lattice.xs, lattice.ys, lattice.level, lattice.upright)
    rows: Edges = np.any(lattice.level, axis=1)
    columns: Edges = np.any(lattice.upright, axis=1)
    level, upright = _merged(lattice.level[rows], columns), _merged(lattice.upright[columns], rows)
    return Lattice(_kept(lattice.xs, columns), _kept(lattice.ys, rows), level, upright)


def _merged(edges: Edges, keep: Edges) -> Edges:
    """Stretches that are no longer parted: a rule stands on the whole where it stood on most of it."""
    starts = np.flatnonzero(keep)
    parts = [edges[:, a:b].mean(axis=1) >= 0.5 for a, b in zip(starts[:-1].tolist(), starts[1:].tolist(), strict=True)]
    return np.column_stack(parts)


def _kept(values: list[float], keep: Edges) -> list[float]:
    return [p for p, k in zip(values, keep.tolist(), strict=True) if k]


def _is_table(lattice: Lattice, net: Net, scale: float) -> bool:
    """Large enough, and held together by rules that run through."""
    width, height = lattice.xs[-1] - lattice.xs[0], lattice.ys[-1] - lattice.ys[0]
    least = WIDE if len(lattice.ys) > 2 else ROW
    if width < least * scale or height < HIGH * scale or len(lattice.xs) < 3:
        return False
    through = min(
        sum(r.length >= SPAN * extent for r in part) for part, extent in zip(net, (width, height), strict=True)
    )
    return (len(lattice.ys) - 1) * (len(lattice.xs) - 1) >= LEAST_FIELDS and through >= 2
