"""The pieces of a narrative on what was bought, produced and achieved: dates, outputs, growth, shares."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from bench.cases.fill import joined
from bench.cases.leaves import Day, Figure, Text
from bench.cases.plan import Block, Event, Fact, Paragraph
from bench.cases.relations import Relation
from bench.cases.story import HAN, Story
from bench.cases.topics import Thing

STAGES = (("评审", "buy_review"), ("中标", "buy_award"), ("签订合同", "buy_sign"), ("验收", "buy_accept"))


def buys(story: Story) -> list[Block]:
    """Purchases: their number and names, then each with its days in order."""
    things = story.dice.some(story.setting.topic["buy"], story.dice.randint(2, 3))
    count = story.count(len(things), "采购项目", "个")
    blocks: list[Block] = [Paragraph(story.say("announce_buys", count=count, items=joined([[t.text] for t in things])))]
    return [*blocks, *(Paragraph(_purchase(story, thing)) for thing in things)]


def _purchase(story: Story, thing: Thing) -> Text:
    """One purchase; a public one has more stages. Each day must not lie before the one of the stage before."""
    dice, open_call = story.dice, story.dice.chance(0.55)
    kinds = {"签订合同", *(["评审", "中标"] if open_call else []), *(["验收"] if dice.chance(0.4) else [])}
    if open_call and dice.chance(0.5):
        kinds.discard("中标")
    text = story.say("buy_open" if open_call else "buy_plain", name=thing.text)
    day, last = date(story.setting.year, 1, 20) + timedelta(days=dice.randint(0, 110)), None
    for kind, key in STAGES:
        if kind not in kinds:
            continue
        event = Event(kind, thing.text, Day(day=day, style=story.how.day))
        text += story.say(key, date=event.day)
        story.report.events.append(event)
        if last:
            story.report.relations.append(Relation("date-order", thing.text, "order", (event.day, last.day)))
        last = event
        day += timedelta(days=dice.randint(8, 75))
    return [*text, "。"]


def outputs(story: Story) -> list[Block]:
    """What was made or bought: 一是…；二是…，in one paragraph or two."""
    things = story.dice.some(story.setting.topic["output"], story.dice.randint(4, 6))
    items: list[Text] = []
    for thing in things:
        figure = _quantity(story, thing)
        items.append([f"{HAN[len(items)]}是{thing.more}{thing.text}", story.dice.pick(["", "", "共"]), figure])
        story.report.facts.append(Fact(thing.text, figure, output=True))
    cut = 3 if story.dice.chance(0.5) else len(items)
    return [Paragraph([*joined(run, "；"), "。"]) for run in (items[:cut], items[cut:]) if run]


def _quantity(story: Story, thing: Thing) -> Figure:
    """A figure with its unit, sometimes approximate or a lower bound."""
    number, dice = story.dice.between(thing.low, thing.high), story.dice
    figure = Figure(number=str(number), unit=thing.unit, shown=thing.unit)
    if number > 200 and dice.chance(0.12):
        figure.number = str(number // 10 * 10)
        if dice.chance(0.5):
            figure.lead, figure.approximate = dice.pick(["约", "近"]), True
        else:
            figure.lead, figure.bound = dice.pick(["超过", "超"]), ">"
    return figure


def quality(story: Story) -> list[Block]:
    """A rate of quality."""
    thing = story.dice.pick(story.setting.topic["quality"])
    figure = _percent(story, thing)
    story.report.facts.append(Fact(thing.text, figure))
    return [Paragraph(story.say("quality", rate=thing.text, value=figure))]


def _percent(story: Story, thing: Thing) -> Figure:
    low = thing.low or 86
    value = Decimal(story.dice.randint(low * 100, 9990)) / 100
    return Figure(
        number=f"{value.quantize(Decimal(1).scaleb(-story.dice.pick([0, 1, 2])), ROUND_HALF_UP)}", unit="%", shown="%"
    )


def effects(story: Story) -> list[Block]:
    """Growth, a share, a multiple and rates, in numbered paragraphs."""
    flows = story.setting.topic["flow"]
    told = [
        [*_growth(story, flows[0]), *_share(story)],
        [*_growth(story, flows[1]), *_multiple(story)],
        [*_growth(story, flows[2]), *_rates(story)],
    ]
    return [
        Paragraph([f"{HAN[n]}是{lead}", *text])
        for n, (lead, text) in enumerate(zip(story.words["leads"], told, strict=True))
    ]


def _growth(story: Story, thing: Thing) -> Text:
    """A figure with its change on last year's, which is often printed too."""
    dice = story.dice
    places = 2 if thing.unit[:1] == "万" else 0
    before = Decimal(dice.between(thing.low, thing.high)) + (Decimal(dice.randint(0, 99)) / 100 if places else 0)
    factor = Decimal(dice.randint(1018, 1260)) / 1000 if dice.chance(0.75) else Decimal(dice.randint(780, 982)) / 1000
    now = (before * factor).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    change = (now / before - 1) * 100
    value, then = (
        Figure(number=f"{v:f}", unit=thing.unit, shown=thing.unit)
        for v in (now, before.quantize(Decimal(1).scaleb(-places)))
    )
    rate = Figure(
        number=f"{abs(change).quantize(Decimal(1).scaleb(-dice.pick(story.how.rates)), ROUND_HALF_UP)}",
        unit="%",
        shown="%",
    )
    rate.negative = change < 0
    story.report.facts.append(Fact(thing.text, value, "growth", rate))
    if change > 0 and dice.chance(0.35):
        return story.say("grow_only", verb=thing.more, subject=thing.text, value=value, change=rate)
    story.report.relations.append(Relation("growth", thing.text, "growth", (rate, value, then)))
    key = "grow_from" if change > 0 else "fall_from"
    return story.say(key, verb=thing.more, subject=thing.text, before=then, value=value, change=rate)


