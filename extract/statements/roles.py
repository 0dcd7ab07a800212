"""What each figure is to the budget and the score: which line's money, which rate, whose points, or none of these."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from math import log

import regex

from gouji.extract.prose.restated_amounts import is_said_again
from gouji.extract.statements.corrected_figures import with_corrections
from gouji.extract.statements.figure_context import Context, kind_of, names_source, senses
from gouji.extract.statements.figure_features import Claimed, figure_features
from gouji.extract.statements.opened_lists import with_opened_lists
from gouji.extract.statements.phrase_names import name_in
from gouji.extract.statements.role_labels import MONEY, OPEN, OTHER
from gouji.extract.statements.role_neighbours import PLANS, headed_points, item_lists, neighbour_features
from gouji.extract.statements.role_table import RoleTable, fitted_roles
from gouji.extract.statements.telling_ends import CARRIED_OUT, is_plan, is_ruled_out, spending
from gouji.extract.statements.weights import shares
from gouji.extract.statements.years_together import without_years_together

START = "^"
EXECUTION = regex.compile(r"(?:预算|资金|支出)(?:资金)?执行(?:率|情况)?")
OF_ALL = regex.compile(r"综上|各(?:子)?项目?|以上|上述|合计|总计|按(?:资金)?来源")
"""A sentence that tells of all points, though it stands in the paragraph of the last: 各子项目合计，年初预算291.19万元."""
IN_OTHER_UNIT = regex.compile(r"[（(]|[，,（(]?(?:即|折合|合|也就是|约合|换算为|相当于)[，,]?")
MAX_PART_NAME = 12
SUM_SHARE = 0.5
"""How sure the role is that a sum gives: words that name the same field elsewhere are surer."""


def roles(every: list[Context], year: int | None, claimed: Sequence[Claimed]) -> list[tuple[str, float]]:
    """The role of each figure and its probability, in the order of `every`.

    Each figure is looked at twice: by its own words, then with what its whole, its parts, its list and the same amount
    elsewhere were taken for.
    """
    features = figure_features(every, year, claimed)
    told = best_roles(every, features, fitted_roles("role_weights"))
    beside = neighbour_features(every, claimed, told)
    both = [[*mine, *others] for mine, others in zip(features, beside, strict=True)]
    out = _of_items(every, best_roles(every, both, fitted_roles("second_role_weights")))
    out = [(_of_execution(every, place, label), share) for place, (label, share) in enumerate(out)]
    out = _as_told_before(
        every, _of_sums(every, claimed, _of_rates(every, claimed, with_opened_lists(every, claimed, out)))
    )
    out = without_years_together(every, with_corrections(every, out))
    return [(OTHER, 1.0) if is_said_again(c.figure) else role for c, role in zip(every, out, strict=True)]


def _of_sums(
    every: list[Context], claimed: Sequence[Claimed], told: list[tuple[str, float]]
) -> list[tuple[str, float]]:
    """The roles with those of parts that no words name as a line's: where amounts make up to the last digit what a line planned, got or
    spent, each is that of a line of its own in the same field. Of the labelled sums of that kind 19 of 20 are told so.
    """
    out = list(told)
    for claim in claimed:
        line, _, field = told[claim.result][0].partition(".")
        parts = [every[i] for i in claim.operands]
        closed = claim.form == "sum" and sum(part.amount for part in parts) == every[claim.result].amount
        if not closed or line not in ("T", "S") or field not in (*PLANS, "spent"):
            continue
        kin = Counter(told[i][0][:1] for i in claim.operands if told[i][0][:1] in ("S", "F"))
        for place in (i for i in claim.operands if told[i][0] == OTHER and every[i].kind == "money"):
            source = kin.most_common(1)[0][0] if kin else "F" if names_source(every[place].lead) else "S"
            out[place] = f"{'S' if line == 'S' else source}.{field}", SUM_SHARE
    return out


def _of_rates(
    every: list[Context], claimed: Sequence[Claimed], told: list[tuple[str, float]]
) -> list[tuple[str, float]]:
    """The roles with that of each rate that the words call one of spending, and that comes out of the spending and a plan of one
    line."""
    out = list(told)
    for claim in claimed:
        if claim.form != "part" or out[claim.result][0] != OTHER or not spending().search(every[claim.result].lead):
            continue
        spent, plan = (out[i][0].partition(".") for i in claim.operands)
        if spent[0] == plan[0] and spent[2] == "spent" and plan[2] in PLANS:
            out[claim.result] = f"{spent[0]}.execution_rate", out[claim.operands[0]][1]
    return out


def _as_told_before(every: list[Context], told: list[tuple[str, float]]) -> list[tuple[str, float]]:
    """The roles with that of an amount for the same amount told again in another unit: 29,731,840元，即2,973.184万元."""
    out = list(told)
    for before, (one, other) in enumerate(pairwise(every)):
        same = one.kind == other.kind == "money" and one.amount == other.amount and one.paragraph == other.paragraph
        units = one.figure.found.quantity.unit, other.figure.found.quantity.unit
        if same and units[0] != units[1] and IN_OTHER_UNIT.fullmatch(other.lead):
            out[before + 1] = out[before]
    return out


def _of_items(every: list[Context], told: list[tuple[str, float]]) -> list[tuple[str, float]]:
    """The roles with the figures of a list's points as those of their own lines: a report has one total, and not one a point."""
    out = list(told)
    for members in item_lists(every):
        lines = [Counter(told[i][0][:1] for i in item if told[i][0] != OTHER).most_common(1) for item in members]
        kinds = Counter(line[0][0] for line in lines if line)
        if kinds["S"] or kinds["T"] > 1:
            _make_lines(every, out, members)
    for members in headed_points(every):
        lines = [Counter(told[i][0][:1] for i in item if told[i][0] != OTHER).most_common(1) for item in members]
        mostly = sum(bool(line) and line[0][0] == "S" for line in lines)
        if mostly > 1 or _several_totals(every, out, members):
            _make_lines(every, out, members)
    return out


