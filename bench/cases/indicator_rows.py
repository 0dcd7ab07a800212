"""Indicators of a generated project: targets, actual values, weights, and the scores that follow from them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from bench.cases.leaves import Figure, Leaf, Words
from bench.cases.plan import IndicatorRow, Report
from bench.cases.random import Dice, Print, points
from bench.cases.relations import Relation
from bench.cases.topics import Thing, Topic

OUTPUT, EFFECT, CONTENT, COST = "产出指标", "效益指标", "满意度指标", "成本指标"
REASONS = (
    "受天气影响工期顺延，已调整下年度计划",
    "部分任务招标流标，重新采购后进度滞后",
    "基层申报数量少于预期，下一步加强宣传发动",
    "设备到货偏晚，将提前编制采购计划",
)
SHORTFALL = Decimal("0.97")


@dataclass(frozen=True, slots=True)
class Wanted:
    """An indicator before it has figures: levels, name, the kind of its target, and its range."""

    level1: str
    level2: str
    thing: Thing
    kind: str


def wanted_rows(topic: Topic, dice: Dice, counts: int) -> list[Wanted]:
    """The indicators that the form lists, by level: `counts` are the numbers of quantity, quality, time, cost, effect
    and satisfaction indicators."""
    rows = [Wanted(OUTPUT, "数量指标", t, "count") for t in dice.some(topic["count"], counts)]
    rows += [Wanted(OUTPUT, "质量指标", t, "rate") for t in dice.some(topic["quality"], dice.randint(1, 2))]
    rows += [Wanted(OUTPUT, "时效指标", t, "rate") for t in topic["speed"]]
    rows += [
        Wanted(OUTPUT, "成本指标", Thing(dice.pick(["项目总成本", "成本控制数", "预算控制额"]), "", 0, 0, ""), "cost")
    ]
    effects = [Wanted(EFFECT, "社会效益指标", t, "count") for t in topic["social"]]
    effects += [Wanted(EFFECT, "社会效益指标", t, "rate") for t in topic["rateaim"] if dice.chance(0.5)]
    effects += [
        Wanted(EFFECT, f"{t.more_level}指标", t, "word")
        for t in map(_levelled, dice.some(topic["word"], dice.randint(1, 2)))
    ]
    effects += [Wanted(EFFECT, "社会效益指标", t, "none") for t in topic["none"] if dice.chance(0.25)]
    effects += [Wanted(EFFECT, "社会效益指标", t, "less") for t in topic["less"] if dice.chance(0.3)]
    order = {"经济效益指标": 0, "社会效益指标": 1, "生态效益指标": 2, "可持续影响指标": 3}
    rows += sorted(effects, key=lambda w: order[w.level2])
    return rows + [Wanted(CONTENT, "服务对象满意度指标", t, "content") for t in topic["content"]]


@dataclass(frozen=True, slots=True)
class _Levelled(Thing):
    more_level: str = ""


def _levelled(thing: Thing) -> _Levelled:
    return _Levelled(thing.text, "", 0, 0, thing.more, thing.unit)


def indicator_row(
    wanted: Wanted, weight: Decimal | None, how: Print, dice: Dice, cost: tuple[Figure, Figure] | None, split: bool
) -> IndicatorRow:
    """The row with its figures. `cost` is (budget, spent) of the whole project; `split` prints operator and unit in
    separate columns."""
    row = IndicatorRow(Words(printed=wanted.level1), Words(printed=wanted.level2), Words(printed=wanted.thing.text))
    share = _fill(row, wanted, how, dice, cost, split)
    if weight is not None:
        exact = weight * share
        row.weight = Figure(number=points(weight, 1), unit="分")
        row.score = Figure(number=points(exact, how.score_places), unit="分")
    if share < 1:
        row.deviation = Words(printed=dice.pick(REASONS))
    return row


def _fill(
    row: IndicatorRow, wanted: Wanted, how: Print, dice: Dice, cost: tuple[Figure, Figure] | None, split: bool
) -> Decimal:
    """Sets target and actual value, and returns the share of the points that they earn."""
    if wanted.kind == "word":
        return _quality(row, wanted, dice)
    if wanted.kind == "cost":
        assert cost
        return _cost(row, how, cost, split)
    if wanted.kind in ("none", "less"):
        return _ceiling(row, wanted, how, dice, split)
    return _floor(row, wanted, how, dice, split)


def _quality(row: IndicatorRow, wanted: Wanted, dice: Dice) -> Decimal:
    aim = dice.pick(wanted.thing.more.split("/"))
    row.operator = "定性"
    row.target = Words(printed=aim)
    if dice.chance(0.15):
        row.actual = Words(printed="部分达成预期指标")
        return Decimal("0.8")
    row.actual = Words(printed=dice.pick([aim, aim, "达成预期指标"]))
    return Decimal(1)


def _cost(row: IndicatorRow, how: Print, cost: tuple[Figure, Figure], split: bool) -> Decimal:
    budget, spent = cost
    row.target = _value(budget.number, budget.unit, "<=", split, commas=budget.commas, bare=False)
    row.actual = _value(spent.number, spent.unit, "", split, commas=spent.commas, bare=False)
    row.operator = "≤"
    return Decimal(1)


def _ceiling(row: IndicatorRow, wanted: Wanted, how: Print, dice: Dice, split: bool) -> Decimal:
    unit = wanted.thing.unit
    limit = dice.randint(wanted.thing.low, wanted.thing.high) if wanted.kind == "less" else 0
    got = limit - Decimal(dice.randint(0, 9)) / 10 * (limit > 0)
    row.target = _value(str(limit), unit, "<=", split)
    row.actual = _value(points(got, 1), unit, "", split, bare=how.bare_actual)
    row.operator = "≤"
    return Decimal(1)


def _floor(row: IndicatorRow, wanted: Wanted, how: Print, dice: Dice, split: bool) -> Decimal:
    """A minimum target: mostly reached, sometimes exceeded, missed one time in ten with a lower score."""
    unit, thing = wanted.thing.unit or "%", wanted.thing
    aim = dice.pick([90, 90, 95, 92, 85]) if wanted.kind == "content" else dice.between(thing.low, thing.high)
    got = _reached(Decimal(aim), unit, wanted.kind, dice)
    open_sign = (wanted.kind == "count" and dice.chance(0.15)) or aim == 100
    row.target = _value(str(aim), unit, "" if open_sign else ">=", split)
    row.operator = "=" if open_sign else "≥"
    row.actual = _value(_shown(got, unit, dice), unit, "", split, bare=how.bare_actual and unit[:1] not in "万亿")
    return min(Decimal(1), got / aim) if got < aim else Decimal(1)


def _reached(aim: Decimal, unit: str, kind: str, dice: Dice) -> Decimal:
    places = Decimal("0.01") if unit == "%" and dice.chance(0.4) else Decimal("0.1") if unit == "%" else Decimal(1)
    if dice.chance(0.1) and aim > 12:
        return min((aim * dice.randint(820, 960) / 1000).quantize(places, ROUND_HALF_UP), aim - 1)
    if dice.chance(0.45):
        return aim
    if unit == "%":
        return min(Decimal(100), aim + (100 - aim) * Decimal(dice.randint(1, 90)) / 100).quantize(places, ROUND_HALF_UP)
    return max(aim, (aim * dice.randint(1005, 1180) / 1000).quantize(places, ROUND_HALF_UP))


def _shown(got: Decimal, unit: str, dice: Dice) -> str:
    if unit == "%" and got == got.to_integral_value():
        return f"{got:.1f}" if dice.chance(0.15) else f"{got:.0f}"
    return f"{got:f}"


def _value(number: str, unit: str, bound: str, split: bool, commas: bool = False, bare: bool = False) -> Figure:
    sign = {">=": "≥", "<=": "≤", "": ""}[bound]
    return Figure(
        number=number,
        unit=unit,
        shown="" if split or bare else unit,
        lead="" if split else sign,
        bound=bound or None,
        commas=commas,
    )


def spread(whole: int, count: int, dice: Dice) -> list[int]:
    """Distributes `whole` points over `count` rows, at least three each, mostly equal."""
    parts = [whole // count] * count
    for place in range(whole - sum(parts)):
        parts[place] += 1
    for _ in range(count if count > 1 else 0):
        a, b = dice.sample(range(count), 2)
        if parts[a] > 3 and dice.chance(0.5):
            parts[a] -= 1
            parts[b] += 1
    return parts


def weights(rows: Sequence[Wanted], groups: dict[str, int], dice: Dice) -> Iterator[Decimal]:
    """The weight of each row: the points of the groups distributed over their rows."""
    for level, whole in groups.items():
        count = sum(1 for row in rows if row.level1 == level)
        yield from (Decimal(part) for part in spread(whole, count, dice))


def tie_indicators(report: Report, rows: Sequence[IndicatorRow]) -> None:
    """Points within weights, and targets against points, where both are printed."""
    for row in rows:
        name = row.name.text
        if row.score is None or row.weight is None:
            continue
        report.relations.append(Relation("score-within-weight", name, "within", (row.score, row.weight)))
        figures: tuple[Leaf | None, ...] = (row.actual, row.target, row.score, row.weight)
        if isinstance(row.target, Figure) and isinstance(row.actual, Figure):
            report.relations.append(Relation("target-met", name, "target", tuple(f for f in figures if f is not None)))
