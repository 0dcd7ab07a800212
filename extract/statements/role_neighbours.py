"""What the roles of other figures say of a figure's own: of its whole and its parts, of its list, of the same amount elsewhere."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

import regex

from gouji.extract.statements.figure_context import Context, names_source, senses
from gouji.extract.statements.figure_features import Claimed
from gouji.extract.statements.name_phrases import ITEM
from gouji.extract.statements.phrase_names import name_in

OTHER = "O"
SURE = 0.8
PLANS = ("initial", "adjusted", "allocated")
LINKS = regex.compile(r"^[、，,；;和及与以]")
"""What joins a member of a list to the one before it."""
MIN_LIST = 2
MAX_TITLE = 24
OPENING = regex.compile(r"\s*([^，,。：:；;#\d]{2,24})[，,。：:]")
"""The name that a point of a list begins with."""
ASPECT = regex.compile("情况|安排|执行|到位|使用|管理|落实|来源|合计|总计|综上|指标|目标")
"""Words of a point that tells one side of the whole (资金到位情况), and not a line of its own."""

Told = Sequence[tuple[str, float]]
"""The role of each figure at a first look, with its probability."""


def neighbour_features(every: list[Context], claims: Sequence[Claimed], told: Told) -> list[list[str]]:
    """The features of each figure by what the others were taken for at a first look, in the order of `every`."""
    out: list[list[str]] = [[] for _ in every]
    for claim in claims:
        for place, name in _claimed(every, claim, told):
            out[place].append(name)
    sums = _sums_told(every, told)
    for members in lists(every):
        for place, name in _listed(every, members, told, sums):
            out[place].append(name)
    for points in (*item_lists(every), *point_lists(every)):
        for place, name in (*_items(points, told), *_summed(every, points, sums)):
            out[place].append(name)
    for place, name in (*_twins(every, told), *_namesakes(every, told), *_totals(every, told), *_company(every, told)):
        out[place].append(name)
    return out


def _said(told: Told, place: int) -> str:
    """The role of a figure, with a mark where it is not sure."""
    label, share = told[place]
    return label if share >= SURE else f"{label}?"


def _most(told: Told, places: Sequence[int]) -> str:
    """What most of the figures are: the role with the largest sum of probabilities."""
    sums: Counter[str] = Counter()
    for place in places:
        sums[told[place][0]] += told[place][1]  # type: ignore[assignment]
    return max(sums, key=lambda label: (sums[label], label)) if sums else "-"


def _claimed(every: list[Context], claim: Claimed, told: Told) -> Iterator[tuple[int, str]]:
    if claim.form == "sum":
        whole = _said(told, claim.result)
        yield claim.result, f"parts={_most(told, claim.operands)}"
        for place in claim.operands:
            kin = _most(told, [other for other in claim.operands if other != place])
            source = "source" if names_source(every[place].lead) else "part"
            yield place, f"whole={whole}"
            yield place, f"whole={told[claim.result][0]}:{source}"
            yield place, f"whole={told[claim.result][0]}:kin={kin}"
            yield place, f"kin={kin}"
        return
    first, second = claim.operands
    yield claim.result, f"ratio={claim.form}:{told[first][0]}/{told[second][0]}"
    yield claim.result, f"ratio={claim.form}:{told[first][0]}"
    yield claim.result, f"ratio={claim.form}:/{told[second][0]}"
    yield first, f"first={claim.form}:{told[claim.result][0]}/{told[second][0]}"
    yield first, f"first={claim.form}:/{told[second][0]}"
    yield second, f"second={claim.form}:{told[claim.result][0]}/{told[first][0]}"
    yield second, f"second={claim.form}:/{told[first][0]}"


def lists(every: list[Context]) -> Iterator[list[int]]:
    """The enumerations of money: figures of one sentence and depth that each have a name and follow each other."""
    run: list[int] = []
    for index, context in enumerate(every):
        if context.kind != "money":
            continue
        last = every[run[-1]] if run else None
        if last is not None and _follows(last, context):
            run.append(index)
            continue
        if last is not None and last.paragraph == context.paragraph and context.depth > last.depth:
            continue  # a bracket inside the list
        if len(run) >= MIN_LIST:
            yield run
        run = [index] if name_in(context.lead) else []
    if len(run) >= MIN_LIST:
        yield run


def _follows(last: Context, here: Context) -> bool:
    return (
        last.paragraph == here.paragraph
        and last.depth == here.depth
        and bool(LINKS.match(here.lead))
        and bool(name_in(here.lead))
    )


def _listed(
    every: list[Context], members: list[int], told: Told, sums: dict[Decimal, str]
) -> Iterator[tuple[int, str]]:
    first = every[members[0]]
    head = next(
        (
            i
            for i in range(members[0] - 1, -1, -1)
            if every[i].paragraph == first.paragraph and every[i].kind == "money"
        ),
        None,
    )
    before = _said(told, head) if head is not None else "-"
    opening = senses(first.sentence)
    size = min(len(members), 5)
    all_told = sums.get(sum((abs(every[place].amount) for place in members), Decimal(0)), "-")
    for place in members:
        yield place, f"list-sum={all_told}"
        kin = _most(told, [other for other in members if other != place])
        yield place, f"list-kin={kin}"
        yield place, f"list-kin={kin}:{_said(told, place)}"
        yield place, f"list-head={before}"
        yield place, f"list-opening={opening[-1] if opening else '-'}"
        yield place, f"list-opening={opening[0] if opening else '-'}:{before}"
        yield place, f"list-size={size}"
        yield place, f"list-last={told[members[-1]][0]}"


def item_lists(every: list[Context]) -> Iterator[list[list[int]]]:
    """The points of one list, each a paragraph of its own that begins with a name: the amounts and rates of each."""
    groups: dict[tuple[object, ...], dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for index, context in enumerate(every):
        passage = context.passage
        if (
            context.kind in ("money", "rate")
            and passage.head is not None
            and _opens_with_name(passage.text.text[passage.words :])
        ):
            groups[(passage.head.level, *passage.path)][context.paragraph].append(index)
    yield from (list(found.values()) for found in groups.values() if len(found) >= MIN_LIST)


def headed_points(every: list[Context]) -> Iterator[list[list[int]]]:
    """The paragraphs under sibling headings that are names: （一）甲养护经费, and below it what it cost; the figures of each."""
    groups: dict[tuple[str, ...], dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for index, context in enumerate(every):
        path = context.passage.path
        named = path and context.passage.head is None and len(path[-1]) <= MAX_TITLE
        if named and context.kind in ("money", "rate") and name_in(path[-1]) and not ASPECT.search(path[-1]):
            groups[path[:-1]][path[-1]].append(index)
    yield from (list(found.values()) for found in groups.values() if len(found) >= MIN_LIST)


def point_lists(every: list[Context]) -> Iterator[list[list[int]]]:
    """The points of a list without numbers of headings: 第一，建设补贴，…共168万元；第二，… inside a paragraph, or 第一大块是…,
    第二块是… each in one of its own."""
    groups: dict[tuple[object, ...], dict[object, list[int]]] = defaultdict(lambda: defaultdict(list))
    for index, context in enumerate(every):
        passage = context.passage
        if context.kind not in ("money", "rate"):
            continue
        text = passage.text.text
        mark = next((m for m in reversed(list(ITEM.finditer(text, passage.words, context.figure.start)))), None)
        if mark is None or not _opens_with_name(text[mark.end() :]) or "。" in text[mark.end() : context.figure.start]:
            continue
        kind = regex.sub(r"[一二三四五六七八九十\d①-⑳]+大?", "#", mark[0])
        alone = mark.start() == passage.words and passage.head is None
        if alone:
            groups[(kind, *passage.path)][context.paragraph].append(index)
        groups[(kind, context.paragraph, *passage.path)][mark.start()].append(index)
    yield from (list(found.values()) for found in groups.values() if len(found) >= MIN_LIST)


def _sums_told(every: list[Context], told: Told) -> dict[Decimal, str]:
    """The amounts of the total with what each was taken for."""
    best: dict[Decimal, tuple[float, str]] = {}
    for context, (label, share) in zip(every, told, strict=True):
        if label.startswith("T.") and context.kind == "money":
            amount = abs(context.amount)
            best[amount] = max(best.get(amount, (0.0, "")), (share, label))
    return {amount: label for amount, (_, label) in best.items()}


def _summed(every: list[Context], points: list[list[int]], sums: dict[Decimal, str]) -> Iterator[tuple[int, str]]:
    """Of which of the total's amounts the first, or the last, amounts of the points are the sum."""
    money = [[i for i in point if every[i].kind == "money"] for point in points]
    filled = [point for point in money if point]
    if len(filled) < MIN_LIST:
        return
    for which in (0, -1):
        chosen = [point[which] for point in filled]
        label = sums.get(sum((abs(every[i].amount) for i in chosen), Decimal(0)))
        if label:
            yield from ((place, f"points-sum={label}") for place in chosen)


