"""The lattice of one ruled table: where its rows and columns part, and at which of those places a rule really stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ocr.grid_rules import Direction, PageRules, Rule, clusters, coverage, nets

TOUCH = 4.0
"""Points. Rules that end this near to one another meet."""

SAME = 3.0
"""Points. Rules no farther apart are one: a double rule, or a row whose rules were drawn cell by cell."""

REACH = 2.0
"""Points by which a rule may lie off its place in the lattice."""

STANDS = 0.72
"""A rule between two fields covers this part of the way."""

LEAST_FIELDS = 4
"""A page frame or a text box is no table."""

WIDE, HIGH = 80.0, 18.0
"""Points. Strokes of a large character make a net too, but a smaller one."""

SPAN = 0.6
"""A table has two rules of each direction at least that run along this part of it."""

Edges = npt.NDArray[np.bool_]


@dataclass(slots=True)
class Lattice:
    """`xs` and `ys` part columns and rows (flat pixels). `level[i, c]`: a rule on `ys[i]` over column c; `upright[r, j]`: one on `xs[j]` along row r."""

    xs: list[float]
    ys: list[float]
    level: Edges
    upright: Edges


def lattices(rules: PageRules, scale: float) -> list[Lattice]:
    """The tables of a page from top to bottom; `scale` in pixels a point."""
    found = [_lattice(net, rules, scale) for net in nets(rules, TOUCH * scale)]
    return sorted((x for x in found if x is not None), key=lambda x: x.ys[0])


def _lattice(net: tuple[list[Rule], list[Rule]], rules: PageRules, scale: float) -> Lattice | None:
    ys, xs = clusters(net[0], SAME * scale), clusters(net[1], SAME * scale)
    if len(xs) < 2 or len(ys) < 2:
        return None
    lattice = Lattice(xs, ys, _edges(rules.level, ys, xs, scale), _edges(rules.upright, xs, ys, scale).T)
    lattice = _needed(lattice)
    return lattice if _is_table(lattice, net, scale) else None


def _is_table(lattice: Lattice, net: tuple[list[Rule], list[Rule]], scale: float) -> bool:
    """Large enough, and held together by rules that run through."""
    width, height = lattice.xs[-1] - lattice.xs[0], lattice.ys[-1] - lattice.ys[0]
    if width < WIDE * scale or height < HIGH * scale:
        return False
    fields = (len(lattice.ys) - 1) * (len(lattice.xs) - 1)
    through = min(sum(r.high - r.low >= SPAN * extent for r in part) for part, extent in zip(net, (width, height), strict=True))
    return fields >= LEAST_FIELDS and len(lattice.xs) > 2 and through >= 2


def _edges(direction: Direction, at: Sequence[float], along: Sequence[float], scale: float) -> Edges:
    """For each place (first index) and each stretch along it (second): does a rule stand there."""
    out = np.zeros((len(at), len(along) - 1), bool)
    for i, place in enumerate(at):
        for k in range(len(along) - 1):
            out[i, k] = _stands(direction, place, along[k] + scale, along[k + 1] - scale, scale)
    out[0], out[-1] = True, True
    return out


def _stands(direction: Direction, at: float, low: float, high: float, scale: float) -> bool:
    if high - low < scale:
        return True
    return coverage(direction, at, low, high, REACH * scale) >= STANDS and direction.is_rule(at, low, high)


def _needed(lattice: Lattice) -> Lattice:
    """Without the lines on which no rule stands anywhere."""
    rows = np.array([True, *lattice.level[1:-1].any(axis=1), True])
    columns = np.array([True, *lattice.upright[:, 1:-1].any(axis=0), True])
    level = _merged(lattice.level[rows], columns)
    upright = _merged(lattice.upright[:, columns].T, rows).T
    return Lattice(_kept(lattice.xs, columns), _kept(lattice.ys, rows), level, upright)


def _merged(edges: Edges, keep: Edges) -> Edges:
    """Stretches that are no longer parted: a rule stands on the whole where it stood on most of it."""
    starts = np.flatnonzero(keep)
    parts = [edges[:, a:b].mean(axis=1) >= 0.5 for a, b in zip(starts[:-1].tolist(), starts[1:].tolist(), strict=True)]
    return np.column_stack(parts)


def _kept(places: list[float], keep: Edges) -> list[float]:
    return [p for p, k in zip(places, keep.tolist(), strict=True) if k]
