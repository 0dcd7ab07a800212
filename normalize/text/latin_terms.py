"""Corrects Latin terms whose letters were read as digits or as other letters: 0rac1e is Oracle."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from gouji.normalize.edits import Edit
from gouji.schemas.wordlists import read_rows

TOKEN = re.compile(r"(?<![A-Za-z0-9./@_|-])[A-Za-z0-9|$][A-Za-z0-9|$-]{1,14}(?![A-Za-z0-9@_|]|[./-][A-Za-z0-9])")
OTHER_CASE_COST = 0.2
"""Cost of a letter in the other case."""
MAX_COST_PER_LETTER = 0.32
"""Maximum cost per letter of a term that a token may be taken for."""
MAX_SHORT_TERM_COST = 0.5
"""Maximum total cost for a term of up to four letters: short tokens are codes as often as words."""
MIN_PLAIN_LENGTH = 5
"""A token that might be a word in its own right must be at least this long."""

MAX_PLAIN_COST = 0.6
"""Maximum total cost for such a token."""
REASON = "latin_term"


def misread_latin_terms(text: str) -> list[Edit]:
    """Returns the edits for tokens that are no term but look like one. Codes, numbers and ordinary words stay."""
    edits = []
    for token in TOKEN.finditer(text):
        if term := _intended_term(token[0], text[token.end() :]):
            cost = _distance(token[0], term)
            edits.append(Edit(token.start(), token.end(), term, "character", REASON, round(0.99 - cost / 10, 3)))
    return edits


def _intended_term(token: str, after: str) -> str | None:
    """Returns the one term that `token` may be a misreading of, or None."""
    if token.lower() in _lower_terms() or token.isdigit():
        return None
    odd = _is_odd(token)
    if not odd and len(token) < MIN_PLAIN_LENGTH:
        return None
    limits = ((term, _max_cost(term) if odd else MAX_PLAIN_COST) for term in _load_terms() if _fits(term, after))
    near = sorted((cost, term) for term, limit in limits if (cost := _distance(token, term)) <= limit)
    if not near or (
        len(near) > 1 and near[1][0] - near[0][0] < OTHER_CASE_COST and near[1][1].lower() != near[0][1].lower()
    ):
        return None
    return near[0][1].upper() if re.fullmatch(r"[A-Z\d]+", token) else near[0][1]


def _is_odd(token: str) -> bool:
    """Tells whether the token is no normal spelling: a digit between or before letters, or a capital after a small
    letter."""
    if not re.search(r"[A-Za-z]", token):
        return False
    return bool(re.search(r"\d[A-Za-z]|[a-z]\d[A-Za-z]?|[A-Za-z]\d[A-Za-z]|[a-z][A-Z]|[|$]|^[A-Z]+\d$", token))


def _max_cost(term: str) -> float:
    return MAX_SHORT_TERM_COST if len(term) <= 4 else MAX_COST_PER_LETTER * len(term)


def _fits(term: str, after: str) -> bool:
    """Tells whether the term may stand here: very short terms count only before the words they go with."""
    needs = _load_terms()[term]
    return re.match(needs, after.lstrip()) is not None if needs else len(term) > 2


@lru_cache(maxsize=65536)
def _distance(token: str, term: str) -> float:
    """Returns how unlikely `term` is to be read as `token`: 0 if equal, about 0.3 per look-alike, out of reach
    otherwise."""
    best = {0: {0: 0.0}}
    for i in range(len(token) + 1):
        for j, cost in sorted(best.get(i, {}).items()):
            for width, length, step_cost in _steps(token[i : i + 2], term[j : j + 2]):
                there = best.setdefault(i + width, {})
                there[j + length] = min(there.get(j + length, 9.0), cost + step_cost)
    return best.get(len(token), {}).get(len(term), 9.0)


def _steps(read: str, meant: str) -> list[tuple[int, int, float]]:
    """Returns the possible next steps: how many letters of each side they consume, and their cost."""
    steps = []
    for width in range(1, len(read) + 1):
        for length in range(1, len(meant) + 1):
            a, b = read[:width], meant[:length]
            if a == b and width == 1:
                steps.append((1, 1, 0.0))
            elif (a, b) in _load_shapes():
                steps.append((width, length, _load_shapes()[a, b]))
            elif width == length == 1 and a.lower() == b.lower():
                steps.append((1, 1, OTHER_CASE_COST))
    return steps


@cache
def _load_shapes() -> dict[tuple[str, str], float]:
    pairs = {(one, other): float(cost) for one, other, cost in read_rows(__package__, "latin_shapes")}
    return pairs | {(other, one): cost for (one, other), cost in pairs.items()}


@cache
def _load_terms() -> dict[str, str]:
    """Returns the terms, and the pattern that must follow some of them."""
    return {term: "" if needs == "-" else needs for term, needs in read_rows(__package__, "latin")}


@cache
def _lower_terms() -> frozenset[str]:
    return frozenset(term.lower() for term in _load_terms())