def _share(story: Story) -> Text:
    """A part of a whole, in percent."""
    dice, thing = story.dice, story.dice.pick(story.setting.topic["share"])
    places = 2 if thing.unit[:1] == "万" else 0
    whole = (Decimal(dice.between(thing.low * 100, thing.high * 100)) / 100).quantize(
        Decimal(1).scaleb(-places), ROUND_HALF_UP
    )
    part = (whole * dice.randint(220, 880) / 1000).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    rate = Figure(
        number=f"{(part / whole * 100).quantize(Decimal(1).scaleb(-dice.pick(story.how.rates)), ROUND_HALF_UP)}",
        unit="%",
        shown="%",
    )
    value, total = (Figure(number=f"{v:f}", unit=thing.unit, shown=thing.unit) for v in (part, whole))
    story.report.facts.append(Fact(thing.more, value, "share", rate))
    story.report.relations.append(Relation("share", thing.more, "ratio", (rate, value, total)))
    return story.say("share", whole=thing.text, total=total, part=thing.more, value=value, change=rate)


def _multiple(story: Story) -> Text:
    """A multiple of last year's figure."""
    dice = story.dice
    thing = dice.pick(story.setting.topic["output"])
    before = dice.between(max(thing.low // 3, 12), max(thing.high // 4, 40))
    now = round(before * dice.randint(13, 39) / 10)
    times = (Decimal(now) / before).quantize(Decimal("0.1"), ROUND_HALF_UP)
    figure = Figure(number=f"{times}", unit="倍", shown="倍")
    value, then = (Figure(number=str(v), unit=thing.unit, shown=thing.unit) for v in (now, before))
    story.report.facts.append(Fact(thing.text, value, "multiple", figure))
    story.report.relations.append(Relation("growth", f"{thing.text}倍数", "multiple", (figure, value, then)))
    return story.say("multiple", verb=thing.more, subject=thing.text, value=value, before=then, change=figure)


def _rates(story: Story) -> Text:
    a, b = story.setting.topic["rate"][:2]
    x, y = _percent(story, a), _percent(story, b)
    story.report.facts += [Fact(a.text, x), Fact(b.text, y)]
    return story.say("rates", a=a.text, b=b.text, x=x, y=y)