def _opens_with_name(text: str) -> bool:
    opening = OPENING.match(text)
    return opening is not None and bool(name_in(opening[1])) and not ASPECT.search(opening[1])


def _items(members: list[list[int]], told: Told) -> Iterator[tuple[int, str]]:
    """What the other points of a list were taken for as a whole, and in the field that a figure has itself."""
    lines = [Counter(told[i][0][:1] for i in item if told[i][0] != OTHER) for item in members]
    for number, item in enumerate(members):
        others: Counter[str] = Counter()
        for other, line in enumerate(lines):
            if other != number:
                others += line
        kin = max(others, key=lambda key: (others[key], key)) if others else "-"
        for place in item:
            field = told[place][0].partition(".")[2] or OTHER
            yield place, f"item-kin={kin}"
            yield place, f"item-kin={kin}:{field}"
            yield place, f"item-size={min(len(members), 5)}"


def _twins(every: list[Context], told: Told) -> Iterator[tuple[int, str]]:
    """The same amount elsewhere."""
    at: dict[tuple[str, Decimal], list[int]] = defaultdict(list)
    for index, context in enumerate(every):
        at[context.kind, abs(context.amount)].append(index)
    for places in at.values():
        for place in places:
            for label in {_said(told, other) for other in places if other != place}:
                yield place, f"twin={label}"


