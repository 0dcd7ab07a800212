"""What the figures of a text claim to follow from: sums and ratios, by the words first, then by trying."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from gouji.extract.statements.agreement import agrees, computed
from gouji.extract.statements.answers_to import answers, is_of_unprinted
from gouji.extract.statements.balance_base import is_left_of_another, is_over_another
from gouji.extract.statements.change_claims import change_claim
from gouji.extract.statements.closed_lists import unmet_lists
from gouji.extract.statements.complete_scores import complete_scores
from gouji.extract.statements.corrected_figures import corrections
from gouji.extract.statements.exceeded import exceeded
from gouji.extract.statements.explained import is_explained
from gouji.extract.statements.figure_context import Context
from gouji.extract.statements.figure_features import Claimed
from gouji.extract.statements.figure_name import figure_name
from gouji.extract.statements.misprinted import Considered, Misprint, misprinted
from gouji.extract.statements.no_sum import is_no_sum
from gouji.extract.statements.other_parts import is_of_more
from gouji.extract.statements.ratio_candidates import FORMS, Form, RatioCandidate, operands, ratio_candidates
from gouji.extract.statements.ratio_features import pair_features, place_features, result_features, tells_own_base
from gouji.extract.statements.rest_claims import unmet_rests
from gouji.extract.statements.said_rates import said_rates
from gouji.extract.statements.sum_candidate import SumCandidate
from gouji.extract.statements.sum_candidates import sum_candidates_of
from gouji.extract.statements.sum_features import sum_features, whole_features
from gouji.extract.statements.used_elsewhere import is_of_another_result
from gouji.extract.statements.verdict import EACH, verdict
from gouji.extract.statements.weights import score, shares, weights
from gouji.extract.statements.wrong_way import wrong_way
from gouji.normalize.figures.slips import chance, slip
from gouji.schemas.quantity import Quantity

ERROR_RATE = 0.03
"""How often a claim of a report is wrong: counted on the labelled texts."""
ERROR_RATE_EACH = 0.08
"""The same of averages and products: the unit of what each one gets is easily taken wrongly."""
MIN_CLAIMED = 0.5
"""A claim that holds is told if it is likelier claimed than not."""
MIN_WRONG = 0.6
"""A claim that fails is told an error from here on: of those below, on texts that were not fitted on, fewer than half are."""
MIN_PRIOR = 1e-6
MAX_BREAKDOWNS = 4
"""Ways in which a report splits one whole."""
STALE = 0.9
"""How surely what follows from a figure that was taken back is wrong."""
MAX_BEHIND = 20.0
"""A form whose words make it less likely than nothing by more than this (in logs) is not tried."""
JUST_BEFORE = 2
"""Figures before the first part among which the whole stands that opens the list."""
CHANGES = frozenset({"up", "down", "of-rise", "of-fall"})
BASE_REACH = 8
"""Figures within which a rate may share its base with the one before it."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim: which figure follows from which, whether it holds, and the probability that the report makes it."""

    claimed: Claimed
    holds: bool
    premise: float


def claims(every: list[Context]) -> list[Claim]:
    """The likeliest claim of each figure that makes one, in the order of the text."""
    decimals = money_decimals(every)
    considered: list[list[Considered]] = [[] for _ in every]
    sums = [claim for index in range(len(every)) for claim in _sum_claims(every, index, decimals, considered[index])]
    ratios: list[Claim] = []
    bases: dict[str, tuple[int, int]] = {}  # of each form: the last ratio of it, and its second figure
    for index, context in enumerate(every):
        kind = context.kind
        if kind not in FORMS:
            continue
        shared = {form: base for form in FORMS[kind] if (base := _shared_base(every, index, bases, form)) is not None}
        changed = wrong_way(every, index) or change_claim(every, index, decimals)
        claim = Claim(*changed) if changed else None
        claim = claim or _ratio_claim(every, index, shared, decimals, considered[index])
        if claim:
            mine = FORMS[kind] if kind == "rate" else (claim.claimed.form,)
            bases |= {f"{kind}:{form}": (index, claim.claimed.operands[1]) for form in mine}
            ratios.append(claim)
    whole = {frozenset((c.claimed.result, *c.claimed.operands)): c for c in sums if c.holds}
    kept = []
    for claim in ratios:
        same = (
            whole.get(frozenset((claim.claimed.result, *claim.claimed.operands)))
            if claim.claimed.form == "less"
            else None
        )
        if same is None or claim.premise > same.premise:
            kept.append(claim)
            sums = [
                each for each in sums if each is not same
            ]  # A = B + C and B = A - C are one relation: the surer is told
    slips = (*misprinted(every, considered, decimals), *_unmet_sums(every, considered, decimals))
    told = _of_nearest_wholes(every, _instead([*sums, *_once(kept)], slips))
    told = [c for c in told if not is_explained(every, c.claimed, c.holds, told)]
    told = list(_with_corrected(every, told, decimals))
    return sorted(_instead(told, said_rates(every)), key=lambda c: c.claimed.result)