def _several_totals(every: list[Context], told: list[tuple[str, float]], members: list[list[int]]) -> bool:
    """Whether the points would give the total two amounts of one field, each in another point."""
    amounts: dict[str, set[Decimal]] = defaultdict(set)
    for item in members:
        for field in ("initial", "adjusted", "spent"):
            mine = {abs(every[i].amount) for i in item if told[i][0] == f"T.{field}"}
            amounts[field] |= mine if len(mine) == 1 else set()
    return any(len(found) > 1 for found in amounts.values())


def _make_lines(every: list[Context], told: list[tuple[str, float]], members: list[list[int]]) -> None:
    for place in (i for item in members for i in item):
        label, share = told[place]
        mine = label.startswith("T.") and label.partition(".")[2] in (*MONEY, "execution_rate")
        if mine and not OF_ALL.search(every[place].sentence):
            told[place] = f"S{label[1:]}", share


def best_roles(every: list[Context], features: list[list[str]], table: RoleTable) -> list[tuple[str, float]]:
    """The likeliest roles together by these features, in the order of `every`."""
    places = [i for i, context in enumerate(every) if kind_of(context) in OPEN]
    out = [(OTHER, 1.0)] * len(every)
    for place, found in zip(places, _best_path(every, features, places, table), strict=True):
        out[place] = found
    return out


def _of_execution(every: list[Context], place: int, label: str) -> str:
    """The role of points: those of the part 预算执行 are the total's own."""
    line, _, field = label.partition(".")
    if line not in ("P", "I"):
        return label
    here = every[place]
    if (
        not name_in(here.lead)
        and not EXECUTION.search(here.lead)
        and place
        and every[place - 1].paragraph == here.paragraph
    ):
        here = every[place - 1]  # （10分）得9.4分: named before the figure before
    return f"T.{field}" if EXECUTION.search(here.lead[-MAX_PART_NAME:]) else label


def _best_path(
    every: list[Context], features: list[list[str]], places: list[int], table: RoleTable
) -> list[tuple[str, float]]:
    """The likeliest roles together: each depends on the role of the figure before it."""
    plan = is_plan(every)
    best: dict[str, float] = {START: 0.0}
    back: list[dict[str, str]] = []
    odds: list[dict[tuple[str, str], float]] = []
    for number, place in enumerate(places):
        labels = [label for label in OPEN[kind_of(every[place])] if not is_ruled_out(every[place], label)]
        labels = [label for label in labels if not (plan and label.partition(".")[2] in CARRIED_OUT)]
        scores = table.scores(features[place])
        own = [scores[label] for label in labels]
        last = every[places[number - 1]] if number else None
        if last is not None and last.paragraph != every[place].paragraph:
            last = None
        reached: dict[str, float] = {}
        came: dict[str, str] = {}
        step: dict[tuple[str, str], float] = {}
        known: dict[str, list[float]] = {}
        for before, weight in best.items():
            said = before if last is not None else START
            if said not in known:
                told = table.scores(step_features(last, said, every[place]))
                known[said] = shares([o + told[label] for o, label in zip(own, labels, strict=True)])
            for label, share in zip(labels, known[said], strict=True):
                total = weight + log(max(share, 1e-12))
                step[before, label] = share
                if total > reached.get(label, float("-inf")):
                    reached[label], came[label] = total, before
        best = reached
        back.append(came)
        odds.append(step)
    return _traced(best, back, odds)


def step_features(last: Context | None, said: str, here: Context) -> list[str]:
    """What the role of the figure before says of this one's: `last` is that figure, None if it is of another paragraph."""
    line, _, column = said.partition(".")
    names = [f"prev={said}", f"line-before={line}", f"field-before={column}"]
    if last is not None:
        stop = _stop_between(last, here)
        opens = "ofwhich" in senses(here.lead) or here.opened
        gap = f"{stop}:{'named' if name_in(here.lead) else 'bare'}:{'part' if opens else ''}:{'out' if here.depth < last.depth else ''}"
        names += [f"line-before={line}:{stop}", f"field-before={column}:{stop}", f"line-before={line}:{gap}"]
    return names


def _stop_between(last: Context, here: Context) -> str:
    """same (sentence), semicolon or stop."""
    if last.sentence_start == here.sentence_start:
        return "same"
    return "semicolon" if here.passage.text.text[here.sentence_start - 1] in "；;" else "stop"


def _traced(
    best: dict[str, float], back: list[dict[str, str]], odds: list[dict[tuple[str, str], float]]
) -> list[tuple[str, float]]:
    label = max(best, key=lambda each: best[each])
    out: list[tuple[str, float]] = []
    for came, step in zip(reversed(back), reversed(odds), strict=True):
        before = came[label]
        out.append((label, step[before, label]))
        label = before
    return out[::-1]
