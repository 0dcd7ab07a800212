"""The columns of a recognised line become characters with their rivals.

A recogniser of this kind says for every narrow column of the line which character stands there, or "blank". Neighbouring
columns that say the same are one character. What else those columns would allow are its alternatives.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from gouji.ocr.engine.protocol import Recognition, RecognizedChar

LEAST, MOST = 0.005, 5
"""An alternative below this probability is noise; more than this many are never useful."""

FAR = 6.0
"""Columns: no character reaches farther from its middle, however far away its neighbours are."""

GAP_LEAST = 0.10
GAP_CHARS = frozenset("0123456789.,-−—一%％。，、≥≤")
"""A small sign that lost against the blank by this much may be a lost point of a figure, or a lost level stroke."""

_Rows = npt.NDArray[np.float32]


def decode_line(posteriors: _Rows, characters: Sequence[str], share: float = 1.0) -> Recognition:
    """The marks of one line. `share` is the part of the columns that the picture fills (the rest is padding)."""
    rows, best, characters = _within_sight(posteriors, characters)
    runs = _runs(best)
    width = max(1.0, len(best) * share)
    edges = _edges(runs, len(best))
    marks = [_mark(rows, run, characters, edge, width) for run, edge in zip(runs, edges, strict=True)]
    return Recognition(marks, _gaps(rows, best, runs, characters))


def _within_sight(posteriors: _Rows, characters: Sequence[str]) -> tuple[_Rows, npt.NDArray[np.intp], list[str]]:
    """The columns over those classes alone that are more than noise somewhere, the winner of each column, and the classes' characters.

    A line has some hundred of eighteen thousand; the blank stays the first.
    """
    winners = posteriors.argmax(axis=1)
    wanted = posteriors.max(axis=0) >= LEAST
    wanted[0] = True
    wanted[winners] = True
    seen = np.flatnonzero(wanted)
    return posteriors[:, seen], np.searchsorted(seen, winners), [characters[i] for i in seen.tolist()]


def _runs(best: npt.NDArray[np.intp]) -> list[tuple[int, int]]:
    """First and last-but-one column of each character, without the blanks."""
    starts = np.flatnonzero(np.diff(best, prepend=-1))
    ends = [*starts[1:].tolist(), len(best)]
    return [(s, e) for s, e in zip(starts.tolist(), ends, strict=True) if best[s] != 0]


def _edges(runs: list[tuple[int, int]], count: int) -> list[tuple[float, float]]:
    """Where each character begins and ends: half-way to its neighbours, but never far from its own columns."""
    centres = [(s + e) / 2 for s, e in runs]
    pitch = float(np.median(np.diff(centres))) if len(centres) > 1 else 4.0
    out = []
    for k, centre in enumerate(centres):
        left = (centres[k - 1] + centre) / 2 if k else centre - pitch / 2
        right = (centres[k + 1] + centre) / 2 if k + 1 < len(centres) else centre + pitch / 2
        reach = min(FAR, max(3.5, pitch * 0.75))
        out.append((max(0.0, left, centre - reach), min(float(count), right, centre + reach)))
    return out


def _mark(
    rows: _Rows, run: tuple[int, int], characters: Sequence[str], edge: tuple[float, float], width: float
) -> RecognizedChar:
    strongest = rows[run[0] : run[1]].max(axis=0)
    own = int(rows[run[0]].argmax())
    peak = run[0] + int(rows[run[0] : run[1], own].argmax())
    strongest[0] = rows[peak, 0]  # the blank wins beside every character: only its strength at the peak is a doubt
    likely = np.flatnonzero(strongest >= LEAST)
    ranked = sorted((i for i in likely.tolist() if i != own), key=lambda i: -float(strongest[i]))[:MOST]
    rivals = tuple(("" if i == 0 else characters[i], round(float(strongest[i]), 4)) for i in ranked)
    left, right = (min(1.0, e / width) for e in edge)
    return RecognizedChar(characters[own], round(min(1.0, float(strongest[own])), 4), rivals, left, max(right, left))


def _gaps(
    rows: _Rows, best: npt.NDArray[np.intp], runs: list[tuple[int, int]], characters: Sequence[str]
) -> list[tuple[int, str, float]]:
    """Characters that lost against the blank: the strongest of each stretch of blanks, unless a neighbour is the same."""
    found: list[tuple[int, str, float]] = []
    bounds = [(0, 0), *runs, (len(best), len(best))]
    for before, ((_, start), (end, _)) in enumerate(pairwise(bounds)):
        if start >= end:
            continue
        strongest = rows[start:end].max(axis=0)
        strongest[0] = 0.0
        beside = {int(best[start - 1]) if start else 0, int(best[end]) if end < len(best) else 0}
        for i in np.flatnonzero(strongest >= GAP_LEAST).tolist():
            if i not in beside and characters[i] in GAP_CHARS:
                found.append((before, characters[i], round(float(strongest[i]), 4)))
    return found