def _shared_base(every: list[Context], index: int, bases: Mapping[str, tuple[int, int]], form: Form) -> int | None:
    """The second figure of the last ratio of a form, where the one at `index` may share it."""
    at, base = bases.get(f"{every[index].kind}:{form}", (-BASE_REACH, -1))
    near = index - at < BASE_REACH
    own = near and every[base].paragraph != every[index].paragraph and tells_own_base(every, index, every[base].unit)
    return base if near and not own else None


def _with_corrected(every: list[Context], told: Iterable[Claim], decimals: int | None) -> Iterator[Claim]:
    """Yields the claims with what was put in the place of figures that the report takes back: what is told behind the correction and
    still follows from the old figure was left standing by mistake."""
    new_of = {old.order: new.order for old, new in corrections(every)}
    for claim in told:
        claimed = claim.claimed
        operands = tuple(new_of.get(i, i) for i in claimed.operands)
        if claimed.result in new_of or len({claimed.result, *operands}) <= len(claimed.operands):
            continue
        other = replace(claimed, operands=operands)
        if operands == claimed.operands or holding(every, [other], decimals)[0]:
            yield replace(claim, claimed=other)
        elif claim.holds and claimed.result > max(operands):
            yield Claim(other, False, STALE)


def _of_nearest_wholes(every: list[Context], told: list[Claim]) -> list[Claim]:
    """The claims without the sums that fail where what the parts make is printed between them and the whole: 收入9,066.79万元。…（二）支出总计
    9,146.79万元，包括：…
    """
    return [c for c in told if c.holds or c.claimed.form != "sum" or not _has_nearer_whole(every, c.claimed)]


def _has_nearer_whole(every: list[Context], claim: Claimed) -> bool:
    total = sum(every[i].amount for i in claim.operands)
    first = min(claim.operands)
    if claim.result > first and every[claim.result].paragraph == every[max(claim.operands)].paragraph:
        return False  # 合计 behind its own list
    between = every[claim.result + 1 : first] if claim.result < first else every[max(0, first - JUST_BEFORE) : first]
    whole = every[claim.result]
    return any(
        c.amount == total
        and c.unit == whole.unit
        and (
            (c.paragraph, c.sentence_start) != (whole.paragraph, whole.sentence_start)
            or (claim.result < first and figure_name(c) != figure_name(whole))  # 减少137人，年末在册173人。按原因分，…
        )
        for c in between
    )


def _instead(told: list[Claim], failing: Iterable[Misprint]) -> list[Claim]:
    """The claims with those that fail: each takes the place of what its figure was taken to follow from, unless a claim that fails tells
    the same figures already."""
    for misprint in failing:
        claim = Claim(misprint.claimed, False, misprint.probability)
        figures = {claim.claimed.result, *claim.claimed.operands}
        same = [each for each in told if not each.holds and figures == {each.claimed.result, *each.claimed.operands}]
        if any(each.premise >= claim.premise for each in same):
            continue
        kept = [each for each in told if each not in same and each.claimed.result != claim.claimed.result]
        told = [*kept, claim]
    return told


