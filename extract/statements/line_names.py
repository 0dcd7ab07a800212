"""What a line of the budget is called: the likeliest of the phrases that may name it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import regex

from gouji.extract.statements.double_names import give_double_names
from gouji.extract.statements.figure_context import Context, names_source, sense_words
from gouji.extract.statements.figure_features import Claimed
from gouji.extract.statements.name_phrases import name_candidates, phrase_counts
from gouji.extract.statements.official_expenses import official_expenses
from gouji.extract.statements.parallel_names import Namesake, parallel_names
from gouji.extract.statements.phrase_names import name_in
from gouji.extract.statements.trimmed_names import NameCandidate
from gouji.extract.statements.weights import score, shares, weights
from gouji.normalize.text.bare_names import bare
from gouji.schemas.traced import Traced


@dataclass(frozen=True, slots=True)
class Named:
    """The name of a line with its probability."""

    text: Traced
    words: str
    probability: float
    is_sum: bool = False
    """Whether the figure is a sum of several lines, of which the name is one's."""


def line_names(
    every: list[Context], roles: Sequence[tuple[str, float]], claimed: Sequence[Claimed] = ()
) -> dict[int, Named]:
    """The name of the line of each figure that is a sub-project's or a source's, by its order.

    A phrase that other figures of the paragraph are named by too is likelier the name: the figures of one line stand
    together. A rate is of the line whose spending it follows from, as `claimed` tells.
    """
    told = _odds(every, roles)
    support: dict[tuple[int, str], float] = defaultdict(float)
    for index, found in told.items():
        for candidate, share in found:
            support[every[index].paragraph, candidate.words] += share
    chosen: dict[int, tuple[NameCandidate, float]] = {}
    for index, found in told.items():
        paragraph = every[index].paragraph

        def weighed(each: tuple[NameCandidate, float], paragraph: int = paragraph) -> float:
            candidate, share = each
            return share * (1 + min(1.0, support[paragraph, candidate.words] - share))

        chosen[index] = max(found, key=weighed)
    sums = give_double_names(every, roles, told, chosen)
    out = {i: Named(each.text, each.words, share, i in sums) for i, (each, share) in chosen.items()}
    for index, expense in official_expenses(every).items():
        if roles[index][0].startswith("S."):
            out[index] = Named(expense.name, expense.words, 1.0)
    for claim in claimed:
        of = claim.operands[0] if claim.form == "part" else None
        if of is not None and of in out and _is_rate_of(roles, claim.result, of):
            out[claim.result] = out[of]
    return out


def _is_rate_of(roles: Sequence[tuple[str, float]], rate: int, spent: int) -> bool:
    line, _, field = roles[rate][0].partition(".")
    return field == "execution_rate" and roles[spent][0] == f"{line}.spent"


def _odds(every: list[Context], roles: Sequence[tuple[str, float]]) -> dict[int, list[tuple[NameCandidate, float]]]:
    """The phrases that may name the line of each figure with their probabilities, each figure for itself."""
    out: dict[int, list[tuple[NameCandidate, float]]] = {}
    repeated, whole = phrase_counts(every), body_text(every)
    table = weights("name_weights")
    before: int | None = None
    placed = parallel_names(every)
    for index, (role, _) in enumerate(roles):
        if role[:2] not in ("S.", "F."):
            continue
        previous = None
        if before is not None and every[before].paragraph == every[index].paragraph:
            previous = max(out[before], key=lambda each: each[1])[0].text
        found = name_candidates(every, index, previous, _parallel(every, placed.get(index), out))
        if found:
            odds = shares([score(table, name_features(every, index, role, each, repeated, whole)) for each in found])
            out[index] = list(zip(found, odds, strict=True))
            before = index
    return out


def _parallel(
    every: list[Context], place: Namesake | None, told: dict[int, list[tuple[NameCandidate, float]]]
) -> Traced | None:
    """The name that the order of two lists gives a figure."""
    if place is None or place.figure is None:
        return place.text if place is not None else None
    if place.figure in told:
        return max(told[place.figure], key=lambda each: each[1])[0].text
    own = [each for each in name_candidates(every, place.figure, None) if each.way.startswith("own")]
    return next((each.text for each in (*(c for c in own if c.way.endswith("tail")), *own)), None)


def name_features(
    every: list[Context], index: int, role: str, candidate: NameCandidate, repeated: Counter[str], whole: str
) -> list[str]:
    """The features of one candidate. `whole` is the text of the body, in which words show where they end."""
    here, words = every[index], candidate.words
    line, field = role.split(".")
    where = candidate.way
    out = [f"way={where}", f"{line}:way={where}", f"{line}.{field}:way={where}", f"length={min(len(words), 20) // 3}"]
    out += [f"{line}:begins{size}={words[:size]}" for size in (1, 2)] + [
        f"{line}:ends{size}={words[-size:]}" for size in (1, 2, 3)
    ]
    out.append(f"{line}:repeated={min(repeated[words], 3)}")
    out.append(f"{line}:source={names_source(words)}")
    out += [
        f"opens={_edge(candidate, whole, candidate.before, '')}",
        f"closes={_edge(candidate, whole, '', candidate.after)}",
    ]
    inside = [word for word in sense_words() if word in words]
    out.append(f"measures={min(len(inside), 3)}")
    out += [f"has={word}" for word in inside]
    out.append(f"way={where}:alone={not here.lead or here.last == '-'}")
    out.append(f"{field == 'execution_rate'}:way={where}:named={bool(name_in(here.lead))}:opened={here.opened}")
    out.append(f"bare={bool(bare(words))}")
    out.append(f"figures={any(sign.isdigit() for sign in words)}")
    return out


def body_text(every: list[Context]) -> str:
    """The text of all paragraphs that hold figures."""
    return "\n".join(dict.fromkeys(context.passage.text.text for context in every))


def _edge(candidate: NameCandidate, whole: str, before: str, after: str) -> str:
    """Whether a name begins, or ends, where a word does: not if the same character stands beside it wherever it is printed
    (减|船转产, 雨露|计划)."""
    if not regex.match(r"\p{Han}", before or after):
        return "free"
    everywhere = whole.count(candidate.text.text)
    beside_it = whole.count(before + candidate.text.text + after)
    return "once" if everywhere < 2 else "bound" if beside_it == everywhere else "free"
