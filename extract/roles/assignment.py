"""The most probable assignment of roles to a row of columns, and how probable each of its roles is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import exp, inf, log

from gouji.extract.roles.head_words import log_sum

MAX_STATES = 80
"""Of the assignments of the first columns only the best so many go on."""

State = tuple[int, str]
"""The roles that may stand once and were given away, a bit each, and the role of the last column."""


def assignment(
    columns: Sequence[Mapping[str, float]],
    order: Callable[[str, str], float],
    once: frozenset[str],
    twins: frozenset[str] = frozenset(),
) -> tuple[float, list[tuple[str, float]]]:
    """Returns the log-score of the best assignment, and for each column its role there with the role's probability.

    `columns` give the log-score of each role that a column may have; `order(before, role)` is the log-probability that
    the role stands behind the other ("" at the edges); a role in `once` is given to one column at most. `twins` are
    roles of one meaning: the only column that has one of them is as surely that as it is any of them.
    """
    layers: list[dict[State, tuple[float, float, State | None]]] = [{(0, ""): (0.0, 0.0, None)}]
    bits = {role: 1 << index for index, role in enumerate(sorted(once))}
    links: list[list[tuple[State, State, float]]] = []
    for scores in columns:
        grown: dict[State, tuple[float, float, State | None]] = {}
        made: list[tuple[State, State, float]] = []
        choices = [(role, score, bits.get(role, 0)) for role, score in scores.items()]
        steps: dict[str, list[tuple[str, float, int]]] = {}
        for state, (best, total, _) in layers[-1].items():
            used, before = state
            if before not in steps:
                steps[before] = [(role, score + order(before, role), bit) for role, score, bit in choices]
            for role, step, bit in steps[before]:
                if used & bit:
                    continue
                new: State = (used | bit, role)
                old = grown.get(new)
                if old is None:
                    grown[new] = (best + step, total + step, state)
                elif best + step > old[0]:
                    grown[new] = (best + step, _log_add(old[1], total + step), state)
                else:
                    grown[new] = (old[0], _log_add(old[1], total + step), old[2])
                made.append((state, new, step))
        kept = dict(sorted(grown.items(), key=lambda item: -item[1][0])[:MAX_STATES])
        layers.append(kept)
        links.append([link for link in made if link[1] in kept])
    ends = {state: order(state[1], "") for state in layers[-1]}
    if not ends:
        return -inf, []
    last = max(ends, key=lambda state: layers[-1][state][0] + ends[state])
    score = layers[-1][last][0] + ends[last]
    whole = log_sum([layers[-1][state][1] + end for state, end in ends.items()])
    shares = _shares(layers, links, ends, whole)
    path: list[tuple[str, float]] = []
    way: State | None = last
    for index in range(len(columns), 0, -1):
        assert way is not None
        path.append((way[1], shares[index - 1].get(way[1], 0.0)))
        way = layers[index][way][2]
    roles = [role for role, _ in path]
    if sum(role in twins for role in roles) == 1:
        column = next(index for index, role in enumerate(roles) if role in twins)
        either = sum(share for role, share in shares[len(path) - 1 - column].items() if role in twins)
        path[column] = (roles[column], min(1.0, either))
    return score, path[::-1]


def _log_add(one: float, other: float) -> float:
    """`log_sum` of two."""
    most = max(one, other)
    return most if most == -inf else most + log(exp(one - most) + exp(other - most))


def _shares(
    layers: Sequence[Mapping[State, tuple[float, float, State | None]]],
    links: Sequence[Sequence[tuple[State, State, float]]],
    ends: Mapping[State, float],
    whole: float,
) -> list[dict[str, float]]:
    """The probability of each role in each column, over all assignments."""
    behind: dict[State, float] = dict(ends)
    out: list[dict[str, float]] = []
    for index in range(len(links), 0, -1):
        share: dict[str, float] = {}
        for state, value in behind.items():
            prob = exp(min(0.0, layers[index][state][1] + value - whole))
            share[state[1]] = share.get(state[1], 0.0) + prob
        out.append({role: min(1.0, prob) for role, prob in share.items()})
        ways: dict[State, list[float]] = {}
        for old, new, step in links[index - 1]:
            if new in behind:
                ways.setdefault(old, []).append(step + behind[new])
        behind = {state: log_sum(values) for state, values in ways.items()}
    return out[::-1]
