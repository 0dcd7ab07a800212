"""Foreign terms whose letters were read as digits or as other letters: 0rac1e is Oracle."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path

from gouji.normalize.edits import Edit

TOKEN = re.compile(r"(?<![A-Za-z0-9./@_|-])[A-Za-z0-9|$][A-Za-z0-9|$-]{1,14}(?![A-Za-z0-9@_|]|[./-][A-Za-z0-9])")
HERE = Path(__file__).parent
OTHER_CASE = 0.2
WORST = 0.32
"""The greatest cost per letter of a term that a token may be taken for."""
WORST_SHORT = 0.5
"""The greatest cost of a whole term of up to four letters: short tokens are codes as often as words."""
SHORTEST_PLAIN, WORST_PLAIN = 5, 0.6
"""A token that might be a word in its own right must be this long, and as near as this to a term."""
REASON = "latin_term"


def misread_terms(text: str) -> list[Edit]:
    """The terms that must be meant where a token is no term but looks like one. Codes, numbers and plain words stay."""
    edits = []
    for token in TOKEN.finditer(text):
        if term := _meant(token[0], text[token.end() :]):
            cost = _distance(token[0], term)
            edits.append(Edit(token.start(), token.end(), term, "character", REASON, round(0.99 - cost / 10, 3)))
    return edits


def _meant(token: str, after: str) -> str | None:
    """The one term that `token` may be a misreading of."""
    if token.lower() in _lower_terms() or token.isdigit():
        return None
    odd = _is_odd(token)
    if not odd and len(token) < SHORTEST_PLAIN:
        return None
    limits = ((term, _worst(term) if odd else WORST_PLAIN) for term in _load_terms() if _fits(term, after))
    near = sorted((cost, term) for term, limit in limits if (cost := _distance(token, term)) <= limit)
    if not near or (
        len(near) > 1 and near[1][0] - near[0][0] < OTHER_CASE and near[1][1].lower() != near[0][1].lower()
    ):
        return None
    return near[0][1].upper() if re.fullmatch(r"[A-Z\d]+", token) else near[0][1]


def _is_odd(token: str) -> bool:
    """Whether no one writes like this: a digit between or before letters, or a capital after a small letter."""
    if not re.search(r"[A-Za-z]", token):
        return False
    return bool(re.search(r"\d[A-Za-z]|[a-z]\d[A-Za-z]?|[A-Za-z]\d[A-Za-z]|[a-z][A-Z]|[|$]|^[A-Z]+\d$", token))


def _worst(term: str) -> float:
    return WORST_SHORT if len(term) <= 4 else WORST * len(term)


def _fits(term: str, after: str) -> bool:
    """Very short terms count only before the words they go with."""
    needs = _load_terms()[term]
    return re.match(needs, after.lstrip()) is not None if needs else len(term) > 2


@lru_cache(maxsize=65536)
def _distance(token: str, term: str) -> float:
    """How unlikely `term` is to be read as `token`: 0 for the same, about 0.3 for each look-alike, beyond reach for others."""
    best = {0: {0: 0.0}}
    for i in range(len(token) + 1):
        for j, cost in sorted(best.get(i, {}).items()):
            for width, length, price in _steps(token[i : i + 2], term[j : j + 2]):
                there = best.setdefault(i + width, {})
                there[j + length] = min(there.get(j + length, 9.0), cost + price)
    return best.get(len(token), {}).get(len(term), 9.0)


def _steps(read: str, meant: str) -> list[tuple[int, int, float]]:
    """The ways on from here: how many letters of each side they take, and what they cost."""
    steps = []
    for width in range(1, len(read) + 1):
        for length in range(1, len(meant) + 1):
            a, b = read[:width], meant[:length]
            if a == b and width == 1:
                steps.append((1, 1, 0.0))
            elif (a, b) in _load_shapes():
                steps.append((width, length, _load_shapes()[a, b]))
            elif width == length == 1 and a.lower() == b.lower():
                steps.append((1, 1, OTHER_CASE))
    return steps


@cache
def _load_shapes() -> dict[tuple[str, str], float]:
    rows = [
        row.split("\t")
        for row in (HERE / "latin_shapes.tsv").read_text(encoding="utf-8").splitlines()
        if not row.startswith("#")
    ]
    pairs = {(one, other): float(cost) for one, other, cost in rows[1:]}
    return pairs | {(other, one): cost for (one, other), cost in pairs.items()}


@cache
def _load_terms() -> dict[str, str]:
    """The terms, and the words (a pattern) that must follow some of them."""
    rows = [
        row.split("\t")
        for row in (HERE / "latin.tsv").read_text(encoding="utf-8").splitlines()
        if not row.startswith("#")
    ]
    return {term: "" if needs == "-" else needs for term, needs in rows[1:]}


@cache
def _lower_terms() -> frozenset[str]:
    return frozenset(term.lower() for term in _load_terms())