def _unmet_sums(every: list[Context], considered: list[list[Considered]], decimals: int | None) -> Iterator[Misprint]:
    """Yields the lists that exceed their whole, and those that words call complete and that do not make it up."""
    found = (*exceeded(every, considered, decimals), *unmet_lists(every, decimals), *unmet_rests(every, decimals))
    found = (*found, *complete_scores(every))
    yield from (m for m in found if not is_no_sum(every, m.claimed, decimals))


def _once(ratios: Sequence[Claim]) -> list[Claim]:
    """The claims without those that say over the same figures what a surer one says: A × B = C and C ÷ B = A are one."""
    best: dict[frozenset[int], Claim] = {}
    for claim in ratios:
        figures = frozenset((claim.claimed.result, *claim.claimed.operands))
        if figures not in best or claim.premise > best[figures].premise:
            best[figures] = claim
    return list(best.values())


def sum_priors(every: list[Context], index: int, table: dict[str, float]) -> tuple[list[SumCandidate], list[float]]:
    """The sums that a figure may be the whole of and their probabilities by the words alone, that of none first."""
    words = whole_features(every, index)
    found = sum_candidates_of(every, index)
    shared = {side: score(table, (f"{side}|W|{name}" for name in words)) for side in ("after", "before")}
    scores = [table.get("none", 0.0) + score(table, (f"none|{name}" for name in words))]
    scores += [shared["after" if c.after else "before"] + score(table, sum_features(every, c)) for c in found]
    return found, shares(scores)


def _sum_claims(every: list[Context], index: int, decimals: int | None, considered: list[Considered]) -> list[Claim]:
    """The sum that a figure is told to be, and the further ones of other parts: 按用途分…，按学校类型分…. Of the further ones only those that
    hold are told.
    """
    found, priors = sum_priors(every, index, weights("sum_weights"))
    candidates = [Claimed(index, "sum", c.parts) for c in found]
    considered.append(Considered(candidates, priors))
    first = _likeliest(every, candidates, priors, decimals)
    out = [first] if first is not None else []
    while out and len(out) < MAX_BREAKDOWNS:
        used = {part for claim in out for part in claim.claimed.operands}
        rest = [i for i, claim in enumerate(candidates) if used.isdisjoint(claim.operands)]
        further = _likeliest_holding(
            every, [candidates[i] for i in rest], [priors[0], *(priors[i + 1] for i in rest)], decimals
        )
        if further is None:
            break
        out.append(further)
    return out


def ratio_priors(
    every: list[Context], index: int, bases: Mapping[Form, int], table: dict[str, float]
) -> tuple[list[RatioCandidate], list[float]]:
    """The ratios that a figure may state and their probabilities by the words alone, that of none first.

    `bases` are the second figures of the ratios of each form told before.
    """
    words = result_features(every, index)
    scores = [table.get("none", 0.0) + score(table, (f"none|{name}" for name in words))]
    found: list[RatioCandidate] = []
    pool = operands(every, index)
    told = answers(every, index)
    places = {(j, role): place_features(every, index, j, role, told) for j in pool for role in "ab"}
    for form in FORMS[every[index].kind]:
        shared = table.get(form, 0.0) + score(table, (f"{form}|W|{name}" for name in words))
        if shared < scores[0] - MAX_BEHIND:
            continue
        alone = {key: score(table, (f"{form}|{name}" for name in names)) for key, names in places.items()}
        for candidate in ratio_candidates(every, index, pool, form):
            together = score(
                table, (f"{form}|{name}" for name in pair_features(every, candidate, bases.get(form), told))
            )
            scores.append(shared + alone[candidate.first, "a"] + alone[candidate.second, "b"] + together)
            found.append(candidate)
    return found, shares(scores)


def holding(every: list[Context], found: Sequence[Claimed], decimals: int | None) -> list[bool]:
    """Whether each claim holds as printed."""
    return [_likelihood(every, claim, decimals)[1] for claim in found]


