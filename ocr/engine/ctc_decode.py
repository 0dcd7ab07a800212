"""Decodes the columns of a recognized line into characters with their alternatives (CTC).

For every narrow column of the line the recogniser gives the probability of each character or of the blank. Neighbouring
columns with the same best character are one character. What else those columns allow are its alternatives.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from gouji.ocr.engine.protocol import Recognition, RecognizedChar

MIN_ALTERNATIVE_PROB = 0.005
"""An alternative below this probability is noise."""

MAX_ALTERNATIVES = 5
"""More alternatives than this are never useful."""

MAX_REACH_COLUMNS = 6.0
"""No character extends farther from its centre than this, however far away its neighbours are."""

MIN_GAP_PROB = 0.10
GAP_CHARS = frozenset("0123456789.,-−—一%％。，、≥≤")
"""A character of these with at least that probability in a blank may be a lost decimal point or horizontal stroke."""

_Rows = npt.NDArray[np.float32]


def decode_line(posteriors: _Rows, characters: Sequence[str], share: float = 1.0) -> Recognition:
    """Returns the characters of one line.

    `share` is the part (0..1) of the columns that the image fills; the rest is padding.
    """
    rows, best, characters = _relevant_classes(posteriors, characters)
    runs = _runs(best)
    width = max(1.0, len(best) * share)
    edges = _edges(runs, len(best))
    chars = [_character(rows, run, characters, edge, width) for run, edge in zip(runs, edges, strict=True)]
    return Recognition(chars, _gaps(rows, best, runs, characters))


def _relevant_classes(posteriors: _Rows, characters: Sequence[str]) -> tuple[_Rows, npt.NDArray[np.intp], list[str]]:
    """Returns the columns of the relevant classes, each column's winner among them, and the characters of the classes.

    A class is relevant if it is more than noise somewhere: about a hundred of eighteen thousand in a line. The blank
    stays first.
    """
    winners = posteriors.argmax(axis=1)
    is_relevant = posteriors.max(axis=0) >= MIN_ALTERNATIVE_PROB
    is_relevant[0] = True
    is_relevant[winners] = True
    relevant = np.flatnonzero(is_relevant)
    return posteriors[:, relevant], np.searchsorted(relevant, winners), [characters[i] for i in relevant.tolist()]


def _runs(best: npt.NDArray[np.intp]) -> list[tuple[int, int]]:
    """Returns the first and last-but-one column of each character, without the blanks."""
    starts = np.flatnonzero(np.diff(best, prepend=-1))
    ends = [*starts[1:].tolist(), len(best)]
    return [(s, e) for s, e in zip(starts.tolist(), ends, strict=True) if best[s] != 0]


def _edges(runs: list[tuple[int, int]], count: int) -> list[tuple[float, float]]:
    """Returns where each character begins and ends: half-way to its neighbours, but never far from its own columns."""
    centres = [(s + e) / 2 for s, e in runs]
    pitch = float(np.median(np.diff(centres))) if len(centres) > 1 else 4.0
    out = []
    for k, centre in enumerate(centres):
        left = (centres[k - 1] + centre) / 2 if k else centre - pitch / 2
        right = (centres[k + 1] + centre) / 2 if k + 1 < len(centres) else centre + pitch / 2
        reach = min(MAX_REACH_COLUMNS, max(3.5, pitch * 0.75))
        out.append((max(0.0, left, centre - reach), min(float(count), right, centre + reach)))
    return out


def _character(
    rows: _Rows, run: tuple[int, int], characters: Sequence[str], edge: tuple[float, float], width: float
) -> RecognizedChar:
    strongest = rows[run[0] : run[1]].max(axis=0)
    own = int(rows[run[0]].argmax())
    peak = run[0] + int(rows[run[0] : run[1], own].argmax())
    strongest[0] = rows[peak, 0]  # the blank wins beside every character: only its probability at the peak is a doubt
    likely = np.flatnonzero(strongest >= MIN_ALTERNATIVE_PROB)
    ranked = sorted((i for i in likely.tolist() if i != own), key=lambda i: -float(strongest[i]))[:MAX_ALTERNATIVES]
    alternatives = tuple(("" if i == 0 else characters[i], round(float(strongest[i]), 4)) for i in ranked)
    left, right = (min(1.0, e / width) for e in edge)
    return RecognizedChar(
        characters[own], round(min(1.0, float(strongest[own])), 4), alternatives, left, max(right, left)
    )


def _gaps(
    rows: _Rows, best: npt.NDArray[np.intp], runs: list[tuple[int, int]], characters: Sequence[str]
) -> list[tuple[int, str, float]]:
    """Returns characters that lost against the blank.

    Takes the strongest probability in each run of blanks, unless a neighbour is the same character.
    """
    found: list[tuple[int, str, float]] = []
    bounds = [(0, 0), *runs, (len(best), len(best))]
    for before, ((_, start), (end, _)) in enumerate(pairwise(bounds)):
        if start >= end:
            continue
        strongest = rows[start:end].max(axis=0)
        strongest[0] = 0.0
        beside = {int(best[start - 1]) if start else 0, int(best[end]) if end < len(best) else 0}
        for i in np.flatnonzero(strongest >= MIN_GAP_PROB).tolist():
            if i not in beside and characters[i] in GAP_CHARS:
                found.append((before, characters[i], round(float(strongest[i]), 4)))
    return found