def _namesakes(every: list[Context], told: Told) -> Iterator[tuple[int, str]]:
    """Figures of the same kind before which the same name stands."""
    at: dict[tuple[str, str], list[int]] = defaultdict(list)
    for index, context in enumerate(every):
        if name := name_in(context.lead):
            at[context.kind, name].append(index)
    for places in at.values():
        for place in places:
            for label in {told[other][0] for other in places if other != place}:
                yield place, f"namesake={label}"


def _totals(every: list[Context], told: Told) -> Iterator[tuple[int, str]]:
    """How an amount stands to what the report's plan and its spending were taken for."""
    plan = _amount_of(every, told, PLANS)
    spent = _amount_of(every, told, ("spent",))
    for index, context in enumerate(every):
        if context.kind != "money":
            continue
        mine = abs(context.amount)
        yield index, f"to-plan={_compared(mine, plan)}:to-spent={_compared(mine, spent)}"
        yield index, f"to-plan={_compared(mine, plan)}:{told[index][0]}"
        yield index, f"to-spent={_compared(mine, spent)}:{told[index][0]}"


def _amount_of(every: list[Context], told: Told, fields: tuple[str, ...]) -> Decimal | None:
    sums: dict[Decimal, float] = defaultdict(float)
    for context, (label, share) in zip(every, told, strict=True):
        if label in {f"T.{field}" for field in fields}:
            sums[abs(context.amount)] += share
    return max(sums, key=lambda amount: sums[amount]) if sums else None


def _compared(mine: Decimal, other: Decimal | None) -> str:
    return "?" if other is None else "same" if mine == other else "less" if mine < other else "more"


def _company(every: list[Context], told: Told) -> Iterator[tuple[int, str]]:
    """The roles that the other figures of the paragraph have, and whether the report has lines and sources at all."""
    inside: dict[int, Counter[str]] = defaultdict(Counter)
    for context, (label, _) in zip(every, told, strict=True):
        if label != OTHER:
            inside[context.paragraph][label] += 1
    everywhere = Counter(label[0] for label, _ in told if label != OTHER)
    for index, context in enumerate(every):
        mine = inside[context.paragraph] - Counter([told[index][0]])
        yield from ((index, f"beside={label}") for label in mine)
        if not mine:
            yield index, "beside=nothing"
        yield index, f"lines={min(everywhere['S'], 3)}"
        yield index, f"sources={min(everywhere['F'], 2)}"
