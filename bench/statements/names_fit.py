"""Fits the weights of names: which phrase names the line of a figure."""

from __future__ import annotations

from collections.abc import Iterable

from bench.corpus.score import amount, fold
from bench.statements.labelled import PREFIX, Labelled
from bench.statements.softmax import Groups, fit_groups
from bench.statements.tagged import Piece
from gouji.extract.statements.figure_context import Context
from gouji.extract.statements.line_names import body_text, name_features
from gouji.extract.statements.name_phrases import name_candidates, phrase_counts
from gouji.extract.statements.parallel_names import Namesake, parallel_names
from gouji.schemas.traced import Traced

NamedFigures = tuple[list[Context], dict[int, tuple[str, str]]]
"""The figures of a text; the role and the name of those that are a sub-project's or a source's."""


def named_figures(text: Labelled, roles: list[str]) -> NamedFigures:
    """The names that the truth gives to figures of these roles, where only one line has that amount."""
    out: dict[int, tuple[str, str]] = {}
    for context, role in zip(text.every, roles, strict=True):
        if role[:2] not in ("S.", "F."):
            continue
        line, field = role.split(".")
        names = {
            each["name"]
            for each in text.truth["budget"]
            if PREFIX[each["role"]] == line and each.get(field) and _same(each[field], context)
        }
        if len(names) == 1:
            out[context.order] = role, names.pop()
    return text.every, out


def _same(printed: str, context: Context) -> bool:
    value = amount(printed)
    return value is not None and abs(context.amount) in (abs(value), abs(value) * 10000)


def tagged_names(piece: Piece) -> NamedFigures:
    """The names of a tagged piece."""
    return piece.every, {order: (piece.roles[order], name) for order, name in piece.names.items()}


def is_name(words: str, name: str) -> bool:
    """Whether a phrase is the name, or nearly all of it."""
    a, b = fold(words), fold(name)
    return a == b or (min(len(a), len(b)) >= 2 and (a in b or b in a) and abs(len(a) - len(b)) <= max(1, len(b) // 5))


def _parallel(every: list[Context], names: dict[int, tuple[str, str]], place: Namesake | None) -> Traced | None:
    """The name that the order of two lists gives a figure: the right one of the figure that is named there."""
    if place is None or place.figure is None:
        return place.text if place is not None else None
    own = name_candidates(every, place.figure, None)
    right = [c for c in own if place.figure in names and is_name(c.words, names[place.figure][1])]
    return next((c.text for c in (*right, *own) if c.way.startswith("own")), None)


def fit_names(texts: Iterable[NamedFigures], penalty: float) -> dict[str, float]:
    """Feature → weight of the phrases that may be a name."""
    groups = Groups()
    for every, names in texts:
        repeated, whole = phrase_counts(every), body_text(every)
        placed = parallel_names(every)
        for index, (role, name) in names.items():
            before = max((i for i in names if i < index and every[i].paragraph == every[index].paragraph), default=None)
            previous = None
            if before is not None:
                kin = [c for c in name_candidates(every, before, None) if is_name(c.words, names[before][1])]
                previous = kin[0].text if kin else None
            found = name_candidates(every, index, previous, _parallel(every, names, placed.get(index)))
            exact = any(fold(c.words) == fold(name) for c in found)
            right = [fold(c.words) == fold(name) if exact else is_name(c.words, name) for c in found]
            if any(right):
                groups.add(
                    [
                        (name_features(every, index, role, c, repeated, whole), r, 0.0)
                        for c, r in zip(found, right, strict=True)
                    ]
                )
    return fit_groups(groups, penalty)