def _ratio_claim(
    every: list[Context], index: int, bases: Mapping[Form, int], decimals: int | None, considered: list[Considered]
) -> Claim | None:
    found, priors = ratio_priors(every, index, bases, weights("ratio_weights"))
    considered.append(Considered([Claimed(index, c.form, (c.first, c.second)) for c in found], priors))
    return _likeliest(every, considered[-1].found, priors, decimals)


def _likeliest(
    every: list[Context], found: Sequence[Claimed], priors: Sequence[float], decimals: int | None
) -> Claim | None:
    """The likeliest claim after trying: a figure that comes out speaks for its claim the more, the more digits it has.

    Where the likeliest claim by the words fails, fitted weights tell whether it is an error of the report.
    """
    if not found:
        return None
    tried = [
        _likelihood(every, claim, decimals) if prior > MIN_PRIOR else (0.0, False)
        for claim, prior in zip(found, priors[1:], strict=True)
    ]
    outcomes = [holds for _, holds in tried]
    wrong = verdict(every, found, outcomes, priors, decimals)
    if wrong is not None and wrong.probability >= MIN_WRONG:
        explained = (
            is_no_sum(every, wrong.claimed, decimals)
            or is_of_another_result(every, wrong.claimed, decimals)
            or is_of_more(every, wrong.claimed)
            or is_left_of_another(every, wrong.claimed, found, outcomes)
            or is_over_another(every, wrong.claimed, found, outcomes)
            or (
                wrong.claimed.form in CHANGES
                and is_of_unprinted(every, wrong.claimed.result, wrong.claimed.operands[0])
            )
        )
        if not explained:
            return Claim(wrong.claimed, False, wrong.probability)
    return _holding(every, found, tried, priors)


def _likeliest_holding(
    every: list[Context], found: Sequence[Claimed], priors: Sequence[float], decimals: int | None
) -> Claim | None:
    """The likeliest of the claims that hold, if it is likelier than that nothing is claimed."""
    tried = [
        _likelihood(every, claim, decimals) if prior > MIN_PRIOR else (0.0, False)
        for claim, prior in zip(found, priors[1:], strict=True)
    ]
    return _holding(every, found, tried, priors) if found else None


def _holding(
    every: list[Context], found: Sequence[Claimed], tried: Sequence[tuple[float, bool]], priors: Sequence[float]
) -> Claim | None:
    weighed = [prior * likelihood for prior, (likelihood, _) in zip(priors[1:], tried, strict=True)]
    total = priors[0] * chance(every[found[0].result].figure.found.quantity) + sum(weighed)
    right = [i for i, (_, holds) in enumerate(tried) if holds]
    if not total or not right:
        return None
    premise = sum(weighed[i] for i in right) / total
    return Claim(found[max(right, key=lambda i: weighed[i])], True, premise) if premise >= MIN_CLAIMED else None


def _likelihood(every: list[Context], claim: Claimed, decimals: int | None) -> tuple[float, bool]:
    """How likely the printed figure is if the report claims this, and whether it holds."""
    result = every[claim.result].figure.found.quantity
    operands = [every[i].figure.found.quantity for i in claim.operands]
    expected = computed(claim.form, operands, decimals)
    if expected is None:
        return 0.0, False
    if not agrees(result, expected, claim.form):
        each = claim.form in EACH
        return (ERROR_RATE_EACH if each else ERROR_RATE) * slip(result, expected.value, each), False
    if not any(q.bound or q.approximate for q in (result, *operands)):
        return 1 - ERROR_RATE, True
    bare = computed(claim.form, [_unbounded(q) for q in operands], decimals)
    if bare is None or not agrees(_unbounded(result), bare, claim.form):
        return chance(result), True  # 不低于90% allows so much that agreeing with it proves nothing
    return 1 - ERROR_RATE, True


def _unbounded(quantity: Quantity) -> Quantity:
    """The figure as if it were printed without 约 or 不低于."""
    return quantity.model_copy(update={"bound": None, "approximate": False})


def money_decimals(every: list[Context]) -> int | None:
    """The most decimals that this document prints scaled money with; None if it prints none."""
    found = [q.decimals for c in every if (q := c.figure.found.quantity).canonical_unit == "元" and q.scale != 1]
    return max(found, default=None)
