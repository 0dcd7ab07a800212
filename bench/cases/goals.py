"""The indicators of a made-up report: targets, what became of them, and the points they earned."""

from __future__ import annotations

from decimal import Decimal

from bench.cases.dice import Dice, Print, points
from bench.cases.leaves import Figure, Leaf, Words, plain
from bench.cases.plan import IndicatorRow, Report
from bench.cases.relations import Relation
from bench.cases.topics import Thing, Topic

REASONS = ("雨季停工，下年度补做", "招标推迟，合同顺延", "部分点位移交较晚", "需求调查不充分，今后加强测算", "人员调整，进度放缓")
LEVELS = {"count": ("产出指标", "数量指标"), "quality": ("产出指标", "质量指标"), "speed": ("产出指标", "时效指标"), "cost": ("产出指标", "成本指标")}
LEVELS |= {"social": ("效益指标", "社会效益指标"), "rateaim": ("效益指标", "社会效益指标"), "content": ("满意度指标", "服务对象满意度指标")}
LEVELS |= {"none": ("产出指标", "质量指标"), "less": ("产出指标", "质量指标")}
SHARES = {"产出指标": 50, "效益指标": 30, "满意度指标": 10}


def draw_goals(report: Report, dice: Dice, topic: Topic, how: Print, spent: Decimal, adjusted: Decimal, scored: bool, extra: int = 0) -> None:
    """Puts indicators into the report; with `scored` they have weights and points (50, 30, 10, `extra` more for the first level)."""
    for kind, things in _chosen(dice, topic):
        for thing in things:
            report.indicators.append(_row(kind, thing, dice, how))
    report.indicators.insert(_costs_at(report), _cost(how, spent, adjusted))
    if scored:
        _points(report, dice, extra)
    for row in report.indicators:
        _tie(report, row)


def _chosen(dice: Dice, topic: Topic) -> list[tuple[str, list[Thing]]]:
    plan = [("count", dice.pick([1, 2, 2, 3])), ("quality", 1), ("less", dice.pick([0, 0, 1])), ("none", dice.pick([0, 0, 1])), ("speed", 1)]
    plan += [("social", 1), ("rateaim", dice.pick([0, 1])), ("word", dice.pick([1, 1, 2])), ("content", 1)]
    return [(kind, dice.some(topic[kind], count)) for kind, count in plan if count]


def _costs_at(report: Report) -> int:
    return next(i for i, row in enumerate(report.indicators) if row.level1.text != "产出指标")


def _level(kind: str, thing: Thing) -> tuple[str, str]:
    if kind == "word":
        level = thing.more.partition("/")[0] if not thing.unit else thing.unit
        return "效益指标", (thing.unit or level or "社会效益") + "指标"
    return LEVELS[kind]


def _row(kind: str, thing: Thing, dice: Dice, how: Print) -> IndicatorRow:
    level1, level2 = _level(kind, thing)
    row = IndicatorRow(Words(printed=level1), Words(printed=level2), Words(printed=thing.text))
    if kind == "word":
        goal = dice.pick(thing.more.split("/"))
        row.target, row.actual, row.operator = Words(printed=goal), Words(printed=dice.pick([goal, goal, "达成预期指标"])), "定性"
    elif kind == "none":
        row.target, row.actual = _figure("0", thing.unit, dice.pick(["", "=", "≤"])), _figure("0", thing.unit)
    elif kind == "less":
        goal = dice.between(thing.low, thing.high)
        done = goal if dice.chance(0.3) else goal - 1 if dice.chance(0.75) else goal + 1
        row.target, row.actual = _figure(str(goal), thing.unit, "≤"), _figure(str(done), thing.unit)
    else:
        row.target, row.actual = _upward(kind, thing, dice)
    if isinstance(row.target, Figure):
        row.operator = row.target.lead or "="
        if how.bare_actual and isinstance(row.actual, Figure):
            row.actual.shown = ""
    return row


def _upward(kind: str, thing: Thing, dice: Dice) -> tuple[Leaf, Leaf]:
    rate = kind in ("quality", "speed", "rateaim", "content")
    low, high, unit = (thing.low or 80, thing.high or 98, thing.unit or "%") if rate else (thing.low, thing.high, thing.unit)
    goal = dice.randint(low, high) if rate else dice.between(low, high)
    if rate and dice.chance(0.2):
        goal = 100
    throw = dice.random()
    done = goal if throw < 0.35 else goal + dice.randint(1, max(1, goal // 8)) if throw < 0.8 else goal - dice.randint(1, max(1, goal // 8))
    done = max(1, min(done, 100) if rate else done)
    lead = "" if goal == 100 and rate and dice.chance(0.5) else "≥"
    text = f"{done}.{dice.randint(1, 9)}" if rate and 1 < done < 100 and done != goal and dice.chance(0.4) else str(done)
    if rate and Decimal(text) >= goal > done:
        text = str(done)
    return _figure(str(goal), unit, lead), _figure(text, unit)


def _figure(number: str, unit: str, lead: str = "") -> Figure:
    bound = {"≥": ">=", "≤": "<="}.get(lead)
    return Figure(number=number, unit=unit, shown=unit, lead=lead, bound=bound)


def _cost(how: Print, spent: Decimal, adjusted: Decimal) -> IndicatorRow:
    scale = Decimal(10000 if how.unit == "万元" else 1)
    row = IndicatorRow(Words(printed="产出指标"), Words(printed="成本指标"), Words(printed="项目总成本"), operator="≤")
    row.target = _figure(f"{adjusted / scale:.2f}", how.unit, "≤")
    row.actual = _figure(f"{spent / scale:.2f}", how.unit)
    return row


def _points(report: Report, dice: Dice, extra: int) -> None:
    for name, share in SHARES.items():
        rows = [r for r in report.indicators if r.level1.text == name]
        whole = share + (extra if name == "产出指标" else 0)
        each = [whole // len(rows)] * len(rows)
        each[0] += whole - sum(each)
        for row, weight in zip(rows, each, strict=True):
            row.weight = Figure(number=str(weight), unit="分")
            row.score = Figure(number=_earned(row, weight, dice), unit="分")
            if Decimal(row.score.number) < weight or not _reached(row):
                row.deviation = Words(printed=dice.pick(REASONS))


def _reached(row: IndicatorRow) -> bool:
    if not isinstance(row.target, Figure) or not isinstance(row.actual, Figure):
        return True
    less = row.target.bound == "<=" or row.target.amount == 0
    return row.actual.amount <= row.target.amount if less else row.actual.amount >= row.target.amount


def _earned(row: IndicatorRow, weight: int, dice: Dice) -> str:
    if _reached(row):
        words = not isinstance(row.target, Figure)
        return points(weight * Decimal(dice.randint(80, 95)) / 100, 1) if words and dice.chance(0.3) else str(weight)
    assert isinstance(row.target, Figure) and isinstance(row.actual, Figure)
    a, b = row.target.amount, row.actual.amount
    share = a / b if row.target.bound == "<=" and b else b / a if a else Decimal(0)
    return plain(min((weight * share).quantize(Decimal("0.1")), weight - Decimal("0.1")))


def _tie(report: Report, row: IndicatorRow) -> None:
    add, name = report.relations.append, row.name.text
    if row.score and row.weight:
        add(Relation("score-within-weight", name, "within", (row.score, row.weight)))
    if isinstance(row.target, Figure) and isinstance(row.actual, Figure):
        marks = (row.score, row.weight) if row.score and row.weight else ()
        if marks and _reached(row):
            add(Relation("target-met", name, "target", (row.actual, row.target, *marks), optional=True))
